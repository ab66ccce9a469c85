import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DaySchema } from '#core/time';
import { type CountedSegment, segmentListText, segmentText, unfittedText } from '../../cli/segment-words.ts';
import { aWorkplace, type Workplace } from '../support/winback-command.ts';

const COUNTED: CountedSegment = {
  segment: 'valued',
  describe: 'Ordered often',
  asOf: DaySchema.parse('2026-07-01'),
  customers: 12_000,
  inSegment: 1_500,
  reachable: { email: 1_200, sms: 300, none: 150 },
  tiers: { top: 100, high: 400, middle: 600, low: 400 },
  requirements: [
    { says: 'orders at least 3', fails: 10_000, alone: 9_000 },
    { says: `any of (${'spent at least 200; '.repeat(9)})`, fails: 900, alone: 12 },
  ],
  examples: [
    { customerId: 'c1' as never, values: { orders: 4, spent: 1_234.5, 'reachable by sms': true, email: 'has one' } },
    { customerId: 'c22' as never, values: { orders: 12, spent: null, 'reachable by sms': false, email: null } },
  ],
};

const PLACE = { currency: 'USD', locale: 'en-US' };

describe('the count as people read it', () => {
  test('how many, what keeps the others out, whom one can reach, what they are worth, and examples', () => {
    const text = segmentText(COUNTED, '.winback/demo', PLACE);
    expect(text).toMatch(/^valued: Ordered often\nAsked of \.winback\/demo, on 2026-07-01\n/);
    expect(text).toContain('1,500 of 12,000 customers are in it (12.5%).');
    expect(text).toMatch(/^orders at least 3 +10,000 +9,000$/m);
    expect(text).toMatch(/^Email +1,200 +80\.0%$/m);
    expect(text).toMatch(/^on none +150 +10\.0%$/m);
    expect(text).toMatch(/^high +400 +26\.7%$/m);
    expect(text).toMatch(/^c1 +4 +\$1,234\.50 +yes +has one$/m);
    expect(text).toMatch(/^c22 +12 +– +no +–$/m);
  });

  test('every line fits a terminal of 80 characters', () => {
    for (const line of segmentText(COUNTED, '.winback/demo', PLACE).split('\n'))
      expect(line.length, line).toBeLessThan(81);
  });

  test('nobody in it, or nobody at all, has no shares of anything', () => {
    const nobody = { ...COUNTED, inSegment: 0, examples: [] };
    expect(segmentText(nobody, 'here', PLACE)).toContain('0 of 12,000 customers are in it (0.0%).');
    expect(segmentText({ ...nobody, inSegment: 1 }, 'here', PLACE)).toContain('1 of 12,000 customers is in it (0.0%).');
    expect(segmentText(nobody, 'here', PLACE)).not.toContain('reachable');
    expect(segmentText({ ...nobody, customers: 0 }, 'here', PLACE)).toContain('There is no customer at all.');
  });

  test('a world without a fit is told where the segment needs one', () => {
    const UNFITTED = { are: 'rows', learnedUntil: undefined } as const;
    expect(unfittedText(UNFITTED, true)).toContain('a scan would not know them');
    expect(unfittedText(UNFITTED, false)).toBeUndefined();
    expect(unfittedText({ ...UNFITTED, learnedUntil: COUNTED.asOf }, true)).toBeUndefined();
    expect(unfittedText({ ...UNFITTED, are: 'files' }, true)).toBeUndefined();
  });

  test('a list of none says where to begin', () => {
    expect(segmentListText([])).toBe('There are no segments yet; write some: see workflows/README.md.');
  });
});

describe('the command', () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await aWorkplace();
    const orders = [
      'A1,2025-11-20,40',
      'A2,2025-11-20,300',
      'A3,2025-11-01,10',
      'A3,2025-11-02,10',
      'A3,2025-11-03,10',
    ];
    await place.write('orders.csv', `customer_id,ordered_on,amount\n${orders.join('\n')}\n`);
    const played = ['--orders', 'orders.csv', '--as-of', '2026-02-19', '--days', '1', '--responses', 'none'];
    expect(await place.run('run', ...played, '--data', 'shop')).toMatchObject({ code: 0 });
  });
  afterAll(() => place.leave());

  test('--json of a local world counts it, with examples that tell no address', async () => {
    const { code, out } = await place.run('segment', 'valued-and-reachable', '--data', 'shop', '--json');
    expect(code).toBe(0);
    const told = JSON.parse(out);
    expect(told).toMatchObject({
      ...{ segment: 'valued-and-reachable', customers: 3, inSegment: 2, reachable: { email: 2, sms: 2, none: 0 } },
      requirements: [
        { says: 'segment valued', fails: 1, alone: 1 },
        { says: 'any of (reachable by email is true; reachable by sms is true)', fails: 0, alone: 0 },
      ],
    });
    const byId = told.examples.toSorted((one: { customerId: string }, other: { customerId: string }) =>
      one.customerId < other.customerId ? -1 : 1,
    );
    const reachable = { 'reachable by email': true, 'reachable by sms': true };
    expect(byId).toEqual([
      { customerId: 'A2', values: { orders: 1, spent: 300, ...reachable } },
      { customerId: 'A3', values: { orders: 3, spent: 30, ...reachable } },
    ]);
    expect(out).not.toContain('@');
  });

  test('files are asked as they were on a day, and tell nothing of reach without their customers', async () => {
    const files = ['--orders', 'orders.csv', '--as-of', '2025-11-03', '--json'];
    const { code, out } = await place.run('segment', 'valued', '--examples', '0', ...files);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ...{ asOf: '2025-11-03', customers: 1, inSegment: 0, reachable: 'unknown', examples: [] },
    });
  });

  test('--list tells all of them', async () => {
    const { code, out, err } = await place.run('segment', '--list');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^valued +Ordered at least three times, or spent at least \$250 in all$/m);
    const { out: json } = await place.run('segment', '--list', '--json');
    expect(JSON.parse(json).segments[0]).toMatchObject({ name: 'valued' });
  });

  test('an unknown name is bad input with the nearest one, and so is none', async () => {
    const unknown = await place.run('segment', 'valud', '--data', 'shop');
    expect({ code: unknown.code, out: unknown.out }).toEqual({ code: 2, out: '' });
    expect(unknown.err).toContain('there is no segment "valud"; did you mean "valued"?');
    const none = await place.run('segment');
    expect({ code: none.code, out: none.out }).toEqual({ code: 2, out: '' });
    expect(none.err).toContain('which segment? npx winback segment NAME (valued, ');
  });

  test('a segment with a mistake is told by file and line, and nothing is counted', async () => {
    const putBack = await place.change('workflows/segments.yaml', 'field: orders', 'field: ordres');
    const { code, out, err } = await place.run('segment', 'valued', '--data', 'shop');
    await putBack();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('segments.yaml:6:16: there is no field "ordres"; did you mean "orders"?');
  });
});
