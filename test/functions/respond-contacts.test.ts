import { expect, test } from 'vitest';
import { createHandler } from '../../functions/respond.ts';
import { aCustomer } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aDoorWorld } from '../support/door-world.ts';
import { aBatch, aContext, aSesEvent } from '../support/lambda-events.ts';

const log = captureLog();
const AT = '2026-07-02T09:29:58.000Z';
const feedback = { timestamp: AT, feedbackId: '0100017001d4ecf6-feedback-000000' };
const complaint = {
  complaint: {
    ...feedback,
    complainedRecipients: [{ emailAddress: 'bob@x.example' }, { emailAddress: 'Ada@x.example' }],
  },
};

/** A door behind which two customers have the same address, and a third has another. */
async function aDoor() {
  const all = [
    aCustomer({ customerId: 'c1', email: 'ada@x.example' }),
    aCustomer({ customerId: 'c2', email: 'ada@x.example' }),
    aCustomer({ customerId: 'c3', email: 'eve@x.example' }),
  ];
  const { services } = await aDoorWorld(...all);
  const keyOf = (address: string) => services.contacts.keyOf({ kind: 'email', address });
  for (const { customerId, email = '' } of all) await services.contacts.link(keyOf(email), customerId);
  const handle = createHandler(() => services);
  return {
    respond: (body: unknown) => handle(aBatch(body), aContext()),
    suppressions: () =>
      Promise.all(all.map(async ({ customerId }) => (await services.customers.get(customerId))?.suppression)),
    wordOf: async (address: string) => (await services.contacts.read(keyOf(address))).words.email,
  };
}

test('a complaint about mail that others of the account sent is one of everybody who has the address', async () => {
  const { respond, suppressions, wordOf } = await aDoor();
  expect(await respond(aSesEvent('Email Complaint Received', complaint, { tags: {} }))).toEqual({
    batchItemFailures: [],
  });
  const complained = { email: { because: 'complaint', at: AT } };
  expect(await suppressions()).toEqual([complained, complained, {}]);
  // Bob is nobody yet; the day that he comes, it is known.
  expect(await wordOf('bob@x.example')).toEqual({ suppression: { because: 'complaint', at: AT } });
});

test('what is said of an address leaves nothing of it in the log', async () => {
  const { respond } = await aDoor();
  await respond(aSesEvent('Email Complaint Received', complaint, { tags: {} }));
  expect(log.text()).toContain('a batch was handled');
  expect(log.text()).not.toMatch(/x\.example/i);
});
