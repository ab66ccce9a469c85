// An account in which everything is as a stage wants it: say what is wrong in it, and see who notices.
import type { AccountFacts } from '#adapters/aws/account';
import type { Schedule, StackFacts } from '#adapters/aws/account-stack';
import type { Look } from '#adapters/aws/look';
import { TimeOfDaySchema, TimeZoneSchema } from '#core/time';
import type { Finding } from '../../cli/doctor/finding.ts';
import type { Wanted } from '../../cli/doctor/readiness.ts';

export function seen<T>(value: T): Look<T> {
  return { status: 'seen', value };
}

/** What AWS says to somebody who lacks a permission. */
export function denied(permission: string) {
  return { status: 'denied', permission } as const;
}

export const WANTED: Wanted = {
  email: { identity: 'shop.test', from: 'Shop <hello@shop.test>', perSecond: 10, accountPerSecond: 14 },
  sms: { origination: 'pool/pool-1', cost: 0.01 },
  stack: {
    stage: 'prod',
    stackName: 'Winback-prod',
    outputs: ['CustomersTable', 'ApiUrl'],
    timeZone: TimeZoneSchema.parse('America/New_York'),
    scanAt: TimeOfDaySchema.parse('10:00'),
  },
  links: { keepsData: true, baseUrl: 'https://links.shop.test' },
  load: { enrollmentsPerDay: 500, emailsPerDay: 1_500, smsPerDay: 500, openJourneys: 16_000 },
  scanSegments: 8,
  openJourneysQuota: 1_000_000,
  receivers: 1,
};

export const DEPLOYED: StackFacts & { status: 'found' } = {
  status: 'found',
  state: 'UPDATE_COMPLETE',
  outputs: ['CustomersTable', 'ApiUrl'],
  queues: { dead: [{ name: 'dead-touches', waiting: seen(0) }], parked: [{ name: 'parked', waiting: seen(0) }] },
  schedule: seen<Schedule>({
    status: 'found',
    enabled: true,
    expression: 'cron(0 10 * * ? *)',
    timeZone: 'America/New_York',
  }),
  live: seen(['gentle-90 v3']),
};

export const READY: AccountFacts & { readonly sms: object } = {
  region: 'us-east-1',
  accountId: '123456789012',
  email: {
    account: seen({ production: true, sending: true, enforcement: 'HEALTHY', perSecond: 14, perDay: 50_000 }),
    identity: seen({
      status: 'found',
      verified: true,
      dkim: { status: 'SUCCESS', tokens: ['t1', 't2', 't3'] },
      mailFrom: { domain: 'mail.shop.test', status: 'SUCCESS', rejects: false },
    }),
  },
  dns: new Map([
    ['TXT mail.shop.test', seen(['v=spf1 include:amazonses.com ~all'])],
    ...['t1', 't2', 't3'].map(
      (token) => [`CNAME ${token}._domainkey.shop.test`, seen([`${token}.dkim.amazonses.com`])] as const,
    ),
    ['TXT _dmarc.shop.test', seen(['v=DMARC1; p=quarantine'])],
  ]),
  sms: {
    tier: seen('PRODUCTION'),
    origination: seen({ status: 'found', state: 'ACTIVE', messageTypes: ['PROMOTIONAL'], sendsText: true }),
    monthlyDollars: seen(1_000),
  },
  quotas: { openJourneys: seen(1_000_000), startsPerSecond: seen(300), concurrency: seen(1_000) },
  stack: seen(DEPLOYED),
};

/** The finding of this name; a finding that is missing fails the test by its name. */
export function findingOf(findings: readonly Finding[], name: string): Finding {
  const found = findings.find((one) => one.name === name);
  if (found === undefined) throw new TypeError(`no finding is called ${name}`);
  return found;
}
