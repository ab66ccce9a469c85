// Will SES take our email? The account, its limits against what we expect, and whether we may send as the shop.
import type { EmailAccount, EmailFacts, EmailIdentity, MailFrom } from '#adapters/aws/account-email';
import { addressOf, isAddress, speaksFor } from '#core/sender';
import { type Finding, judge, numberText, ok, problem, type Verdict, warning } from './finding.ts';
import { type Load, NEARLY_FULL } from './load.ts';

export type EmailWanted = {
  /** A domain, or one address. */
  readonly identity: string;
  /** As in shop.yaml: `Shop <hello@shop.example.com>`. */
  readonly from: string;
  readonly perSecond: number;
  readonly accountPerSecond: number;
};

/** SendQuota.Max24HourSend of an account without a daily limit (SES API, GetAccount). */
const NO_LIMIT = -1;

/** Everything about email that AWS knows. */
export function emailFindings(wanted: EmailWanted, { account, identity }: EmailFacts, load: Load): Finding[] {
  const group = 'email';
  return [
    { group, name: 'production', ...judge(account, production) },
    { group, name: 'sending', ...judge(account, sending) },
    { group, name: 'rate', ...judge(account, (facts) => rate(wanted, facts)) },
    { group, name: 'daily limit', ...judge(account, (facts) => daily(facts, load)) },
    { group, name: 'identity', ...judge(identity, (facts) => verified(wanted, facts)) },
    ...(identity.status === 'seen' && identity.value.status === 'found'
      ? signatureFindings(wanted, identity.value)
      : []),
    { group, name: 'sender', ...sender(wanted) },
  ];
}

function production(account: EmailAccount): Verdict {
  if (account.production) return ok('the account is out of the SES sandbox');
  return problem(
    'the account is in the SES sandbox: mail goes to verified addresses only',
    'ask for production access in this region: SES console, Account dashboard (AWS answers in about a day)',
  );
}

// GetAccount, EnforcementStatus: HEALTHY, PROBATION (under review, may send) or SHUTDOWN (paused).
function sending({ sending: enabled, enforcement }: EmailAccount): Verdict {
  if (enforcement === 'SHUTDOWN') {
    return problem(
      'AWS has paused sending for this account (SHUTDOWN)',
      'open the case in the SES console and answer it',
    );
  }
  if (!enabled) {
    return problem(
      'sending is switched off for this account',
      'find out why, then: aws sesv2 put-account-sending-attributes --sending-enabled',
    );
  }
  if (enforcement === 'PROBATION') {
    return warning('sending is on, but AWS is reviewing this account (PROBATION)', 'open the case in the SES console');
  }
  return ok(`sending is on${enforcement === undefined ? '' : ` (${enforcement})`}`);
}

function rate({ perSecond, accountPerSecond }: EmailWanted, account: EmailAccount): Verdict {
  const allowed = `SES takes up to ${numberText(account.perSecond)} a second`;
  if (perSecond > account.perSecond) {
    return problem(
      `${allowed}; the stage sends ${numberText(perSecond)}`,
      'lower email.perSecond in infra/stages.ts, or ask AWS for more (Service Quotas, SES)',
    );
  }
  if (accountPerSecond > account.perSecond) {
    return problem(
      `${allowed}; infra/stages.ts says ${numberText(accountPerSecond)}`,
      `set email.accountPerSecond to ${account.perSecond} in infra/stages.ts`,
    );
  }
  return ok(`${allowed}; the stage sends ${numberText(perSecond)}`);
}

function daily({ perDay }: EmailAccount, { emailsPerDay }: Load): Verdict {
  if (perDay === NO_LIMIT) return ok(`SES sets no limit; about ${numberText(emailsPerDay)} emails a day are expected`);
  const found = `SES allows ${numberText(perDay)} emails in 24 hours; about ${numberText(emailsPerDay)} are expected`;
  const todo = 'ask AWS for a higher daily sending quota (Service Quotas, SES), or enroll fewer customers a day';
  if (emailsPerDay > perDay) return problem(found, todo);
  return emailsPerDay > perDay * NEARLY_FULL ? warning(found, todo) : ok(found);
}

function verified({ identity }: EmailWanted, facts: EmailIdentity): Verdict {
  if (facts.status === 'missing') {
    return problem(
      `SES does not know ${identity} in this region`,
      `aws sesv2 create-email-identity --email-identity ${identity}, then ${completion(identity)}`,
    );
  }
  if (facts.verified) return ok(`${identity} is verified`);
  return problem(`${identity} is not verified yet`, completion(identity));
}

function completion(identity: string): string {
  return isAddress(identity)
    ? 'follow the link in the mail that AWS sends to it'
    : 'add the records that SES shows to your DNS';
}

function signatureFindings({ identity }: EmailWanted, facts: EmailIdentity & { status: 'found' }): Finding[] {
  const group = 'email';
  const mailFrom: Finding[] =
    facts.mailFrom === undefined ? [] : [{ group, name: 'MAIL FROM', ...mailFromVerdict(facts.mailFrom) }];
  return isAddress(identity) ? mailFrom : [{ group, name: 'signature', ...signature(facts.dkim.status) }, ...mailFrom];
}

function signature(status: string): Verdict {
  if (status === 'SUCCESS') return ok('SES signs our mail with DKIM');
  return problem(
    `SES does not sign our mail with DKIM yet (${status})`,
    'add the CNAME records under "dns" below; SES looks for them for 72 hours, then start it again in its console',
  );
}

function mailFromVerdict({ domain, status, rejects }: MailFrom): Verdict {
  if (status === 'SUCCESS') return ok(`bounces come back to ${domain}`);
  const todo = `add the MX and TXT records that SES shows for ${domain}`;
  // SES falls back on its own domain where the identity lets it (BehaviorOnMxFailure).
  return rejects
    ? problem(`${domain} is not set up (${status}), so SES refuses to send`, todo)
    : warning(`${domain} is not set up (${status}); SES uses its own domain meanwhile`, todo);
}

function sender({ identity, from }: EmailWanted): Verdict {
  const address = addressOf(from);
  if (speaksFor(identity, address)) return ok(`${address} may send as ${identity}`);
  return problem(
    `workflows/shop.yaml sends as ${address}, which is not part of ${identity}`,
    'change email: from in workflows/shop.yaml, or the identity in infra/stages.ts',
  );
}
