// How does one stage differ from another? These settings, checked before anything is synthesised; the rest is the same.
import * as z from 'zod';
import { BadInput } from '#core/errors';
import { didYouMean } from '#core/nearest';

/** Stage names stand in the names of alarms, dashboards and state machines. */
const StageNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,15}$/, 'a stage is called like "prod": a-z and 0-9, 2 to 16');

// A number below one would make durations longer than the sequence says.
const TimeScaleSchema = z.number().min(1, 'durations are divided by this: 1 in production, 1440 makes a day a minute');

const EmailSchema = z
  .strictObject(
    {
      /** What SES has verified: a domain such as shop.example.com, or one address. */
      identity: z
        .string('expected a domain such as shop.example.com, or one address')
        .regex(
          /^(?:[^\s@<>]+@)?(?:[a-z0-9-]+\.)+[a-z]{2,}$/i,
          'expected a domain such as shop.example.com, or one address',
        ),
      /** Messages a second that touches are paced to. */
      perSecond: z.number('expected a number of messages, like 10').positive(),
      /** What SES lets this account send, as `aws sesv2 get-account` says; the doctor compares it with the account. */
      accountPerSecond: z.number('expected the number that SES allows, like 14').positive(),
    },
    {
      error: ({ code }) =>
        code === 'invalid_type'
          ? 'a sender identity is needed: email: { identity, perSecond, accountPerSecond }'
          : undefined,
    },
  )
  .refine(({ perSecond, accountPerSecond }) => perSecond <= accountPerSecond, {
    path: ['perSecond'],
    error: ({ input }) => {
      const { perSecond, accountPerSecond } = input as { perSecond: number; accountPerSecond: number };
      return `${perSecond} emails a second are more than the ${accountPerSecond} that SES allows this account; lower it, or ask AWS for more and then raise accountPerSecond`;
    },
  });

/** The resource that SMS come from, as the last part of its ARN: its permission is given to nothing else. */
const OriginationSchema = z
  .string()
  .regex(
    /^(?:phone-number\/phone-[0-9a-z]+|pool\/pool-[0-9a-z]+|sender-id\/[A-Za-z0-9_-]+\/[A-Z]{2})$/,
    'expected phone-number/phone-…, pool/pool-… or sender-id/NAME/COUNTRY, as in the ARN of the origination identity',
  );

export const StageSchema = z.strictObject({
  /** `keep`: tables and secrets outlive the stack and cannot be deleted by mistake. `delete`: they go with it. */
  data: z.enum(['keep', 'delete'], "expected 'keep' or 'delete'"),
  timeScale: TimeScaleSchema.default(1),
  email: EmailSchema,
  /** @default no SMS; sequences with SMS touches are refused */
  sms: z.strictObject({ origination: OriginationSchema }).exactOptional(),
  /** Who is told of alarms. Each address gets one mail from AWS that asks for a confirmation. */
  alarmsTo: z.array(z.email('expected an email address'), "expected a list like ['ops@example.com']").default([]),
  /** How many journeys may be open at once in this account and region: Step Functions' quota, unless AWS raised it. */
  openJourneysQuota: z.int().positive().default(1_000_000),
  /** In how many parts the customers are scanned side by side. 100,000 lean rows a part take about a minute. */
  scanSegments: z.int().min(1).max(1_000).default(8),
  logDays: z.union([z.literal(30), z.literal(90), z.literal(365)], 'expected 30, 90 or 365 days').default(90),
  /** @default the address of this stage's own HTTP API */
  linksBaseUrl: z
    .url({ protocol: /^https$/, error: 'expected an https address of yours that leads to the API' })
    .exactOptional(),
  /** What the doctor compares the account's quotas with. */
  expected: z.strictObject(
    { customers: z.int().positive(), enrollmentsPerDay: z.int().positive() },
    'expected { customers, enrollmentsPerDay }: what the doctor compares quotas with',
  ),
});
export type Stage = Readonly<z.output<typeof StageSchema>> & { readonly name: string };

/** A place to rehearse: nothing is kept, and a day takes a minute, so a sequence of three weeks takes twenty. */
const REHEARSAL: z.input<typeof StageSchema> = {
  data: 'delete',
  timeScale: 1_440,
  email: { identity: 'shop.example.com', perSecond: 1, accountPerSecond: 1 },
  sms: { origination: 'pool/pool-00000000000000000000000000000000' },
  scanSegments: 2,
  logDays: 30,
  expected: { customers: 1_000, enrollmentsPerDay: 50 },
};

/** The stages of this installation. Put your own sender, numbers and addresses here. */
export const STAGES: Readonly<Record<string, z.input<typeof StageSchema>>> = {
  /** For trying out code. Delete it if you do not need it. */
  dev: REHEARSAL,
  /** For trying out what is to be published. */
  staging: REHEARSAL,
  prod: {
    data: 'keep',
    email: { identity: 'shop.example.com', perSecond: 10, accountPerSecond: 14 },
    sms: { origination: 'pool/pool-00000000000000000000000000000000' },
    expected: { customers: 100_000, enrollmentsPerDay: 500 },
  },
};

/** The settings of a stage. Throws BadInput that names the stage, each field that is wrong, and what is expected there. */
export function readStage(name: string, stages: Readonly<Record<string, unknown>> = STAGES): Stage {
  if (!Object.hasOwn(stages, name)) {
    const names = Object.keys(stages);
    throw new BadInput(
      `there is no stage "${name}"${didYouMean(name, names)} (infra/stages.ts has ${names.join(', ')})`,
    );
  }
  const named = StageNameSchema.safeParse(name);
  if (!named.success) throw new BadInput(`infra/stages.ts: "${name}": ${named.error.issues[0]?.message}`);
  const parsed = StageSchema.safeParse(stages[name]);
  if (parsed.success) return { name, ...parsed.data };
  const problems = parsed.error.issues.map(
    (issue) => `  ${[name, ...issue.path.map(String)].join('.')}: ${said(issue)}`,
  );
  throw new BadInput(`infra/stages.ts: the stage ${name} cannot be deployed:\n${problems.join('\n')}`);
}

/** What is wrong with one setting, with the nearest name for one that nobody knows. */
function said(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return issue.message;
  const known = Object.keys((issue.path[0] === 'email' ? EmailSchema : StageSchema).shape);
  return issue.keys
    .map((key) => `there is no setting "${key}"${didYouMean(key, known)} (${known.join(', ')})`)
    .join('; ');
}
