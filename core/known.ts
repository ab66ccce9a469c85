// What do all rows of files together know of one customer, and what does her row look like with it?
import * as z from 'zod';
import { CHANNELS, type Channel } from '#core/channel';
import { type Customer, CustomerSchema } from '#core/customer';
import { BadInput } from '#core/errors';
import { CONSENT_FIELDS } from '#core/file-consent';
import { PastActivitySchema, type Profile, ProfileSchema, withActivities, withProfile } from '#core/history';
import { CustomerIdSchema } from '#core/ids';
import { type Instant, InstantSchema } from '#core/time';

/** An instant that cannot be read must not cost the no that stands beside it. */
const SINCE = {
  emailConsentAt: InstantSchema.optional().catch(undefined),
  smsConsentAt: InstantSchema.optional().catch(undefined),
};
const SaidSchema = ProfileSchema.extend(SINCE);

/** All that files know of one customer. Her rows are never split: a day that a row knows of is taken as known. */
export const KnownSchema = z.object({
  customerId: CustomerIdSchema,
  activities: z.array(PastActivitySchema.omit({ customerId: true })).readonly(),
  profile: SaidSchema.optional(),
  /** What is taken of rows that cannot be used otherwise: their no. It alone makes nobody a customer, and is kept. */
  refusal: SaidSchema.optional(),
});
export type Known = z.infer<typeof KnownSchema>;

/**
 * The row with all that is known; a no comes after all else. The same row when there is nothing new. A consent whose instant
 * cannot be read counts from `at`.
 */
export function filledRow(row: Customer, { activities, profile, refusal }: Known, at: Instant): Customer {
  const said = [profile, refusal].filter((one) => one !== undefined);
  return said.reduce((filled, one) => withProfile(filled, withReadableSince(one), at), withActivities(row, activities));
}

/** Throws BadInput for a row that no store takes, which names the fields and never what stands in them. */
export function mustBeStorable(row: Customer): void {
  const { error } = CustomerSchema.safeParse(row);
  if (error === undefined) return;
  const fields = new Set(error.issues.map(({ path }) => path.join('.')));
  throw new BadInput(`a customer cannot be stored like this (${[...fields].join(', ')}); mend these fields`, {
    ids: { customerId: row.customerId },
  });
}

function withReadableSince(profile: Profile): Profile {
  const { emailConsentAt, smsConsentAt, ...others } = profile;
  const email = SINCE.emailConsentAt.parse(emailConsentAt);
  const sms = SINCE.smsConsentAt.parse(smsConsentAt);
  return { ...others, emailConsentAt: email, smsConsentAt: sms };
}

/** Does anything in it speak against writing to her? */
export function saysNo({ profile, refusal }: Known): boolean {
  return [profile, refusal].some(
    (one) =>
      one?.emailConsent === false ||
      one?.smsConsent === false ||
      one?.emailSuppression !== undefined ||
      one?.smsSuppression !== undefined,
  );
}

/**
 * What two rows of one customer say together: the later one completes the earlier. A no stays, wherever it stands; of two
 * yeses the one that is newer by its own time, or has one; and a yes for a number ends with that number.
 */
export function mergedProfile(earlier: Profile, later: Profile): Profile {
  const stays = (channel: Channel) => isOfEarlier(channel, earlier, later);
  const consentSource = CHANNELS.every(stays) ? earlier.consentSource : later.consentSource;
  const consents = CHANNELS.flatMap((channel) => {
    const from = stays(channel) ? earlier : later;
    if (stays(channel) && endsWithNumber(channel, earlier, later)) return [];
    const { said, at, wording, source } = CONSENT_FIELDS[channel];
    const whence = from[said] === undefined ? undefined : (from[source] ?? from.consentSource);
    return [
      ...[said, at, wording].map((name) => [name, from[name]] as const),
      [source, whence === consentSource ? undefined : whence] as const,
    ];
  });
  return {
    ...withoutConsents(earlier),
    ...withoutConsents(later),
    ...Object.fromEntries(consents.filter(([, value]) => value !== undefined)),
    consentSource,
    fields: { ...earlier.fields, ...later.fields },
  };
}

function isOfEarlier(channel: Channel, earlier: Profile, later: Profile): boolean {
  const { said, at, wording } = CONSENT_FIELDS[channel];
  if (earlier[said] === false || later[said] === undefined) return true;
  if (later[said] === false || earlier[said] === undefined || endsWithNumber(channel, earlier, later)) return false;
  const [first, second] = [earlier[at], later[at]];
  if (first === undefined && second === undefined) return later[wording] === undefined;
  return second === undefined || (first !== undefined && second <= first);
}

/** A yes to texts was given for the number beside it. */
function endsWithNumber(channel: Channel, earlier: Profile, later: Profile): boolean {
  const hasMoved = earlier.phone !== undefined && later.phone !== undefined && earlier.phone !== later.phone;
  return channel === 'sms' && earlier.smsConsent === true && hasMoved;
}

/** A field that is there and undefined would hide what the other row says. */
function withoutConsents(profile: Profile): Profile {
  const names: readonly string[] = CHANNELS.flatMap((channel) => Object.values(CONSENT_FIELDS[channel]));
  const others = Object.entries(profile).filter(([name, value]) => value !== undefined && !names.includes(name));
  // The cast: fields that may be missing are the only ones that go.
  return Object.fromEntries(others) as Profile;
}
