// Somebody says no who is no customer yet.
import { type Customer, newCustomer } from '#core/customer';
import { changeCustomer } from '#core/flow/change-row';
import { isForgotten } from '#core/flow/forgotten';
import type { Services } from '#core/ports';
import { type Response, saysNo } from '#core/response';

/**
 * A no may come before the customer does: from somebody who signed up and said no between two imports. It is kept, so that
 * the import finds it. Everything else of a stranger is none of our business, and so is whoever asked to be forgotten.
 */
export async function strangersRow(
  services: Services,
  response: Response,
  after: (row: Customer) => Customer | undefined,
): Promise<Customer | undefined> {
  const { customerId } = response;
  const created = saysNo(response) ? after(newCustomer(customerId)) : undefined;
  if (created === undefined || (await isForgotten(services, customerId))) return undefined;
  if ((await services.customers.save(created)) === 'saved') return { ...created, revision: created.revision + 1 };
  return changeCustomer(services, customerId, after);
}
