// Is what we deployed whole and at work? The stack, its schedule, its sequences, and the queues that should be empty.
import type { Schedule, StackFacts, Waiting } from '#adapters/aws/account-stack';
import type { Look, Unseen } from '#adapters/aws/look';
import {
  dayOf,
  type Instant,
  instantAt,
  plusDays,
  type TimeOfDay,
  TimeOfDaySchema,
  type TimeZone,
  TimeZoneSchema,
} from '#core/time';
import { type Finding, judge, ok, problem, unknown, type Verdict, warning } from './finding.ts';

export type StackWanted = {
  readonly stage: string;
  readonly stackName: string;
  readonly outputs: readonly string[];
  readonly timeZone: TimeZone;
  readonly scanAt: TimeOfDay;
};

const REDRIVE = 'read docs/runbook.md: mend the cause, then send them on their way again';

/** How the stack writes "every day at". */
const DAILY = /^cron\((\d{1,2}) (\d{1,2}) \* \* \? \*\)$/;

/** Everything about the deployed stage; that it is not deployed yet is a finding like any other. */
export function stackFindings(wanted: StackWanted, stack: Look<StackFacts>, now: Instant): Finding[] {
  const group = 'stack';
  const whole: Finding = { group, name: 'stack', ...judge(stack, (facts) => stackVerdict(wanted, facts)) };
  if (stack.status !== 'seen' || stack.value.status === 'missing') return [whole];
  const { queues, schedule, live, outputs } = stack.value;
  return [
    whole,
    { group, name: 'outputs', ...outputsVerdict(wanted, outputs) },
    ...(schedule === undefined
      ? []
      : [{ group, name: 'schedule', ...judge(schedule, (facts) => scheduleVerdict(wanted, facts, now)) } as const]),
    ...(live === undefined
      ? []
      : [{ group, name: 'sequences', ...judge(live, (names) => sequencesVerdict(wanted, names)) } as const]),
    { group, name: 'dead letters', ...emptyVerdict(queues.dead, 'failed for good') },
    { group, name: 'parked', ...emptyVerdict(queues.parked, 'belong to broken journeys') },
  ];
}

function stackVerdict({ stackName }: StackWanted, facts: StackFacts): Verdict {
  const deploy = `npx cdk deploy ${stackName}`;
  if (facts.status === 'missing') {
    return problem(
      `${stackName} is not deployed yet in this account and region`,
      `${deploy} (and once for the account and region, before it: npx cdk bootstrap)`,
    );
  }
  const { state } = facts;
  // UPDATE_ROLLBACK_COMPLETE works, but as it was before the last deployment.
  if (/^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(state)) return ok(`${stackName} is deployed (${state})`);
  if (state === 'REVIEW_IN_PROGRESS') return problem(`${stackName} was prepared but never deployed (${state})`, deploy);
  if (!/ROLLBACK|FAILED|DELETE/.test(state)) {
    return warning(`${stackName} is being deployed (${state})`, 'look again when it is done');
  }
  return problem(
    `the last deployment of ${stackName} did not go through (${state})`,
    `its events in CloudFormation say why; then: ${deploy}`,
  );
}

function outputsVerdict({ stackName, outputs: wanted }: StackWanted, there: readonly string[]): Verdict {
  const missing = wanted.filter((name) => !there.includes(name));
  if (missing.length === 0) return ok('the stack is of this version');
  return problem(
    `the stack is older than this command: it has no ${missing.join(', ')}`,
    `npx cdk deploy ${stackName}`,
  );
}

function scheduleVerdict({ stackName, timeZone, scanAt }: StackWanted, facts: Schedule, now: Instant): Verdict {
  if (facts.status === 'missing') {
    return problem('the schedule of the daily scan is gone', `npx cdk deploy ${stackName}`);
  }
  const { enabled, expression } = facts;
  const zone = TimeZoneSchema.safeParse(facts.timeZone);
  const at = dailyTime(expression);
  if (!enabled) {
    return problem(
      'the schedule of the daily scan is switched off',
      'enable it in EventBridge Scheduler, or deploy again',
    );
  }
  if (at === undefined || !zone.success) {
    return warning(
      `the scan runs at ${expression} in ${facts.timeZone}, which is no daily time`,
      `npx cdk deploy ${stackName} puts back what workflows/shop.yaml says`,
    );
  }
  const found = `the scan runs daily at ${at} ${zone.data}`;
  if (at !== scanAt || zone.data !== timeZone) {
    return warning(`${found}; workflows/shop.yaml says ${scanAt} ${timeZone}`, `npx cdk deploy ${stackName}`);
  }
  return ok(`${found}, next on ${nextDay(at, zone.data, now)}`);
}

function dailyTime(expression: string): TimeOfDay | undefined {
  const [, minute, hour] = DAILY.exec(expression) ?? [];
  if (minute === undefined || hour === undefined) return undefined;
  return TimeOfDaySchema.safeParse(`${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`).data;
}

function nextDay(at: TimeOfDay, zone: TimeZone, now: Instant): string {
  const today = dayOf(now, zone);
  return instantAt(today, at, zone) > now ? today : plusDays(today, 1);
}

function sequencesVerdict({ stage }: StackWanted, live: readonly string[]): Verdict {
  if (live.length > 0) return ok(`live: ${live.join(', ')}`);
  return problem('no sequence is published, so the scan finds nobody', `npx winback publish --stage ${stage}`);
}

/** A queue with something in it is a problem whatever the others hold; one that we could not see is only unknown. */
function emptyVerdict(queues: readonly Waiting[], these: string): Verdict {
  const full: string[] = [];
  let hidden: Unseen | undefined;
  for (const { name, waiting } of queues) {
    if (waiting.status !== 'seen') hidden ??= waiting;
    else if (waiting.value > 0) full.push(`${waiting.value} in ${name}`);
  }
  if (full.length > 0) {
    return problem(`messages that ${these} wait for an operator: ${full.join(', ')}`, REDRIVE);
  }
  return hidden === undefined ? ok('empty') : unknown(hidden);
}
