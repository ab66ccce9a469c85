// Who says no more, chooses, or tells why, and by which message? A link that answers this without a login, and that nobody else can make.
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { ChannelSchema } from '#core/channel';
import { BadInput } from '#core/errors';
import { CustomerIdSchema, EnrollmentIdSchema } from '#core/ids';
import type { Linked, LinkReading } from '#core/pages/link';
import type { Links } from '#core/ports';

/** A signature for anything else made with the same secret is none for us. */
const PURPOSE = 'winback unsubscribe v1';
/** 256 bits as hexadecimal or base64 have more characters; what has fewer could be guessed. */
const FEWEST_SECRET_CHARACTERS = 32;

const AboutSchema = z.tuple([ChannelSchema, CustomerIdSchema, EnrollmentIdSchema]);

/**
 * Links of the form `<baseUrl>/u/<token>`, and /p/ and /s/ with the same token: one person, one proof. They never expire:
 * opting out must always work (CAN-SPAM asks for 30 days).
 * Throws BadInput when the secret is too short to protect anything.
 */
export function createLinks({ baseUrl, secret }: { baseUrl: string; secret: string }): Links {
  const key = strong(secret);
  const root = baseUrl.replace(/\/+$/, '');
  const linkTo = (page: 'u' | 'p' | 's') => (about: Linked) => {
    const { channel, customerId, enrollmentId } = about;
    const encoded = Buffer.from(JSON.stringify([channel, customerId, enrollmentId])).toString('base64url');
    return `${root}/${page}/${encoded}.${signatureOf(encoded, key)}`;
  };
  return { unsubscribe: linkTo('u'), preferences: linkTo('p'), survey: linkTo('s') };
}

/**
 * What a token of an unsubscribe link is about. Several secrets, so that one can be replaced while links made with
 * the old one are still in mailboxes. Throws BadInput when a secret is too short.
 */
export function readUnsubscribeToken(token: string, secrets: readonly string[]): LinkReading {
  const [about = '', signature = '', ...rest] = token.split('.');
  const signers = secrets.map(strong).filter((secret) => isSame(signature, signatureOf(about, secret)));
  if (signers.length === 0 || rest.length > 0) return { status: 'invalid' };
  const parsed = AboutSchema.safeParse(jsonOf(about));
  if (!parsed.success) return { status: 'invalid' };
  const [channel, customerId, enrollmentId] = parsed.data;
  return { status: 'valid', about: { channel, customerId, enrollmentId } };
}

function signatureOf(about: string, secret: string): string {
  return createHmac('sha256', secret).update(`${PURPOSE}\n${about}`).digest('base64url');
}

/** Compares the text, not the bytes it stands for: base64url has several spellings of the same bytes. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function jsonOf(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function strong(secret: string): string {
  if (secret.length >= FEWEST_SECRET_CHARACTERS) return secret;
  throw new BadInput(
    `the secret of the unsubscribe links has ${secret.length} characters; set one of at least ${FEWEST_SECRET_CHARACTERS} random ones`,
  );
}
