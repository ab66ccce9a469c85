import { expect, test } from 'vitest';
import { createReachCounts } from '#core/reach-counts';
import { aCustomer } from '../support/builders.ts';

test('a customer counts on every channel where they can be reached, and otherwise on none', () => {
  const counts = createReachCounts();
  expect(counts.counted()).toEqual({ email: 0, sms: 0, none: 0 });
  for (const customer of [aCustomer(), aCustomer({ phone: undefined }), aCustomer({ consent: {} })])
    counts.add(customer);
  expect(counts.counted()).toEqual({ email: 2, sms: 1, none: 1 });
});
