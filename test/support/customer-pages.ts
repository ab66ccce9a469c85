// The customers' pages with all that stands behind them in memory: one customer, the real doors, a queue to look at.
import { createLinks, readUnsubscribeToken } from '#adapters/aws/links';
import type { Customer } from '#core/customer';
import type { PreferencesServices } from '#core/flow/preferences-page';
import { CustomerIdSchema, EnrollmentIdSchema } from '#core/ids';
import { type Response, ResponseSchema } from '#core/response';
import { TimeZoneSchema } from '#core/time';
import { TopicsSchema } from '#core/topics';
import { createHandler as preferencesHandler } from '../../functions/preferences.ts';
import type { HttpAnswer } from '../../functions/runtime/http.ts';
import { createHandler as unsubscribeHandler } from '../../functions/unsubscribe.ts';
import { aCustomer } from './builders.ts';
import { MORNING } from './door-world.ts';
import { aRequest } from './http-requests.ts';
import { aContext } from './lambda-events.ts';

const BASE = 'https://links.shop.example';
const SECRET = 'current-secret-'.repeat(4);
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
/** Whom the links of these pages are about. */
export const KEY = {
  customerId: CustomerIdSchema.parse('c1'),
  enrollmentId: EnrollmentIdSchema.parse('gentle_c1_20260402'),
};
export const TOPICS = TopicsSchema.parse({ offers: 'Offers and discounts', events: 'Events near you' });

/** A link as a message has it, without what stands before its token. */
export function aToken({ channel = 'email' as 'email' | 'sms', customer = 'c1', secret = SECRET } = {}): string {
  const customerId = CustomerIdSchema.parse(customer);
  const enrollmentId = EnrollmentIdSchema.parse(`gentle_${customer}_20260402`);
  const links = createLinks({ baseUrl: BASE, secret });
  return links.unsubscribe({ customerId, enrollmentId, channel }).slice(`${BASE}/u/`.length);
}

type Rest = Pick<NonNullable<Parameters<typeof aRequest>[0]>, 'headers' | 'body' | 'requestId'>;
export type LinkPage = 'u' | 'p' | 's';

export type CustomerPages = {
  /** What lies on the queue, in the order in which it came: each is a response as the queue takes it. */
  readonly queue: Response[];
  /** The customer's row; undefined once they are forgotten. */
  row: Customer | undefined;
  ask(method: string, page: LinkPage, token: string, rest?: Rest): Promise<HttpAnswer>;
  /** Sends a form as a browser does. */
  post(page: LinkPage, fields: readonly (readonly [string, string])[], rest?: Rest): Promise<HttpAnswer>;
};

export function customerPages(overrides: Partial<PreferencesServices> = {}): CustomerPages {
  const queue: Response[] = [];
  const pages = { queue, row: aCustomer() as Customer | undefined };
  const services: PreferencesServices = {
    clock: { now: () => MORNING },
    responses: { put: async (heard) => void queue.push(...heard.map((one) => ResponseSchema.parse(one))) },
    customers: { get: async (id) => (id === pages.row?.customerId ? pages.row : undefined) },
    shop: 'Ada & Sons <Hats>',
    topics: TOPICS,
    timeZone: TimeZoneSchema.parse('America/New_York'),
    locale: 'en-US',
    read: async (token) => readUnsubscribeToken(token, [SECRET]),
    ...overrides,
  };
  const [unsubscribe, preferences] = [unsubscribeHandler(() => services), preferencesHandler(() => services)];
  let requests = 0;
  const ask: CustomerPages['ask'] = (method, page, token, rest = {}) => {
    requests += 1;
    const request = aRequest({ method, path: `/${page}/${token}`, token, requestId: `request-${requests}`, ...rest });
    return (page === 'u' ? unsubscribe : preferences)(request, aContext());
  };
  const post: CustomerPages['post'] = (page, fields, { headers = {}, ...rest } = {}) => {
    const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
    return ask('POST', page, aToken(), { headers: { ...FORM, ...headers }, body: Buffer.from(body), ...rest });
  };
  return Object.assign(pages, { ask, post });
}

/** The fields that a browser would send of the first form in a page, as it came. */
export function fieldsOf(html: string): [string, string][] {
  const [form = ''] = /<form.*?<\/form>/s.exec(html) ?? [];
  return [...form.matchAll(/<input ([^>]*)>/g)].flatMap(([, attributes = '']): [string, string][] => {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
    const [type, name, value = ''] = [attribute('type'), attribute('name'), attribute('value')];
    const sent = !['checkbox', 'radio'].includes(type ?? '') || / checked\b/.test(attributes);
    return name !== undefined && sent ? [[name, value]] : [];
  });
}
