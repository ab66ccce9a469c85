// When does a touch go on that waited for the end of a stop?
import { type CustomerId, drawOf, type SequenceName } from '#core/ids';
import { openingFrom, roomAfter } from '#core/opening';
import type { SendWindow } from '#core/send-window';
import { dayOf, type Instant, instantAt, plusDays, plusMilliseconds, type TimeZone } from '#core/time';

/**
 * A share of the customers, always the same, for each moment of what is left of one window and the whole of the next: a
 * week's mail within an hour would bring the next complaints, and be refused besides. All by the clock of the story.
 */
export function resumptionOf(
  { send, name }: { readonly send: SendWindow; readonly name: SequenceName },
  customerId: CustomerId,
  ends: Instant,
  zone: TimeZone,
): Instant {
  const first = openingFrom(ends, send, zone);
  const midnight = instantAt(plusDays(dayOf(first, zone), 1), send.from, zone);
  const next = openingFrom(midnight, send, zone);
  const room = roomAfter(first, send, zone);
  const into = Math.floor(drawOf('resumption', name, customerId) * (room + roomAfter(next, send, zone)));
  return into < room ? plusMilliseconds(first, into) : plusMilliseconds(next, into - room);
}
