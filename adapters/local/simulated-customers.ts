// Customers who open, click, buy, reply and unsubscribe by seeded chance: the same seed, the same people, the same day.

import type { Timeline } from '#adapters/memory/timeline';
import type { Customer } from '#core/customer';
import type { Enrollment } from '#core/enrollment';

import { type CustomerId, drawOf, type EnrollmentId, type TouchId } from '#core/ids';
import type { Response } from '#core/response';
import { SIMULATED } from '#core/response-words';
import { epochOf, type Instant, instantOf, plusMilliseconds } from '#core/time';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Chances of one message, in the range that retailers publish for win-back mail; made up to look alive, not to forecast. */
const CHANCES = {
  email: {
    hardBounce: 0.008,
    opened: 0.34,
    clicked: 0.22,
    bought: 0.22,
    unsubscribed: 0.006,
    complained: 0.0005,
    stopReply: 0,
    otherReply: 0,
  },
  sms: {
    hardBounce: 0,
    opened: 0,
    clicked: 0.09,
    bought: 0.25,
    unsubscribed: 0,
    complained: 0,
    stopReply: 0.012,
    otherReply: 0.01,
  },
} as const;
/** Bought after clicking, when the message carried an incentive: this many times as likely. */
const INCENTIVE_PULL = 1.6;
/** Chance that a silent customer comes back unasked, or looks in without buying, within this many days. */
const UNASKED = { days: 35, order: 0.035, visit: 0.05 };
const USUAL_ORDER_CENTS = 4_500;

export type Message = {
  readonly customerId: CustomerId;
  readonly enrollmentId: EnrollmentId;
  readonly touchId: TouchId;
  readonly channel: 'email' | 'sms';
  readonly at: Instant;
  readonly code?: string | undefined;
};

export type SimulatedCustomers = {
  /** Plans what the receiver of a message does. */
  receive(message: Message, customer: Customer): void;
  /** Plans whether a customer of a new enrollment, held out or not, comes back unasked. */
  live(enrollment: Pick<Enrollment, 'enrollmentId' | 'customerId' | 'enrolledAt'>, customer: Customer): void;
};

/** Plans responses on the timeline; `respond` is called on each one's instant. What lies in the past is not planned. */
export function createSimulatedCustomers(
  timeline: Timeline,
  seed: string,
  respond: (response: Response) => Promise<unknown>,
): SimulatedCustomers {
  const plan = (response: Response) => {
    if (response.at >= timeline.now()) timeline.at(response.at, async () => void (await respond(response)));
  };
  return {
    receive(message, customer) {
      for (const response of answersTo(message, customer, seed)) plan(response);
    },
    live(enrollment, customer) {
      for (const response of unasked(enrollment, customer, seed)) plan(response);
    },
  };
}

function answersTo(message: Message, customer: Customer, seed: string): Response[] {
  const { customerId, enrollmentId, touchId, channel, at } = message;
  const draw = (what: string) => drawOf('simulated', seed, enrollmentId, touchId, what);
  const chances = CHANCES[channel];
  const about = { customerId, enrollmentId, touchId, channel };
  const response = (kind: string, delay: number) => ({
    ...about,
    responseId: `${SIMULATED}${enrollmentId}-${touchId}-${kind}`,
    at: plusMilliseconds(at, delay),
  });
  if (draw('bounce') < chances.hardBounce) return [{ kind: 'bounced', permanent: true, ...response('bounced', 4_000) }];
  const answers: Response[] = [{ kind: 'delivered', ...response('delivered', 3_000) }];
  const opening = 5 * MINUTE_MS + Math.floor(draw('when') ** 3 * 30 * HOUR_MS);
  const opened = draw('open') < chances.opened;
  if (opened) answers.push({ kind: 'opened', ...response('opened', opening) });
  if ((opened || channel === 'sms') && draw('click') < chances.clicked) {
    answers.push({ kind: 'clicked', ...response('clicked', opening + MINUTE_MS) });
    const pull = message.code === undefined ? 1 : INCENTIVE_PULL;
    const buying = opening + 10 * MINUTE_MS + Math.floor(draw('hesitate') * 20 * HOUR_MS);
    if (draw('buy') < chances.bought * pull)
      answers.push(orderOf(response('order', buying), customer, draw('amount'), message.code));
  }
  if (draw('unsubscribe') < chances.unsubscribed)
    answers.push({ kind: 'unsubscribed', source: 'one-click', ...response('unsubscribed', opening + MINUTE_MS) });
  if (draw('complain') < chances.complained)
    answers.push({ kind: 'complained', ...response('complained', opening + MINUTE_MS) });
  if (draw('stop') < chances.stopReply)
    answers.push({ kind: 'replied', meaning: 'stop', ...response('replied', opening) });
  else if (draw('reply') < chances.otherReply)
    answers.push({ kind: 'replied', meaning: 'other', ...response('replied', opening) });
  return answers;
}

function unasked(
  { enrollmentId, customerId, enrolledAt }: Pick<Enrollment, 'enrollmentId' | 'customerId' | 'enrolledAt'>,
  customer: Customer,
  seed: string,
): Response[] {
  const draw = (what: string) => drawOf('simulated', seed, enrollmentId, what);
  const at = instantOf(epochOf(enrolledAt) + Math.floor((0.02 + 0.98 * draw('day')) * UNASKED.days * 24 * HOUR_MS));
  const about = { customerId, at, responseId: `${SIMULATED}${enrollmentId}-unasked` };
  if (draw('unasked') < UNASKED.order) return [orderOf(about, customer, draw('amount'), undefined)];
  return draw('unasked') < UNASKED.order + UNASKED.visit ? [{ kind: 'visit', ...about }] : [];
}

function orderOf(
  about: Pick<Response, 'customerId' | 'at' | 'responseId'>,
  customer: Customer,
  draw: number,
  code: string | undefined,
): Response {
  const { spent = USUAL_ORDER_CENTS, count = 1 } = customer.activity.order ?? {};
  const cents = Math.round((spent / count) * (0.6 + 0.9 * draw));
  return {
    kind: 'order',
    customerId: about.customerId,
    at: about.at,
    responseId: about.responseId,
    cents,
    ...(code === undefined ? {} : { code }),
  };
}
