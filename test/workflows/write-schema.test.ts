import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { KNOWN_KINDS } from '#core/activity';
import { SEGMENT_FIELDS } from '#core/segment-fields';
import { segmentsSchemaText, sequenceSchemaText } from '#workflows/write-schema';
import segments from '../../workflows/segments.schema.json' with { type: 'json' };
import committed from '../../workflows/sequence.schema.json' with { type: 'json' };

type Field = {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly anyOf?: readonly Field[];
};

test('the schemas that editors use are those that core enforces', () => {
  expect(committed).toEqual(JSON.parse(sequenceSchemaText()));
  expect(segments).toEqual(JSON.parse(segmentsSchemaText()));
});

test('editors offer every field of a segment: those that have a name by it, the others by a pattern', () => {
  const offered = [...segmentsSchemaText().matchAll(/"(?:enum|pattern)": (?:\[\s*)?"([^"]+)"/g)].map(
    ([, name]) => name,
  );
  const { length } = SEGMENT_FIELDS.filter(({ name }) => offered.some((one) => name === one));
  expect(length).toBe(SEGMENT_FIELDS.filter(({ name }) => !name.includes('<')).length);
  expect(offered).toEqual(expect.arrayContaining(['days since order', '^days since [a-z][a-z0-9]*(-[a-z0-9]+)*$']));
  expect(offered).toContain('^fields\\\\.[A-Za-z0-9_]{1,40}$');
});

test('editors are told what every field is for', () => {
  const fields = Object.entries(committed.properties);
  expect(fields.filter(([, field]) => !field.description.includes('Example: '))).toEqual([]);
});

test('so they are inside of every way to write a rule', () => {
  const untold = (schema: Field, path: string): string[] => [
    ...(schema.anyOf ?? []).flatMap((way) => untold(way, path)),
    ...(schema.items === undefined ? [] : untold(schema.items, path)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
      ...(field.description?.includes('Example: ') ? [] : [`${path}.${name}`]),
      ...untold(field, `${path}.${name}`),
    ]),
  ];
  // The cast: all that is looked at is optional.
  expect(untold(committed as Field, '')).toEqual([]);
});

test('editors may offer the kinds of activity that every shop has', () => {
  expect(committed.properties.goal.examples).toEqual([...KNOWN_KINDS]);
});

test('every shipped sequence names its schema, and so do the segments', async () => {
  const files = await readdir('workflows/sequences');
  const first = await Promise.all(
    files.map(async (file) => (await readFile(`workflows/sequences/${file}`, 'utf8')).split('\n')[0]),
  );
  expect(new Set(first)).toEqual(new Set(['# yaml-language-server: $schema=../sequence.schema.json']));
  const [line] = (await readFile('workflows/segments.yaml', 'utf8')).split('\n');
  expect(line).toBe('# yaml-language-server: $schema=segments.schema.json');
});
