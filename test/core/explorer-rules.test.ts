import { describe, expect, test } from 'vitest';
import type { DormancyRule, WindowPart } from '#core/dormancy-rule';
import { SegmentNameSchema } from '#core/ids';
import { clockOf } from '#core/insight';
import type { ShopModel } from '#core/model/shop-model';
import { SegmentSchema } from '#core/segment';
import { InstantSchema, plusDays } from '#core/time';
import { AS_OF, type Deed, exploredBy, knownFrom, rowsFrom, windowRule } from '../support/explored-shop.ts';

/** A deed so many days before the day of asking. */
const ago = (id: string, days: number, kind = 'order'): Deed => [id, plusDays(AS_OF, -days), 1_000, kind];
const window = (after: number, kind: string): WindowPart => ({
  ...{ kind: 'window', after, until: undefined, by: [kind], perSegment: [] },
});

describe('no order for 365 days and no click for 180', () => {
  const rows = rowsFrom(
    knownFrom([
      // Her order was silent for long enough 35 days ago, her click 20 days ago: then she crossed.
      ...[ago('both', 400), ago('both', 200, 'click')],
      ...[ago('clicks', 400), ago('clicks', 100, 'click')],
      ago('orders', 100),
      ago('neverClicked', 400),
      ago('onlyVisited', 400, 'visit'),
    ]),
  );
  const joined = (join: DormancyRule['join']): DormancyRule => ({
    ...{ join, parts: [window(365, 'order'), window(180, 'click')] },
  });

  test('is asked of both, and the later of the two lines is the one that is crossed', () => {
    expect(exploredBy(rows, joined('all'))).toMatchObject({
      ...{ by: ['order', 'click'], customers: 4, neverActive: 1, neverOrdered: 1, dormant: 2, crossingPerDay: 1 / 30 },
      sources: [{ measuredBy: [{ from: 'sequence' }], customers: 4, dormant: 2 }],
    });
  });

  test('joined by any, one is enough', () => {
    expect(exploredBy(rows, joined('any'))).toMatchObject({ customers: 4, dormant: 3, crossingPerDay: 0 });
  });

  test('windows of one length compare the last sign of life of either kind', () => {
    const { windows } = exploredBy(rows, joined('all'));
    // Silent for 200, 100, 100 and 400 days.
    expect(windows.map(({ after, dormant }) => [after, dormant])).toEqual([
      [183, 2],
      [243, 1],
      [365, 1],
      [548, 0],
      [730, 0],
    ]);
  });
});

test('a segment with a window of its own is measured by that one, and it is told how many', () => {
  const big = SegmentNameSchema.parse('big');
  const segments = { [big]: SegmentSchema.parse({ all: [{ field: 'orders', 'at least': 2 }] }) };
  const rule: DormancyRule = {
    join: 'all',
    parts: [{ ...window(90, 'order'), perSegment: [{ segment: big, after: 200, until: undefined }] }],
  };
  const rows = rowsFrom(knownFrom([ago('big', 300), ago('big', 190), ago('small', 100), ago('new', 10)]));
  const found = exploredBy(rows, rule, { by: { segments } });
  expect(found).toMatchObject({ dormant: 1, crossingPerDay: 1 / 30 });
  expect(found.sources).toEqual([
    { measuredBy: [{ from: 'sequence' }], customers: 2, dormant: 1 },
    { measuredBy: [{ from: 'segment', segment: 'big' }], customers: 1, dormant: 0 },
  ]);
});

describe('their own clocks', () => {
  // The parameters of the CDNOW sample: Fader, Hardie & Lee (2005), table 2.
  const model: ShopModel = {
    ...{ version: 3, fittedAt: InstantSchema.parse('2026-05-31T03:00:00.000Z'), until: AS_OF },
    ...{ customers: 2_357, repeatCustomers: 946, orders: 6_696 },
    timing: { status: 'fitted', model: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, logLikelihood: -9_582.4 },
    spend: { status: 'unfit', because: 'notConverged' },
  };
  const rule: DormancyRule = { join: 'all', parts: [{ kind: 'personal', until: undefined, perSegment: [] }] };
  const weekly = (id: string, last: number) => Array.from({ length: 20 }, (_, week) => ago(id, last + 7 * week));
  const rows = rowsFrom(
    knownFrom([...weekly('quick', 170), ago('slow', 500), ago('slow', 170), ago('once', 170), ago('lately', 20)]),
  );
  const found = exploredBy(rows, rule, { by: { model, shopWindow: { after: 160, until: 400 } } });

  test('judge whoever has one, and the shop’s window all others', () => {
    const late = rows.filter((row) => {
      const clock = clockOf(row, model, AS_OF);
      return clock.status === 'ticking' && clock.dormantAfterDays <= 170;
    });
    expect(late.length).toBeGreaterThan(0);
    expect(found.sources).toEqual([
      { measuredBy: [{ from: 'clock', model: 3 }], customers: 2, dormant: late.length },
      { measuredBy: [{ from: 'shop' }], customers: 2, dormant: 1 },
    ]);
    expect(found.dormant).toBe(late.length + 1);
  });

  test('are compared with windows around the one that they fall back to, and end where that one does', () => {
    expect(found).toMatchObject({ after: 160, until: 400 });
    expect(found.windows.map(({ after }) => after)).toEqual([80, 107, 160, 240, 320]);
    expect(found.windows[2]).toMatchObject({ after: 160, dormant: 3, crossingPerDay: 3 / 30 });
  });

  test('cross when their own time has come', () => {
    const crossedLately = rows.filter((row) => {
      const clock = clockOf(row, model, AS_OF);
      const after = clock.status === 'ticking' ? clock.dormantAfterDays : 160;
      const silent = row.customerId === ('lately' as never) ? 20 : 170;
      return silent - after >= 1 && silent - after <= 30;
    });
    expect(found.crossingPerDay).toBe(crossedLately.length / 30);
  });
});

test('a limit per day tells when those are through who are dormant already', () => {
  const rows = rowsFrom(knownFrom(Array.from({ length: 7 }, (_, number) => ago(`C${number}`, 200))));
  const limit = { customers: 3, first: 'oldest' } as const;
  expect(exploredBy(rows, windowRule(90), { limit }).backlog).toEqual({ ...limit, days: 3 });
  expect(exploredBy(rows, windowRule(90)).backlog).toBeNull();
});
