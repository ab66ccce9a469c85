// Who may do what? Each function exactly what it does, seen by running it; nobody else more than their one task.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ENROLL_NAMES, RESPOND_NAMES, TOUCH_NAMES } from '../../functions/runtime/answer-names.ts';
import type { DoorName } from '../../functions/runtime/env.ts';
import { asDeployed, type Deployed, shortOf } from '../support/as-deployed.ts';
import { BRANCHES } from '../support/branches.ts';
import { captureLog } from '../support/captured-log.ts';
import { MORNING } from '../support/door-world.ts';
import { answerOf, type DoorsOnCloud, doorsOnCloud } from '../support/doors-on-cloud.ts';
import { doorsOf, permissionsOf, resourceStatements, roleStatements } from '../support/grants.ts';
import { MAY } from '../support/permissions-of-doors.ts';
import { aRecordedCloud, type RecordedCloud } from '../support/recorded-cloud.ts';
import { PROD, templateOf } from '../support/synthesised.ts';

// Object.keys forgets the keys' type.
const DOORS = Object.keys(MAY) as DoorName[];

/** Given along with what is needed, never used, and why that is all right. */
const SPARE: Readonly<Record<string, string>> = {
  'sqs:GetQueueUrl': 'comes with every grant of aws-cdk-lib to send; tells no more than the URL that is known',
  'sqs:GetQueueAttributes': 'comes with every grant of aws-cdk-lib to send; counts messages, and reads none',
  'secretsmanager:DescribeSecret': 'comes with every grant of aws-cdk-lib to read; tells dates and tags, and no value',
};
const isSpare = (permission: string) => (permission.split(' ')[0] ?? '') in SPARE;

let cloud: RecordedCloud;
let stage: Deployed;
let doors: DoorsOnCloud;
const log = captureLog();

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(MORNING) });
  cloud = await aRecordedCloud();
  stage = asDeployed(await templateOf(PROD), cloud.url);
  doors = await doorsOnCloud(cloud);
});
afterAll(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await cloud.close();
});

describe.each(DOORS)('%s', (door) => {
  test('may do this and nothing else', () => {
    expect(permissionsOf(stage, door).filter((one) => !isSpare(one))).toEqual([...MAY[door]].sort());
  });

  test('needs all of it, and nothing else, on every way through it', async () => {
    const env = { ...cloud.env, ...doorsOf(stage).get(door)?.Environment.Variables };
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const needed = new Set<string>();
    cloud.taken();
    for (const { what, answer, event, remainingMs } of BRANCHES[door]) {
      const said = await answerOf(door, await event(doors), log, remainingMs);
      expect(said, what).toBe(answer);
      for (const one of cloud.taken()) needed.add(one);
    }
    expect([...needed].sort()).toEqual([...MAY[door]].sort());
  });
});

test('the ways through the doors are all that there are', () => {
  const played = (door: DoorName) => BRANCHES[door].map(({ answer }) => answer);
  // Nothing calls a customer off but the end of their journey (close), and what is ignored, or paused by complaints, asks
  // nothing of anybody.
  const never = new Set([
    'closed_calledOff',
    'again',
    'paused',
    ...RESPOND_NAMES.filter((name) => name.startsWith('ignored_')),
  ]);
  const others = (names: readonly string[]) => [...new Set(names.filter((name) => !never.has(name)))].sort();
  expect(others(played('touch'))).toEqual(others(TOUCH_NAMES));
  expect(others(played('respond'))).toEqual(others(RESPOND_NAMES));
  expect(others(played('enroll'))).toEqual(others(ENROLL_NAMES));
});

test('what is given along is given, or it would not need an excuse', () => {
  const granted = DOORS.flatMap((door) => permissionsOf(stage, door)).map((one) => one.split(' ')[0]);
  expect([...new Set(granted)]).toEqual(expect.arrayContaining(Object.keys(SPARE)));
});

describe('nobody', () => {
  const permissions = () => roleStatements(stage).map(({ who, action, resource }) => ({ who, action, resource }));

  test('may do something to everything, but for traces and the delivery of logs, which know no resources', () => {
    const isOneBeginning = /^uploads\/(?:imports|rejects|reports)\/\*$/;
    const onAll = permissions().filter(
      ({ resource }) => resource.includes('*') && !isOneBeginning.test(shortOf(resource)),
    );
    expect(onAll.map(({ action }) => action).filter((action) => !/^(?:xray|logs):/.test(action))).toEqual([]);
    const delivery = onAll.filter(({ action }) => action.startsWith('logs:')).map(({ who }) => who);
    expect([...new Set(delivery)]).toEqual(['JourneyStateMachineRole']);
  });

  test('may do what is only named by a pattern', () => {
    expect(permissions().filter(({ action }) => action.includes('*'))).toEqual([]);
  });

  test('has permissions that somebody else wrote, or that stand anywhere but in the policies that are looked at', () => {
    for (const { Type, Properties } of stage.values()) {
      expect(Type).not.toBe('AWS::IAM::ManagedPolicy');
      if (Type !== 'AWS::IAM::Role') continue;
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
      expect(Properties).not.toHaveProperty('Policies');
    }
  });

  test('may delete anything but messages of their own queue, old contacts, and the state machine the way of its log', () => {
    const deleting = permissions().filter(({ action }) => /Delete|Purge|Remove|Stop|Abort/.test(action));
    expect([...new Set(deleting.map(({ action }) => action))].sort()).toEqual([
      'dynamodb:DeleteItem',
      'logs:DeleteLogDelivery',
      'sqs:DeleteMessage',
    ]);
    expect(whoMay(/^dynamodb:DeleteItem$/, /./)).toEqual(['ImportingImportRole']);
    expect(whoMay(/^dynamodb:DeleteItem$/, /^(?!contacts)/)).toEqual([]);
  });

  test('may read what happened to a customer but who must tell a person’s click from a machine’s', () => {
    const journal = permissions().filter(({ resource }) => shortOf(resource).startsWith('journal'));
    const actions = journal.map(({ action }) => action);
    expect([...new Set(actions)].sort()).toEqual(['dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:Query']);
    expect(whoMay(/^dynamodb:Query$/, /^journal/)).toEqual(['RespondRole']);
  });

  test('may step into a role but the one service that it is for', () => {
    const trusted = [...stage.values()].flatMap(({ Type, Properties }) =>
      Type === 'AWS::IAM::Role'
        ? [...JSON.stringify(Properties).matchAll(/"Principal":(\{.*?\})/g)].map(([, who]) => who)
        : [],
    );
    const services = ['lambda', 'scheduler', 'states'].map((name) => `{"Service":"${name}.amazonaws.com"}`);
    expect([...new Set(trusted)].sort()).toEqual(services);
  });
});

/** Who may do this: roles as they are called in the stack. */
function whoMay(action: RegExp, resource: RegExp): string[] {
  const found = roleStatements(stage).filter((one) => action.test(one.action) && resource.test(shortOf(one.resource)));
  return [...new Set(found.map(({ who }) => who))].sort();
}

describe('only', () => {
  test.each([
    ['touches send messages', /^ses:/, /./, ['JourneyTouchRole']],
    ['touches, and who answers a text, send SMS', /^sms-voice:/, /./, ['JourneyTouchRole', 'RespondRole']],
    [
      'touches and the links themselves know the secret of the links',
      /GetSecretValue/,
      /^links/,
      ['JourneyTouchRole', 'PagesPreferencesRole', 'PagesUnsubscribeRole'],
    ],
    ['the door of shops knows their secret', /GetSecretValue/, /^responses/, ['ResponsesReceiveRole']],
    ['enrolling begins journeys', /StartExecution/, /./, ['ScanEnrollRole']],
    ['touches promise incentives', /PutItem/, /^incentives/, ['JourneyTouchRole']],
    ['orders redeem what touches promised', /^dynamodb:/, /^incentives/, ['JourneyTouchRole', 'RespondRole']],
    [
      'who hears of contacts knows the secret that names them',
      /GetSecretValue/,
      /^contacts/,
      ['ImportingImportRole', 'RespondRole', 'WebhooksTrackRole', 'WebhooksWebhookRole'],
    ],
    [
      'the doors of providers and apps know their secrets',
      /GetSecretValue/,
      /^webhooks/,
      ['WebhooksTrackRole', 'WebhooksWebhookRole'],
    ],
    ['scanning and enrolling say who enters today', /^dynamodb:/, /^intake/, ['ScanEnrollRole', 'ScanRole']],
    ['responses ask whether they are known', /GetItem/, /^journal/, ['RespondRole']],
    ['whoever reads uploads touches them', /^s3:/, /./, ['ImportingGatherRole']],
    [
      'reading uploads, and apps, put customers on the import queue',
      /SendMessage/,
      /^import-queue/,
      ['ImportingGatherRole', 'WebhooksTrackRole'],
    ],
    ['journeys put touches on their queue', /SendMessage/, /^touch-queue/, ['JourneyStateMachineRole']],
    ['schedules call functions', /^lambda:/, /./, ['FittingScheduleRole', 'ReportingScheduleRole', 'ScanScheduleRole']],
  ])('%s', (_says, action, resource, roles) => {
    expect(whoMay(action, resource)).toEqual(roles);
  });

  test('their own schedule calls the plan of the day, the report and the fit, and no service may call them besides', () => {
    expect(whoMay(/^lambda:/, /^plan$/)).toEqual(['ScanScheduleRole']);
    expect(whoMay(/^lambda:/, /^report$/)).toEqual(['ReportingScheduleRole']);
    expect(whoMay(/^lambda:/, /^fit$/)).toEqual(['FittingScheduleRole']);
    const callers = [...stage.values()].flatMap(({ Type, Properties }) =>
      Type === 'AWS::Lambda::Permission' ? [`${Properties.Principal} of ${shortOf(String(Properties.SourceArn))}`] : [],
    );
    expect([...new Set(callers)].sort()).toEqual([
      'apigateway.amazonaws.com of ResponsesApi/*/*/p/{token}',
      'apigateway.amazonaws.com of ResponsesApi/*/*/responses',
      'apigateway.amazonaws.com of ResponsesApi/*/*/s/{token}',
      'apigateway.amazonaws.com of ResponsesApi/*/*/u/{token}',
      'apigateway.amazonaws.com of ResponsesApi/*/*/v1/{call}',
      'apigateway.amazonaws.com of ResponsesApi/*/*/webhooks/{provider}',
      'events.amazonaws.com of rule/JourneyJourneyBroke',
    ]);
  });
});

describe('the policies of topics and queues', () => {
  test('let CloudWatch ring the alarm, and SES and SMS tell news, each for this account alone', () => {
    const may = resourceStatements(stage, 'SNS::Topic').filter(({ effect }) => effect === 'Allow');
    expect(may.map(({ who, action, resource }) => `${who} ${action} on ${shortOf(resource)}`).sort()).toEqual([
      'cloudwatch.amazonaws.com sns:Publish on alarms',
      'ses.amazonaws.com sns:Publish on feedback',
      'sms-voice.amazonaws.com sns:Publish on feedback',
      'sms-voice.amazonaws.com sns:Publish on inbound',
    ]);
    for (const { condition } of may) {
      expect(JSON.stringify(condition)).toMatch(/"aws:SourceAccount":"123456789012"/i);
    }
  });

  test('let rules and the topic of bad news put something on the queues that they are wired to, and nobody else', () => {
    const may = resourceStatements(stage, 'SQS::Queue').filter(({ effect }) => effect === 'Allow');
    const puts = may.filter(({ action }) => !isSpare(action));
    expect(puts.map(({ who, action, resource }) => `${who} ${action} on ${shortOf(resource)}`).sort()).toEqual([
      'events.amazonaws.com sqs:SendMessage on ImportingUploadsDeadLettersQueue',
      'events.amazonaws.com sqs:SendMessage on JourneyCloseDeadLettersQueue',
      'events.amazonaws.com sqs:SendMessage on ResponsesDeadLettersQueue',
      'events.amazonaws.com sqs:SendMessage on ResponsesDeadLettersQueue',
      'events.amazonaws.com sqs:SendMessage on ResponsesDeadLettersQueue',
      'events.amazonaws.com sqs:SendMessage on response-queue',
      'events.amazonaws.com sqs:SendMessage on response-queue',
      'events.amazonaws.com sqs:SendMessage on response-queue',
      'events.amazonaws.com sqs:SendMessage on upload-queue',
      'sns.amazonaws.com sqs:SendMessage on ResponsesDeadLettersQueue',
      'sns.amazonaws.com sqs:SendMessage on WebhooksInboundDeadLettersQueue',
      'sns.amazonaws.com sqs:SendMessage on response-queue',
    ]);
    for (const { condition } of may) {
      expect(condition).toEqual({ ArnEquals: { 'aws:SourceArn': expect.stringMatching(/^arn:/) } });
    }
  });

  test.each(['SQS::Queue', 'SNS::Topic'] as const)('turn everybody away who speaks to a %s in the clear', (type) => {
    const inTheClear = { Bool: { 'aws:SecureTransport': 'false' } };
    const guarded = resourceStatements(stage, type)
      .filter(
        ({ who, effect, condition }) =>
          who === '*' && effect === 'Deny' && JSON.stringify(condition) === JSON.stringify(inTheClear),
      )
      .map(({ resource }) => shortOf(resource));
    const all = [...stage].filter(([, { Type }]) => Type === `AWS::${type}`).map(([name]) => name);
    expect([...new Set(guarded)].sort()).toEqual(all.sort());
  });
});
