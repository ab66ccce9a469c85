// The door of responses: the queue brings what customers and their mailboxes did, in our words or in a provider's.
import { type HearAnswer, hear } from '#core/flow/hear';
import { sentTo } from '#core/flow/take-in';
import type { Services } from '#core/ports';
import { nameOf } from './runtime/answer-names.ts';
import { arrivals } from './runtime/arrival.ts';
import type { Arrival, OfContact } from './runtime/aws-event.ts';
import { sqsDoor } from './runtime/door.ts';
import { respondServices } from './runtime/services.ts';

/** Called by the response queue. */
export function createHandler(services: () => Services | Promise<Services>) {
  return sqsDoor({
    services,
    accepts: arrivals,
    run: async (ports, arrival) => (arrival.status === 'ignored' ? arrival : obey(ports, arrival)),
    called: nameOf,
  });
}

/** What names an address goes on with its key; the answer to the first counts for all who have one. */
async function obey(ports: Services, arrival: Exclude<Arrival, { status: 'ignored' }>): Promise<HearAnswer> {
  const { keyOf } = ports.contacts;
  if (arrival.status === 'heard') return hear(ports, arrival.heard);
  if (arrival.status === 'ofCustomer') return hear(ports, sentTo(arrival.response, arrival.contact, keyOf));
  const [first, ...others] = arrival.each;
  const hearOne = ({ contact, said }: OfContact) => hear(ports, { contact: keyOf(contact), said });
  const answer = await hearOne(first);
  for (const other of others) await hearOne(other);
  return answer;
}

export const handler = createHandler(respondServices);
