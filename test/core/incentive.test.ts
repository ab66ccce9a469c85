import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IncentiveNameSchema } from '#core/ids';
import {
  CODE_BYTES,
  codeFrom,
  codeTyped,
  discountOf,
  IncentiveSchema,
  incentiveText,
  OfferSchema,
  offerOf,
} from '#core/incentive';
import { ShopSchema } from '#core/shop';
import { InstantSchema, TimeZoneSchema } from '#core/time';
import { aPublishedFile } from '../support/builders.ts';

const shop = ShopSchema.parse(aPublishedFile().shop);
const tenOff = IncentiveSchema.parse({ 'percent off': 10, 'up to': 20, 'expires after': '14 days', budget: 500 });
const fiveDollars = IncentiveSchema.parse({ 'amount off': 5, 'expires after': '7 days' });
const freeShipping = IncentiveSchema.parse({ 'free shipping': true, worth: 4.99, 'expires after': '30 days' });

describe('an incentive', () => {
  test('of each kind says what one code may cost at most', () => {
    expect(tenOff).toEqual({ kind: 'percentOff', percent: 10, worth: 2_000, expiresAfterDays: 14, budget: 50_000 });
    expect(fiveDollars).toEqual({ kind: 'amountOff', worth: 500, expiresAfterDays: 7, budget: undefined });
    expect(freeShipping).toEqual({ kind: 'freeShipping', worth: 499, expiresAfterDays: 30, budget: undefined });
  });

  test('reads as a customer would say it', () => {
    expect([tenOff, fiveDollars, freeShipping].map((incentive) => incentiveText(incentive, shop))).toEqual([
      '10% off (up to $20)',
      '$5 off',
      'free shipping',
    ]);
  });

  test.each([
    ['two kinds', { 'percent off': 10, 'up to': 20, 'amount off': 5, 'expires after': '14 days' }],
    ['no kind', { 'expires after': '14 days' }],
    ['a percentage without a limit', { 'percent off': 10, 'expires after': '14 days' }],
    ['more than all off', { 'percent off': 101, 'up to': 20, 'expires after': '14 days' }],
    ['no expiry', { 'amount off': 5 }],
    ['an expiry in hours', { 'amount off': 5, 'expires after': '12 hours' }],
    ['an unknown key', { 'amount off': 5, 'expires after': '14 days', budgte: 100 }],
  ])('is refused with %s', (_what, written) => {
    expect(IncentiveSchema.safeParse(written).success).toBe(false);
  });

  test('is refused when its budget does not even pay for one code', () => {
    const written = { 'amount off': 5, 'expires after': '14 days', budget: 4.99 };
    expect(IncentiveSchema.safeParse(written).error?.issues[0]?.message).toBe(
      'the budget is smaller than one single code may cost',
    );
    expect(IncentiveSchema.safeParse({ ...written, budget: 5 }).success).toBe(true);
  });
});

describe('a code', () => {
  const CROCKFORD = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

  test('has twelve characters in three groups, and none that is mistaken for another', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES }), (bytes) => {
        expect(codeFrom(bytes)).toMatch(CROCKFORD);
      }),
    );
  });

  test('is the same for the same bytes', () => {
    const bytes = Uint8Array.from([0, 1, 2, 10, 17, 18, 19, 31, 32, 63, 254, 255]);
    expect(codeFrom(bytes)).toBe('012A-HJKZ-0ZYZ');
  });

  test('uses every character of the alphabet as often as any other', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const [first = ''] = codeFrom(new Uint8Array(CODE_BYTES).fill(byte));
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    expect(counts.size).toBe(32);
    expect(new Set(counts.values())).toEqual(new Set([8]));
  });

  test('is not given twice among a hundred thousand', () => {
    // A generator of Lehmer's kind (Park and Miller 1988): the same bytes at every run, so that the test cannot flake.
    let state = 42;
    const byte = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state >> 8;
    };
    const codes = new Set(
      Array.from({ length: 100_000 }, () => codeFrom(Uint8Array.from({ length: CODE_BYTES }, byte))),
    );
    expect(codes.size).toBe(100_000);
  });
});

describe('a code that is typed at a checkout', () => {
  test.each([
    ['as it was written', '7K3M-9QXT-2HBA'],
    ['in small letters', '7k3m-9qxt-2hba'],
    ['without dashes', '7K3M9QXT2HBA'],
    ['with blanks around it and between', '  7K3M 9QXT 2HBA\n'],
    ['with the dashes of a word processor', '7K3M–9QXT—2HBA'],
    ['copied with what cannot be seen', '\u200b7K3M-\u00ad9QXT-2HBA\ufeff'],
    ['in wide letters', '７Ｋ３Ｍ－９ＱＸＴ－２ＨＢＡ'],
  ])('%s is the code that was promised', (_how, typed) => {
    expect(codeTyped(typed)).toBe('7K3M-9QXT-2HBA');
  });

  test('with letters that look like digits is the code that was promised', () => {
    expect(codeTyped('oOiI-lL2H-JKMN')).toBe('0011-112H-JKMN');
  });

  test.each(['', 'TENOFF', 'SUMMER-SALE-2026', '7K3M-9QXT-2HB', '7K3M-9QXT-2HBAA', '7K3M_9QXT_2HBA', 'UUUU-UUUU-UUUU'])(
    '%j is none of ours',
    (typed) => {
      expect(codeTyped(typed)).toBeUndefined();
    },
  );

  test('is found again from every code that we make, however it is typed, and nothing else breaks it', () => {
    const bytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES });
    fc.assert(
      fc.property(bytes, fc.boolean(), fc.constantFrom('', ' ', '-', ' - '), (all, small, between) => {
        const code = codeFrom(all);
        const typed = code.replaceAll('-', between);
        expect(codeTyped(small ? typed.toLowerCase() : typed)).toBe(code);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (any) => codeTyped(any)?.length !== 0));
  });
});

describe('a discount', () => {
  test.each([
    ['10% of $50', tenOff, 5_000, 500],
    ['10% of $500 ends at its limit', tenOff, 50_000, 2_000],
    ['10% of 9 cents is no cent', tenOff, 9, 0],
    ['10% is rounded down', tenOff, 1_999, 199],
    ['$5 of $50', fiveDollars, 5_000, 500],
    ['$5 of $3 is $3', fiveDollars, 300, 300],
    ['free shipping', freeShipping, 5_000, 499],
    ['nothing of nothing', fiveDollars, 0, 0],
  ])('%s', (_what, incentive, cents, expected) => {
    expect(discountOf(incentive, cents)).toBe(expected);
  });

  test('is whole cents, never more than the worth that was reserved, nor than the order', () => {
    const incentives = fc
      .record({ percent: fc.integer({ min: 1, max: 100 }), upTo: fc.integer({ min: 0, max: 1_000 }) })
      .map(({ percent, upTo }) =>
        IncentiveSchema.parse({ 'percent off': percent, 'up to': upTo, 'expires after': '14 days' }),
      );
    const any = fc.oneof(incentives, fc.constantFrom(fiveDollars, freeShipping));
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 10 ** 12 }), (incentive, cents) => {
        const discount = discountOf(incentive, cents);
        expect(Number.isInteger(discount)).toBe(true);
        expect(discount).toBeGreaterThanOrEqual(0);
        expect(discount).toBeLessThanOrEqual(Math.min(incentive.worth, cents));
      }),
    );
  });
});

test('an offer ends so many days later at the same time of the customer’s day', () => {
  const offer = offerOf(
    IncentiveNameSchema.parse('ten-off'),
    tenOff,
    new Uint8Array(CODE_BYTES),
    InstantSchema.parse('2026-10-25T14:00:00.000Z'),
    TimeZoneSchema.parse('America/New_York'),
  );
  expect(offer).toEqual({
    incentive: 'ten-off',
    code: '0000-0000-0000',
    worth: 2_000,
    issuedAt: '2026-10-25T14:00:00.000Z',
    expiresAt: '2026-11-08T15:00:00.000Z',
  });
  expect(OfferSchema.parse(offer)).toEqual(offer);
});
