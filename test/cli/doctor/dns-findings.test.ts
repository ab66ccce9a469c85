import { describe, expect, test } from 'vitest';
import type { DnsRecords } from '#adapters/aws/account-dns';
import type { EmailIdentity } from '#adapters/aws/account-email';
import type { Look } from '#adapters/aws/look';
import { dnsFindings, wantedRecords } from '../../../cli/doctor/dns-findings.ts';
import { denied, findingOf, READY, seen, WANTED } from '../../support/ready-account.ts';

const IDENTITY: EmailIdentity & { status: 'found' } = {
  status: 'found',
  verified: true,
  dkim: { status: 'SUCCESS', tokens: ['t1', 't2', 't3'] },
  mailFrom: { domain: 'mail.shop.test', status: 'SUCCESS', rejects: false },
};
const SERVFAIL = { status: 'silent', who: 'DNS', fault: 'ESERVFAIL' } as const;
const FROM_BELOW = { ...WANTED.email, from: 'Shop <hello@news.shop.test>' };

function judged(
  name: string,
  records: Readonly<Record<string, Look<readonly string[]>>>,
  { wanted = WANTED.email, identity = seen<EmailIdentity>(IDENTITY) } = {},
) {
  const all: DnsRecords = new Map([...READY.dns, ...Object.entries(records)]);
  return findingOf(dnsFindings(wanted, identity, all), name);
}

test('a ready domain has nothing but good news', () => {
  expect(dnsFindings(WANTED.email, READY.email.identity, READY.dns)).toEqual([
    { group: 'dns', name: 'SPF', status: 'ok', found: 'mail.shop.test lets SES send' },
    { group: 'dns', name: 'DKIM', status: 'ok', found: 'all 3 records lead to SES' },
    { group: 'dns', name: 'DMARC', status: 'ok', found: '_dmarc.shop.test asks for quarantine' },
  ]);
});

describe('the records that are asked for', () => {
  test('are those of SES, and DMARC on the way up from the sender', () => {
    expect(wantedRecords(FROM_BELOW, seen(IDENTITY))).toEqual([
      { type: 'TXT', name: 'mail.shop.test' },
      { type: 'CNAME', name: 't1._domainkey.shop.test' },
      { type: 'CNAME', name: 't2._domainkey.shop.test' },
      { type: 'CNAME', name: 't3._domainkey.shop.test' },
      { type: 'TXT', name: '_dmarc.news.shop.test' },
      { type: 'TXT', name: '_dmarc.shop.test' },
    ]);
  });

  test('go on with seven labels for DMARC, however long the name', () => {
    const from = 'Shop <hello@a.b.c.d.e.f.g.h.i.shop.test>';
    const names = wantedRecords({ ...WANTED.email, from }, denied('ses:GetEmailIdentity')).map(({ name }) => name);
    expect(names).toHaveLength(7);
    expect(names.slice(0, 2)).toEqual(['_dmarc.a.b.c.d.e.f.g.h.i.shop.test', '_dmarc.e.f.g.h.i.shop.test']);
    expect(names.at(-1)).toBe('_dmarc.shop.test');
  });

  test('are none for one address', () => {
    expect(wantedRecords({ ...WANTED.email, identity: 'hello@shop.test' }, seen(IDENTITY))).toEqual([]);
  });
});

test('one address has no DNS of ours, which is said once', () => {
  expect(dnsFindings({ ...WANTED.email, identity: 'hello@shop.test' }, seen(IDENTITY), new Map())).toEqual([
    expect.objectContaining({ name: 'domain', status: 'warning' }),
  ]);
});

test('without a look at the identity, DMARC is still judged', () => {
  const findings = dnsFindings(WANTED.email, denied('ses:GetEmailIdentity'), READY.dns);
  expect(findings.map(({ name, status }) => [name, status])).toEqual([
    ['SPF', 'unknown'],
    ['DKIM', 'unknown'],
    ['DMARC', 'ok'],
  ]);
});

test('an identity that SES does not know has no records to ask for but DMARC', () => {
  const findings = dnsFindings(WANTED.email, seen({ status: 'missing' }), READY.dns);
  expect(findings.map(({ name }) => name)).toEqual(['DMARC']);
});

describe('SPF', () => {
  test.each([
    [seen([]), 'problem', 'mail.shop.test has no SPF record'],
    [seen(['some=thing', 'v=spf10 include:amazonses.com']), 'problem', 'mail.shop.test has no SPF record'],
    [
      seen(['v=spf1 -all', 'v=spf1 include:amazonses.com']),
      'problem',
      'mail.shop.test has 2 SPF records, so none counts',
    ],
    [seen(['v=spf1 -all']), 'warning', 'the SPF record of mail.shop.test does not name amazonses.com'],
    [
      seen(['v=spf1 include:notamazonses.com']),
      'warning',
      'the SPF record of mail.shop.test does not name amazonses.com',
    ],
    [seen(['other', 'v=spf1 mx include:amazonses.com ~all']), 'ok', 'mail.shop.test lets SES send'],
    [SERVFAIL, 'unknown', 'DNS did not answer (ESERVFAIL)'],
  ] as const)('%j: %s', (look, status, found) => {
    expect(judged('SPF', { 'TXT mail.shop.test': look })).toMatchObject({ status, found });
  });

  test("without a MAIL FROM of ours is SES's own", () => {
    const { mailFrom: _, ...identity } = IDENTITY;
    expect(judged('SPF', {}, { identity: seen(identity) })).toMatchObject({
      status: 'ok',
      found: expect.stringContaining("SES's own domain"),
    });
  });
});

describe('DKIM', () => {
  test('names each record that is missing, and what it should say', () => {
    const records = { 'CNAME t2._domainkey.shop.test': seen([]), 'CNAME t3._domainkey.shop.test': seen(['x.example']) };
    expect(judged('DKIM', records)).toMatchObject({
      status: 'problem',
      found: '2 of 3 records do not lead to SES',
      todo: 'add to your DNS: t2._domainkey.shop.test CNAME t2.dkim.amazonses.com; t3._domainkey.shop.test CNAME t3.dkim.amazonses.com',
    });
  });

  test('is unknown when DNS is silent about one of them', () => {
    expect(judged('DKIM', { 'CNAME t2._domainkey.shop.test': SERVFAIL }).status).toBe('unknown');
  });

  test('follows the zone of the region, whatever the case and the last dot', () => {
    const dkim = { status: 'SUCCESS', tokens: ['t1'], zone: 'dkim.eu.example' };
    const look = { identity: seen<EmailIdentity>({ ...IDENTITY, dkim }) };
    const record = { 'CNAME t1._domainkey.shop.test': seen(['T1.DKIM.eu.example.']) };
    expect(judged('DKIM', record, look).status).toBe('ok');
    expect(judged('DKIM', {}, look).status).toBe('problem');
  });

  test('with a key of our own is left to SES', () => {
    const identity = seen<EmailIdentity>({ ...IDENTITY, dkim: { status: 'SUCCESS', tokens: [] } });
    expect(judged('DKIM', {}, { identity })).toMatchObject({ status: 'ok' });
  });
});

describe('DMARC', () => {
  test.each([
    [
      'v=DMARC1; p=none; rua=mailto:x@shop.test',
      'ok',
      '_dmarc.shop.test asks for none, which is enough for Gmail and Yahoo',
    ],
    ['v=DMARC1;p=reject', 'ok', '_dmarc.shop.test asks for reject'],
    ['v=DMARC1; sp=reject', 'problem', 'the DMARC record at _dmarc.shop.test has no policy'],
    [
      'v=DMARC2; p=none',
      'problem',
      'shop.test has no DMARC record; Gmail and Yahoo want one of those who send in bulk (support.google.com/a/answer/81126)',
    ],
  ])('%s: %s', (record, status, found) => {
    expect(judged('DMARC', { 'TXT _dmarc.shop.test': seen([record]) })).toMatchObject({ status, found });
  });

  test('two records are none', () => {
    const record = seen(['v=DMARC1; p=none', 'v=DMARC1; p=reject']);
    expect(judged('DMARC', { 'TXT _dmarc.shop.test': record }).status).toBe('problem');
  });

  test.each([
    ['v=DMARC1; p=reject; sp=none', 'none'],
    ['v=DMARC1; p=reject', 'reject'],
  ])('of a domain above (%s) rules over a subdomain', (record, policy) => {
    const records = { 'TXT _dmarc.news.shop.test': seen([]), 'TXT _dmarc.shop.test': seen([record]) };
    expect(judged('DMARC', records, { wanted: FROM_BELOW })).toMatchObject({
      status: 'ok',
      found: expect.stringContaining(`_dmarc.shop.test asks for ${policy}`),
    });
  });

  test('is unknown when DNS is silent on the way up', () => {
    const records = { 'TXT _dmarc.news.shop.test': SERVFAIL };
    expect(judged('DMARC', records, { wanted: FROM_BELOW }).status).toBe('unknown');
  });
});
