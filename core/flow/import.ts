// Bring what files know into the rows: one write for each customer, and none when there is nothing new.
import { type Customer, newCustomer } from '#core/customer';
import { changeCustomer } from '#core/flow/change-row';
import { type PastOrder, type Profile, withOrders, withProfile } from '#core/history';
import type { CustomerId } from '#core/ids';
import type { Services } from '#core/ports';
import type { Instant } from '#core/time';

export type Known = {
  readonly customerId: CustomerId;
  readonly orders: readonly Pick<PastOrder, 'day' | 'cents'>[];
  readonly profile?: Profile | undefined;
  /** What is taken of a row that cannot be used otherwise: its no. It alone makes nobody a customer. */
  readonly refusal?: Profile | undefined;
};
/** `stranger`: somebody said no who is no customer here. */
export type ImportAnswer = { readonly status: 'created' | 'changed' | 'unchanged' | 'stranger' };

/**
 * Creates or completes the row of one customer; a no comes after all else. `newcomer` is what a customer without details
 * starts with.
 */
export async function importCustomer(
  services: Pick<Services, 'customers'>,
  known: Known,
  newcomer: (customer: Customer) => Customer,
  at: Instant,
): Promise<ImportAnswer> {
  const filled = (row: Customer) => {
    const ordered = withOrders(row, known.orders);
    const said = [known.profile, known.refusal].filter((one) => one !== undefined);
    return said.reduce((row, profile) => withProfile(row, profile, at), ordered);
  };
  if (known.profile !== undefined || known.orders.length > 0) {
    const fresh = newCustomer(known.customerId);
    const created = filled(known.profile === undefined ? newcomer(fresh) : fresh);
    if ((await services.customers.save(created)) === 'saved') return { status: 'created' };
  }
  let status: ImportAnswer['status'] = 'unchanged';
  const there = await changeCustomer(services, known.customerId, (row) => {
    const next = filled(row);
    if (JSON.stringify(next) === JSON.stringify(row)) return undefined;
    status = 'changed';
    return next;
  });
  return { status: there === undefined ? 'stranger' : status };
}
