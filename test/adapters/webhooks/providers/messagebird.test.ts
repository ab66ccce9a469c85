import { expect, test } from 'vitest';
import { messagebird } from '#adapters/webhooks/providers/messagebird';
import { MESSAGEBIRD } from '../../../support/webhook-samples/messagebird.ts';
import { RECEIVED_AT } from '../../../support/webhook-samples/sample.ts';

test.each(MESSAGEBIRD)('$about', ({ request, told }) => {
  expect(messagebird.read(request, { receivedAt: RECEIVED_AT })).toEqual({ status: 'read', told });
});
