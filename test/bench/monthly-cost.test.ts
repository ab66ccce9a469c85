import { describe, expect, test } from 'vitest';
import { billOf, monthOf, reportMinutes, STANDING, SUPPOSED } from '../../bench/monthly-bill.ts';
import { monthlyRows } from '../../bench/monthly-cost.ts';
import { type Counts, countHappenings } from '../../bench/monthly-counts.ts';
import { fourTouches } from '../../bench/shipped-plan.ts';
import { templateOf } from '../support/synthesised.ts';

const TOUCHES = { email: 3, sms: 1 };
const SMALL = 100_000;
const LARGE = 10_000_000;

const get = { name: 'GetItem', table: 'customers', units: 1 };
const put = { name: 'PutItem', table: 'customers', units: 1 };
const COUNTS: Counts = {
  journey: {
    phases: [
      { phase: 'enroll', requests: [get, put, put] },
      { phase: 'plain touch', requests: [put] },
      { phase: 'provider event', requests: [get] },
      { phase: 'close', requests: [get, put] },
      { phase: 'journey end', requests: [get] },
    ],
    transitions: 5,
  },
  requests: {
    heldOut: [get, put],
    delivered: [put],
    seen: [put],
    order: [get, put],
    visit: [get],
    comingBack: [get, put, put],
  },
  bytes: {
    customer: 8_192,
    enrollment: 1_000,
    heldOut: 200,
    offers: 300,
    journeyFacts: 2_000,
    heldOutFacts: 400,
    responseFact: 200,
  },
};

const linesOf = (customers: number, counts: Counts = COUNTS) =>
  Object.fromEntries(billOf(monthOf(customers, TOUCHES), counts).map(({ what, dollars }) => [what, dollars]));

describe('a month', () => {
  test('of 100,000 customers has 200 found dormant a day, a tenth of them held out', () => {
    const { found, heldOut, journeys, emails, sms } = monthOf(SMALL, TOUCHES);
    expect([found, heldOut, journeys, emails, sms]).toEqual([6_000, 600, 5_400, 16_200, 5_400]);
  });

  test('of 10 million customers outgrows the one function of the daily report within a year', () => {
    const functionMinutes = 15;
    expect(reportMinutes(monthOf(SMALL, TOUCHES))).toBeLessThan(functionMinutes);
    expect(reportMinutes(monthOf(LARGE, TOUCHES))).toBeGreaterThan(functionMinutes);
  });
});

describe('the bill of a month', () => {
  test('has 2.5 cents for every thousand transitions', () => {
    expect(linesOf(SMALL).journeys).toBeCloseTo((5_400 * 5 * 0.025) / 1_000);
  });

  test('reads every row once a day, at half a read unit for 4 KB', () => {
    const lambda = (30 * (SMALL / 100_000) * 60 * 0.0000133334) / 1;
    expect(linesOf(SMALL)['the daily scan']).toBeCloseTo((30 * SMALL * 0.125) / 1e6 + lambda);
  });

  test('grows with the customers, but for what stands there anyway', () => {
    const [small, large] = [linesOf(SMALL), linesOf(LARGE)];
    const standing = ['asking empty queues', 'alarms', 'dashboard', 'metrics of our own', 'secrets'];
    for (const [what, dollars] of Object.entries(small)) {
      if (what === 'traces') continue;
      expect(large[what], what).toBeCloseTo(standing.includes(what) ? dollars : (dollars * LARGE) / SMALL, 5);
    }
  });

  test('has no more than a twentieth of the traces beyond one a second', () => {
    const { traces: few = 0 } = linesOf(SMALL);
    const { traces: many = 0 } = linesOf(LARGE);
    const oneASecond = (30 * 86_400 * 5) / 1e6;
    expect(few).toBeLessThan(oneASecond);
    expect(many).toBeCloseTo(oneASecond + ((few * LARGE) / SMALL - oneASecond) * 0.05, 5);
  });

  test('does not pay for the end of journeys that go as planned', () => {
    const { journey } = COUNTS;
    const phases = journey.phases.filter(({ phase }) => phase !== 'journey end');
    expect(linesOf(SMALL)).toEqual(linesOf(SMALL, { ...COUNTS, journey: { ...journey, phases } }));
  });
});

test('what stands in the bill whether or not anything happens is what the stack of prod has', async () => {
  const template = await templateOf();
  const count = (type: string) => Object.keys(template.findResources(type)).length;
  const filters = Object.values(template.findResources('AWS::Logs::MetricFilter'));
  const metrics = filters.flatMap(({ Properties }) =>
    Properties.MetricTransformations.map((one: { MetricName: string }) => one.MetricName),
  );
  expect(STANDING).toEqual({
    alarms: count('AWS::CloudWatch::Alarm'),
    metrics: new Set(metrics).size,
    dashboards: count('AWS::CloudWatch::Dashboard'),
    secrets: count('AWS::SecretsManager::Secret'),
    readQueues: count('AWS::Lambda::EventSourceMapping'),
  });
}, 60_000);

describe('the tables', () => {
  const rows = monthlyRows(TOUCHES, COUNTS);
  const small = (what: string) => rows.find((row) => row.what === what)?.values['100,000 customers'] ?? Number.NaN;

  test('add up', () => {
    const lines = Object.values(linesOf(SMALL)).reduce((sum, dollars) => sum + dollars, 0);
    expect(small('running it')).toBeCloseTo(lines);
    expect(small('all in all')).toBeCloseTo(
      lines + small('the emails, à la carte') + small('the SMS, to the United States *'),
    );
    expect(small('all in all, without discounts, for one who came back')).toBeCloseTo(
      small('all in all') / (5_400 * SUPPOSED.cameBack),
    );
  });

  test('mark every line that rests on a price that was not read again', () => {
    const marked = rows.filter(({ what }) => what.endsWith(' *')).map(({ what }) => what);
    expect(marked).toContain('storage *');
    expect(marked).not.toContain('journeys');
  });
});

test('what is counted is what the adapters ask for: holding out is cheaper than enrolling, coming back dearer than an order', async () => {
  const { journey, requests, bytes } = await countHappenings(await fourTouches());
  const enrolling = journey.phases.find(({ phase }) => phase === 'enroll')?.requests.length;
  expect(requests.heldOut.length).toBeLessThanOrEqual(enrolling ?? 0);
  expect(requests.comingBack.length).toBeGreaterThan(requests.order.length);
  expect(requests.seen.map(({ name, table }) => `${name} ${table}`)).toEqual(['BatchWriteItem winback-journal']);
  expect(bytes.heldOut).toBeLessThan(bytes.enrollment);
  expect(Math.min(...Object.values(bytes))).toBeGreaterThan(0);
});
