// Do the account's quotas leave room for what a stage will do, and do its settings know them?

import type { QuotaFacts } from '#adapters/aws/account-quotas';
import { DAY_SECONDS } from '#core/time';
import { type Finding, judge, numberText, ok, problem, type Verdict, warning } from './finding.ts';
import { type Load, NEARLY_FULL } from './load.ts';

export type QuotasWanted = {
  readonly region: string;
  readonly scanSegments: number;
  /** What infra/stages.ts says of the account's quota. */
  readonly openJourneysQuota: number;
};

/** What Step Functions and Lambda document where Service Quotas does not say (their pages "service quotas"). */
const STARTS_PER_SECOND = { 'us-east-1': 300, 'us-west-2': 300, 'eu-west-1': 300 } as const;
const STARTS_PER_SECOND_ELSEWHERE = 150;
const LAMBDA_CONCURRENCY = 1_000;

/** Journeys that start later than this after the scan miss the hour over which first touches are spread. */
const UNHURRIED_SECONDS = 3_600;
/** The doors that must run beside the scan's workers: enroll, touch, respond, receive, unsubscribe. */
const OTHER_DOORS = 5;
/** Lambda keeps 100 of an account's concurrency unreserved; accounts below that are new and throttle every burst. */
const ROOMY_CONCURRENCY = 100;

/** Whether the account has room for what is expected. */
export function quotaFindings(load: Load, wanted: QuotasWanted, quotas: QuotaFacts): Finding[] {
  const group = 'quotas';
  const { openJourneys: open, startsPerSecond, concurrency: functions } = quotas;
  // Where Service Quotas does not say, there is nothing to compare the setting with.
  const said = open.status === 'seen' ? open.value : undefined;
  return [
    { group, name: 'open journeys', ...judge(open, (quota) => openJourneys(load, wanted, quota)) },
    ...(said === undefined ? [] : [{ group, name: 'quota setting', ...quotaSetting(wanted, said) } as const]),
    { group, name: 'starts', ...judge(startsPerSecond, (quota) => starts(load, wanted, quota)) },
    { group, name: 'concurrency', ...judge(functions, (quota) => concurrency(wanted, quota)) },
  ];
}

function openJourneys(load: Load, { openJourneysQuota }: QuotasWanted, quota: number | undefined): Verdict {
  const limit = quota ?? openJourneysQuota;
  const source = quota === undefined ? '(infra/stages.ts; ask Service Quotas)' : sourceOf(quota);
  const found = `about ${numberText(load.openJourneys)} journeys open at once, of ${numberText(limit)} executions ${source}`;
  const todo =
    'ask AWS for more open executions (Step Functions raises it to millions), or enroll fewer customers a day';
  if (load.openJourneys > limit) return problem(found, todo);
  return load.openJourneys > limit * NEARLY_FULL ? warning(found, todo) : ok(found);
}

function quotaSetting({ openJourneysQuota }: QuotasWanted, quota: number): Verdict {
  if (openJourneysQuota === quota) return ok('infra/stages.ts says the same of open executions');
  return warning(
    `infra/stages.ts says ${numberText(openJourneysQuota)} open executions, Service Quotas ${numberText(quota)}`,
    `set openJourneysQuota to ${quota} in infra/stages.ts and deploy again: the alarm on open journeys goes by it`,
  );
}

function starts(load: Load, { region }: QuotasWanted, quota: number | undefined): Verdict {
  const rates: Readonly<Record<string, number>> = STARTS_PER_SECOND;
  const perSecond = quota ?? rates[region] ?? STARTS_PER_SECOND_ELSEWHERE;
  const seconds = Math.ceil(load.enrollmentsPerDay / perSecond);
  const found = `a day's ${numberText(load.enrollmentsPerDay)} enrollments start in ${lengthText(seconds)} at ${numberText(perSecond)} a second ${sourceOf(quota)}`;
  const todo = 'ask AWS for a higher refill rate of StartExecution (Service Quotas, Step Functions)';
  if (seconds > DAY_SECONDS) return problem(found, todo);
  return seconds > UNHURRIED_SECONDS ? warning(found, todo) : ok(found);
}

function concurrency({ scanSegments }: QuotasWanted, quota: number | undefined): Verdict {
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
