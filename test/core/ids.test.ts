import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CustomerIdSchema,
  drawOf,
  EnrollmentIdSchema,
  enrollmentIdOf,
  SequenceNameSchema,
  TouchIdSchema,
} from '#core/ids';
import { DaySchema } from '#core/time';

const TWO_TO_32 = 4_294_967_296;
// StartExecution, parameter Name: 1 to 80 characters, none of white space, brackets, wildcards or special characters.
const LEGAL_EXECUTION_NAME = /^[0-9A-Za-z\-_]{1,80}$/;

// Expected values are the first 8 hex digits that `printf '<words joined by />' | sha256sum` prints.
test.each([
  [['abc'], 0xba7816bf],
  [['holdout', 'gentle-90', '00042'], 0x1a62d6b7],
  [['jitter', 'gentle', 'c1'], 0x5f85823a],
  [['holdout', 'gentle', 'Zoë'], 0x2c7b5d9c],
])('the draw of %j can be recounted with sha256sum', (words, first32Bits) => {
  expect(drawOf(...words)).toBe(first32Bits / TWO_TO_32);
});

test('a draw is at least 0 and less than 1', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => {
      expect(drawOf(...words)).toBeGreaterThanOrEqual(0);
      expect(drawOf(...words)).toBeLessThan(1);
    }),
  );
});

describe('an enrollment id', () => {
  const CUSTOMER = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/);
  const SEQUENCE = fc.stringMatching(/^[a-z][a-z0-9]{0,12}(-[a-z0-9]{1,7}){0,2}$/);
  const EPISODE = fc
    .date({ min: new Date(0), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  test('is a legal name for a Step Functions execution, whatever the customer and the sequence are called', () => {
    fc.assert(
      fc.property(SEQUENCE, CUSTOMER, EPISODE, (name, customer, episode) => {
        const id = enrollmentIdOf(
          SequenceNameSchema.parse(name),
          CustomerIdSchema.parse(customer),
          DaySchema.parse(episode),
        );
        expect(id).toMatch(LEGAL_EXECUTION_NAME);
        expect(EnrollmentIdSchema.parse(id)).toBe(id);
      }),
    );
  });

  test('of the longest names that are allowed has exactly 80 characters', () => {
    const id = enrollmentIdOf(
      SequenceNameSchema.parse('s'.repeat(30)),
      CustomerIdSchema.parse('C'.repeat(40)),
      DaySchema.parse('2026-04-02'),
    );
    expect(id).toHaveLength(80);
    expect(id).toMatch(LEGAL_EXECUTION_NAME);
    expect(EnrollmentIdSchema.parse(id)).toBe(id);
  });

  test('names the sequence, the customer and the silence', () => {
    const id = enrollmentIdOf(
      SequenceNameSchema.parse('gentle-90'),
      CustomerIdSchema.parse('00042'),
      DaySchema.parse('1998-03-05'),
    );
    expect(id).toBe('gentle-90_00042_19980305');
  });

  test('differs when any of the three differs', () => {
    const parts = fc.tuple(SEQUENCE, CUSTOMER, EPISODE);
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const [a, b] = [one, other].map(([name, customer, episode]) =>
          enrollmentIdOf(SequenceNameSchema.parse(name), CustomerIdSchema.parse(customer), DaySchema.parse(episode)),
        );
        expect(a === b).toBe(one.join(' ') === other.join(' '));
      }),
    );
  });
});

test.each(['ada@shop.example', '', '-c1', '_c1', 'c 1', 'c.1', 'é1', 'x'.repeat(41)])(
  '"%s" is no customer id',
  (text) => {
    expect(CustomerIdSchema.safeParse(text).success).toBe(false);
  },
);

test.each(['Gentle', '90-gentle', 'gentle--90', 'gentle-', 'gentle_90', 'gentle 90', ''])(
  '"%s" is no name, and the refusal shows one',
  (text) => {
    expect(TouchIdSchema.safeParse(text).error?.issues[0]?.message).toBe(
      'a name has lower-case letters, digits and single hyphens, like gentle-90',
    );
  },
);

test('"constructor" is no name: every object knows it, so a record without that touch would seem to have it', () => {
  expect(TouchIdSchema.safeParse('constructor').success).toBe(false);
  expect(SequenceNameSchema.safeParse('constructor').success).toBe(false);
});
