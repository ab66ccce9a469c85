import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { US_PLACES } from '#core/law/area-codes';
import type { QuietHoursRule } from '#core/law/quiet-hours-rule';
import { SMS_LAW_VERSION, SMS_QUIET_HOURS } from '#core/law/sms-quiet-hours';
import { SendWindowSchema } from '#core/send-window';
import { DaySchema } from '#core/time';

const MANUAL = 'docs/sms-law.md';

function nameOf(place: QuietHoursRule['place']): string {
  if (place === 'US') return 'United States';
  return place === 'FR' ? 'France' : US_PLACES[place].name;
}

/** A row of the table in the manual. */
function rowOf({ place, hours, notOn, mostADay, source, url, verified, verifiedOn, note }: QuietHoursRule): string {
  const when = hours.map(({ days, from, to }) => `${days === 'mon-sun' ? 'daily' : days} ${from}-${to}`);
  const but = [
    ...(notOn === undefined ? [] : ['no holidays']),
    ...(mostADay === undefined ? [] : [`${mostADay} a day`]),
  ];
  const words = [[...when, ...but].join(', '), `[${source}](${url})`, `${verified}, ${verifiedOn}`, note];
  return `| ${nameOf(place)} | ${words.join(' | ')} |`;
}

describe('each rule', () => {
  test.each(SMS_QUIET_HOURS.map((rule) => [rule.place, rule] as const))(
    'of %s can be judged and checked',
    (_, rule) => {
      for (const { days, from, to } of rule.hours)
        expect(SendWindowSchema.safeParse({ between: `${from}-${to}`, days }).success).toBe(true);
      expect(DaySchema.safeParse(rule.verifiedOn).success).toBe(true);
      expect(rule.url).toMatch(/^https:\/\//);
      expect(rule.source).not.toBe('');
    },
  );

  test('names no weekday twice, and no place has two rules', () => {
    for (const { hours } of SMS_QUIET_HOURS) {
      const days = hours.flatMap(
        ({ days: written }) => SendWindowSchema.parse({ between: '09:00-17:00', days: written }).days,
      );
      expect(new Set(days).size).toBe(days.length);
    }
    expect(new Set(SMS_QUIET_HOURS.map(({ place }) => place)).size).toBe(SMS_QUIET_HOURS.length);
  });
});

test('CMP-23: the manual shows this very table, in this version', async () => {
  const manual = await readFile(MANUAL, 'utf8');
  expect(manual).toContain(`Version ${SMS_LAW_VERSION}`);
  const rows = manual.split('\n').filter((line) => line.startsWith('| ') && line.includes(']('));
  expect(rows).toEqual(SMS_QUIET_HOURS.map(rowOf));
});
