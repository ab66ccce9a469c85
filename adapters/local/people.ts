// Puts simulated customers into a world: they hear of every message that leaves and of every entry, and answer.

import { createSimulatedCustomers } from '#adapters/local/simulated-customers';
import type { Timeline } from '#adapters/memory/timeline';
import type { Channel } from '#core/channel';
import { isRunning } from '#core/enrollment';
import type { Fact } from '#core/fact';
import { respond } from '#core/flow/respond';
import type { CustomerId, EnrollmentId, TouchId } from '#core/ids';
import type { Services } from '#core/ports';
import type { Instant } from '#core/time';

type Received = {
  readonly customerId: CustomerId;
  readonly enrollmentId: EnrollmentId;
  readonly touchId: TouchId;
  readonly channel: Channel;
  readonly at: Instant;
};

export type People = {
  /** Hears of facts: a message that was sent, an enrollment, a holdout. */
  hear(fact: Fact): void;
  /** Plans what the receiver of a message still does; what lies in the past is left out. */
  receive(received: Received): Promise<void>;
  /** Plans whether the customer of an enrollment comes back unasked; what lies in the past is left out. */
  live(entered: { customerId: CustomerId; enrollmentId: EnrollmentId; enrolledAt: Instant }): Promise<void>;
};

/** People of one seed. They act on the timeline, through the same step as everybody's responses. */
export function createPeople(seed: string, timeline: Timeline, services: () => Services): People {
  const simulated = createSimulatedCustomers(timeline, seed, (response) => respond(services(), response));
  const people: People = {
    async receive(received) {
      const [customer, enrollment] = await Promise.all([
        services().customers.get(received.customerId),
        services().enrollments.get(received),
      ]);
      const offer =
        enrollment !== undefined && enrollment.status !== 'heldOut' ? enrollment.offers[received.touchId] : undefined;
      if (customer !== undefined) simulated.receive({ ...received, code: offer?.code }, customer);
    },
    async live(entered) {
      const customer = await services().customers.get(entered.customerId);
      if (customer !== undefined) simulated.live(entered, customer);
    },
    hear({ kind, at, customerId, enrollmentId, touch: touchId, channel }) {
      if (enrollmentId === undefined) return;
      // Planned for now and not done now: the step that speaks has not finished its writes.
      if (kind === 'enrolled' || kind === 'heldOut')
        timeline.at(at, () => people.live({ customerId, enrollmentId, enrolledAt: at }));
      if (kind === 'sent' && touchId !== undefined && channel !== undefined) {
        timeline.at(at, () => people.receive({ customerId, enrollmentId, touchId, channel, at }));
      }
    },
  };
  return people;
}

/** Takes up again what people were about to do when the process ended: recent messages, and entries that still run. */
export async function resumePeople(people: People, { enrollments }: Pick<Services, 'enrollments'>): Promise<void> {
  let after: string | undefined;
  do {
    const page = await enrollments.page(after === undefined ? {} : { after });
    for (const enrollment of page.items) {
      if (enrollment.status === 'closed') continue;
      await people.live(enrollment);
      if (!isRunning(enrollment)) continue;
      const { customerId, enrollmentId } = enrollment;
      for (const [touchId, record] of Object.entries(enrollment.touches)) {
        if (record.status === 'sent')
          await people.receive({
            customerId,
            enrollmentId,
            touchId: touchId as TouchId,
            channel: record.channel,
            at: record.at,
          });
      }
    }
    after = page.next;
  } while (after !== undefined);
}
