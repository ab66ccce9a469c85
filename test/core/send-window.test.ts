import { describe, expect, test } from 'vitest';
import { SendWindowSchema } from '#core/send-window';

describe('weekdays', () => {
  const daysOf = (days: unknown) => SendWindowSchema.safeParse({ between: '09:00-20:00', days }).data?.days;

  test.each([
    ['mon-sat', [1, 2, 3, 4, 5, 6]],
    ['sat-mon', [1, 6, 7]],
    ['sun-sat', [1, 2, 3, 4, 5, 6, 7]],
    ['wed', [3]],
    ['Mon - Fri', [1, 2, 3, 4, 5]],
    [
      ['fri', 'mon', 'wed', 'mon'],
      [1, 3, 5],
    ],
  ])('%j are %j', (days, expected) => {
    expect(daysOf(days)).toEqual(expected);
  });

  test.each(['monday', 'mon-', '-fri', 'weekdays', '', 'mon,wed', 'mon to fri'])('"%s" are refused', (days) => {
    const issues = SendWindowSchema.safeParse({ between: '09:00-20:00', days }).error?.issues;
    expect(issues?.map(({ message }) => message)).toEqual([
      `"${days}" are not weekdays; write mon-sat or [mon, wed, fri]`,
    ]);
  });

  test('a list joined by hyphens is refused, because only its first two days would count', () => {
    expect(daysOf('mon-wed-fri')).toBeUndefined();
  });
});

describe('a send window', () => {
  const refusal = (between: string) => SendWindowSchema.safeParse({ between }).error?.issues[0]?.message;

  test.each(['09:00-10:00', '00:00-23:59', ' 09:00 - 20:00 '])('may be "%s"', (between) => {
    expect(refusal(between)).toBeUndefined();
  });

  test.each(['20:00-09:00', '09:00-09:59', '09:00', '9-17', '09:00-24:00', '09:00 to 20:00', ''])(
    'is refused when it is "%s"',
    (between) => {
      expect(refusal(between)).toBe(
        `"${between}" is no send window; write "09:00-20:00", at least 1 hour, within one day`,
      );
    },
  );

  test('is refused with three times, because only the first two would count', () => {
    expect(refusal('09:00-12:00-20:00')).toBeDefined();
  });
});
