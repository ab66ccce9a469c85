import { describe, expect, test } from 'vitest';
import { type Load, loadOf, type QuotaFacts, quotaFindings } from '#core/readiness-load';
import { SequenceSchema } from '#core/sequence';
import { aPublishedFile } from '../support/builders.ts';
import { denied, findingOf, READY, seen, WANTED } from '../support/ready-account.ts';

const PLACE = { region: 'us-east-1', scanSegments: 8 };

function judged(name: string, quotas: Partial<QuotaFacts>, load: Partial<Load> = {}, place = PLACE) {
  return findingOf(quotaFindings({ ...WANTED.load, ...load }, place, { ...READY.quotas, ...quotas }), name);
}

describe('the load of a stage', () => {
  // `gentle`: an email, 4 days, an SMS, 7 days, an email, 14 days until it closes.
  const gentle = SequenceSchema.parse(aPublishedFile().sequence);
  const long = SequenceSchema.parse(
    aPublishedFile({
      sequence: { name: 'long', touches: [{ id: 'one', channel: 'sms', message: 'm' }], 'close after': '100 days' },
    }).sequence,
  );

  test('is what its longest and its busiest sequence make of a day', () => {
    expect(loadOf([gentle, long], { enrollmentsPerDay: 10, timeScale: 1 })).toEqual({
      enrollmentsPerDay: 10,
      emailsPerDay: 20,
      smsPerDay: 10,
      openJourneys: 1_000,
    });
  });

  test('shrinks with the time scale, as journeys do, but not in messages', () => {
    expect(loadOf([gentle], { enrollmentsPerDay: 100, timeScale: 1_440 })).toMatchObject({
      emailsPerDay: 200,
      openJourneys: 2,
    });
  });

  test('of no sequence is nothing', () => {
    expect(loadOf([], { enrollmentsPerDay: 100, timeScale: 1 })).toMatchObject({ emailsPerDay: 0, openJourneys: 0 });
  });
});

test('a roomy account has nothing but good news, and numbers with their source', () => {
  expect(quotaFindings(WANTED.load, PLACE, READY.quotas)).toEqual([
    {
      group: 'quotas',
      name: 'open journeys',
      status: 'ok',
      found: 'about 16,000 journeys open at once, of 1,000,000 executions (Service Quotas)',
    },
    {
      group: 'quotas',
      name: 'starts',
      status: 'ok',
      found: "a day's 500 enrollments start in 2 s at 300 a second (Service Quotas)",
    },
    {
      group: 'quotas',
      name: 'concurrency',
      status: 'ok',
      found: '1,000 functions may run at once (Service Quotas); a scan with its doors wants 13',
    },
  ]);
});

test.each([
  ['open journeys', { openJourneys: denied('servicequotas:ListServiceQuotas') }],
  ['starts', { startsPerSecond: denied('servicequotas:ListServiceQuotas') }],
  ['concurrency', { concurrency: denied('servicequotas:GetServiceQuota') }],
])('hidden %s are unknown, and hide nothing else', (name, facts) => {
  const findings = quotaFindings(WANTED.load, PLACE, { ...READY.quotas, ...facts });
  expect(findings.filter(({ status }) => status === 'unknown').map((one) => one.name)).toEqual([name]);
});

describe('what Service Quotas does not list is taken from the documentation, and says so', () => {
  test.each([
    ['us-west-2', "a day's 500 enrollments start in 2 s at 300 a second (default; ask Service Quotas)"],
    ['eu-central-1', "a day's 500 enrollments start in 4 s at 150 a second (default; ask Service Quotas)"],
  ])('starts in %s', (region, found) => {
    expect(judged('starts', { startsPerSecond: seen(undefined) }, {}, { ...PLACE, region })).toMatchObject({
      status: 'ok',
      found,
    });
  });

  test.each([
    ['open journeys', { openJourneys: seen(undefined) }, '1,000,000 executions (default; ask Service Quotas)'],
    ['concurrency', { concurrency: seen(undefined) }, '1,000 functions may run at once (default; ask Service Quotas)'],
  ])('%s', (name, quotas, words) => {
    expect(judged(name, quotas).found).toContain(words);
  });
});

test.each([
  [20_000, 'ok'],
  [19_999, 'warning'],
  [16_000, 'warning'],
  [15_999, 'problem'],
])('16,000 open journeys of %d: %s', (limit, status) => {
  expect(judged('open journeys', { openJourneys: seen(limit) }).status).toBe(status);
});

test.each([
  [3_600, 'ok', '60 min'],
  [3_601, 'warning', '61 min'],
  [86_400, 'warning', '24 h'],
  [90_000, 'problem', '25 h'],
])('%d enrollments a day at one start a second: %s, %s', (enrollmentsPerDay, status, length) => {
  expect(judged('starts', { startsPerSecond: seen(1) }, { enrollmentsPerDay })).toMatchObject({
    status,
    found: expect.stringContaining(` start in ${length} `),
  });
});

test.each([
  [12, 'problem'],
  [13, 'warning'],
  [99, 'warning'],
  [100, 'ok'],
])('a scan in 8 parts with %d functions at once: %s', (limit, status) => {
  expect(judged('concurrency', { concurrency: seen(limit) }).status).toBe(status);
});
