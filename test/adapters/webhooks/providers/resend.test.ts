import { expect, test } from 'vitest';
import { resend } from '#adapters/webhooks/providers/resend';
import { RESEND } from '../../../support/webhook-samples/resend.ts';
import { RECEIVED_AT } from '../../../support/webhook-samples/sample.ts';

test.each(RESEND)('$about', ({ request, told }) => {
  expect(resend.read(request, { receivedAt: RECEIVED_AT })).toEqual({ status: 'read', told });
});
