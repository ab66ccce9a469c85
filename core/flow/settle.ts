// Write down what became of a touch: in the enrollment, which is the truth, and as a fact in the journal.
import { type Running, type TouchRecord, unsettledBefore } from '#core/enrollment';
import { touchFact } from '#core/fact';
import type { TouchId } from '#core/ids';
import type { Offer } from '#core/incentive';
import type { Services } from '#core/ports';
import { touchOf } from '#core/sequence';
import type { Instant } from '#core/time';

/** Settles a touch, unless more is known already. Both writes may be done again. */
export async function settle(
  { enrollments, journal }: Pick<Services, 'enrollments' | 'journal'>,
  enrollment: Running,
  touch: TouchId,
  record: TouchRecord,
  offer?: Offer,
): Promise<void> {
  const answer = await enrollments.settleTouch(enrollment, touch, record, offer);
  if (answer === 'settled') await journal.record([touchFact(enrollment, touch, record)]);
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
