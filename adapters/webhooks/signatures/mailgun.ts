// Did Mailgun send this, and just now? Its signature stands in the body and covers only a timestamp and a token
// (documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks).
import { createHmac } from 'node:crypto';
import { objectOf } from '#adapters/webhooks/reading/body';
import { objectIn } from '#adapters/webhooks/reading/json';
import { genuine, type PlainScheme, refused } from '#adapters/webhooks/signature';
import { isAnyOf } from '#adapters/webhooks/signatures/matching';
import { textKeyOf } from '#adapters/webhooks/signatures/secret-keys';
import { isRecent } from '#adapters/webhooks/signatures/signing-time';

/**
 * The secret is the webhook signing key. `once` is the token, which alone keeps a signature from being used for another
 * body: 5 minutes are ours, Mailgun sets no limit. JSON only: a form, as routes and the webhooks of long ago send, would tell
 * nothing that we read, and a large one takes seconds to take apart.
 */
export const mailgunScheme: PlainScheme = ({ body }, { secrets, now }) => {
  const keys = secrets.map(textKeyOf);
  const fields = objectIn(objectOf(body)?.signature);
  if (fields === undefined) return refused('incomplete');
  const { timestamp, token, signature, 'parent-signature': ofParent } = fields;
  const time = typeof timestamp === 'number' ? String(timestamp) : timestamp;
  if (!isText(time) || !isText(token) || !isText(signature)) return refused('incomplete');
  if (!isRecent(time, now)) return refused('stale');
  const expected = keys.map((key) =>
    createHmac('sha256', key)
      .update(time + token)
      .digest('hex'),
  );
  // What happens on a subaccount is signed with the key of the account above it, too.
  const given = isText(ofParent) ? [signature, ofParent] : [signature];
  return isAnyOf(given, expected) ? genuine(token) : refused('noMatch');
};

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
