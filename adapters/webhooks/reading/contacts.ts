// Which address or number does a provider name?
import { type Contact, contactOf } from '#core/contact';

/** `Ada Lovelace <ada@customer.example>` */
const NAMED = /^[^<>]{0,300}<([^<>]{3,254})>\s*$/;
/** Longer than any address with the name of whoever has it. */
const LONGEST = 600;

/** A mail address with or without the name of whoever has it. */
export function emailOf(written: unknown): Contact | undefined {
  if (typeof written !== 'string' || written.length > LONGEST) return undefined;
  return contactOf('email', NAMED.exec(written)?.[1] ?? written);
}

/** A number in E.164. */
export function phoneOf(written: unknown): Contact | undefined {
  return typeof written === 'string' && written.length <= LONGEST ? contactOf('phone', written) : undefined;
}

/** A number in E.164 without its plus, as some providers write it, as text or as a number. */
export function barePhoneOf(written: unknown): Contact | undefined {
  const digits = typeof written === 'number' ? String(written) : written;
  if (typeof digits !== 'string' || digits.length > LONGEST) return undefined;
  return contactOf('phone', /^[1-9]/.test(digits) ? `+${digits}` : digits);
}
