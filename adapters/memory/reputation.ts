// How many mails and complaints were there, in a simulation or a test?
import { type Breaker, type DayOfMail, latest, type Reputation } from '#core/reputation';
import type { Day } from '#core/time';

type Counted = { sent: number; readonly complaints: Set<string> };

/** The port `Reputation` in memory. */
export function createMemoryReputation(): Reputation {
  const days = new Map<Day, Counted>();
  let breaker: Breaker = {};

  function counted(day: Day): Counted {
    const there = days.get(day) ?? { sent: 0, complaints: new Set<string>() };
    days.set(day, there);
    return there;
  }

  return {
    async countSent(day) {
      counted(day).sent += 1;
    },
    async countComplaint(day, responseId) {
      counted(day).complaints.add(responseId);
    },
    async days(from): Promise<readonly DayOfMail[]> {
      return [...days]
        .filter(([day]) => day >= from)
        .map(([, { sent, complaints }]) => ({ sent, complaints: complaints.size }));
    },
    async breaker() {
      return breaker;
    },
    async trip(met) {
      breaker = latest(breaker, met);
    },
  };
}
