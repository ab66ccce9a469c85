import { expect, test } from 'vitest';
import { vonage } from '#adapters/webhooks/providers/vonage';
import { RECEIVED_AT } from '../../../support/webhook-samples/sample.ts';
import { VONAGE } from '../../../support/webhook-samples/vonage.ts';

test.each(VONAGE)('$about', ({ request, told }) => {
  expect(vonage.read(request, { receivedAt: RECEIVED_AT })).toEqual({ status: 'read', told });
});
