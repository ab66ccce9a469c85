// Which environment variables does each door need? One schema per door; the stack that sets them takes its types from here.
import * as z from 'zod';
import { BadInput } from '#core/errors';
import { type TimeZone, TimeZoneSchema } from '#core/time';
import { TopicsSchema } from '#core/topics';

/** DynamoDB would scan in a million parts, but those that ended are noted in one item: 10,000 of them are 50 KB. */
const MOST_SEGMENTS = 10_000;

function text(expected: string): z.ZodString {
  return z.string({ error: expected }).min(1, { error: expected });
}

function matching(pattern: RegExp, expected: string): z.ZodString {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}

function number(expected: string, least: number, most: number) {
  return matching(/^\d+(\.\d+)?$/, expected)
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error: expected });
}

function timeZone(expected: string) {
  return z.string({ error: expected }).transform((name, context): TimeZone => {
    const zone = TimeZoneSchema.safeParse(name);
    if (zone.success) return zone.data;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

function json<T extends z.ZodType>(schema: T, expected: string) {
  return z.string({ error: expected }).transform((written, context): z.output<T> => {
    const parsed = schema.safeParse(jsonOf(written));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

const QUEUE_URL = /^https?:\/\/\S+$/;
const SCAN_QUEUE_URL = matching(QUEUE_URL, 'the URL of the queue of scan tasks');
const IMPORTS_QUEUE_URL = matching(QUEUE_URL, 'the URL of the queue of customers to import');
const CONTACTS_TABLE = text('the name of the table of contacts');
const CONSENTS_TABLE = text('the name of the table of consents');
const RECEIPTS_TABLE = text('the name of the table of receipts');
const INCENTIVES_TABLE = text('the name of the table of incentives');
const RESPONSES_QUEUE_URL = matching(QUEUE_URL, 'the URL of the queue of responses');
const SECRET_ARN = matching(/^arn:[^:]+:secretsmanager:/, 'the ARN of a secret in Secrets Manager');

const REPUTATION_TABLE = text('the name of the table of complaints');
const CONTACTS_SECRET_ARN = SECRET_ARN;
const CURRENCY = matching(/^[A-Z]{3}$/, 'the currency of the shop, like USD');
const SHOP_NAME = text('the name of the shop, as its customers know it');
// A shop without kinds of its own sets none.
const ACTIVITIES = matching(/^[a-z0-9-]+(,[a-z0-9-]+)*$/, "the shop's own kinds of activity, separated by commas")
  .transform((names) => names.split(','))
  .exactOptional();

// A stage without SMS sets neither; its SMS touches are refused.
const Sms = {
  SMS_CONFIGURATION_SET: text('the name of the configuration set of SMS').exactOptional(),
  SMS_ORIGINATION_IDENTITY: text('the number, pool or sender id that SMS come from').exactOptional(),
};
const SMS_VARIABLES = ['SMS_CONFIGURATION_SET', 'SMS_ORIGINATION_IDENTITY'] as const;

function smsWhole(env: { readonly [name in (typeof SMS_VARIABLES)[number]]?: string }, context: z.RefinementCtx): void {
  const unset = SMS_VARIABLES.filter((name) => env[name] === undefined);
  if (unset.length !== 1) return;
  context.addIssue({ code: 'custom', path: unset, message: `a value, or none of ${SMS_VARIABLES.join(' and ')}` });
}

/** What every door that reads or moves an enrollment needs. */
const Enrollment = {
  CUSTOMERS_TABLE: text('the name of the table of customers'),
  ENROLLMENTS_TABLE: text('the name of the table of enrollments'),
  JOURNAL_TABLE: text('the name of the table of the journal'),
  SEQUENCES_TABLE: text('the name of the table of sequences'),
  STATE_MACHINE_ARN: matching(/^arn:[^:]+:states:/, 'the ARN of the state machine of the journeys'),
  TIME_SCALE: number('a number of at least 1 by which durations are divided; 1 in production', 1, Infinity),
};

const MODELS_TABLE = text('the name of the table of models');
/** What finding and taking in dormant customers needs besides. */
const Intake = { MODELS_TABLE, INTAKE_TABLE: text('the name of the table of the intake') };

/**
 * The variables of each door, by the name of its file; `plan` is the other half of scan.ts. Text on the outside, parsed
 * on the inside.
 */
export const VARIABLES = {
  plan: z.object({
    SCAN_QUEUE_URL,
    SEGMENTS: number('in how many parts the customers are scanned, 1 to 10000', 1, MOST_SEGMENTS).refine(
      Number.isInteger,
      { error: 'a whole number of parts' },
    ),
  }),
  scan: z.object({
    CUSTOMERS_TABLE: Enrollment.CUSTOMERS_TABLE,
    SEQUENCES_TABLE: Enrollment.SEQUENCES_TABLE,
    ...Intake,
    REPUTATION_TABLE,
    SCAN_QUEUE_URL,
    ENROLL_QUEUE_URL: matching(QUEUE_URL, 'the URL of the queue of enroll tasks'),
  }),
  enroll: z.object({ ...Enrollment, ...Intake, REPUTATION_TABLE }),
  touch: z
    .object({
      ...Enrollment,
      MODELS_TABLE,
      INCENTIVES_TABLE,
      EMAIL_CONFIGURATION_SET: text('the name of the configuration set of SES'),
      ...Sms,
      REPUTATION_TABLE,
      LINKS_BASE_URL: matching(/^https:\/\/\S+$/, 'the https address under which unsubscribe links are answered'),
      LINKS_SECRET_ARN: SECRET_ARN,
    })
    .superRefine(smsWhole),
  receive: z.object({ RESPONSES_QUEUE_URL, RESPONSES_SECRET_ARN: SECRET_ARN }),
  unsubscribe: z.object({
    RESPONSES_QUEUE_URL,
    LINKS_SECRET_ARN: SECRET_ARN,
    SHOP_NAME,
  }),
  preferences: z.object({
    RESPONSES_QUEUE_URL,
    LINKS_SECRET_ARN: SECRET_ARN,
    SHOP_NAME,
    CUSTOMERS_TABLE: Enrollment.CUSTOMERS_TABLE,
    TIME_ZONE: timeZone('the time zone of the shop, like Europe/Berlin'),
    LOCALE: text('the locale of the shop, like en-US'),
    TOPICS: json(TopicsSchema, 'the topics of the shop as JSON, like {"offers":"Offers and discounts"}'),
  }),
  webhook: z.object({
    RESPONSES_QUEUE_URL,
    RECEIPTS_TABLE,
    CONTACTS_SECRET_ARN,
    WEBHOOKS_SECRET_ARN: SECRET_ARN,
    CURRENCY,
    PUBLIC_URL: matching(/^https:\/\/\S+$/, 'the https address under which providers call'),
    // The topics of this stage itself; those of others stand in the secret.
    SNS_TOPICS: matching(/^arn:\S+$/, 'ARNs of topics, separated by commas').exactOptional(),
  }),
  track: z.object({
    RESPONSES_QUEUE_URL,
    IMPORTS_QUEUE_URL,
    CONTACTS_SECRET_ARN,
    WEBHOOKS_SECRET_ARN: SECRET_ARN,
    CURRENCY,
    ACTIVITIES,
  }),
  respond: z
    .object({
      ...Enrollment,
      ...Sms,
      REPUTATION_TABLE,
      RECEIPTS_TABLE,
      RESPONSES_QUEUE_URL,
      CONTACTS_TABLE,
      CONTACTS_SECRET_ARN,
      CONSENTS_TABLE,
      INCENTIVES_TABLE,
    })
    .superRefine(smsWhole),
  close: z.object(Enrollment),
  report: z.object({ ...Enrollment, FIGURES_TABLE: text('the name of the table of figures') }),
  fit: z.object({
    CUSTOMERS_TABLE: Enrollment.CUSTOMERS_TABLE,
    MODELS_TABLE,
    TIME_ZONE: timeZone('the time zone of the shop, like Europe/Berlin'),
  }),
  gather: z.object({
    IMPORTS_BUCKET: text('the name of the bucket of uploads'),
    IMPORTS_QUEUE_URL,
    TIME_ZONE: timeZone('the time zone of the shop, like Europe/Berlin'),
    CURRENCY,
    ACTIVITIES,
  }),
  import: z.object({
    CUSTOMERS_TABLE: Enrollment.CUSTOMERS_TABLE,
    CONTACTS_TABLE,
    CONTACTS_SECRET_ARN,
    CONSENTS_TABLE,
  }),
} as const;
export type DoorName = keyof typeof VARIABLES;
/** What the stack must set for a door. */
export type Variables<Door extends DoorName> = z.input<(typeof VARIABLES)[Door]>;
/** What the door then works with. */
export type Settings<Door extends DoorName> = z.output<(typeof VARIABLES)[Door]>;

/** The settings of a door. Throws BadInput with the names of all variables that are missing or wrong, never a value. */
export function readEnv<Door extends DoorName>(
  door: Door,
  env: Readonly<Record<string, string | undefined>>,
): Settings<Door> {
  const parsed = VARIABLES[door].safeParse(env);
  // The compiler does not see that the schema under this name gives the settings under this name.
  if (parsed.success) return parsed.data as Settings<Door>;
  const wrong = new Map(parsed.error.issues.map(({ path, message }) => [String(path[0]), message]));
  const list = [...wrong].map(([name, expected]) => {
    return `${name} is ${env[name] === undefined ? 'missing' : 'wrong'} (expected ${expected})`;
  });
  throw new BadInput(`the ${door} function cannot start: ${list.join(', ')}; set it in the function's environment`);
}
