// Messages came back "for now", again and again: is the address dead, or did one get through between them?
import { contactFor } from '#core/contact';
import type { Customer } from '#core/customer';
import { changeCustomer } from '#core/flow/change-row';
import type { Services } from '#core/ports';
import type { SoftBounce } from '#core/response';
import { hasTooManyBounces, judgedBounces } from '#core/soft-bounces';

/**
 * Suppresses the channel when too many soft bounces came without a delivery between them. The journal is read for that
 * alone: a delivery is news, which costs no look at the row. The suppression is one of the contact too.
 */
export async function judgeSoftBounces(
  services: Services,
  { customerId, channel }: SoftBounce,
  customer: Customer,
): Promise<Customer> {
  if (!hasTooManyBounces(customer, channel)) return customer;
  const facts = await services.journal.ofCustomer(customerId);
  const now = services.clock.now();
  const judged = await changeCustomer(services, customerId, (row) => judgedBounces(row, channel, facts, now), customer);
  const suppression = judged?.suppression[channel];
  const contact = judged === undefined ? undefined : contactFor(judged, channel);
  if (suppression?.because === 'soft bounces' && contact !== undefined)
    await services.contacts.say(services.contacts.keyOf(contact), channel, { suppression });
  return judged ?? customer;
}
