// Every way through the doors that asks something of AWS.
import { createHmac } from 'node:crypto';
import { createLinks } from '#adapters/aws/links';
import { isHeldOut } from '#core/admission';
import { contactKeyOf } from '#core/contact';
import { closed } from '#core/enrollment';
import { type CustomerId, SequenceNameSchema } from '#core/ids';
import type { DoorName } from '../../functions/runtime/env.ts';
import { MORNING } from './door-world.ts';
import type { Branch, DoorsOnCloud } from './doors-on-cloud.ts';
import { aRequest, signedBy } from './http-requests.ts';
import { aBatch, anExecutionEvent, aSesEvent, SES_TAGS } from './lambda-events.ts';
import { SECRET } from './recorded-cloud.ts';
import { TOUCH_BRANCHES } from './touch-branches.ts';

const TOKEN = { token: { value: 'a-token', leg: 0 }, claimed: 0 };
const AT = '2026-07-01T13:59:00.000Z';
const A_RESPONSE = { responseId: 'response-1', at: MORNING };
const PAST = '2026-06-01T14:00:00.000Z';
/** As much as Lambda gives a function at most. */
const FIFTEEN_MINUTES_MS = 900_000;

/** A response of somebody in the middle of their journey. */
function told(
  answer: string,
  what: string,
  response: object,
  asked: Parameters<DoorsOnCloud['enrolled']>[0] = {},
): Branch {
  return {
    answer,
    what,
    event: async (doors) => {
      const { customerId, enrollmentId } = await doors.enrolled({ enrollment: TOKEN, ...asked });
      return aBatch({ ...A_RESPONSE, customerId, enrollmentId, ...response });
    },
  };
}

/** A click in the first message of a running journey. */
function click(answer: string, what: string, at: string): Branch {
  return {
    answer,
    what,
    event: async (doors) => {
      const { customerId, enrollmentId } = await doors.enrolled({ enrollment: TOKEN });
      const about = { ...A_RESPONSE, customerId, enrollmentId, at };
      return aBatch({ ...about, kind: 'clicked', channel: 'email', touchId: 'miss-you' });
    },
  };
}

const ORDER = { kind: 'order', cents: 4_200 };

const RESPOND: readonly Branch[] = [
  told('closed_wonBack', 'an order', ORDER),
  told('stopped_cameBack', 'a visit, where the goal is an order', { kind: 'visit' }),
  told('closed_optedOut', 'a no', { kind: 'unsubscribed', channel: 'email', source: 'one-click' }),
  told('recorded', 'a bounce', { kind: 'bounced', channel: 'email', permanent: true }),
  told('recorded', 'a yes after a no', { kind: 'consented', channel: 'sms', source: 'preference page' }),
  told('closed_optedOut', 'a complaint', { kind: 'complained', channel: 'email' }),
  click('waiting', 'a click that is judged later', MORNING),
  click('recorded', 'a click that can be judged', AT),
  told('closed_wonBack', 'an order with a code', { ...ORDER, code: '7K3M-9QXT-2HBA' }),
  told('closed_optedOut', 'a STOP by SMS', { kind: 'replied', channel: 'sms', meaning: 'stop' }),
  {
    answer: 'noted',
    what: 'a no of a number that nobody has',
    event: async () =>
      aBatch({ contact: STRANGER, said: { kind: 'replied', channel: 'sms', meaning: 'stop', ...A_RESPONSE } }),
  },
  told('already', 'a late order', ORDER, { now: (one) => closed(one, 'lapsed', MORNING) }),
  {
    answer: 'recorded',
    what: 'the word of SES that a message left of which nothing was known',
    event: async (doors) => {
      const { customerId, enrollmentId } = await doors.enrolled();
      const tags = { ...SES_TAGS, enrollment: [enrollmentId], customer: [customerId] };
      return aBatch(aSesEvent('Email Sent', { send: {} }, { tags }));
    },
  },
  {
    answer: 'ignored_noSuchCustomer',
    what: 'an order of a stranger',
    event: async () => aBatch({ ...ORDER, ...A_RESPONSE, customerId: 'nobody' }),
  },
];

/** A customer put forward for a sequence. */
function putForward(
  answer: string,
  what: string,
  sequence: string,
  take: (doors: DoorsOnCloud) => Promise<CustomerId>,
): Branch {
  return { answer, what, event: async (doors) => aBatch({ customerId: await take(doors), sequence, version: 1 }) };
}

/** The sequence that holds out half of everybody. */
const SPARED = { name: SequenceNameSchema.parse('spared'), holdout: 0.5 };

const ENROLL: readonly Branch[] = [
  putForward('enrolled', 'a dormant customer', 'gentle', async (doors) => (await doors.aNewCustomer()).customerId),
  putForward('heldOut', 'one who is left alone', 'spared', async (doors) => {
    for (;;) {
      const { customerId } = await doors.aNewCustomer();
      if (isHeldOut({ customerId }, SPARED)) return customerId;
    }
  }),
  putForward('enrolled', 'one of so many a day', 'measured', async (doors) => (await doors.aNewCustomer()).customerId),
  putForward('notEnrolled', 'one who cannot be reached', 'gentle', async (doors) => {
    return (await doors.aNewCustomer({ consent: {} })).customerId;
  }),
  // AWS hands the row back with its refusal; DynamoDB's stand-in does not, and then the adapter reads it.
  putForward('enrolled', 'one whose enrollment a crash left behind', 'gentle', async (doors) => {
    return (await doors.enrolled({ customer: { open: undefined } })).customerId;
  }),
];

const ended = (answer: string, what: string, status: string): Branch => ({
  answer,
  what,
  event: async (doors) => {
    const { enrollmentId: name, customerId } = await doors.enrolled({ enrollment: TOKEN });
    return anExecutionEvent(status, { name, customerId });
  },
});

/** The key of a contact, as the deployed doors make it. */
const STRANGER = contactKeyOf({ kind: 'phone', address: '+12025550199' }, SECRET);

const links = createLinks({ baseUrl: '', secret: SECRET });
const clicked = (method: string): Branch => ({
  answer: '200',
  what: `${method} of a link`,
  event: async (doors) => {
    const [, token = ''] = links.unsubscribe({ ...(await doors.enrolled()), channel: 'email' }).split('/u/');
    return aRequest({ method, path: '/u/{token}', token });
  },
});

export const BRANCHES: Readonly<Record<DoorName, readonly Branch[]>> = {
  plan: [{ answer: 'planned', what: 'the schedule', event: async () => ({ plan: true }) }],
  scan: [
    { answer: 'finished', what: 'a whole part', event: async (doors) => aPart(doors) },
    { answer: 'requeued', what: 'a part with no time left', event: async (doors) => aPart(doors), remainingMs: 1_000 },
  ],
  enroll: ENROLL,
  touch: TOUCH_BRANCHES,
  respond: RESPOND,
  close: [ended('closed', 'a journey that broke', 'FAILED'), ended('closed', 'one that ended as planned', 'SUCCEEDED')],
  report: [
    {
      answer: 'reported',
      what: 'everybody, among them one whose journey is lost',
      event: async (doors) => {
        await doors.enrolled({ enrollment: { ...TOKEN, legs: [{ does: 'close', until: PAST }] } });
        return { report: true };
      },
    },
  ],
  fit: [
    {
      answer: 'unfit',
      what: 'too few customers to tell their habits',
      event: async (doors) => {
        await doors.aNewCustomer();
        return { fit: true };
      },
      remainingMs: FIFTEEN_MINUTES_MS,
    },
  ],
  receive: [
    {
      answer: '202',
      what: 'a visit, as a shop tells it',
      event: async () => {
        const body = JSON.stringify({ kind: 'visit', responseId: 'visit-1', customerId: 'c1', at: AT });
        const headers = { 'content-type': 'application/json', ...signedBy(SECRET, body, MORNING) };
        return aRequest({ method: 'POST', path: '/responses', headers, body });
      },
    },
  ],
  unsubscribe: [clicked('GET'), clicked('POST')],
  preferences: [
    ...['GET', 'POST'].map((method) => chosen(method, 'preferences')),
    ...['GET', 'POST'].map((method) => chosen(method, 'survey')),
  ],
  webhook: [
    {
      answer: '200',
      what: 'an order, as Shopify tells it',
      event: async () => {
        const body = JSON.stringify({
          ...{ id: 4711, email: 'ada@customer.example', created_at: AT, total_price: '42.00', currency: 'USD' },
          ...{ discount_codes: [], test: false },
        });
        const hmac = createHmac('sha256', SECRET).update(body).digest('base64');
        const headers = { 'x-shopify-topic': 'orders/create', 'x-shopify-hmac-sha256': hmac };
        return aRequest({ method: 'POST', path: '/webhooks/shopify', provider: 'shopify', headers, body });
      },
    },
  ],
  track: [
    {
      answer: '200',
      what: 'a batch of an app',
      event: async () => {
        const batch = [
          { type: 'page', userId: 'c1', messageId: 'm1', timestamp: AT },
          { type: 'identify', userId: 'c1', messageId: 'm2', timestamp: AT, traits: { firstName: 'Ada' } },
        ];
        const headers = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString('base64')}` };
        return aRequest({ method: 'POST', path: '/v1/batch', call: 'batch', headers, body: JSON.stringify({ batch }) });
      },
    },
  ],
  gather: [
    {
      answer: 'gathered',
      what: 'a file of orders',
      event: async () => anUpload({ key: 'imports/orders/november.csv', 'version-id': 'v1' }),
    },
    {
      answer: 'gathered',
      what: 'a file of before the bucket had versions',
      event: async () => anUpload({ key: 'imports/orders/november.csv' }),
    },
    { answer: 'folder', what: 'a folder that somebody made', event: async () => anUpload({ key: 'imports/orders/' }) },
    {
      answer: 'refused',
      what: 'a file of nobody knows what',
      event: async () => anUpload({ key: 'imports/november.csv' }),
    },
  ],
  import: [
    {
      answer: 'imported',
      what: 'somebody new, and somebody who is there',
      event: async (doors) => {
        const { customerId } = await doors.aNewCustomer();
        const activities = [{ kind: 'order', day: '2026-06-30', cents: 4_200 }];
        return aBatch({
          customers: [
            { customerId: 'new', activities },
            { customerId, activities },
          ],
        });
      },
    },
    {
      answer: 'imported',
      what: 'somebody whose address is another one now, and who says no to SMS',
      event: async (doors) => {
        const { customerId } = await doors.aNewCustomer();
        const said = { smsConsent: false, consentSource: 'a file', fields: {} };
        const profile = { customerId, email: 'ada@elsewhere.example', ...said };
        return aBatch({ customers: [{ customerId, activities: [], profile }] });
      },
    },
  ],
};

/** Somebody looks at the preference page or the survey, and presses its button. */
function chosen(method: string, page: 'preferences' | 'survey'): Branch {
  const folder = page === 'survey' ? '/s/' : '/p/';
  return {
    answer: '200',
    what: `${method} of the ${page}`,
    event: async (doors) => {
      const link = links[page]({ ...(await doors.enrolled()), channel: 'email' });
      const [, token = ''] = link.split(folder);
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = page === 'survey' ? 'away=price' : 'act=stop';
      return aRequest({ method, path: `${folder}${token}`, token, headers, ...(method === 'POST' ? { body } : {}) });
    },
  };
}

/** The event of S3 that comes when a file was put into the bucket. */
function anUpload(object: { readonly key: string; readonly 'version-id'?: string }) {
  return aBatch({ source: 'aws.s3', 'detail-type': 'Object Created', detail: { object } });
}

/** The one part of all customers, of whom two at least are dormant. */
async function aPart(doors: DoorsOnCloud) {
  await doors.aNewCustomer();
  await doors.aNewCustomer();
  return aBatch({ segment: 0, segments: 1 });
}
