// Who stands in line for a sequence today, and how many are in, in a simulation or a test?
import type { CustomerId, SequenceName } from '#core/ids';
import { createLine, type Intake, type IntakeDay, RAMP_REMEMBERED_DAYS } from '#core/intake';
import { type Day, plusDays } from '#core/time';

/** What one day of a sequence knows: ranks by customer, the parts that ended by the number of parts, and who was let in. */
type Known = {
  readonly ranks: Map<CustomerId, number>;
  readonly ended: Map<number, Set<number>>;
  entered: number;
};

/** The port `Intake` in memory. Days are forgotten when nobody can ask for them any more, so months of them take no room. */
export function createMemoryIntake(): Intake {
  const sequences = new Map<SequenceName, Map<Day, Known>>();

  function known({ sequence, day }: IntakeDay): Known {
    const days = sequences.get(sequence) ?? new Map<Day, Known>();
    sequences.set(sequence, days);
    const there = days.get(day);
    if (there !== undefined) return there;
    for (const past of days.keys()) if (past < plusDays(day, -RAMP_REMEMBERED_DAYS)) days.delete(past);
    const made: Known = { ranks: new Map(), ended: new Map(), entered: 0 };
    days.set(day, made);
    return made;
  }

  return {
    async line(at, customers) {
      const { ranks } = known(at);
      for (const { customerId, rank } of customers) {
        ranks.set(customerId, Math.min(rank, ranks.get(customerId) ?? rank));
      }
    },
    async finish({ segment, segments, ...at }) {
      const { ended } = known(at);
      const parts = (ended.get(segments) ?? new Set()).add(segment);
      ended.set(segments, parts);
      return parts.size < segments ? 'waiting' : 'complete';
    },
    async first(at, most) {
      const line = createLine(most);
      for (const [customerId, rank] of known(at).ranks) line.offer({ customerId, rank });
      return line.first().map(({ customerId }) => customerId);
    },
    async admit(at, most) {
      const day = known(at);
      if (day.entered >= most) return 'full';
      day.entered += 1;
      return 'admitted';
    },
    async entered(at) {
      return known(at).entered;
    },
    async before({ sequence, day }) {
      const earliest = plusDays(day, -RAMP_REMEMBERED_DAYS);
      const days = [...(sequences.get(sequence) ?? [])].filter(
        ([past, { entered }]) => past >= earliest && past < day && entered > 0,
      );
      return days.sort(([one], [other]) => (one < other ? -1 : 1)).at(-1)?.[1].entered;
    },
  };
}
