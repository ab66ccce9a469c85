// What do all rows of files together know of one customer, and what does her row look like with it?
import * as z from 'zod';
import { type Customer, CustomerSchema } from '#core/customer';
import { BadInput } from '#core/errors';
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

/** A consent, when it was given or taken back, and what it was a yes to belong together. */
const ABOUT = {
  emailConsent: ['emailConsentAt', 'emailConsentWording'],
  smsConsent: ['smsConsentAt', 'smsConsentWording'],
} as const;
type Said = keyof typeof ABOUT;
const CONSENTS = ['emailConsent', 'smsConsent'] as const satisfies readonly Said[];

/** What two rows of one customer say together: the later one completes the earlier, but a no stays, wherever it stands. */
export function mergedProfile(earlier: Profile, later: Profile): Profile {
  // A bare yes says nothing that one with its time or its words does not.
  const isBare = (said: Said) =>
    earlier[said] === later[said] && ABOUT[said].every((name) => later[name] === undefined);
  const stays = (said: Said) => earlier[said] === false || later[said] === undefined || isBare(said);
  const consents = CONSENTS.flatMap((said) => {
    const about = ABOUT[said];
    const from = stays(said) ? earlier : later;
    return [said, ...about].map((name) => [name, from[name]] as const);
  });
  return {
    ...withoutConsents(earlier),
    ...withoutConsents(later),
    ...Object.fromEntries(consents.filter(([, value]) => value !== undefined)),
    consentSource: CONSENTS.every(stays) ? earlier.consentSource : later.consentSource,
    fields: { ...earlier.fields, ...later.fields },
  };
}

/** A field that is there and undefined would hide what the other row says. */
function withoutConsents(profile: Profile): Profile {
  const names: readonly string[] = CONSENTS.flatMap((said) => [said, ...ABOUT[said]]);
  const others = Object.entries(profile).filter(([name, value]) => value !== undefined && !names.includes(name));
  // The cast: fields that may be missing are the only ones that go.
  return Object.fromEntries(others) as Profile;
}
