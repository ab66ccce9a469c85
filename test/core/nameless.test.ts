import { describe, expect, test } from 'vitest';
import { closed, type Enrollment, EnrollmentSchema, stopped } from '#core/enrollment';
import { SequenceNameSchema } from '#core/ids';
import { NAMELESS_BYTES, nameless, namelessId } from '#core/nameless';
import { counted, emptyReport } from '#core/report';
import { InstantSchema } from '#core/time';
import { anEnrollment } from '../support/builders.ts';

const at = (text: string) => InstantSchema.parse(text);
const NOBODY = namelessId(new Uint8Array(NAMELESS_BYTES).fill(7));
const COSTS = { email: 0.001, sms: 0.01 };
const reportOn = (enrollment: Enrollment) =>
  counted(emptyReport(SequenceNameSchema.parse('gentle'), 1, at('2027-01-01T00:00:00.000Z')), enrollment, COSTS);

const sent = { status: 'sent', at: at('2026-07-01T14:00:00.000Z'), parts: 2 } as const;
const won = closed(
  stopped(
    anEnrollment({
      customerId: 'ada-1',
      claims: { 0: '2026-07-01T14:00:00.000Z' },
      claimant: 'claimant-1',
      touches: {
        'miss-you': { ...sent, channel: 'email', providerId: 'provider-1' },
        nudge: { ...sent, channel: 'sms', providerId: 'provider-2' },
        'last-offer': { status: 'failed', at: sent.at, channel: 'email', because: 'refused', detail: 'ada@x' },
      },
      offers: {
        nudge: { incentive: 'ten-off', code: 'CODE-OF-ADA', worth: 1_000, issuedAt: sent.at, expiresAt: sent.at },
      },
      goal: { responseId: 'order-4711', at: sent.at, cents: 4_200, discount: 500 },
      away: { reason: 'price', at: sent.at },
    }),
    { at: sent.at, because: 'cameBack', response: 'order-4711' },
  ),
  'wonBack',
  sent.at,
);
const heldOut: Enrollment = EnrollmentSchema.parse({ ...won, status: 'heldOut' });

describe.each([
  ['closed', won],
  ['held out', heldOut],
] as const)('CMP-37: an enrollment that is %s, of somebody who was erased,', (_how, enrollment) => {
  const left = nameless(enrollment, NOBODY);
  if (left === undefined) throw new TypeError('it was over');

  test('counts in the report as before', () => {
    expect(reportOn(left)).toEqual(reportOn(enrollment));
  });

  test('is one that stores take, of nobody else', () => {
    expect(EnrollmentSchema.parse(left)).toEqual(left);
    expect(left.customerId).toBe(NOBODY);
    expect(left.enrollmentId).toBe(`gentle_${NOBODY}_20260402`);
  });

  test('leads to nobody: no id, no code, no order, no clock', () => {
    const text = JSON.stringify(left);
    for (const trace of ['ada', 'provider-', 'CODE-OF', 'order-4711', 'claimant-1', 'New_York'])
      expect(text).not.toContain(trace);
  });
});

test('of one that still runs nothing is left: nobody knows yet what it comes to', () => {
  expect(nameless(anEnrollment(), NOBODY)).toBeUndefined();
});

test('two of nobody are two', () => {
  expect(namelessId(new Uint8Array(NAMELESS_BYTES))).not.toBe(NOBODY);
});
