// Was this customer forgotten? Their id is known by its hash alone, so that nothing that comes late brings them back.
import type { CustomerId } from '#core/ids';
import type { Services } from '#core/ports';
import type { Instant } from '#core/time';

/** Has `forget` erased whoever had this id? */
export async function isForgotten({ contacts }: Pick<Services, 'contacts'>, customerId: CustomerId): Promise<boolean> {
  const { words } = await contacts.read(contacts.keyOf({ kind: 'customer', address: customerId }));
  return Object.keys(words).length > 0;
}

/** When that was; undefined for everybody who was not forgotten. */
export async function forgottenAt(
  { contacts }: Pick<Services, 'contacts'>,
  customerId: CustomerId,
): Promise<Instant | undefined> {
  const { words } = await contacts.read(contacts.keyOf({ kind: 'customer', address: customerId }));
  const times = Object.values(words).flatMap(({ consent }) => consent?.at ?? []);
  return times.sort()[0];
}
