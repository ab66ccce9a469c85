import { describe, expect, test } from 'vitest';
import { instantOr, msOfSeconds, msOfText } from '#adapters/webhooks/reading/instants';
import { InstantSchema } from '#core/time';

const NOW = InstantSchema.parse('2026-07-20T12:00:00.000Z');

describe('a date as providers write it', () => {
  test.each([
    ['2024-02-22T23:41:12.126Z', '2024-02-22T23:41:12.126Z'],
    ['2024-02-22T23:41:11.894719+00:00', '2024-02-22T23:41:11.894Z'],
    ['2016-04-27T16:28:50.3963933-04:00', '2016-04-27T20:28:50.396Z'],
    ['2018-10-25 12:10:29', '2018-10-25T12:10:29.000Z'],
    ['2020-01-01 15:43:21 +0200', '2020-01-01T13:43:21.000Z'],
    ['2026-07-01T14:00:01.5Z', '2026-07-01T14:00:01.500Z'],
  ])('%s is %s', (written, instant) => {
    expect(new Date(msOfText(written)).toISOString()).toBe(instant);
  });

  test.each([[1534108637.153125], ['1534108637'], ['1534108637.153']])('%j is in August 2018', (seconds) => {
    expect(new Date(msOfSeconds(seconds)).toISOString()).toMatch(/^2018-08-12T21:17:17\.(153|000)Z$/);
  });

  test.each([['tomorrow'], ['2026-13-01T00:00:00Z'], ['1810251310'], [''], [null], [7], [{}]])(
    '%j is none',
    (written) => {
      expect(msOfText(written)).toBeNaN();
    },
  );
});

describe('the instant of what happened', () => {
  test.each([
    ['what the provider says', Date.parse('2026-07-20T11:59:00Z'), '2026-07-20T11:59:00.000Z'],
    ['now, where it lies ahead', Date.parse('2026-07-20T12:00:01Z'), NOW],
    ['now, where there is none', Number.NaN, NOW],
    ['now, where it means that there is none', 0, NOW],
    ['now, where it is beyond all time', 1e308, NOW],
  ])('is %s', (_what, milliseconds, instant) => {
    expect(instantOr(NOW, milliseconds)).toBe(instant);
  });
});
