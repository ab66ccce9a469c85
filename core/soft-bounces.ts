// How often may a message come back "for now" until its address counts as dead?
import type { Channel } from '#core/channel';
import { weightier } from '#core/contact';
import type { Customer } from '#core/customer';
import { type Fact, SOFT } from '#core/fact';
import { JOURNAL_DAYS } from '#core/retention';
import { DAY_MS, type Instant, later, plusMilliseconds } from '#core/time';

/** Soft bounces without a delivery between them, after which a channel is suppressed (as Notifuse does). */
export const MOST_SOFT_BOUNCES = 5;

/** Has the row counted so many that somebody must look whether anything was delivered between them? */
export function hasTooManyBounces(customer: Customer, channel: Channel): boolean {
  return (customer.softBounces?.[channel]?.count ?? 0) >= MOST_SOFT_BOUNCES;
}

/** The row of a customer whose contact for this channel has changed: what came back from the old one says nothing of it. */
export function withoutBouncesOf(customer: Customer, channel: Channel): Customer {
  const { [channel]: gone, ...others } = customer.softBounces ?? {};
  if (gone === undefined) return customer;
  const { softBounces: _all, ...rest } = customer;
  return Object.keys(others).length === 0 ? rest : { ...rest, softBounces: others };
}

/**
 * The row once the journal was looked into: suppressed, unless something was delivered since the first of the counted
 * bounces; then only those after the delivery count. What is older than the journal counts no more: nobody can say what
 * was delivered between. Undefined when nothing changes.
 */
export function judgedBounces(
  customer: Customer,
  channel: Channel,
  facts: readonly Fact[],
  now: Instant,
): Customer | undefined {
  const counted = customer.softBounces?.[channel];
  if (counted === undefined || counted.count < MOST_SOFT_BOUNCES) return undefined;
  const told = facts.filter((fact) => fact.kind === 'response' && fact.channel === channel);
  const bounces = told.filter((fact) => fact.response === 'bounced' && fact.reason === SOFT).map(({ at }) => at);
  const delivered = newestOf(told.filter((fact) => fact.response === 'delivered').map(({ at }) => at));
  const forgotten = plusMilliseconds(now, -JOURNAL_DAYS * DAY_MS);
  const isWhole = counted.since >= forgotten;
  if (isWhole && (delivered === undefined || delivered < counted.since)) return suppressed(customer, channel, bounces);
  const from = later(delivered ?? forgotten, forgotten);
  const since = bounces.filter((at) => at > from);
  if (since.length >= MOST_SOFT_BOUNCES) return suppressed(customer, channel, since);
  const { [channel]: _before, ...others } = customer.softBounces ?? {};
  const first = oldestOf(since);
  const left = first === undefined ? {} : { [channel]: { count: since.length, since: first } };
  return { ...customer, softBounces: { ...others, ...left } };
}

function suppressed(customer: Customer, channel: Channel, bounces: readonly Instant[]): Customer | undefined {
  const at = newestOf(bounces) ?? customer.softBounces?.[channel]?.since;
  if (at === undefined) return undefined;
  const known = customer.suppression[channel];
  const stands = weightier(known, { because: 'soft bounces', at });
  return stands === known ? undefined : { ...customer, suppression: { ...customer.suppression, [channel]: stands } };
}

function newestOf(instants: readonly Instant[]): Instant | undefined {
  return instants.toSorted().at(-1);
}

function oldestOf(instants: readonly Instant[]): Instant | undefined {
  return instants.toSorted()[0];
}
