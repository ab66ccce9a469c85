// A journal that also tells a listener of every new fact, once, in the order in which things happened.
import { type Fact, factKey } from '#core/fact';
import type { Clock, Journal } from '#core/ports';

/**
 * Facts of the past are recorded again when a step is done again; only a fact of now can be news. The keys of the
 * current instant are remembered, so memory does not grow with the run.
 */
export function createJournalTee(journal: Journal, clock: Clock, listen: (fact: Fact) => void): Journal {
  let instant = clock.now();
  let told = new Set<string>();
  return {
    ...journal,
    async record(facts) {
      if (clock.now() !== instant) {
        instant = clock.now();
        told = new Set();
      }
      for (const fact of facts) {
        const key = `${fact.customerId}#${factKey(fact)}`;
        if (fact.at !== instant || told.has(key)) continue;
        told.add(key);
        listen(fact);
      }
      await journal.record(facts);
    },
  };
}
