// Gathers what the story of one customer is told from.
import { type Story, storyOf } from '#core/explain';
import type { CustomerId } from '#core/ids';
import type { Services } from '#core/ports';
import type { SequenceVersion } from '#core/sequence';
import type { Shop } from '#core/shop';

/** The story of a customer of any world; undefined when nobody has this id. */
export async function storyIn(
  services: Pick<Services, 'clock' | 'customers' | 'enrollments' | 'journal' | 'models' | 'sequences'>,
  customerId: CustomerId,
  shop: Shop,
): Promise<Story | undefined> {
  const customer = await services.customers.get(customerId);
  if (customer === undefined) return undefined;
  const enrollments = await services.enrollments.ofCustomer(customerId);
  const wanted = enrollments.map(({ sequence, version }) => services.sequences.get(sequence, version));
  const versions = (await Promise.all(wanted)).filter((version): version is SequenceVersion => version !== undefined);
  const facts = await services.journal.ofCustomer(customerId);
  const live = await services.sequences.live();
  return storyOf({
    customer,
    live,
    model: await services.models.newest(),
    facts,
    enrollments,
    versions,
    shop,
    timeZone: customer.timeZone ?? shop.timeZone,
    now: services.clock.now(),
  });
}
