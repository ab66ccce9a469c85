// What does a request of a provider look like, and what should it tell? The addresses and numbers of the documents are
// replaced by these, so that any place where they should not be can be searched for them.
import { expect } from 'vitest';
import type { SignedRequest } from '#adapters/webhooks/signature';
import { InstantSchema } from '#core/time';

export const RECEIVED_AT = InstantSchema.parse('2026-07-20T12:00:00.000Z');
export const ADA = 'ada@customer.example';
export const BOB = 'bob@customer.example';
export const PHONE = '+12025550123';
export const BARE_PHONE = '12025550123';
/** Whoever may not be named where only ids may stand. */
export const PEOPLE: readonly string[] = [ADA, BOB, 'customer.example', BARE_PHONE];

export const TAGS = {
  winback_customer: '1001',
  winback_enrollment: 'gentle-90_1001_20260302',
  winback_touch: 'miss-you',
} as const;
export const OUR_QUERY = new URLSearchParams(TAGS).toString();
const OURS = { customerId: '1001', enrollmentId: 'gentle-90_1001_20260302', touchId: 'miss-you' };

/** What is kept of a link. */
export const A_LINK: unknown = expect.stringMatching(/^[0-9a-f]{16}$/);

/** One request and what it tells. `about` names the case; the document is named where the samples begin. */
export type Sample = { readonly about: string; readonly request: SignedRequest; readonly told: readonly object[] };

const ADDRESS = 'https://shop.example/webhooks/provider';

function request(body: string, type: string, query: string, headers: Readonly<Record<string, string>>): SignedRequest {
  const url = query === '' ? ADDRESS : `${ADDRESS}?${query}`;
  return { url, headers: { 'content-type': type, ...headers }, body: new TextEncoder().encode(body) };
}

/** A request with JSON in it. */
export function jsonRequest(value: unknown, { query = '', headers = {} } = {}): SignedRequest {
  return request(JSON.stringify(value), 'application/json', query, headers);
}

/** A request with a form in it. */
export function formRequest(fields: Readonly<Record<string, string>>, { query = '' } = {}): SignedRequest {
  return request(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded; charset=UTF-8', query, {});
}

/** A request without a body, all of it in its address. */
export function getRequest(fields: Readonly<Record<string, string>>): SignedRequest {
  return request('', '', new URLSearchParams(fields).toString(), {});
}

/** What becomes of the address or number that was written to: our customer may have another one by now. */
const OF_ADDRESS: readonly unknown[] = ['bounced', 'complained', 'unsubscribed'];

/** Told of our customer 1001, about the touch that the tags name; with Ada's address or number where it is about that. */
export function ofCustomer(response: Readonly<Record<string, unknown>>): object {
  const kind = response.channel === 'sms' ? 'phone' : 'email';
  const contact = { kind, address: kind === 'phone' ? PHONE : ADA };
  return OF_ADDRESS.includes(response.kind) ? { ...ofCustomerAlone(response), contact } : ofCustomerAlone(response);
}

/** The same of an event that does not say where it was written to. */
export function ofCustomerAlone(response: object): object {
  return { status: 'ofCustomer', response: { ...response, ...OURS } };
}

/** Told of whoever has this mail address. */
export function ofMailbox(address: string, said: object): object {
  return { status: 'ofContact', contact: { kind: 'email', address }, said: { channel: 'email', ...said } };
}

/** Told of whoever has the number. */
export function ofPhone(said: object): object {
  return { status: 'ofContact', contact: { kind: 'phone', address: PHONE }, said: { channel: 'sms', ...said } };
}

export function nothing(because: string, kind: string): object {
  return { status: 'nothing', because, kind };
}
