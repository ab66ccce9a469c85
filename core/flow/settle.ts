// Write down what became of a touch: in the enrollment, which is the truth, and as a fact in the journal.
import type { Running, TouchRecord } from '#core/enrollment';
import { touchFact } from '#core/fact';
import type { TouchId } from '#core/ids';
import type { Offer } from '#core/incentive';
import type { Services } from '#core/ports';

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
