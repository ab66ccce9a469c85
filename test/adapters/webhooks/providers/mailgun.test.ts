import { expect, test } from 'vitest';
import { mailgun } from '#adapters/webhooks/providers/mailgun';
import { MAILGUN } from '../../../support/webhook-samples/mailgun.ts';
import { RECEIVED_AT } from '../../../support/webhook-samples/sample.ts';

test.each(MAILGUN)('$about', ({ request, told }) => {
  expect(mailgun.read(request, { receivedAt: RECEIVED_AT })).toEqual({ status: 'read', told });
});
