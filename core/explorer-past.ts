// What did the row of a customer look like at the beginning of a day, as far as files tell?
import { type Customer, newCustomer } from '#core/customer';
import { filledRow, type Known } from '#core/known';
import type { Day, Instant } from '#core/time';

/**
 * The row with what came before the day; consents are taken as given by then (`at`: the day's first instant). Undefined for whoever
 * had done nothing yet and is in no file of customers.
 */
export function rowBefore(known: Known, asOf: Day, at: Instant): Customer | undefined {
  const activities = known.activities.filter(({ day }) => day < asOf);
  if (activities.length === 0 && known.profile === undefined) return undefined;
  return filledRow(newCustomer(known.customerId), { ...known, activities }, at);
}
