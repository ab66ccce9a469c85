import { describe, expect, test } from 'vitest';
import type { Origination, SmsFacts } from '#adapters/aws/account-sms';
import { smsFindings } from '../../../cli/doctor/sms-findings.ts';
import { denied, findingOf, seen, WANTED } from '../../support/ready-account.ts';

const SMS = { origination: 'pool/pool-1', cost: 0.01 };
const ACTIVE: Origination & { status: 'found' } = {
  status: 'found',
  state: 'ACTIVE',
  messageTypes: ['PROMOTIONAL'],
  sendsText: true,
};
const READY: SmsFacts = { tier: seen('PRODUCTION'), origination: seen(ACTIVE), monthlyDollars: seen(1_000) };

function judged(name: string, facts: Partial<SmsFacts>) {
  return findingOf(smsFindings(SMS, { ...READY, ...facts }, WANTED.load), name);
}

test('a ready account has nothing but good news', () => {
  expect(smsFindings(SMS, READY, WANTED.load)).toEqual([
    { group: 'sms', name: 'tier', status: 'ok', found: 'the account is out of the SMS sandbox' },
    { group: 'sms', name: 'origination', status: 'ok', found: 'pool/pool-1 is ready' },
    {
      group: 'sms',
      name: 'spend limit',
      status: 'ok',
      found: '$1,000 a month may be spent; expected are about $150 a month for 500 SMS a day of one part each',
    },
  ]);
});

test.each([
  ['tier', { tier: denied('sms-voice:DescribeAccountAttributes') }],
  ['origination', { origination: denied('sms-voice:DescribePools') }],
  ['spend limit', { monthlyDollars: denied('sms-voice:DescribeSpendLimits') }],
])('a hidden %s is unknown, and hides nothing else', (name, facts) => {
  const findings = smsFindings(SMS, { ...READY, ...facts }, WANTED.load);
  expect(findings.filter(({ status }) => status === 'unknown').map((one) => one.name)).toEqual([name]);
});

test.each(['SANDBOX', undefined])('the tier %s reaches verified numbers only', (tier) => {
  expect(judged('tier', { tier: seen(tier) })).toMatchObject({
    status: 'problem',
    found: 'the account is in the SMS sandbox: texts go to verified numbers only',
  });
});

describe('what SMS come from', () => {
  test.each<[Origination, string, string]>([
    [{ status: 'missing' }, 'problem', 'pool/pool-1 does not exist in this account and region'],
    [{ ...ACTIVE, state: 'PENDING' }, 'problem', 'pool/pool-1 is not active (PENDING)'],
    [{ ...ACTIVE, sendsText: false }, 'problem', 'pool/pool-1 cannot send SMS'],
    [
      { ...ACTIVE, messageTypes: ['TRANSACTIONAL'] },
      'warning',
      'pool/pool-1 is registered for TRANSACTIONAL messages; ours are PROMOTIONAL',
    ],
    [{ ...ACTIVE, state: undefined, messageTypes: ['TRANSACTIONAL', 'PROMOTIONAL'] }, 'ok', 'pool/pool-1 is ready'],
  ])('%j is a %s', (facts, status, found) => {
    expect(judged('origination', { origination: seen(facts) })).toMatchObject({ status, found });
  });
});

test.each([
  [149, 'problem'],
  [150, 'ok'],
  [undefined, 'ok'],
])('a limit of $%s for an expected $150: %s', (limit, status) => {
  expect(judged('spend limit', { monthlyDollars: seen(limit) }).status).toBe(status);
});
