// Which environment variables does each door need? One schema per door; the stack that sets them takes its types from here.
import * as z from 'zod';
import { BadInput } from '#core/errors';

/** DynamoDB scans in no more parts (TotalSegments). */
const MOST_SEGMENTS = 1_000_000;
/** 256 bits as hexadecimal or base64 have more characters. */
const FEWEST_SECRET_CHARACTERS = 32;

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

const QUEUE_URL = /^https?:\/\/\S+$/;

/** What every door that reads or moves an enrollment needs. */
const Enrollment = {
  CUSTOMERS_TABLE: text('the name of the table of customers'),
  ENROLLMENTS_TABLE: text('the name of the table of enrollments'),
  JOURNAL_TABLE: text('the name of the table of the journal'),
  SEQUENCES_TABLE: text('the name of the table of sequences'),
  STATE_MACHINE_ARN: matching(/^arn:[^:]+:states:/, 'the ARN of the state machine of the journeys'),
  TIME_SCALE: number('a number of at least 1 by which durations are divided; 1 in production', 1, Infinity),
};

/** The variables of each door, by the name of its file. Text on the outside, parsed on the inside. */
export const VARIABLES = {
  scan: z.object({
    CUSTOMERS_TABLE: Enrollment.CUSTOMERS_TABLE,
    SEQUENCES_TABLE: Enrollment.SEQUENCES_TABLE,
    SCAN_QUEUE_URL: matching(QUEUE_URL, 'the URL of the queue of scan tasks'),
    ENROLL_QUEUE_URL: matching(QUEUE_URL, 'the URL of the queue of enroll tasks'),
    SEGMENTS: number('in how many parts the customers are scanned, 1 to 1000000', 1, MOST_SEGMENTS).refine(
      Number.isInteger,
      { error: 'a whole number of parts' },
    ),
  }),
  enroll: z.object(Enrollment),
  touch: z.object({
    ...Enrollment,
    INCENTIVES_TABLE: text('the name of the table of incentives'),
    EMAIL_CONFIGURATION_SET: text('the name of the configuration set of SES'),
    SMS_CONFIGURATION_SET: text('the name of the configuration set of SMS'),
    SMS_ORIGINATION_IDENTITY: text('the number, pool or sender id that SMS come from'),
    LINKS_BASE_URL: matching(/^https:\/\/\S+$/, 'the https address under which unsubscribe links are answered'),
    LINKS_SECRET: z
      .string({ error: 'the secret of the unsubscribe links' })
      .min(FEWEST_SECRET_CHARACTERS, { error: `a secret of at least ${FEWEST_SECRET_CHARACTERS} random characters` }),
  }),
  respond: z.object(Enrollment),
  close: z.object(Enrollment),
  report: z.object({ ...Enrollment, FIGURES_TABLE: text('the name of the table of figures') }),
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
