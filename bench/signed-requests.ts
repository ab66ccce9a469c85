// What does a genuine request of each scheme look like? Signed with node:crypto alone, and beside it the calls that no check
// can do without, on the same bytes and with the keys at hand.
import {
  createHmac,
  createSecretKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import type { CheckedWith, SignatureScheme, SignedRequest } from '#adapters/webhooks/signature';
import { postmarkScheme, segmentWriteKeyScheme } from '#adapters/webhooks/signatures/basic-auth';
import { shopifyScheme, woocommerceScheme } from '#adapters/webhooks/signatures/body-hmac';
import { mailgunScheme } from '#adapters/webhooks/signatures/mailgun';
import { messagebirdScheme } from '#adapters/webhooks/signatures/messagebird';
import { sendgridScheme } from '#adapters/webhooks/signatures/sendgrid';
import { createSnsScheme } from '#adapters/webhooks/signatures/sns';
import { standardWebhooksScheme, svixScheme } from '#adapters/webhooks/signatures/standard-webhooks';
import { stripeScheme } from '#adapters/webhooks/signatures/stripe';
import { twilioScheme } from '#adapters/webhooks/signatures/twilio';
import { vonageScheme } from '#adapters/webhooks/signatures/vonage';
import { instantOf } from '#core/time';
import { selfSigned } from './self-signed.ts';

export type Signed = {
  readonly scheme: SignatureScheme;
  readonly request: SignedRequest;
  readonly using: CheckedWith;
  /** Another secret that could be one of the scheme, but signed nothing. */
  readonly other: string;
  /** What no check can do without: hash, and compare in constant time. */
  readonly raw: () => unknown;
};

/** A request whose body is so many bytes long, or a little more. */
type Maker = (bytes: number) => Signed;

const AT = 1_790_000_000;
const NOW = instantOf(AT * 1_000);
const URL = 'https://winback.example.com/webhooks/provider?shop=1';
const SECRET = 'c2lnbmluZy1rZXktb2YtdGhlLWJlbmNoLTMyLWJ5dGVz';
const OTHER = 'YW5vdGhlci1rZXktb2YtdGhlLWJlbmNoLTMyLWJ5dGVz';
const KEY = createSecretKey(Buffer.from(SECRET));
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:winback';
const CERTIFICATE_AT = 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem';

const SNS = selfSigned({ host: 'sns.amazonaws.com', from: '20260101000000Z', to: '20271231235959Z' });
const SENDGRID = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const using = (secret = SECRET): CheckedWith => ({ secrets: [secret], now: NOW, fetchText: async () => SNS.pem });
const json = (bytes: number): Buffer => Buffer.from(JSON.stringify({ events: eventsOf(bytes) }));

/** Of one scheme each. */
export const MAKERS = {
  'standard-webhooks': (bytes) => standard('webhook', standardWebhooksScheme, bytes),
  svix: (bytes) => standard('svix', svixScheme, bytes),
  stripe(bytes) {
    const body = json(bytes);
    const { digest, raw } = hmacOf('sha256', KEY, Buffer.from(`${AT}.`), body);
    const headers = { 'stripe-signature': `t=${AT},v1=${digest.toString('hex')},v0=${'0'.repeat(64)}` };
    return { scheme: stripeScheme, request: { url: URL, headers, body }, using: using(), other: OTHER, raw };
  },
  'twilio form'(bytes) {
    const fields = eventsOf(bytes).map(({ id, at }, place): [string, string] => [
      `Field${String(place).padStart(4, '0')}`,
      `${id} ${at}`,
    ]);
    const body = Buffer.from(new URLSearchParams(fields).toString());
    const { digest, raw } = hmacOf('sha1', KEY, Buffer.from(URL + fields.flat().join('')));
    const headers = { 'x-twilio-signature': digest.toString('base64') };
    return { scheme: twilioScheme, request: { url: URL, headers, body }, using: using(), other: OTHER, raw };
  },
  'twilio json'(bytes) {
    const body = json(bytes);
    const url = `${URL}&bodySHA256=${hash('sha256', body)}`;
    const { digest, raw } = hmacOf('sha1', KEY, Buffer.from(url));
    const headers = { 'x-twilio-signature': digest.toString('base64') };
    return { scheme: twilioScheme, request: { url, headers, body }, using: using(), other: OTHER, raw };
  },
  sendgrid(bytes) {
    const body = json(bytes);
    const signed = Buffer.concat([Buffer.from(String(AT)), body]);
    const signature = sign('sha256', signed, SENDGRID.privateKey);
    const headers = {
      'x-twilio-email-event-webhook-signature': signature.toString('base64'),
      'x-twilio-email-event-webhook-timestamp': String(AT),
    };
    const raw = () => verify('sha256', signed, SENDGRID.publicKey, signature);
    const request = { url: URL, headers, body };
    return { scheme: sendgridScheme, request, using: using(spki(SENDGRID.publicKey)), other: anotherSpki(), raw };
  },
  mailgun(bytes) {
    const token = 'a1b2c3d4e5'.repeat(5);
    const { digest, raw } = hmacOf('sha256', KEY, Buffer.from(`${AT}${token}`));
    const signature = { token, timestamp: String(AT), signature: digest.toString('hex') };
    const body = Buffer.from(JSON.stringify({ signature, 'event-data': { events: eventsOf(bytes) } }));
    return { scheme: mailgunScheme, request: { url: URL, headers: {}, body }, using: using(), other: OTHER, raw };
  },
  postmark: (bytes) => basic('postmark:', postmarkScheme, bytes),
  'segment write key': (bytes) => basic('', segmentWriteKeyScheme, bytes),
  messagebird(bytes) {
    const body = json(bytes);
    const hashes = { url_hash: hash('sha256', URL), payload_hash: hash('sha256', body) };
    const claims = {
      iss: 'MessageBird',
      nbf: AT,
      exp: AT + 60,
      jti: '59a244dc-e9ad-4e23-9778-371faa238f72',
      ...hashes,
    };
    const { token, raw } = jsonWebToken(claims, [URL]);
    const headers = { 'messagebird-signature-jwt': token };
    return { scheme: messagebirdScheme, request: { url: URL, headers, body }, using: using(), other: OTHER, raw };
  },
  vonage(bytes) {
    const body = json(bytes);
    const ids = { iss: 'Vonage', api_key: 'a1b2c3d4', application_id: '78d335fa-323d-0114-9c3d-d6f0d48968cf' };
    const claims = { iat: AT, jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5', ...ids, payload_hash: hash('sha256', body) };
    const { token, raw } = jsonWebToken(claims, []);
    const headers = { authorization: `Bearer ${token}` };
    return { scheme: vonageScheme, request: { url: URL, headers, body }, using: using(), other: OTHER, raw };
  },
  shopify: (bytes) => bodyHmac('x-shopify-hmac-sha256', shopifyScheme, bytes),
  woocommerce: (bytes) => bodyHmac('x-wc-webhook-signature', woocommerceScheme, bytes),
  'sns v1': (bytes) => sns('1', bytes),
  'sns v2': (bytes) => sns('2', bytes),
} satisfies Record<string, Maker>;

function standard(prefix: string, scheme: SignatureScheme, bytes: number): Signed {
  const body = json(bytes);
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
  const key = createSecretKey(SECRET, 'base64');
  const { digest, raw } = hmacOf('sha256', key, Buffer.from(`${id}.${AT}.`), body);
  const headers = {
    [`${prefix}-id`]: id,
    [`${prefix}-timestamp`]: String(AT),
    [`${prefix}-signature`]: `v1,${digest.toString('base64')}`,
  };
  return { scheme, request: { url: URL, headers, body }, using: using(`whsec_${SECRET}`), other: OTHER, raw };
}

function bodyHmac(header: string, scheme: SignatureScheme, bytes: number): Signed {
  const body = json(bytes);
  const { digest, raw } = hmacOf('sha256', KEY, body);
  const request = { url: URL, headers: { [header]: digest.toString('base64') }, body };
  return { scheme, request, using: using(), other: OTHER, raw };
}

/** Nothing is signed: all there is to do is to compare. */
function basic(user: string, scheme: SignatureScheme, bytes: number): Signed {
  const body = json(bytes);
  const secret = user + SECRET;
  const sent = Buffer.from(user === '' ? `${SECRET}:` : secret).toString('base64');
  const [ours, theirs] = [Buffer.from(sent), Buffer.from(sent)];
  const raw = () => timingSafeEqual(ours, theirs);
  const request = { url: URL, headers: { authorization: `Basic ${sent}` }, body };
  return { scheme, request, using: using(secret), other: user + OTHER, raw };
}

function sns(version: '1' | '2', bytes: number): Signed {
  const algorithm = version === '1' ? 'sha1' : 'sha256';
  const told = {
    Message: JSON.stringify({ events: eventsOf(bytes) }),
    MessageId: '26858270-545e-5848-82a2-e05566af3dcf',
    Timestamp: NOW,
    TopicArn: TOPIC,
    Type: 'Notification',
  };
  const text = Object.entries(told)
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('');
  const signed = Buffer.from(text);
  const signature = sign(algorithm, signed, SNS.privateKey);
  const rest = { SignatureVersion: version, Signature: signature.toString('base64'), SigningCertURL: CERTIFICATE_AT };
  const body = Buffer.from(JSON.stringify({ ...told, ...rest }));
  const raw = () => verify(algorithm, signed, SNS.publicKey, signature);
  const request = { url: URL, headers: {}, body };
  return { scheme: createSnsScheme(), request, using: using(TOPIC), other: `${TOPIC}-other`, raw };
}

function jsonWebToken(claims: object, hashed: readonly (string | Buffer)[]) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  const { digest, raw } = hmacOf('sha256', KEY, Buffer.from(signed));
  const token = `${signed}.${digest.toString('base64url')}`;
  return { token, raw: () => [raw(), ...hashed.map((one) => hash('sha256', one))] };
}

function hmacOf(algorithm: string, key: KeyObject, signed: Buffer, body?: Buffer) {
  const make = () => {
    const hmac = createHmac(algorithm, key).update(signed);
    return (body === undefined ? hmac : hmac.update(body)).digest();
  };
  const digest = make();
  return { digest, raw: () => timingSafeEqual(make(), digest) };
}

function spki(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

function anotherSpki(): string {
  return spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
}

/** Events such as providers send, some 60 bytes each. */
function eventsOf(bytes: number): { readonly id: string; readonly at: number }[] {
  const EVENT_BYTES = 50;
  return Array.from({ length: Math.ceil(bytes / EVENT_BYTES) }, (_, place) => ({
    id: `event-${String(place).padStart(6, '0')}-a1b2c3d4`,
    at: AT + place,
  }));
}
