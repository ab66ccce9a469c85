// A world in memory for the doors: what they put on queues and send can be looked at, and nothing runs by itself.

import { createMemoryJourneys, type ParkedMessage, type TouchMessage } from '#adapters/memory/journeys';
import { createMemoryStores } from '#adapters/memory/stores';
import { createTimeline, type Timeline } from '#adapters/memory/timeline';
import type { Customer } from '#core/customer';
import type { Heard } from '#core/heard';
import type { Notice } from '#core/notice';
import type { EnrollTask, Outgoing, ScanTask, SendAnswer, Services } from '#core/ports';
import { InstantSchema } from '#core/time';
import { aPublishedFile } from './builders.ts';
import { countingRandomness } from './counting-randomness.ts';

/** Ten in the morning in New York, 90 days after the last order of `aCustomer`. */
export const MORNING = InstantSchema.parse('2026-07-01T14:00:00.000Z');

export type DoorWorld = {
  readonly services: Services;
  readonly timeline: Timeline;
  readonly scans: ScanTask[];
  readonly enrolls: EnrollTask[];
  /** What journeys put on the touch queue. */
  readonly touches: TouchMessage[];
  /** What journeys that broke put on the parked queue. */
  readonly parked: ParkedMessage[];
  readonly outbox: Outgoing[];
  /** What was put on the response queue, in our own words, and after how many seconds it comes. */
  readonly heard: { readonly heard: Heard; readonly afterSeconds: number }[];
  /** What was answered to customers' own words. */
  readonly notices: Notice[];
  /** What the providers answer from now on; an error is thrown. */
  answerWith(answer: SendAnswer | Error): void;
};

/** Version 1 of `gentle` without holdout is live, and these customers are there. */
export async function aDoorWorld(...customers: readonly Customer[]): Promise<DoorWorld> {
  const timeline = createTimeline(MORNING);
  const scans: ScanTask[] = [];
  const enrolls: EnrollTask[] = [];
  const touches: TouchMessage[] = [];
  const parked: ParkedMessage[] = [];
  const outbox: Outgoing[] = [];
  const heard: DoorWorld['heard'] = [];
  const notices: Notice[] = [];
  let answer: SendAnswer | Error = { status: 'accepted', providerId: 'provider-1', parts: 1 };
  let tokens = 0;
  const send = async (outgoing: Outgoing) => {
    if (answer instanceof Error) throw answer;
    if (answer.status === 'accepted') outbox.push(outgoing);
    return answer;
  };
  const services: Services = {
    clock: timeline,
    randomness: countingRandomness(),
    ...createMemoryStores(),
    journeys: createMemoryJourneys({
      timeline,
      newToken: () => `token-${tokens++}`,
      deliver: async (queue, message) => void (queue === 'touch' ? touches.push(message) : parked.push(message)),
    }),
    work: { scan: async (tasks) => void scans.push(...tasks), enroll: async (tasks) => void enrolls.push(...tasks) },
    senders: { email: { send }, sms: { send } },
    links: {
      unsubscribe: () => 'https://links.shop.example/u/abc',
      preferences: () => 'https://links.shop.example/p/abc',
      survey: () => 'https://links.shop.example/s/abc',
    },
    responses: {
      put: async (all, { afterSeconds } = { afterSeconds: 0 }) =>
        void heard.push(...all.map((one) => ({ heard: one, afterSeconds }))),
    },
    notices: {
      async send(notice) {
        notices.push(notice);
        return { status: 'accepted', providerId: `notice-${notices.length}`, parts: 1 };
      },
    },
    timeScale: 1,
  };
  await services.sequences.publish(aPublishedFile({ sequence: { holdout: '0%' } }));
  for (const customer of customers) await services.customers.save(customer);
  const answerWith = (next: SendAnswer | Error) => {
    answer = next;
  };
  return { services, timeline, scans, enrolls, touches, parked, outbox, heard, notices, answerWith };
}
