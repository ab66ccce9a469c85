// What could stand in a body that no provider ever sends? Real ones with one thing in them changed, and anything else.
import fc from 'fast-check';
import { ADA, PHONE, TAGS } from './webhook-samples/sample.ts';

const nested = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown;

/** What is put in the place of something sensible. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  -1e308,
  1.5,
  9_007_199_254_740_991,
  '',
  ' ',
  'null',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\u0000',
  '\ud800',
  '\u202e+12025550123',
  ADA,
  PHONE,
  `<${ADA}>`.repeat(20),
  '9'.repeat(400),
  '-1',
  'NaN',
  '2026-13-45T99:99:99Z',
  '2026-07-01T14:00:01+99:99',
  '0000-00-00 00:00:00',
  '+275760-09-13T00:00:00Z',
  'x'.repeat(10_000),
  '{{ 7 | times: 7 }}<script>',
  'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription',
  [],
  {},
  [[]],
  [null],
  nested(50),
  TAGS,
  JSON.parse('{"__proto__":{"winback_customer":"1001"}}'),
  JSON.parse('{"constructor":{"prototype":{"winback_customer":"1001"}}}'),
  JSON.parse('{"toString":1,"valueOf":null,"length":-1}'),
];

/** Where to change something, what to do there, and what to put in its place. */
type Change = {
  readonly way: readonly number[];
  readonly deed: 'replace' | 'remove' | 'rename' | 'wrap';
  readonly strange: unknown;
};
export const aChange: fc.Arbitrary<Change> = fc.record({
  way: fc.array(fc.nat(30), { minLength: 1, maxLength: 5 }),
  deed: fc.constantFrom('replace', 'replace', 'remove', 'rename', 'wrap'),
  strange: fc.oneof(
    fc.constantFrom(...STRANGE),
    fc.string({ maxLength: 40, unit: 'binary' }),
    fc.double(),
    fc.integer(),
  ),
});

/** Every copy of a value in which one place holds something strange; also inside text that is JSON. */
export function* everyStrange(value: unknown): Generator<unknown> {
  yield* STRANGE;
  if (typeof value === 'string' && value.startsWith('{')) {
    for (const inner of everyStrange(parsed(value))) yield JSON.stringify(inner) ?? '';
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    for (const inner of everyStrange(one)) {
      yield rebuilt(
        value,
        Object.entries(value).map(([name, other]) => [name, name === key ? inner : other]),
      );
    }
  }
}

/** A copy of a value with one place in it changed; text that is JSON is changed inside. */
export function changed(value: unknown, { way: [step = 0, ...rest], deed, strange }: Change): unknown {
  if (typeof value === 'string' && value.startsWith('{'))
    return JSON.stringify(changed(parsed(value), { way: [step, ...rest], deed, strange }));
  if (typeof value !== 'object' || value === null) return deed === 'wrap' ? [value] : strange;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(keys.length, 1)];
  if (key === undefined) return strange;
  const inner = (value as Readonly<Record<string, unknown>>)[key];
  const entries = Object.entries(value);
  if (rest.length > 0 && (typeof inner === 'object' || (typeof inner === 'string' && inner.startsWith('{')))) {
    return rebuilt(
      value,
      entries.map(([name, one]) => [name, name === key ? changed(one, { way: rest, deed, strange }) : one]),
    );
  }
  const instead: Readonly<Record<Change['deed'], readonly (readonly [string, unknown])[]>> = {
    replace: [[key, strange]],
    remove: [],
    rename: [[typeof strange === 'string' ? strange.slice(0, 40) : 'other', inner]],
    wrap: [[key, { value: inner }]],
  };
  return rebuilt(
    value,
    entries.flatMap(([name, one]) => (name === key ? instead[deed] : [[name, one] as const])),
  );
}

function rebuilt(like: object, entries: readonly (readonly [string, unknown])[]): unknown {
  return Array.isArray(like) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Any JSON at all, with the words that providers use among its keys and values. */
export function anyJson(words: readonly string[]): fc.Arbitrary<unknown> {
  const word = fc.constantFrom(...words);
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      word,
      fc.constantFrom(...STRANGE),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(word, tie('json'), { maxKeys: 8 }),
    ),
  }));
  return json;
}

/** Every key and every short text that stands in these values. */
export function wordsIn(values: readonly unknown[]): readonly string[] {
  const words = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && value.length < 60) words.add(value);
    if (typeof value === 'string' && value.startsWith('{')) visit(parsed(value));
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      words.add(key);
      visit(inner);
    }
  };
  for (const value of values) visit(value);
  return [...words];
}
