// Will AWS take our SMS? The account's tier, the number, pool or sender id they come from, and what may be spent on them.
import type { Origination, SmsFacts } from '#adapters/aws/account-sms';
import { type Finding, judge, numberText, ok, problem, type Verdict, warning } from './finding.ts';
import type { Load } from './load.ts';

export type SmsWanted = {
  /** `phone-number/phone-…`, `pool/pool-…` or `sender-id/NAME/COUNTRY`. */
  readonly origination: string;
  /** What one SMS part costs about, in US dollars (shop.yaml). */
  readonly cost: number;
};

const DAYS_PER_MONTH = 30;
/** What our sender says of every message (SendTextMessage, MessageType). */
const OUR_TYPE = 'PROMOTIONAL';

/** A stage without a number to send from has nothing to check but whether somebody counts on one. */
export function withoutSmsFindings({ smsPerDay }: Load): Finding[] {
  if (smsPerDay === 0) return [];
  const todo =
    'add sms: { origination } to the stage in infra/stages.ts, or send these touches by email (email.mjml and email.txt)';
  return [
    {
      group: 'sms',
      name: 'origination',
      ...problem('sequences have SMS touches, and this stage has no number to send them from', todo),
    },
  ];
}

/** Everything about SMS. */
export function smsFindings(wanted: SmsWanted, facts: SmsFacts, load: Load): Finding[] {
  const group = 'sms';
  return [
    { group, name: 'tier', ...judge(facts.tier, tier) },
    { group, name: 'origination', ...judge(facts.origination, (found) => origination(wanted, found)) },
    { group, name: 'spend limit', ...judge(facts.monthlyDollars, (limit) => spending(wanted, limit, load)) },
  ];
}

function tier(name: string | undefined): Verdict {
  if (name === 'PRODUCTION') return ok('the account is out of the SMS sandbox');
  return problem(
    `the account is in the SMS sandbox${name === undefined || name === 'SANDBOX' ? '' : ` (${name})`}: texts go to verified numbers only`,
    'ask for production access: AWS End User Messaging console, SMS, Overview',
  );
}

function origination({ origination: id }: SmsWanted, facts: Origination): Verdict {
  if (facts.status === 'missing') {
    return problem(
      `${id} does not exist in this account and region`,
      'request a number, pool or sender id in AWS End User Messaging and put the end of its ARN in infra/stages.ts',
    );
  }
  if (!facts.sendsText) return problem(`${id} cannot send SMS`, 'choose one that can, in infra/stages.ts');
  if (facts.state !== undefined && facts.state !== 'ACTIVE') {
    return problem(`${id} is not active (${facts.state})`, 'wait until it is; a registration can take weeks');
  }
  if (!facts.messageTypes.includes(OUR_TYPE)) {
    return warning(
      `${id} is registered for ${facts.messageTypes.join(' and ')} messages; ours are ${OUR_TYPE}`,
      `ask AWS to register it for ${OUR_TYPE} messages, or choose another`,
    );
  }
  return ok(`${id} is ready`);
}

function spending({ cost }: SmsWanted, limit: number | undefined, { smsPerDay }: Load): Verdict {
  const dollars = Math.ceil(smsPerDay * DAYS_PER_MONTH * cost);
  const expected = `about $${numberText(dollars)} a month for ${numberText(smsPerDay)} SMS a day of one part each`;
  if (limit === undefined) return ok(`AWS names no limit; expected are ${expected}`);
  const found = `$${numberText(limit)} a month may be spent; expected are ${expected}`;
  if (dollars <= limit) return ok(found);
  return problem(
    found,
    'ask AWS for a higher limit (Service Quotas, End User Messaging), then: aws pinpoint-sms-voice-v2 set-text-message-spend-limit-override',
  );
}
