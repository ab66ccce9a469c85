// A postbox on the embedded store, in memory: for tests that look at the words of messages.
import { openEmbeddedStore } from '#adapters/local/embedded-store';
import type { Leaving, Postbox } from '#adapters/local/postbox';
import { createStoredPostbox, POSTBOX_TABLE } from '#adapters/local/stored-postbox';
import { CustomerIdSchema, EnrollmentIdSchema, TouchIdSchema } from '#core/ids';
import { InstantSchema } from '#core/time';

/** Opens an empty postbox; `close` it at the end. `again` is a second postbox on the same table. */
export async function openStoredPostbox(): Promise<{ postbox: Postbox; again: Postbox; close(): Promise<void> }> {
  const { suffix, partition, sort } = POSTBOX_TABLE;
  const table = `test-${suffix}`;
  const { client, close } = await openEmbeddedStore({ prefix: 'test', more: { [table]: [partition, sort] } });
  return { postbox: createStoredPostbox({ client, table }), again: createStoredPostbox({ client, table }), close };
}

/** An email to customer c1 that leaves on 1 July 2026. */
export function aLeavingEmail(
  overrides: Partial<Leaving> & { customer?: string; touch?: string; when?: string } = {},
): Leaving {
  const { customer = 'c1', touch = 'miss-you', when = '2026-07-01T14:00:00.000Z', ...rest } = overrides;
  return {
    at: InstantSchema.parse(when),
    customerId: CustomerIdSchema.parse(customer),
    enrollmentId: EnrollmentIdSchema.parse(`gentle_${customer}_20260402`),
    touchId: TouchIdSchema.parse(touch),
    channel: 'email',
    to: `${customer}@customer.example`,
    name: 'Ada Lovelace',
    subject: 'We miss you',
    preview: 'It has been a while',
    from: 'Acorn & Oak <hello@shop.example>',
    html: '<!doctype html><html><head><title>x</title></head><body><p>Come back</p></body></html>',
    text: 'Come back',
    parts: 1,
    unsubscribeUrl: 'http://localhost:4321/u/good-token',
    ...rest,
  };
}

/** An SMS to customer c1 that leaves on 5 July 2026. */
export function aLeavingSms(overrides: Parameters<typeof aLeavingEmail>[0] = {}): Leaving {
  const text = 'Acorn & Oak: still there? Reply STOP to opt out.';
  const sms = { touch: 'nudge', when: '2026-07-05T14:00:00.000Z', to: '+12025550123', preview: text, text };
  const { subject: _subject, html: _html, from: _from, ...rest } = aLeavingEmail({ ...sms, ...overrides });
  return { ...rest, channel: 'sms' };
}
