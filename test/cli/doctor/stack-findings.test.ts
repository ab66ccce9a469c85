import { describe, expect, test } from 'vitest';
import type { Schedule, StackFacts } from '#adapters/aws/account-stack';
import type { Look } from '#adapters/aws/look';
import { InstantSchema } from '#core/time';
import { stackFindings } from '../../../cli/doctor/stack-findings.ts';
import { denied, findingOf, READY, seen, WANTED } from '../../support/ready-account.ts';

// 09:00 in New York, an hour before the scan.
const NOW = InstantSchema.parse('2026-07-01T13:00:00.000Z');
const DAILY: Schedule & { status: 'found' } = {
  status: 'found',
  enabled: true,
  expression: 'cron(0 10 * * ? *)',
  timeZone: 'America/New_York',
};
const DEPLOYED: StackFacts & { status: 'found' } = {
  status: 'found',
  state: 'CREATE_COMPLETE',
  outputs: ['CustomersTable', 'ApiUrl'],
  queues: { dead: [], parked: [] },
  schedule: seen<Schedule>(DAILY),
  live: seen(['gentle-90 v3', 'valued-365 v1']),
};

function judged(name: string, facts: Partial<typeof DEPLOYED>, now = NOW) {
  return findingOf(stackFindings(WANTED.stack, seen({ ...DEPLOYED, ...facts }), now), name);
}

test('a stage at work has nothing but good news', () => {
  expect(stackFindings(WANTED.stack, READY.stack, NOW)).toEqual([
    { group: 'stack', name: 'stack', status: 'ok', found: 'Winback-prod is deployed (UPDATE_COMPLETE)' },
    { group: 'stack', name: 'outputs', status: 'ok', found: 'the stack is of this version' },
    {
      group: 'stack',
      name: 'schedule',
      status: 'ok',
      found: 'the scan runs daily at 10:00 America/New_York, next on 2026-07-01',
    },
    { group: 'stack', name: 'sequences', status: 'ok', found: 'live: gentle-90 v3' },
    { group: 'stack', name: 'dead letters', status: 'ok', found: 'empty' },
    { group: 'stack', name: 'parked', status: 'ok', found: 'empty' },
  ]);
});

test('a stage that is not deployed yet is told how to deploy it, and nothing more', () => {
  expect(stackFindings(WANTED.stack, seen({ status: 'missing' }), NOW)).toEqual([
    {
      group: 'stack',
      name: 'stack',
      status: 'problem',
      found: 'Winback-prod is not deployed yet in this account and region',
      todo: 'npx cdk deploy Winback-prod (and once for the account and region, before it: npx cdk bootstrap)',
    },
  ]);
});

test('a stack that we may not see is unknown', () => {
  expect(stackFindings(WANTED.stack, denied('cloudformation:DescribeStacks'), NOW)).toEqual([
    expect.objectContaining({ name: 'stack', status: 'unknown' }),
  ]);
});

test.each([
  ['IMPORT_COMPLETE', 'ok'],
  ['UPDATE_IN_PROGRESS', 'warning'],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'warning'],
  ['REVIEW_IN_PROGRESS', 'problem'],
  ['ROLLBACK_COMPLETE', 'problem'],
  ['UPDATE_ROLLBACK_COMPLETE', 'problem'],
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'problem'],
  ['CREATE_FAILED', 'problem'],
  ['DELETE_IN_PROGRESS', 'problem'],
])('a stack in the state %s: %s', (state, status) => {
  expect(judged('stack', { state })).toMatchObject({ status, found: expect.stringContaining(state) });
});

test('a stack of an older version is told from what it does not put out', () => {
  expect(judged('outputs', { outputs: ['CustomersTable', 'Another'] })).toMatchObject({
    status: 'problem',
    found: 'the stack is older than this command: it has no ApiUrl',
  });
});

test('what an older stack does not name is not judged', () => {
  const { schedule: _schedule, live: _live, ...older } = DEPLOYED;
  const names = stackFindings(WANTED.stack, seen(older), NOW).map(({ name }) => name);
  expect(names).toEqual(['stack', 'outputs', 'dead letters', 'parked']);
});

describe('the schedule', () => {
  test.each<[Look<Schedule>, string, string]>([
    [seen({ status: 'missing' }), 'problem', 'the schedule of the daily scan is gone'],
    [seen({ ...DAILY, enabled: false }), 'problem', 'the schedule of the daily scan is switched off'],
    [
      seen({ ...DAILY, expression: 'rate(1 hours)' }),
      'warning',
      'the scan runs at rate(1 hours) in America/New_York, which is no daily time',
    ],
    [
      seen({ ...DAILY, expression: 'cron(5 9 * * ? *)' }),
      'warning',
      'the scan runs daily at 09:05 America/New_York; workflows/shop.yaml says 10:00 America/New_York',
    ],
    [
      seen({ ...DAILY, timeZone: 'Europe/Berlin' }),
      'warning',
      'the scan runs daily at 10:00 Europe/Berlin; workflows/shop.yaml says 10:00 America/New_York',
    ],
    [
      seen({ ...DAILY, timeZone: 'Nowhere' }),
      'warning',
      'the scan runs at cron(0 10 * * ? *) in Nowhere, which is no daily time',
    ],
    [denied('scheduler:GetSchedule'), 'unknown', 'AWS did not let us look: scheduler:GetSchedule is not allowed'],
  ])('%j: %s', (schedule, status, found) => {
    expect(judged('schedule', { schedule })).toMatchObject({ status, found });
  });

  test.each([
    ['2026-07-01T13:59:59.999Z', '2026-07-01'],
    ['2026-07-01T14:00:00.000Z', '2026-07-02'],
    // Still the 1st in New York.
    ['2026-07-02T01:00:00.000Z', '2026-07-02'],
  ])('seen at %s comes next on %s', (now, day) => {
    expect(judged('schedule', {}, InstantSchema.parse(now)).found).toContain(`next on ${day}`);
  });
});

describe('the sequences', () => {
  test('that are live are named', () => {
    expect(judged('sequences', {})).toMatchObject({ status: 'ok', found: 'live: gentle-90 v3, valued-365 v1' });
  });

  test('must be published', () => {
    expect(judged('sequences', { live: seen([]) })).toMatchObject({
      status: 'problem',
      todo: 'npx winback publish --stage prod',
    });
  });

  test('that we may not read are unknown', () => {
    expect(judged('sequences', { live: denied('dynamodb:GetItem') }).status).toBe('unknown');
  });
});

describe('queues that should be empty', () => {
  const hidden = { name: 'hidden', waiting: denied('sqs:GetQueueAttributes') };

  test('are a problem as soon as one of them is not, even when another is hidden', () => {
    const dead = [hidden, { name: 'touches', waiting: seen(2) }, { name: 'scans', waiting: seen(0) }];
    expect(judged('dead letters', { queues: { dead, parked: [] } })).toMatchObject({
      status: 'problem',
      found: 'messages that failed for good wait for an operator: 2 in touches',
    });
  });

  test('are unknown when one of them is hidden', () => {
    const parked = [{ name: 'one', waiting: seen(0) }, hidden];
    expect(judged('parked', { queues: { dead: [], parked } }).status).toBe('unknown');
  });

  test('hold broken journeys where journeys are parked', () => {
    const parked = [{ name: 'parked', waiting: seen(1) }];
    expect(judged('parked', { queues: { dead: [], parked } })).toMatchObject({
      status: 'problem',
      found: 'messages that belong to broken journeys wait for an operator: 1 in parked',
    });
  });
});
