import { expect, test } from 'vitest';
import { postmark } from '#adapters/webhooks/providers/postmark';
import { POSTMARK } from '../../../support/webhook-samples/postmark.ts';
import { RECEIVED_AT } from '../../../support/webhook-samples/sample.ts';

test.each(POSTMARK)('$about', ({ request, told }) => {
  expect(postmark.read(request, { receivedAt: RECEIVED_AT })).toEqual({ status: 'read', told });
});
