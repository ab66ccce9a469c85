import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { ActivityKindSchema, KNOWN_KINDS } from '#core/activity';
import { AWAY_REASONS, AWAY_WORDS } from '#core/away';
import { HOLD_REASONS } from '#core/clearance';
import { DormancyRuleSchema } from '#core/dormancy-rule';
import { SKIP_REASONS } from '#core/enrollment';
import { IntakeLimitSchema } from '#core/intake';
import { ENGLISH } from '#core/pages/words-en';
import { reasonText } from '#core/reason-words';
import { MET_LEVELS } from '#core/reputation';
import { SegmentsSchema } from '#core/segment';
import { SequenceSchema, TouchSchema } from '#core/sequence';
import { SAYS } from '../../cli/breaker-words.ts';

/** What a piece of the manual may show by itself. */
const PieceSchema = z.strictObject({
  dormant: DormancyRuleSchema.optional(),
  activities: z.array(ActivityKindSchema).optional(),
  'limit per day': IntakeLimitSchema.optional(),
});

let manual: string;
beforeAll(async () => {
  manual = await readFile('workflows/README.md', 'utf8');
});

const chapter = (name: string) => manual.split(/^## /m).find((text) => text.startsWith(`${name}\n`)) ?? '';
const examplesOf = (text: string) =>
  [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => parse(yaml) as unknown);

test('the sequence that the manual goes through line by line is one', () => {
  const [sequence] = examplesOf(chapter('A sequence, line by line'));
  expect(SequenceSchema.parse(sequence).name).toBe('gentle-90');
});

test('every example of who is dormant may be written so', () => {
  const examples = examplesOf(chapter('Who is dormant'));
  expect(examples.length).toBeGreaterThan(5);
  for (const example of examples) expect(PieceSchema.safeParse(example).error).toBeUndefined();
});

test('the three spellings of an answer are those of the page, of segments and of the API', () => {
  const rows = [...chapter('Messages').matchAll(/^\| ([^|`]+?) +\| `([^`]+)` +\| `([^`]+)` +\|$/gm)];
  const { answers } = ENGLISH.survey;
  expect(rows.map(([, ...cells]) => cells)).toEqual(
    AWAY_REASONS.map((reason) => [answers[reason], AWAY_WORDS[reason], reason]),
  );
  const segments = examplesOf(chapter('Messages')).filter((one) => SegmentsSchema.safeParse(one).success);
  expect(segments).toMatchObject([{ 'too-dear': { all: [{ field: 'away because', is: AWAY_WORDS.price }] } }]);
});

test('what holds a message back stands in the manual, in the words of winback explain', () => {
  const text = chapter('When nothing leaves');
  const reasons = [...HOLD_REASONS, ...SKIP_REASONS.filter((one) => one !== 'stopped' && one !== 'stale')];
  const words = reasons.map((reason) => reasonText(reason, 'sms'));
  for (const one of [...words, reasonText('declinedTopic')]) expect(text).toContain(one);
  for (const level of MET_LEVELS) expect(text).toContain(SAYS[level]);
});

test('an incentive by value may be written as shown', () => {
  const touches = examplesOf(chapter('Incentives'));
  expect(touches.map((touch) => z.array(TouchSchema).safeParse(touch).success)).toEqual([true]);
});

test('every kind of activity and every field of a sequence is explained', () => {
  const kinds = [...chapter('Who is dormant').matchAll(/^\| `([a-z-]+)`/gm)].map(([, kind]) => kind);
  expect(kinds).toEqual([...KNOWN_KINDS]);
  const line = chapter('A sequence, line by line');
  for (const field of Object.keys(SequenceSchema.in.shape).filter((name) => name !== 'for'))
    expect(line).toContain(`| \`${field}`);
});
