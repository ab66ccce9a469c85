// Is an account ready for the first send? Facts in, findings out; whoever gathers the facts decides nothing.
import type { AccountFacts } from '#adapters/aws/account';
import type { Look } from '#adapters/aws/look';
import type { Instant } from '#core/time';
import { dnsFindings } from './dns-findings.ts';
import { type EmailWanted, emailFindings } from './email-findings.ts';
import { type Finding, ok, problem, type Verdict, warning } from './finding.ts';
import type { Load } from './load.ts';
import { quotaFindings } from './quota-findings.ts';
import { type SmsWanted, smsFindings, withoutSmsFindings } from './sms-findings.ts';
import { type StackWanted, stackFindings } from './stack-findings.ts';

/** What the stage and the plan ask for. */
export type Wanted = {
  readonly email: EmailWanted;
  /** Absent in a stage without SMS. */
  readonly sms?: SmsWanted;
  readonly stack: StackWanted;
  readonly links: LinksWanted;
  readonly load: Load;
  readonly scanSegments: number;
  readonly openJourneysQuota: number;
  /** How many addresses are told of alarms. */
  readonly receivers: number;
};

/** `baseUrl`: where unsubscribe links lead; without it, to the API's own address. */
type LinksWanted = { readonly baseUrl?: string; readonly keepsData: boolean };

export type Readiness = { readonly ready: boolean; readonly findings: readonly Finding[] };

/** Every check, in the order in which people read them. Ready means that nothing is wrong and nothing was hidden from us. */
export function readinessOf(wanted: Wanted, facts: AccountFacts, now: Instant): Readiness {
  const { email, sms, stack, load } = wanted;
  const all: Finding[] = [
    { group: 'account', name: 'credentials', ...accessVerdict(facts) },
    ...emailFindings(email, facts.email, load),
    ...dnsFindings(email, facts.email.identity, facts.dns),
    ...(sms === undefined
      ? withoutSmsFindings(load)
      : facts.sms === undefined
        ? []
        : smsFindings(sms, facts.sms, load)),
    ...quotaFindings(load, { ...wanted, region: facts.region }, facts.quotas),
    ...stackFindings(stack, facts.stack, now),
    { group: 'stack', name: 'links', ...linksVerdict(wanted.links) },
    { group: 'stack', name: 'alarms', ...alarmsVerdict(wanted.receivers) },
  ];
  // Where AWS let us see nothing at all, for one cause, that cause is said once.
  const findings = outageOf(facts) === undefined ? all : all.filter(({ status }) => status !== 'unknown');
  return { ready: findings.every(({ status }) => status === 'ok' || status === 'warning'), findings };
}

function accessVerdict(facts: AccountFacts): Verdict {
  const { accountId, region } = facts;
  const outage = outageOf(facts);
  if (outage?.status === 'rejected') {
    return problem(
      `AWS does not accept these credentials (${outage.fault})`,
      'sign in again (aws sso login), or choose another profile with AWS_PROFILE',
    );
  }
  if (outage?.status === 'clock') {
    return problem(
      `AWS refuses the time of this machine (${outage.fault})`,
      'set its clock, then look again; nothing about the account is known',
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
function outageOf({ email, sms, quotas, stack }: AccountFacts) {
  const looks: readonly Look<unknown>[] = [
    email.account,
    email.identity,
    ...(sms === undefined ? [] : Object.values(sms)),
    ...Object.values(quotas),
    stack,
  ];
  const [first] = looks;
  if (first?.status !== 'rejected' && first?.status !== 'clock' && first?.status !== 'silent') return undefined;
  return looks.every(({ status }) => status === first.status) ? first : undefined;
}

function linksVerdict({ baseUrl, keepsData }: LinksWanted): Verdict {
  if (baseUrl !== undefined) return ok(`unsubscribe links in mails lead to ${baseUrl}`);
  const found = "unsubscribe links in mails lead to the API's own generated address";
  if (!keepsData) return ok(`${found}, which goes with the stack, as its data does`);
  return warning(
    `${found}, which lives only as long as this stack`,
    'map a domain of yours to the API, set linksBaseUrl to it in infra/stages.ts and deploy again',
  );
}

function alarmsVerdict(receivers: number): Verdict {
  if (receivers > 0) {
    return ok(
      `${receivers === 1 ? '1 address is' : `${receivers} addresses are`} told of alarms, once it has confirmed`,
    );
  }
  return warning('nobody is told of alarms', 'put addresses into alarmsTo in infra/stages.ts and deploy again');
}
