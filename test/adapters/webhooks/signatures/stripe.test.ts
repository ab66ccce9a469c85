import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { stripeScheme } from '#adapters/webhooks/signatures/stripe';
import { judged, onceOf } from '../../../support/judged.ts';

// stripe-node publishes no finished signature, only how its tests make one (test/Webhook.spec.ts, stripe/stripe-node): this
// body and secret. The digest was made with openssl: printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac …
const SECRET = 'whsec_test_secret';
const SENT = 1_700_000_000;
const BODY = '{"id":"evt_1"}';
const SIGNATURE = '248a374f50f943a28b0f6ab50faf9a7e7e29b710fa26df9fb1618b9bf8ea9c9a';
const PAYLOAD = JSON.stringify({ id: 'evt_test_webhook', object: 'event' }, null, 2);

const signatureOf = (body: string, secret: string) =>
  createHmac('sha256', secret).update(`${SENT}.${body}`).digest('hex');
const judge = (header: string, { body = BODY, secrets = [SECRET], at = SENT } = {}) =>
  judged(stripeScheme, { headers: { 'stripe-signature': header }, body, secrets, at });

describe('a request is genuine', () => {
  test('when it is signed as Stripe signs', async () => {
    expect(await judge(`t=${SENT},v1=${SIGNATURE}`)).toBe('genuine');
    expect(await judge(`t=${SENT},v1=${signatureOf(PAYLOAD, SECRET)}`, { body: PAYLOAD })).toBe('genuine');
  });

  test('when one of several signatures fits, whatever the others are', async () => {
    expect(await judge(`t=${SENT},v1=potato,v1=${SIGNATURE}`)).toBe('genuine');
    expect(
      await judge(`t=${SENT},v1=${SIGNATURE},v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39`),
    ).toBe('genuine');
  });

  test('when one of our secrets fits', async () => {
    expect(await judge(`t=${SENT},v1=${SIGNATURE}`, { secrets: ['whsec_new', SECRET] })).toBe('genuine');
  });

  test.each([-300, 300])('%i seconds from now', async (late) => {
    expect(await judge(`t=${SENT},v1=${SIGNATURE}`, { at: SENT + late })).toBe('genuine');
  });
});

describe('a request is refused', () => {
  test.each([-301, 301])('%i seconds from now', async (late) => {
    expect(await judge(`t=${SENT},v1=${SIGNATURE}`, { at: SENT + late })).toBe('stale');
  });

  test.each([
    ['nothing', ''],
    ['no time', `v1=${SIGNATURE}`],
    ['no signature', `t=${SENT}`],
    ['only a scheme that proves nothing', `t=${SENT},v0=${SIGNATURE}`],
    ['something else', "I'm not even a real signature header"],
    ['a header that came twice', `t=${SENT},v1=${SIGNATURE},t=${SENT},v1=${SIGNATURE}`],
  ])('with %s', async (_what, header) => {
    expect(await judge(header)).toBe('incomplete');
  });

  test.each([
    ['capitals', SIGNATURE.toUpperCase()],
    ['half of it', SIGNATURE.slice(0, 32)],
    ['nothing', ''],
    ['another secret', signatureOf(BODY, 'whsec_other')],
    ['the secret decoded, as other schemes do', signatureOf(BODY, 'test_secret')],
  ])('with a signature of %s', async (_what, signature) => {
    expect(await judge(`t=${SENT},v1=${signature}`)).toBe('noMatch');
  });
});

test('leaving out one of two good signatures makes no new request', async () => {
  const secrets = ['whsec_new', SECRET];
  const both = `t=${SENT},v1=${signatureOf(BODY, 'whsec_new')},v1=${SIGNATURE}`;
  const once = (header: string) =>
    onceOf(stripeScheme, { headers: { 'stripe-signature': header }, body: BODY, secrets, at: SENT });
  expect(await once(both)).toBeDefined();
  expect(await once(`t=${SENT},v1=${SIGNATURE}`)).toBe(await once(both));
  expect(await once(`t=${SENT},v1=${signatureOf(BODY, 'whsec_new')}`)).toBe(await once(both));
});
