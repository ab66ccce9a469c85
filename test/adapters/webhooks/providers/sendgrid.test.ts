import { expect, test } from 'vitest';
import { sendgrid } from '#adapters/webhooks/providers/sendgrid';
import { RECEIVED_AT } from '../../../support/webhook-samples/sample.ts';
import { SENDGRID } from '../../../support/webhook-samples/sendgrid.ts';

test.each(SENDGRID)('$about', ({ request, told }) => {
  expect(sendgrid.read(request, { receivedAt: RECEIVED_AT })).toEqual({ status: 'read', told });
});
