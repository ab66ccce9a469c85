// Where are the facts of a simulation or a test? In memory, by customer, kept in the order of time.
import { frozen } from '#adapters/memory/frozen';
import { type Fact, factKey } from '#core/fact';
import type { CustomerId } from '#core/ids';
import type { Journal } from '#core/ports';

/** The port `Journal` in memory. Facts mostly arrive in the order of time, so each finds its place from the end. */
export function createMemoryJournal(): Journal {
  const ofCustomers = new Map<CustomerId, Fact[]>();

  return {
    async record(facts) {
      for (const fact of facts) {
        const known = ofCustomers.get(fact.customerId);
        if (known === undefined) ofCustomers.set(fact.customerId, [frozen({ ...fact })]);
        else insert(known, frozen({ ...fact }));
      }
    },
    async holds(fact) {
      return ofCustomers.get(fact.customerId)?.some((known) => compare(known, fact) === 0) ?? false;
    },
    async ofCustomer(customerId) {
      return [...(ofCustomers.get(customerId) ?? [])];
    },
    async erase(customerId) {
      const count = ofCustomers.get(customerId)?.length ?? 0;
      ofCustomers.delete(customerId);
      return count;
    },
  };
}

function insert(facts: Fact[], fact: Fact): void {
  let place = facts.length;
  for (; place > 0; place -= 1) {
    const before = facts[place - 1];
    const order = before === undefined ? -1 : compare(before, fact);
    if (order < 0) break;
    if (order === 0) {
      facts[place - 1] = fact;
      return;
    }
  }
  facts.splice(place, 0, fact);
}

/** The order of `factKey`, whose first part is the instant; keys are only built for facts of the same one. */
function compare(one: Fact, other: Fact): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  const [a, b] = [factKey(one), factKey(other)];
  return a === b ? 0 : a < b ? -1 : 1;
}
