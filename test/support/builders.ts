// Valid things to start a test from: say only what the test is about, and the schemas judge the rest.
import type * as z from 'zod';
import { type Customer, CustomerSchema } from '#core/customer';
import { type Active, EnrollmentSchema } from '#core/enrollment';
import type { PublishedFile, SequenceFile } from '#core/sequence';
import type { ShopFile } from '#core/shop';

type CustomerFields = z.input<typeof CustomerSchema>;
type ActiveFields = Extract<z.input<typeof EnrollmentSchema>, { status: 'active' }>;

/** A customer who may be written to on every channel and ordered twice, last on 2 April 2026; not yet saved. */
export function aCustomer(overrides: Partial<CustomerFields> = {}): Customer {
  const granted = { state: 'granted', at: '2025-01-10T09:00:00.000Z', source: 'checkout' } as const;
  return CustomerSchema.parse({
    customerId: 'c1',
    revision: 0,
    firstName: 'Ada',
    email: 'ada@customer.example',
    phone: '+12025550123',
    timeZone: 'America/New_York',
    consent: { email: granted, sms: granted },
    suppression: {},
    activity: { order: { first: '2025-01-10', last: '2026-04-02', count: 2, spent: 12_000 } },
    fields: {},
    admissions: {},
    recentTouches: [],
    recentResponses: [],
    ...overrides,
  } satisfies CustomerFields);
}

/** An active enrollment on version 1 of `gentle`, opened on 1 July 2026, with nothing claimed yet. */
export function anEnrollment(overrides: Partial<Omit<ActiveFields, 'status'>> = {}): Active {
  const { customerId = 'c1', sequence = 'gentle', episode = '2026-04-02' } = overrides;
  const enrollment = EnrollmentSchema.parse({
    status: 'active',
    enrollmentId: `${sequence}_${customerId}_${episode.replaceAll('-', '')}`,
    customerId,
    sequence,
    version: 1,
    episode,
    enrolledAt: '2026-07-01T14:00:00.000Z',
    watchedUntil: '2026-07-26T14:00:00.000Z',
    revision: 0,
    timeZone: 'America/New_York',
    seen: { order: '2026-04-02' },
    closeAt: '2026-07-26T14:00:00.000Z',
    legs: [
      { does: 'touch', touch: 'miss-you', until: '2026-07-05T14:00:00.000Z' },
      { does: 'touch', touch: 'nudge', until: '2026-07-12T14:00:00.000Z' },
      { does: 'touch', touch: 'last-offer', until: '2026-07-26T14:00:00.000Z' },
      { does: 'close', until: '2026-07-26T15:00:00.000Z' },
    ],
    claimed: -1,
    claims: {},
    touches: {},
    offers: {},
    ...overrides,
  } satisfies ActiveFields);
  if (enrollment.status !== 'active') throw new TypeError('the builder makes active enrollments only');
  return enrollment;
}

/** Overrides of a published file: the sequence and the shop field by field, the rest as a whole. */
type PublishedOverrides = Partial<Omit<PublishedFile, 'sequence' | 'shop'>> & {
  readonly sequence?: Partial<SequenceFile>;
  readonly shop?: Partial<ShopFile>;
};

/** Everything of the sequence `gentle`: an email at once, an SMS after 4 days, an email with an incentive after 7 more. */
export function aPublishedFile({ sequence, shop, ...overrides }: PublishedOverrides = {}): PublishedFile {
  return {
    sequence: {
      name: 'gentle',
      describe: 'Shoppers silent for 90 days',
      for: { dormant: { after: '90 days', until: '1 year', by: ['order'] } },
      goal: 'order',
      holdout: '10%',
      send: { between: '09:00-20:00' },
      'close after': '14 days',
      touches: [
        { id: 'miss-you', channel: 'email', message: 'miss-you' },
        { id: 'nudge', after: '4 days', channel: 'sms', message: 'nudge' },
        { id: 'last-offer', after: '7 days', channel: 'email', message: 'last-offer', incentive: 'ten-off' },
      ],
      ...sequence,
    },
    messages: {
      'miss-you': { email: anEmail('We miss you, {{ customer.first_name | default: "friend" }}') },
      nudge: { sms: '{{ shop.name }}: still there? Reply STOP to opt out. {{ unsubscribe_url }}' },
      'last-offer': { email: anEmail('{{ incentive.words }} with {{ incentive.code }}') },
    },
    incentives: { 'ten-off': { 'percent off': 10, 'up to': 20, 'expires after': '14 days', budget: 500 } },
    shop: {
      name: 'Acorn & Oak',
      website: 'https://shop.example.com',
      address: '12 Orchard Lane, Albany, NY 12207, USA',
      'time zone': 'America/New_York',
      currency: 'USD',
      email: { from: 'Acorn & Oak <hello@shop.example.com>' },
      ...shop,
    },
    ...overrides,
  };
}

function anEmail(subject: string) {
  const html = '<p>{{ shop.name }}</p><a href="{{ unsubscribe_url }}">Unsubscribe</a><p>{{ shop.address }}</p>';
  return { subject, preview: 'It has been a while', html, text: '{{ shop.address }} {{ unsubscribe_url }}' };
}
