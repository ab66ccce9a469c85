import { describe, expect, test } from 'vitest';
import type { EmailAccount, EmailIdentity } from '#adapters/aws/account-email';
import { type EmailWanted, emailFindings } from '../../../cli/doctor/email-findings.ts';
import { denied, findingOf, READY, seen, WANTED } from '../../support/ready-account.ts';

const HEALTHY: EmailAccount = {
  production: true,
  sending: true,
  enforcement: 'HEALTHY',
  perSecond: 14,
  perDay: 50_000,
};
const VERIFIED: EmailIdentity & { status: 'found' } = {
  status: 'found',
  verified: true,
  dkim: { status: 'SUCCESS', tokens: ['t1'] },
};

function withAccount(name: string, account: Partial<EmailAccount>, load = WANTED.load) {
  const facts = { ...READY.email, account: seen({ ...HEALTHY, ...account }) };
  return findingOf(emailFindings(WANTED.email, facts, load), name);
}

function withIdentity(name: string, identity: EmailIdentity, wanted: Partial<EmailWanted> = {}) {
  const facts = { ...READY.email, identity: seen(identity) };
  return findingOf(emailFindings({ ...WANTED.email, ...wanted }, facts, WANTED.load), name);
}

test('a ready account has nothing but good news', () => {
  expect(emailFindings(WANTED.email, READY.email, WANTED.load)).toEqual([
    { group: 'email', name: 'production', status: 'ok', found: 'the account is out of the SES sandbox' },
    { group: 'email', name: 'sending', status: 'ok', found: 'sending is on (HEALTHY)' },
    { group: 'email', name: 'rate', status: 'ok', found: 'SES takes up to 14 a second; the stage sends 10' },
    {
      group: 'email',
      name: 'daily limit',
      status: 'ok',
      found: 'SES allows 50,000 emails in 24 hours; about 1,500 are expected',
    },
    { group: 'email', name: 'identity', status: 'ok', found: 'shop.test is verified' },
    { group: 'email', name: 'signature', status: 'ok', found: 'SES signs our mail with DKIM' },
    { group: 'email', name: 'MAIL FROM', status: 'ok', found: 'bounces come back to mail.shop.test' },
    { group: 'email', name: 'sender', status: 'ok', found: 'hello@shop.test may send as shop.test' },
  ]);
});

test('a hidden account leaves the identity visible, and the other way round', () => {
  const hidden = { ...READY.email, account: denied('ses:GetAccount') };
  const statuses = emailFindings(WANTED.email, hidden, WANTED.load).map(({ name, status }) => [name, status]);
  expect(statuses).toEqual([
    ['production', 'unknown'],
    ['sending', 'unknown'],
    ['rate', 'unknown'],
    ['daily limit', 'unknown'],
    ['identity', 'ok'],
    ['signature', 'ok'],
    ['MAIL FROM', 'ok'],
    ['sender', 'ok'],
  ]);
  const noIdentity = { ...READY.email, identity: denied('ses:GetEmailIdentity') };
  expect(findingOf(emailFindings(WANTED.email, noIdentity, WANTED.load), 'identity')).toMatchObject({
    status: 'unknown',
    found: expect.stringContaining('ses:GetEmailIdentity'),
  });
});

describe('the account', () => {
  test('in the sandbox reaches verified addresses only', () => {
    expect(withAccount('production', { production: false })).toMatchObject({
      status: 'problem',
      todo: expect.stringContaining('ask for production access'),
    });
  });

  test.each([
    [{ sending: false }, 'problem', 'sending is switched off for this account'],
    [{ enforcement: 'SHUTDOWN' }, 'problem', 'AWS has paused sending for this account (SHUTDOWN)'],
    [{ enforcement: 'PROBATION' }, 'warning', 'sending is on, but AWS is reviewing this account (PROBATION)'],
    [{ enforcement: undefined }, 'ok', 'sending is on'],
  ])('with %j is a %s', (account, status, found) => {
    expect(withAccount('sending', account)).toMatchObject({ status, found });
  });
});

describe('the sending rate', () => {
  test('of the stage must not exceed that of SES', () => {
    expect(withAccount('rate', { perSecond: 9 })).toMatchObject({
      status: 'problem',
      found: 'SES takes up to 9 a second; the stage sends 10',
    });
  });

  test('that the settings promise must be there', () => {
    expect(withAccount('rate', { perSecond: 12 })).toMatchObject({
      status: 'problem',
      found: 'SES takes up to 12 a second; infra/stages.ts says 14',
      todo: 'set email.accountPerSecond to 12 in infra/stages.ts',
    });
  });
});

describe('the daily limit', () => {
  test.each([
    [1_499, 'problem'],
    [1_500, 'warning'],
    [1_874, 'warning'],
    [1_875, 'ok'],
    [-1, 'ok'],
  ])('of %d for 1,500 emails a day: %s', (perDay, status) => {
    expect(withAccount('daily limit', { perDay }).status).toBe(status);
  });
});

describe('the identity', () => {
  test('that SES does not know must be created', () => {
    expect(withIdentity('identity', { status: 'missing' })).toMatchObject({
      status: 'problem',
      todo: 'aws sesv2 create-email-identity --email-identity shop.test, then add the records that SES shows to your DNS',
    });
  });

  test.each([
    ['shop.test', 'add the records that SES shows to your DNS'],
    ['hello@shop.test', 'follow the link in the mail that AWS sends to it'],
  ])('%s that is not verified says how it becomes so', (identity, todo) => {
    expect(withIdentity('identity', { ...VERIFIED, verified: false }, { identity })).toMatchObject({
      status: 'problem',
      todo,
    });
  });

  test('that is not signed for is a problem of a domain', () => {
    const pending = { ...VERIFIED, dkim: { status: 'PENDING', tokens: [] } };
    expect(withIdentity('signature', pending)).toMatchObject({ status: 'problem' });
  });

  test('that is one address is never signed for, so nothing is said of it', () => {
    const findings = emailFindings(
      { ...WANTED.email, identity: 'hello@shop.test' },
      { ...READY.email, identity: seen(VERIFIED) },
      WANTED.load,
    );
    expect(findings.map(({ name }) => name)).not.toContain('signature');
  });

  test.each([
    [true, 'problem'],
    [false, 'warning'],
  ])('whose MAIL FROM failed, and which then refuses to send: %s', (rejects, status) => {
    const mailFrom = { domain: 'mail.shop.test', status: 'FAILED', rejects };
    expect(withIdentity('MAIL FROM', { ...VERIFIED, mailFrom })).toMatchObject({
      status,
      todo: 'add the MX and TXT records that SES shows for mail.shop.test',
    });
  });
});

describe('the sender of the shop', () => {
  test('may be below the domain that SES has verified', () => {
    expect(withIdentity('sender', VERIFIED, { from: 'Shop <hello@news.shop.test>' })).toMatchObject({
      status: 'ok',
      found: 'hello@news.shop.test may send as shop.test',
    });
  });

  test('must not be elsewhere', () => {
    expect(withIdentity('sender', VERIFIED, { from: 'Shop <hello@myshop.test>' })).toMatchObject({
      status: 'problem',
      found: 'workflows/shop.yaml sends as hello@myshop.test, which is not part of shop.test',
    });
  });
});
