// Did Amazon SNS send this, for a topic of ours, and not long ago? RSA over some fields of the body, with a certificate that
// AWS publishes (docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html).
import { createVerify } from 'node:crypto';
import { objectOf } from '#adapters/webhooks/reading/body';
import type { Fields } from '#adapters/webhooks/reading/json';
import { genuine, refused, type SignatureScheme } from '#adapters/webhooks/signature';
import { kept } from '#adapters/webhooks/signatures/secret-keys';
import { bytesOf } from '#adapters/webhooks/signatures/signature-bytes';
import { createSnsCertificates, type SnsHost } from '#adapters/webhooks/signatures/sns-certificates';
import { BadDefinition } from '#core/errors';
import { epochOf, type Instant } from '#core/time';

/** For as long SNS may go on trying to deliver to an HTTPS endpoint (sns-message-delivery-retries). */
const TOLERANCE_MS = 60 * 60_000;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const TOPIC = /^arn:(aws|aws-cn|aws-us-gov|aws-eusc):sns:([a-z0-9-]{5,30}):\d{12}:[\w-]{1,256}(?:\.fifo)?$/;
const SUFFIXES: Readonly<Record<string, string>> = { 'aws-cn': 'amazonaws.com.cn', 'aws-eusc': 'amazonaws.eu' };
const HASHES: ReadonlyMap<unknown, string> = new Map([
  ['1', 'sha1'],
  ['2', 'sha256'],
]);
/** An id of SNS is a UUID. With a line break in it, lines that were signed as one field could be read as another. */
const ID = /^[\w-]{1,100}$/;
const LINE_BREAK = /[\r\n]/;
/** What is signed, in this order; a subject only where there is one. */
const CONFIRMED = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
const SIGNED_FIELDS: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['Notification', ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']],
  ['SubscriptionConfirmation', CONFIRMED],
  ['UnsubscribeConfirmation', CONFIRMED],
]);

/**
 * The scheme, with the certificates that it has seen. The `secrets` are the ARNs of our topics: anybody can have SNS sign
 * something for a topic of theirs. A certificate counts only from the host of the topic's own region. `once` is the
 * message's id. Throws TryAgain when the certificate cannot be had just now.
 */
export function createSnsScheme(): SignatureScheme {
  const certificates = createSnsCertificates();
  return async ({ body }, { secrets, now, fetchText }) => {
    const hosts = new Map(secrets.map((topic) => [topic, hostOf(topic)]));
    const message = objectOf(body);
    const { MessageId: id, Signature: signature, SigningCertURL: address, Timestamp: time } = message ?? {};
    const [hash, signed] = [HASHES.get(message?.SignatureVersion), signedParts(message)];
    if (typeof id !== 'string' || !ID.test(id)) return refused('incomplete');
    if (signed === undefined || hash === undefined) return refused('incomplete');
    if (typeof address !== 'string' || typeof signature !== 'string') return refused('incomplete');
    if (!isRecent(time, now)) return refused('stale');
    const host = hosts.get(String(message?.TopicArn));
    const bytes = bytesOf(signature);
    if (host === undefined || bytes === undefined) return refused('noMatch');
    const key = await certificates.keyAt(address, { host, now, fetchText });
    if (key === undefined) return refused('noMatch');
    const check = createVerify(hash);
    for (const part of signed) check.update(part);
    return check.verify(key, bytes) ? genuine(id) : refused('noMatch');
  };
}

/** Only the message may have several lines: then everything else stands where it stood when it was signed. */
function signedParts(message: Fields | undefined): readonly string[] | undefined {
  const signed: string[] = [];
  for (const name of SIGNED_FIELDS.get(message?.Type) ?? []) {
    const value = message?.[name];
    if (typeof value === 'string' && name !== 'Message' && LINE_BREAK.test(value)) return undefined;
    if (typeof value === 'string') signed.push(`${name}\n`, value, '\n');
    else if (name !== 'Subject' || (value !== undefined && value !== null)) return undefined;
  }
  return signed.length === 0 ? undefined : signed;
}

function isRecent(time: unknown, now: Instant): boolean {
  if (typeof time !== 'string' || !ISO_TIME.test(time)) return false;
  // Not a number for a thirteenth month, and that is never within an hour.
  return Math.abs(Date.parse(time) - epochOf(now)) <= TOLERANCE_MS;
}

const hostOf = kept((topic): SnsHost => {
  const [, partition = '', region] = TOPIC.exec(topic) ?? [];
  if (region !== undefined) return { region, suffix: SUFFIXES[partition] ?? 'amazonaws.com' };
  throw new BadDefinition(
    'a topic of SNS is not named by its ARN; write it like arn:aws:sns:eu-central-1:123456789012:winback-mail',
  );
});
