// Does the body come from somebody who knows our secret? For shops that sign the body and nothing else: HMAC-SHA256, in base64.
import { createHmac } from 'node:crypto';
import { digestOf } from '#adapters/webhooks/reading/body';
import { genuine, type PlainScheme, refused } from '#adapters/webhooks/signature';
import { isAnyOf } from '#adapters/webhooks/signatures/matching';
import { textKeyOf } from '#adapters/webhooks/signatures/secret-keys';

type Row = {
  readonly header: string;
  /** A header that says what the body is about: the same body may come about several things. */
  readonly topic: string;
  /** Topics whose bodies may be equal and yet tell of two things, and the header by which those are told apart. */
  readonly apart?: { readonly topics: RegExp; readonly header: string };
};

/** shopify.dev/docs/apps/build/webhooks/verify-deliveries: the client secret of the app. */
export const shopifyScheme = schemeOf({
  header: 'x-shopify-hmac-sha256',
  topic: 'x-shopify-topic',
  // A no may come without its date, and then each body is like the last. Sent again under another id, it is only a no again;
  // a yes has its date, and is none without.
  apart: { topics: /marketing_consent\/update$/, header: 'x-shopify-webhook-id' },
});
/** developer.woocommerce.com/docs/apis/rest-api/v3/webhooks: the secret of the webhook. */
export const woocommerceScheme = schemeOf({
  header: 'x-wc-webhook-signature',
  topic: 'x-wc-webhook-topic',
});

/**
 * No time is signed, so `once` alone stands between us and a replay. It is a digest of the body, whichever secret fitted, and
 * the topic as it is read, in lower case. The ids that come in headers are not signed, and whoever sends a request again could
 * write another one there. A retry has the same body; two requests with one body are about one order or customer in one
 * state.
 */
function schemeOf({ header, topic, apart }: Row): PlainScheme {
  return ({ headers, body }, { secrets, now }) => {
    const keys = secrets.map(textKeyOf);
    const given = headers[header];
    if (!given) return refused('incomplete');
    const expected = keys.map((key) => createHmac('sha256', key).update(body).digest('base64'));
    if (!isAnyOf([given], expected)) return refused('noMatch');
    const about = (headers[topic] ?? '').toLowerCase();
    // Without an id, whatever comes later is another one.
    const id = apart?.topics.test(about) === true ? ` ${headers[apart.header] ?? now}` : '';
    return genuine(`${digestOf(body)} ${about}${id}`);
  };
}
