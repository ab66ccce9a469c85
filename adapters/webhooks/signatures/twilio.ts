// Did Twilio send this? Header X-Twilio-Signature: HMAC-SHA1 of the address and of every name and value of the form, or, for
// JSON, of an address that carries a hash of the body (twilio.com/docs/usage/security).
import { createHmac } from 'node:crypto';
import { digestOf, formIn } from '#adapters/webhooks/reading/body';
import { genuine, type PlainScheme, refused } from '#adapters/webhooks/signature';
import { isAnyOf } from '#adapters/webhooks/signatures/matching';
import { textKeyOf } from '#adapters/webhooks/signatures/secret-keys';

const BODY_HASH = /[?&]bodySHA256=([^&#]*)/;
const ORIGIN = /^(https?):\/\/([^/?#]*?)(:\d+)?(?=[/?#]|$)/;

/**
 * Tries the address with and without its port, as Twilio's own libraries do: some of its services sign the one, some the
 * other. No time is signed, so `once` is what is: the address as it is and the form, whichever secret fitted. Names
 * and values are signed without anything between them, and a form that is cut elsewhere is still the same request.
 */
export const twilioScheme: PlainScheme = ({ url, headers, body }, { secrets }) => {
  const keys = secrets.map(textKeyOf);
  const given = headers['x-twilio-signature'];
  if (!given) return refused('incomplete');
  const [, bodyHash] = BODY_HASH.exec(url) ?? [];
  // The hash is not secret: it travels in the address.
  if (bodyHash !== undefined && bodyHash.toLowerCase() !== digestOf(body)) return refused('noMatch');
  const form = bodyHash === undefined ? signedForm(body) : '';
  const signaturesOf = (address: string) =>
    keys.map((key) =>
      createHmac('sha1', key)
        .update(address + form)
        .digest('base64'),
    );
  // A guess is compared with both. Whoever is believed at once has shown already that the secret is known there.
  const isGenuine = isAnyOf([given], signaturesOf(url)) || isAnyOf([given], signaturesOf(otherAddressOf(url)));
  return isGenuine ? genuine(url + form) : refused('noMatch');
};

/** With the port that it implies put in, or the one that it has taken away. */
function otherAddressOf(url: string): string {
  const [origin = '', scheme = '', host = '', port] = ORIGIN.exec(url) ?? [];
  const implied = scheme === 'https' ? ':443' : ':80';
  return `${scheme}://${host}${port === undefined ? implied : ''}${url.slice(origin.length)}`;
}

/** Names in order, each with its values: in order, and each of them once. */
function signedForm(body: Uint8Array): string {
  const form = formIn(body);
  let signed = '';
  for (const name of Object.keys(form).sort()) {
    const values = form[name] ?? '';
    if (typeof values === 'string') signed += name + values;
    else for (const value of [...new Set(values)].sort()) signed += name + value;
  }
  return signed;
}
