// What do a customer's consents come to when a file speaks of them?
import * as z from 'zod';
import { CHANNELS, type Channel } from '#core/channel';
import { addressIn } from '#core/contact';
import { type Consent, type Customer, MOST_WORDING } from '#core/customer';
import { type Instant, InstantSchema } from '#core/time';

/** As much of a file's profile as speaks of consents; what it does not speak of stays as it is. */
export const ToldConsentsSchema = z.object({
  emailConsent: z.boolean().optional(),
  smsConsent: z.boolean().optional(),
  /** When each was given or taken back, where the file tells; otherwise at the import or before, as nobody knows when. */
  emailConsentAt: InstantSchema.optional(),
  smsConsentAt: InstantSchema.optional(),
  /** What each was a yes to, word for word. */
  emailConsentWording: z.string().min(1).max(MOST_WORDING).optional(),
  smsConsentWording: z.string().min(1).max(MOST_WORDING).optional(),
  consentSource: z.string().min(1).max(120),
  /** Where the one was given that another row told of. */
  emailConsentSource: z.string().min(1).max(120).optional(),
  smsConsentSource: z.string().min(1).max(120).optional(),
  /** Address and number are what somebody typed: whose they are, nobody knows, and no consent goes along to them. */
  claimed: z.literal(true).optional(),
});
type ToldConsents = z.infer<typeof ToldConsentsSchema>;

/** Consents that are left when a row gets another address or number. A no stays, wherever the person may be reached now. */
export function consentThatStays(before: Customer, after: Customer, profile: ToldConsents): Customer['consent'] {
  const next = { ...before.consent };
  for (const channel of CHANNELS) {
    if (next[channel]?.state !== 'granted') continue;
    const [was, is] = [addressIn(before, channel), addressIn(after, channel)];
    // A list may tell a consent first and the number later; where somebody claims one, nobody knows whose it is.
    const goesAlong = was !== is && (profile.claimed === true || (channel === 'sms' && was !== undefined));
    if (goesAlong) delete next[channel];
  }
  return next;
}

/** Where a profile speaks of a channel's consent: what belongs together in whatever it is said. */
export const CONSENT_FIELDS = {
  email: {
    said: 'emailConsent',
    at: 'emailConsentAt',
    wording: 'emailConsentWording',
    source: 'emailConsentSource',
  },
  sms: { said: 'smsConsent', at: 'smsConsentAt', wording: 'smsConsentWording', source: 'smsConsentSource' },
} as const satisfies Readonly<Record<Channel, Readonly<Record<string, keyof ToldConsents>>>>;

/** Consents with what a file says of them. */
export function consentAfter(consent: Customer['consent'], profile: ToldConsents, at: Instant): Customer['consent'] {
  const next = { ...consent };
  for (const channel of CHANNELS) {
    const fields = CONSENT_FIELDS[channel];
    const told = { granted: profile[fields.said], since: profile[fields.at], wording: profile[fields.wording] };
    const said = consentSaid(next[channel], told, profile[fields.source] ?? profile.consentSource, at);
    if (said !== undefined) next[channel] = said;
  }
  return next;
}

type Told = {
  readonly granted: boolean | undefined;
  readonly since: Instant | undefined;
  readonly wording: string | undefined;
};

/** The consent that a file brings; undefined where it is no news. */
function consentSaid(
  known: Consent | undefined,
  { granted, since, wording }: Told,
  source: string,
  at: Instant,
): Consent | undefined {
  if (granted === undefined) return undefined;
  const state = granted ? 'granted' : 'withdrawn';
  // Nothing can have been said after we heard of it.
  const isDated = since !== undefined && since <= at;
  const words = granted && wording !== undefined ? { wording } : {};
  const said: Consent = isDated
    ? { state, at: since, source, ...words }
    : { state, at, source, undated: true, ...words };
  if (known?.state !== state) {
    // A list never overrules a customer's own later word: a withdrawal stays until the customer takes it back.
    return granted && known?.state === 'withdrawn' ? undefined : said;
  }
  if (!granted || known.own === true) return undefined;
  // A yes of which a file tells only now when it was given, or to what, gets its time, its words and its proof.
  const isItsTime = isDated && known.undated === true;
  const isOfSource = source === known.source;
  const isSameYes = isDated ? since === known.at : known.undated === true && isOfSource;
  const isItsWords = wording !== undefined && known.wording === undefined && isSameYes;
  const isNewer = isDated && since > known.at;
  if (isNewer) return said;
  if (!isItsTime && !isItsWords) return undefined;
  if (isDated) return { ...(isOfSource && known.wording !== undefined ? { wording: known.wording } : {}), ...said };
  return { ...known, ...words };
}
