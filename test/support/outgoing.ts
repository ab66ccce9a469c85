// Messages that are ready to leave: say only what the test is about.
import { CustomerIdSchema, EnrollmentIdSchema, TouchIdSchema } from '#core/ids';
import type { Rendered, RenderedEmail, RenderedSms } from '#core/message';
import type { Outgoing } from '#core/ports';

const ABOUT = {
  customerId: CustomerIdSchema.parse('c1'),
  enrollmentId: EnrollmentIdSchema.parse('gentle_c1_20260402'),
  touchId: TouchIdSchema.parse('miss-you'),
  unsubscribeUrl: 'https://links.shop.example/u/abc.def',
};

/** An email to a customer, with a one-click unsubscribe link. */
export function anOutgoingEmail(message: Partial<RenderedEmail> = {}, rest: Partial<Outgoing> = {}): Outgoing {
  const words = { subject: 'We miss you ☕', html: '<p>Come back</p>', text: 'Come back' };
  const email: Rendered = {
    channel: 'email',
    from: 'Shop <hello@shop.example>',
    ...words,
    ...message,
  };
  return { ...ABOUT, to: 'ada@customer.example', message: email, ...rest };
}

/** An SMS to a customer of which one part may cost five cents. */
export function anOutgoingSms(message: Partial<RenderedSms> = {}): Outgoing {
  const sms: Rendered = { channel: 'sms', text: 'Shop: come back. Reply STOP to end.', maxPrice: 0.05, ...message };
  return { ...ABOUT, to: '+12025550123', message: sms };
}
