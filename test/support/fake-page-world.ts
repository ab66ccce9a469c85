// A world for the page alone: it remembers what the page asked of it, and answers without stores or journeys.
import type { Act, ActAnswer, CustomerStory, PageState, PageWorld } from '#adapters/local/page-world';
import type { PreferencesServices } from '#core/flow/preferences-page';
import type { Heard } from '#core/heard';
import { CustomerIdSchema, EnrollmentIdSchema, SequenceNameSchema } from '#core/ids';
import { InstantSchema, TimeZoneSchema } from '#core/time';
import { aCustomer } from './builders.ts';

export type FakePageWorld = PageWorld & {
  readonly acts: Act[];
  /** What `act` answers from now on. */
  answer(answer: ActAnswer): void;
  /** Changes the state, as time or a message does. */
  change(state: Partial<PageState>): void;
};

const GOOD_TOKEN = 'good-token';

/** A shop on 3 July 2026 with one customer, c1, and one sequence. */
export function aFakePageWorld(story: Partial<CustomerStory> = {}): FakePageWorld {
  let state = aPageState();
  let answer: ActAnswer = { status: 'done' };
  const listeners = new Set<() => void>();
  const acts: Act[] = [];
  const change = (changed: Partial<PageState>) => {
    state = { ...state, ...changed };
    for (const listener of listeners) listener();
  };
  return {
    acts,
    change,
    answer: (next) => {
      answer = next;
    },
    state: () => state,
    setSpeed: (speed) => change({ speed }),
    pause: () => change({ paused: true }),
    resume: () => change({ paused: false }),
    customer: async (customerId) => (customerId === 'c1' ? aStory(story) : undefined),
    act: async (act) => {
      acts.push(act);
      return answer;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The customers' pages of a shop, with one customer, whose only link is `good-token`. Keeps what they say. */
export function fakeCustomerPages(shop = 'Acorn & Oak'): PreferencesServices & { readonly said: Heard[] } {
  const said: Heard[] = [];
  const about = {
    customerId: CustomerIdSchema.parse('c1'),
    enrollmentId: EnrollmentIdSchema.parse('gentle_c1_20260402'),
  };
  return {
    said,
    clock: { now: () => aPageState().now },
    responses: { put: async (heard) => void said.push(...heard) },
    customers: { get: async () => aCustomer() },
    shop,
    topics: {},
    timeZone: TimeZoneSchema.parse('America/New_York'),
    locale: 'en-US',
    read: async (token) =>
      token === GOOD_TOKEN ? { status: 'valid', about: { ...about, channel: 'email' } } : { status: 'invalid' },
  };
}

export function aPageState(): PageState {
  return {
    shop: { name: 'Acorn & Oak', timeZone: TimeZoneSchema.parse('America/New_York') },
    now: InstantSchema.parse('2026-07-03T14:04:00.000Z'),
    speed: 43_200,
    paused: false,
    figures: {
      customers: 10_000,
      dormant: 2_431,
      enrolled: 2_140,
      heldOut: 241,
      sent: { email: 3_018, sms: 877 },
      cameBack: 187,
      optedOut: 24,
      sequences: [
        {
          sequence: SequenceNameSchema.parse('gentle-90'),
          version: 1,
          running: 1_324,
          heldOut: 241,
          outcomes: { wonBack: 171, lapsed: 602, optedOut: 24, unreachable: 19, calledOff: 0 },
          lift: { status: 'measured', difference: 0.031, low: 0.008, high: 0.049 },
        },
      ],
    },
  };
}

function aStory(overrides: Partial<CustomerStory>): CustomerStory {
  const at = (instant: string) => InstantSchema.parse(instant);
  return {
    customerId: CustomerIdSchema.parse('c1'),
    name: 'Ada Lovelace',
    email: 'ada@customer.example',
    phone: '+12025550123',
    timeZone: TimeZoneSchema.parse('America/New_York'),
    lines: [
      { at: at('2026-04-02T12:00:00.000Z'), text: 'Ordered for $84.50, the last sign of life', tone: 'plain' },
      { at: at('2026-07-01T14:00:00.000Z'), text: 'Found dormant: silent for 90 days', tone: 'plain' },
      { at: at('2026-07-01T14:00:00.000Z'), text: 'Enrolled on gentle-90, version 1', tone: 'plain' },
      { at: at('2026-07-01T14:21:00.000Z'), text: 'Got the email "We miss you" (touch miss-you)', tone: 'plain' },
      { at: at('2026-07-02T15:10:00.000Z'), text: 'No SMS: no consent for this channel', tone: 'quiet' },
      { at: at('2026-07-02T23:40:00.000Z'), text: 'Clicked the link in miss-you', tone: 'good' },
    ],
    next: { at: at('2026-07-08T14:21:00.000Z'), text: 'The email of touch last-offer, with 10% off.' },
    ...overrides,
  };
}
