// How much will this stage do at once, and do the account's quotas leave room for it?
import { type Finding, judge, type Look, numberText, ok, problem, type Verdict, warning } from '#core/finding';
import type { Sequence } from '#core/sequence';

const DAY_MS = 24 * 3_600_000;
/** From this share of a quota on, an ordinary busy day goes over it. */
export const NEARLY_FULL = 0.8;

/** What Step Functions and Lambda document where Service Quotas does not say (their pages "service quotas"). */
const OPEN_JOURNEYS = 1_000_000;
const STARTS_PER_SECOND = { 'us-east-1': 300, 'us-west-2': 300, 'eu-west-1': 300 } as const;
const STARTS_PER_SECOND_ELSEWHERE = 150;
const LAMBDA_CONCURRENCY = 1_000;

/** Journeys that start later than this after the scan miss the hour over which first touches are spread. */
const UNHURRIED_SECONDS = 3_600;
const DAY_SECONDS = 24 * 3_600;
/** The doors that must run beside the scan's workers: enroll, touch, respond, receive, unsubscribe. */
const OTHER_DOORS = 5;
/** Lambda keeps 100 of an account's concurrency unreserved; accounts below that are new and throttle every burst. */
const ROOMY_CONCURRENCY = 100;

/** What a stage does once every day of its longest sequence has its customers. All are upper bounds: nobody comes back. */
export type Load = {
  readonly enrollmentsPerDay: number;
  readonly emailsPerDay: number;
  readonly smsPerDay: number;
  readonly openJourneys: number;
};

/** Undefined where Service Quotas does not list the quota. */
export type QuotaFacts = {
  readonly openJourneys: Look<number | undefined>;
  readonly startsPerSecond: Look<number | undefined>;
  readonly concurrency: Look<number | undefined>;
};

/** The load of the longest and busiest sequence. Open journeys = arrivals × length (Little's law), in the stage's time. */
export function loadOf(
  sequences: readonly Sequence[],
  { enrollmentsPerDay, timeScale }: { readonly enrollmentsPerDay: number; readonly timeScale: number },
): Load {
  const most = (count: (sequence: Sequence) => number) => Math.max(0, ...sequences.map(count));
  const touches = (channel: string) => most((one) => one.touches.filter((touch) => touch.channel === channel).length);
  return {
    enrollmentsPerDay,
    emailsPerDay: enrollmentsPerDay * touches('email'),
    smsPerDay: enrollmentsPerDay * touches('sms'),
    openJourneys: Math.ceil((enrollmentsPerDay * most(daysOf)) / timeScale),
  };
}

/** Whether the account has room for what is expected. */
export function quotaFindings(
  load: Load,
  { region, scanSegments }: { readonly region: string; readonly scanSegments: number },
  quotas: QuotaFacts,
): Finding[] {
  const group = 'quotas';
  return [
    { group, name: 'open journeys', ...judge(quotas.openJourneys, (quota) => openJourneys(load, quota)) },
    { group, name: 'starts', ...judge(quotas.startsPerSecond, (quota) => starts(load, region, quota)) },
    { group, name: 'concurrency', ...judge(quotas.concurrency, (quota) => concurrency(scanSegments, quota)) },
  ];
}

function daysOf(sequence: Sequence): number {
  return [sequence.closeAfter, ...sequence.touches.map(({ after }) => after)]
    .map(({ days, milliseconds }) => days + milliseconds / DAY_MS)
    .reduce((sum, days) => sum + days, 0);
}

function openJourneys(load: Load, quota: number | undefined): Verdict {
  const limit = quota ?? OPEN_JOURNEYS;
  const found = `about ${numberText(load.openJourneys)} journeys open at once, of ${numberText(limit)} executions ${sourceOf(quota)}`;
  const todo =
    'ask AWS for more open executions (Step Functions raises it to millions), or enroll fewer customers a day';
  if (load.openJourneys > limit) return problem(found, todo);
  return load.openJourneys > limit * NEARLY_FULL ? warning(found, todo) : ok(found);
}

function starts(load: Load, region: string, quota: number | undefined): Verdict {
  const rates: Readonly<Record<string, number>> = STARTS_PER_SECOND;
  const perSecond = quota ?? rates[region] ?? STARTS_PER_SECOND_ELSEWHERE;
  const seconds = Math.ceil(load.enrollmentsPerDay / perSecond);
  const found = `a day's ${numberText(load.enrollmentsPerDay)} enrollments start in ${lengthText(seconds)} at ${numberText(perSecond)} a second ${sourceOf(quota)}`;
  const todo = 'ask AWS for a higher refill rate of StartExecution (Service Quotas, Step Functions)';
  if (seconds > DAY_SECONDS) return problem(found, todo);
  return seconds > UNHURRIED_SECONDS ? warning(found, todo) : ok(found);
}

function concurrency(scanSegments: number, quota: number | undefined): Verdict {
  const limit = quota ?? LAMBDA_CONCURRENCY;
  const needed = scanSegments + OTHER_DOORS;
  const found = `${numberText(limit)} functions may run at once ${sourceOf(quota)}; a scan with its doors wants ${numberText(needed)}`;
  const todo = 'ask AWS for more concurrent executions (Service Quotas, Lambda): new accounts start with few';
  if (limit < needed) return problem(found, todo);
  return limit < ROOMY_CONCURRENCY ? warning(found, todo) : ok(found);
}

function sourceOf(quota: number | undefined): string {
  return quota === undefined ? '(default; ask Service Quotas)' : '(Service Quotas)';
}

function lengthText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 2 * UNHURRIED_SECONDS ? `${Math.ceil(seconds / 60)} min` : `${numberText(seconds / 3_600)} h`;
}
