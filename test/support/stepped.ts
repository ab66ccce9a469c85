// Services whose every call to a store waits until a scheduler lets it through, and that may die before any of them.
import type fc from 'fast-check';
import { TryAgain } from '#core/errors';
import type { Services } from '#core/ports';

const STORES = [
  'customers',
  'contacts',
  'consents',
  'enrollments',
  'incentives',
  'journal',
  'sequences',
  'journeys',
  'receipts',
] as const;
class Died extends Error {}

/**
 * Runs a job whose calls are let through one by one, and which dies before its `diesAt`-th call (from 1; 0 never): then it is
 * delivered again, as it is whenever it asks for that.
 */
export async function delivered(
  services: Services,
  scheduler: fc.Scheduler,
  diesAt: number,
  job: (services: Services) => Promise<unknown>,
): Promise<void> {
  for (let delivery = 0; delivery < 20; delivery += 1) {
    try {
      await job(stepped(services, scheduler, delivery === 0 ? diesAt : 0));
      return;
    } catch (fault) {
      if (!(fault instanceof Died || fault instanceof TryAgain)) throw fault;
    }
  }
  throw new Error('a job was delivered twenty times in vain');
}

function stepped(services: Services, scheduler: fc.Scheduler, diesAt: number): Services {
  let calls = 0;
  const step = (store: object) =>
    Object.fromEntries(
      Object.entries(store).map(([name, method]) => [
        name,
        name === 'keyOf'
          ? method
          : async (...args: unknown[]) => {
              calls += 1;
              if (calls === diesAt) throw new Died();
              return scheduler.scheduleFunction(method as (...args: unknown[]) => Promise<unknown>)(...args);
            },
      ]),
    );
  const stores = Object.fromEntries(STORES.map((name) => [name, step(services[name])]));
  return { ...services, ...stores } as Services;
}
