// Will AWS take our SMS? The account's tier, the number, pool or sender id they come from, and what may be spent on them.
import { type Finding, judge, type Look, numberText, ok, problem, type Verdict, warning } from '#core/finding';
import type { Load } from '#core/readiness-load';

export type Origination =
  | { readonly status: 'missing' }
  | {
      readonly status: 'found';
      /** ACTIVE, CREATING, PENDING, …; a sender id has no state. */
      readonly state?: string | undefined;
      readonly messageTypes: readonly string[];
      readonly sendsText: boolean;
    };

/** US dollars a month that may be spent on text messages; undefined when AWS names no limit. */
export type SmsFacts = {
  readonly tier: Look<string | undefined>;
  readonly origination: Look<Origination>;
  readonly monthlyDollars: Look<number | undefined>;
};

export type SmsWanted = {
  /** `phone-number/phone-…`, `pool/pool-…` or `sender-id/NAME/COUNTRY`. */
  readonly origination: string;
  /** What one SMS part costs about, in US dollars (shop.yaml). */
  readonly cost: number;
};

const DAYS_PER_MONTH = 30;
/** What our sender says of every message (SendTextMessage, MessageType). */
const OUR_TYPE = 'PROMOTIONAL';

/** Everything about SMS. A stage without a number to send from has nothing to check. */
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
