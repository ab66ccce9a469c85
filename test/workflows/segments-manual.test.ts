import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { KNOWN_KINDS } from '#core/activity';
import { SegmentsSchema } from '#core/segment';
import { OPERATOR_NAMES } from '#core/segment-conditions';
import { SEGMENT_FIELDS } from '#core/segment-fields';
import { SEGMENT_NOTES } from '#workflows/field-notes';

let manual = '';
beforeAll(async () => {
  const readme = await readFile('workflows/README.md', 'utf8');
  manual = readme.slice(readme.indexOf('\n## Segments\n'), readme.indexOf('\n## Incentives\n'));
});

test('the manual has a line for each field, with its type, meaning and words', () => {
  const lines = manual.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
  for (const { name, type, says, words = [] } of SEGMENT_FIELDS) {
    const line = lines.find((one) => one.startsWith(`| \`${name}\` | ${type} | ${says}`));
    expect(line, name).toBeDefined();
    for (const word of words) expect(line).toContain(`\`${word}\``);
  }
});

test('the manual names each way to compare and each kind of activity, and so do the notes for editors', () => {
  for (const operator of OPERATOR_NAMES) {
    expect(manual).toContain(`\`${operator}: `);
    expect(SEGMENT_NOTES[`*.${operator}`]?.example).toMatch(new RegExp(`^${operator}: `));
  }
  for (const kind of KNOWN_KINDS) expect(manual).toContain(`\`${kind}\``);
});

test('the examples of the manual are segments', () => {
  const examples = [...manual.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => parse(yaml));
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) expect(SegmentsSchema.safeParse(example).success).toBe(true);
});
