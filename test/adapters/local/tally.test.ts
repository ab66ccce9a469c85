import { expect, test } from 'vitest';
import { createTally } from '#adapters/local/tally';
import { FactSchema } from '#core/fact';

const NOON = '2026-07-01T12:00:00.000Z';

/** The tally of facts that are told one after the other; `c1` unless said otherwise. */
function tallyOf(...facts: readonly Record<string, unknown>[]) {
  const tallying = createTally();
  for (const fact of facts) tallying.count(FactSchema.parse({ at: NOON, customerId: 'c1', ...fact }));
  return tallying.tally();
}

const OF_JOURNEY = { enrollmentId: 'gentle_c1_20260402', sequence: 'gentle', version: 1 };
const EMAIL = { ...OF_JOURNEY, touch: 'miss-you', channel: 'email' };
const SMS = { ...OF_JOURNEY, touch: 'nudge', channel: 'sms' };

test('a customer who is dormant on many days is one dormant customer', () => {
  const dormant = { kind: 'dormant', sequence: 'gentle', version: 1 };
  expect(
    tallyOf(dormant, { ...dormant, at: '2026-07-02T12:00:00.000Z' }, { ...dormant, customerId: 'c2' }),
  ).toMatchObject({
    dormant: 2,
    enrolled: 0,
  });
});

test('entries are counted by what they were, refusals by their reason', () => {
  const refused = { kind: 'notEnrolled', sequence: 'gentle', version: 1 };
  expect(
    tallyOf(
      { kind: 'enrolled', ...OF_JOURNEY },
      { kind: 'heldOut', ...OF_JOURNEY },
      { ...refused, reason: 'reentry' },
      { ...refused, customerId: 'c2', reason: 'reentry' },
      { ...refused, reason: 'noReachableChannel' },
    ),
  ).toMatchObject({ enrolled: 1, heldOut: 1, notEnrolled: { reentry: 2, noReachableChannel: 1 } });
});

test('touches are counted by channel and by what became of them, skips by their reason', () => {
  const { touches, held } = tallyOf(
    { kind: 'sent', ...EMAIL },
    { kind: 'sent', ...SMS },
    { kind: 'skipped', ...SMS, reason: 'noConsent' },
    { kind: 'skipped', ...SMS, reason: 'noConsent' },
    { kind: 'failed', ...EMAIL, reason: 'refused' },
    { kind: 'unknown', ...EMAIL, reason: 'ambiguous' },
    { kind: 'held', ...EMAIL, reason: 'frequencyCap' },
  );
  expect(touches).toEqual({
    email: { sent: 1, skipped: {}, failed: 1, unknown: 1 },
    sms: { sent: 1, skipped: { noConsent: 2 }, failed: 0, unknown: 0 },
  });
  expect(held).toEqual({ frequencyCap: 1 });
});

test('responses and outcomes are counted by their kind', () => {
  expect(
    tallyOf(
      { kind: 'response', response: 'order', cents: 4_000 },
      { kind: 'response', response: 'opened', channel: 'email' },
      { kind: 'response', response: 'opened', channel: 'email' },
      { kind: 'closed', ...OF_JOURNEY, outcome: 'wonBack' },
    ),
  ).toMatchObject({ responses: { order: 1, opened: 2 }, outcomes: { wonBack: 1 } });
});

test('a message that leaves after the stop of its own enrollment is the alarm, one of another enrollment is not', () => {
  const other = { ...EMAIL, enrollmentId: 'gentle_c1_20270402' };
  const stopped = { kind: 'stopped', ...OF_JOURNEY, reason: 'cameBack' };
  expect(tallyOf({ kind: 'sent', ...EMAIL }, stopped, { kind: 'sent', ...other }).sentAfterStop).toBe(0);
  expect(tallyOf(stopped, { kind: 'sent', ...EMAIL }).sentAfterStop).toBe(1);
});
