// Is an account ready for the first send? Facts in, findings out; whoever gathers the facts decides nothing.
import { type Finding, type Look, ok, problem, type Verdict, warning } from '#core/finding';
import { type DnsRecords, dnsFindings } from '#core/readiness-dns';
import { type EmailFacts, type EmailWanted, emailFindings } from '#core/readiness-email';
import { type Load, type QuotaFacts, quotaFindings } from '#core/readiness-load';
import { type SmsFacts, type SmsWanted, smsFindings } from '#core/readiness-sms';
import { type StackFacts, type StackWanted, stackFindings } from '#core/readiness-stack';
import type { Instant } from '#core/time';

/** What the stage and the plan ask for. */
export type ReadinessWanted = {
  readonly email: EmailWanted;
  /** Absent in a stage without SMS. */
  readonly sms?: SmsWanted;
  readonly stack: StackWanted;
  readonly load: Load;
  readonly scanSegments: number;
  /** How many addresses are told of alarms. */
  readonly receivers: number;
};

/** What there is. */
export type ReadinessFacts = {
  readonly region: string;
  /** Undefined when neither the credentials nor AWS said. */
  readonly accountId: string | undefined;
  readonly email: EmailFacts;
  readonly dns: DnsRecords;
  /** Absent when the stage has no SMS. */
  readonly sms?: SmsFacts;
  readonly quotas: QuotaFacts;
  readonly stack: Look<StackFacts>;
};

export type Readiness = { readonly ready: boolean; readonly findings: readonly Finding[] };

/** Every check, in the order in which people read them. Ready means that nothing is wrong and nothing was hidden from us. */
export function readinessOf(wanted: ReadinessWanted, facts: ReadinessFacts, now: Instant): Readiness {
  const { email, sms, stack, load } = wanted;
  const all: Finding[] = [
    { group: 'account', name: 'credentials', ...accessVerdict(facts) },
    ...emailFindings(email, facts.email, load),
    ...dnsFindings(email, facts.email.identity, facts.dns),
    ...(sms === undefined || facts.sms === undefined ? [] : smsFindings(sms, facts.sms, load)),
    ...quotaFindings(load, { region: facts.region, scanSegments: wanted.scanSegments }, facts.quotas),
    ...stackFindings(stack, facts.stack, now),
    { group: 'stack', name: 'alarms', ...alarmsVerdict(wanted.receivers) },
  ];
  // Where AWS let us see nothing at all, for one cause, that cause is said once.
  const findings = outageOf(facts) === undefined ? all : all.filter(({ status }) => status !== 'unknown');
  return { ready: findings.every(({ status }) => status === 'ok' || status === 'warning'), findings };
}

function accessVerdict(facts: ReadinessFacts): Verdict {
  const { accountId, region } = facts;
  const outage = outageOf(facts);
  if (outage?.status === 'rejected') {
    return problem(
      `AWS does not accept these credentials (${outage.fault})`,
      'sign in again (aws sso login), or choose another profile with AWS_PROFILE',
    );
  }
  if (outage !== undefined) {
    return problem(
      `AWS cannot be reached in ${region} (${outage.fault})`,
      'check the network and AWS_REGION, then look again; nothing about the account is known',
    );
  }
  return ok(`account ${accountId ?? '(AWS did not say which)'} in ${region}`);
}

/** Why AWS told us nothing at all; undefined as soon as one look came home, or when they failed for various causes. */
function outageOf({ email, sms, quotas, stack }: ReadinessFacts) {
  const looks: readonly Look<unknown>[] = [
    email.account,
    email.identity,
    ...(sms === undefined ? [] : Object.values(sms)),
    ...Object.values(quotas),
    stack,
  ];
  const [first] = looks;
  if (first === undefined || (first.status !== 'rejected' && first.status !== 'silent')) return undefined;
  return looks.every(({ status }) => status === first.status) ? first : undefined;
}

function alarmsVerdict(receivers: number): Verdict {
  if (receivers > 0) {
    return ok(
      `${receivers === 1 ? '1 address is' : `${receivers} addresses are`} told of alarms, once it has confirmed`,
    );
  }
  return warning('nobody is told of alarms', 'put addresses into alarmsTo in infra/stages.ts and deploy again');
}
