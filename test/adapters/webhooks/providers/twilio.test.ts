import { expect, test } from 'vitest';
import { twilio } from '#adapters/webhooks/providers/twilio';
import { formRequest, PHONE, RECEIVED_AT } from '../../../support/webhook-samples/sample.ts';
import { TWILIO } from '../../../support/webhook-samples/twilio.ts';

test.each(TWILIO)('$about', ({ request, told }) => {
  expect(twilio.read(request, { receivedAt: RECEIVED_AT })).toEqual({ status: 'read', told });
});

test('Twilio is answered with no reply to send', () => {
  expect(twilio.answer).toEqual({ type: 'text/xml', body: '<Response/>' });
});

// 47 CFR 64.1200(a)(10), by way of the company's number at Twilio.
test.each(['STOP', 'quit', 'End', 'REVOKE', 'Opt Out', 'cancel', 'Unsubscribe.'])(
  'CMP-25: "%s" to a number at Twilio is a stop',
  (Body) => {
    const request = formRequest({ MessageSid: 'SM1', SmsStatus: 'received', From: PHONE, Body });
    expect(twilio.read(request, { receivedAt: RECEIVED_AT })).toMatchObject({
      told: [{ status: 'ofContact', said: { kind: 'replied', meaning: 'stop' } }],
    });
  },
);
