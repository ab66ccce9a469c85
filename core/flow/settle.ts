// Write down what became of a touch: in the enrollment, which is the truth, and as a fact in the journal.
import { maySettle, type Running, type TouchRecord, unsettledBefore } from '#core/enrollment';
import { touchFact } from '#core/fact';
import { countSent } from '#core/flow/reputation';
import type { TouchId } from '#core/ids';
import type { Offer } from '#core/incentive';
import type { EnrollmentKey, Services } from '#core/ports';
import type { Response } from '#core/response';
import { touchOf } from '#core/sequence';
import type { Instant } from '#core/time';

/** Settles a touch, unless more is known already: then this record is not what stands. Both writes may be done again. */
export async function settle(
  { enrollments, journal }: Pick<Services, 'enrollments' | 'journal'>,
  enrollment: Running,
  touch: TouchId,
  record: TouchRecord,
  offer?: Offer,
): Promise<'settled' | 'stood'> {
  const answer = await enrollments.settleTouch(enrollment, touch, record, offer);
  if (answer === 'stood' && !(await isWritten(enrollments, enrollment, touch, record))) return 'stood';
  await journal.record([touchFact(enrollment, touch, record)]);
  return 'settled';
}

/** The answer to the first write was lost, and the client wrote again: what stands there is this very record. */
async function isWritten(
  enrollments: Services['enrollments'],
  key: EnrollmentKey,
  touch: TouchId,
  { status, at }: TouchRecord,
): Promise<boolean> {
  const row = await enrollments.get(key);
  const stands = row === undefined || row.status === 'heldOut' ? undefined : row.touches[touch];
  return stands?.status === status && stands.at === at;
}

/** Touches before this leg of which nothing is known: claimed means perhaps sent, unclaimed means their turn went by. */
export async function settlePast<E extends Running>(
  services: Pick<Services, 'enrollments' | 'journal' | 'sequences'>,
  enrollment: E,
  leg: number,
  at: Instant,
): Promise<E> {
  const published = await services.sequences.get(enrollment.sequence, enrollment.version);
  let touches = enrollment.touches;
  for (const { touch: touchId, wasClaimed } of unsettledBefore(enrollment, leg)) {
    const channel = published === undefined ? undefined : touchOf(published.sequence, touchId)?.channel;
    if (channel === undefined) continue;
    const record = wasClaimed
      ? ({ status: 'unknown', at, channel, because: 'interrupted' } as const)
      : ({ status: 'skipped', at, channel, because: 'stale' } as const);
    await settle(services, enrollment, touchId, record);
    touches = { ...touches, [touchId]: record };
  }
  return { ...enrollment, touches };
}

/** The provider's own word that a message left: it settles what a crash or a time-out had left open. */
export async function settleIfSent(
  services: Pick<Services, 'enrollments' | 'reputation'>,
  response: Response,
): Promise<boolean> {
  if (response.kind !== 'sent' && response.kind !== 'delivered') return false;
  const { customerId, enrollmentId, touchId, channel, at, providerId, parts = 1 } = response;
  if (enrollmentId === undefined || touchId === undefined || providerId === undefined) return false;
  const key = { customerId, enrollmentId };
  // Read first: it is nearly always settled, and a refused write costs ten times a read.
  const enrollment = await services.enrollments.get(key);
  if (enrollment === undefined || enrollment.status === 'heldOut') return false;
  if (!maySettle(enrollment.touches[touchId])) return false;
  const record = { status: 'sent', at, channel, providerId, parts } as const;
  if ((await services.enrollments.settleTouch(key, touchId, record)) === 'stood') return false;
  if (channel === 'email') await countSent(services, at);
  return true;
}
