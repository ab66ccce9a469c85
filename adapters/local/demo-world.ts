// The demonstration as its page sees it: the state, the pace, and what people do when somebody clicks for them.
import { randomBytes } from 'node:crypto';
import { readUnsubscribeToken } from '#adapters/aws/links';
import { figuresOf } from '#adapters/local/demo-figures';
import type { Act, ActAnswer, CustomerStory, PageFigures, PageWorld } from '#adapters/local/page-world';
import type { KeptMessage } from '#adapters/local/postbox';
import { storyIn } from '#adapters/local/story-in';
import type { World } from '#adapters/local/world';
import type { PreferencesServices } from '#core/flow/preferences-page';
import { respond } from '#core/flow/respond';
import { readReply } from '#core/reply-meaning';
import type { Response } from '#core/response';
import type { Shop } from '#core/shop';
import { type Instant, later, plusMilliseconds } from '#core/time';

export type Pace = { speed: number; paused: boolean };

export type DemoWorld = PageWorld & {
  /** Tells listeners that something may have changed. */
  changed(): void;
  /** Counts the figures anew. */
  recount(): Promise<void>;
  /** When the newest act happens, which may be ahead of the clock: whoever drives the timeline goes at least so far. */
  acted(): Instant;
};

const NOTHING_YET: PageFigures = {
  customers: 0,
  dormant: 0,
  enrolled: 0,
  heldOut: 0,
  sent: { email: 0, sms: 0 },
  cameBack: 0,
  optedOut: 0,
  sequences: [],
};
const SUPPOSED_ORDER_CENTS = 4_800;
/** What is clicked one after the other happens so, while the clock stands as well: a START after a STOP is the newer word. */
const BETWEEN_ACTS_MS = 1;

/** The page's view of a world. `pace` is shared with the loop that drives the timeline. */
export function createDemoWorld(world: World, shop: Shop, pace: Pace): DemoWorld {
  const { services, timeline, postbox } = world;
  const listeners = new Set<() => void>();
  let figures = NOTHING_YET;
  let acted = timeline.now();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const setPace = (change: Partial<Pace>) => {
    Object.assign(pace, change);
    changed();
  };

  async function done(response: Response): Promise<ActAnswer> {
    const answer = await onTimeline(world, response.at, () => respond(services, response));
    changed();
    return answer.status === 'ignored'
      ? { status: 'refused', because: 'this customer is not in the store any more' }
      : { status: 'done' };
  }

  return {
    changed,
    async recount() {
      figures = await figuresOf(services);
      changed();
    },
    acted: () => acted,
    state: () => ({ shop: { name: shop.name, timeZone: shop.timeZone }, now: timeline.now(), ...pace, figures }),
    setSpeed: (speed) => setPace({ speed }),
    pause: () => setPace({ paused: true }),
    resume: () => setPace({ paused: false }),
    customer: async (customerId): Promise<CustomerStory | undefined> => {
      const [customer, story] = await Promise.all([
        services.customers.get(customerId),
        storyIn(services, customerId, shop),
      ]);
      if (customer === undefined || story === undefined) return undefined;
      const { email, phone, timeZone, firstName, lastName } = customer;
      const next = story.next[0];
      return {
        customerId,
        name: [firstName, lastName].filter(Boolean).join(' ') || `Customer ${customerId}`,
        ...(email === undefined ? {} : { email }),
        ...(phone === undefined ? {} : { phone }),
        ...(timeZone === undefined ? {} : { timeZone }),
        lines: story.lines,
        ...(next === undefined ? {} : { next: { at: next.at, text: next.text } }),
      };
    },
    async act(act) {
      const message = await postbox.get(act.messageId);
      if (message === undefined) return { status: 'refused', because: 'this message is not in the postbox any more' };
      acted = plusMilliseconds(later(acted, timeline.now()), BETWEEN_ACTS_MS);
      return done(await responseOf(world, act, message, acted));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What the pages behind the links of a world's messages need. */
export function customerPagesOf({ services }: World, shop: Shop, secret: string): PreferencesServices {
  const { clock, responses, customers } = services;
  const read = async (token: string) => readUnsubscribeToken(token, [secret]);
  const { name, topics, timeZone, locale } = shop;
  return { clock, responses, customers, shop: name, topics, timeZone, locale, read };
}

/** Steps run one after the other on the timeline; what a person clicks must not run between two awaits of another. */
function onTimeline<T>({ timeline }: World, at: Instant, step: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    timeline.at(at, () => step().then(resolve, reject));
  });
}

async function responseOf({ services }: World, act: Act, message: KeptMessage, at: Instant): Promise<Response> {
  const { customerId, enrollmentId, touchId, channel } = message;
  const responseId = `page-${act.act}-${randomBytes(6).toString('hex')}`;
  const about = { responseId, customerId, enrollmentId, touchId, at };
  if (act.act === 'open') return { kind: 'opened', ...about, channel };
  if (act.act === 'click') return { kind: 'clicked', ...about, channel };
  if (act.act === 'visit') return { kind: 'visit', ...about };
  if (act.act === 'unsubscribe') return { kind: 'unsubscribed', ...about, channel, source: 'one-click' };
  if (act.act === 'reply') {
    const { keyword: _nobodyElseAnswers, ...said } = readReply(act.words);
    return { kind: 'replied', ...about, channel, ...said };
  }
  const enrollment = await services.enrollments.get({ customerId, enrollmentId });
  const code = enrollment !== undefined && 'offers' in enrollment ? enrollment.offers[touchId]?.code : undefined;
  return { kind: 'order', ...about, cents: SUPPOSED_ORDER_CENTS, ...(code === undefined ? {} : { code }) };
}
