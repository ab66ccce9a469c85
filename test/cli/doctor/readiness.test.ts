import { describe, expect, test } from 'vitest';
import type { AccountFacts } from '#adapters/aws/account';
import { InstantSchema } from '#core/time';
import { readinessOf } from '../../../cli/doctor/readiness.ts';
import { denied, findingOf, READY, seen, WANTED } from '../../support/ready-account.ts';

const NOW = InstantSchema.parse('2026-07-01T13:00:00.000Z');

/** Facts in which every look at AWS came back like this. */
function allOf(
  unseen:
    | ReturnType<typeof denied>
    | { status: 'rejected' | 'clock'; fault: string }
    | { status: 'silent'; who: 'AWS'; fault: string },
): AccountFacts {
  return {
    ...READY,
    email: { account: unseen, identity: unseen },
    sms: { tier: unseen, origination: unseen, monthlyDollars: unseen },
    quotas: { openJourneys: unseen, startsPerSecond: unseen, concurrency: unseen },
    stack: unseen,
  };
}

test('an account in which all is well is ready, group by group', () => {
  const { ready, findings } = readinessOf(WANTED, READY, NOW);
  expect(ready).toBe(true);
  expect(findings.every(({ status }) => status === 'ok')).toBe(true);
  expect([...new Set(findings.map(({ group }) => group))]).toEqual([
    'account',
    'email',
    'dns',
    'sms',
    'quotas',
    'stack',
  ]);
  expect(findings[0]?.found).toBe('account 123456789012 in us-east-1');
});

test('an account whose number nobody says is named by its region', () => {
  const { findings } = readinessOf(WANTED, { ...READY, accountId: undefined }, NOW);
  expect(findings[0]).toMatchObject({ status: 'ok', found: 'account (AWS did not say which) in us-east-1' });
});

describe('ready', () => {
  test('allows warnings', () => {
    const { ready, findings } = readinessOf({ ...WANTED, receivers: 0 }, READY, NOW);
    expect(findingOf(findings, 'alarms').status).toBe('warning');
    expect(ready).toBe(true);
  });

  test('allows no problem', () => {
    expect(readinessOf(WANTED, { ...READY, stack: seen({ status: 'missing' }) }, NOW).ready).toBe(false);
  });

  test('allows nothing unknown', () => {
    const hidden = { ...READY, email: { ...READY.email, account: denied('ses:GetAccount') } };
    expect(readinessOf(WANTED, hidden, NOW).ready).toBe(false);
  });
});

test('an account without a stack is checked all the same', () => {
  const { findings } = readinessOf(WANTED, { ...READY, stack: seen({ status: 'missing' }) }, NOW);
  expect(findings.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual(['stack']);
  expect(findings.map(({ group }) => group)).toEqual(expect.arrayContaining(['email', 'dns', 'sms', 'quotas']));
});

describe('a stage without SMS', () => {
  const { sms: _wanted, ...wanted } = WANTED;
  const { sms: _facts, ...facts } = READY;
  const ofSms = (smsPerDay: number) =>
    readinessOf({ ...wanted, load: { ...wanted.load, smsPerDay } }, facts, NOW).findings.filter(
      ({ group }) => group === 'sms',
    );

  test('is not asked about it while no sequence sends any', () => {
    expect(ofSms(0)).toEqual([]);
  });

  test('is no place for sequences with SMS touches', () => {
    expect(ofSms(5)).toMatchObject([
      { status: 'problem', found: expect.stringContaining('no number to send them from') },
    ]);
  });
});

describe('unsubscribe links', () => {
  const judged = (links: typeof WANTED.links) =>
    findingOf(readinessOf({ ...WANTED, links }, READY, NOW).findings, 'links');

  test('that would die with the stack are a warning where the data outlives it', () => {
    expect(judged({ keepsData: true })).toEqual({
      group: 'stack',
      name: 'links',
      status: 'warning',
      found:
        "unsubscribe links in mails lead to the API's own generated address, which lives only as long as this stack",
      todo: 'map a domain of yours to the API, set linksBaseUrl to it in infra/stages.ts and deploy again',
    });
  });

  test.each([
    [{ keepsData: true, baseUrl: 'https://links.shop.test' }, 'lead to https://links.shop.test'],
    [{ keepsData: false }, 'which goes with the stack'],
  ])('of %j are fine', (links, words) => {
    expect(judged(links)).toMatchObject({ status: 'ok', found: expect.stringContaining(words) });
  });
});

describe('when AWS shows nothing at all', () => {
  test.each([
    [{ status: 'rejected', fault: 'ExpiredToken' } as const, 'AWS does not accept these credentials (ExpiredToken)'],
    [{ status: 'clock', fault: 'RequestExpired' } as const, 'AWS refuses the time of this machine (RequestExpired)'],
    [{ status: 'silent', who: 'AWS', fault: 'ENOTFOUND' } as const, 'AWS cannot be reached in us-east-1 (ENOTFOUND)'],
  ])('%j is said once, and what needs no AWS is judged', (unseen, found) => {
    const { ready, findings } = readinessOf(WANTED, allOf(unseen), NOW);
    expect(ready).toBe(false);
    expect(findings[0]).toMatchObject({ name: 'credentials', status: 'problem', found });
    expect(findings.map(({ name }) => name)).toEqual(['credentials', 'sender', 'DMARC', 'links', 'alarms']);
  });

  test('for want of permissions, each of them is named', () => {
    const { findings } = readinessOf(WANTED, allOf(denied('all:Of them')), NOW);
    expect(findings[0]).toMatchObject({ name: 'credentials', status: 'ok' });
    expect(findings.filter(({ status }) => status === 'unknown').length).toBeGreaterThan(10);
  });

  test('but one look, every other one is named as unknown', () => {
    const silent = allOf({ status: 'silent', who: 'AWS', fault: 'ENOTFOUND' });
    const { findings } = readinessOf(WANTED, { ...silent, stack: READY.stack }, NOW);
    expect(findingOf(findings, 'stack').status).toBe('ok');
    expect(findingOf(findings, 'production').status).toBe('unknown');
  });
});
