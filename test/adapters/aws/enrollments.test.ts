import { ConditionalCheckFailedException, ThrottlingException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createDynamoEnrollments } from '#adapters/aws/enrollments';
import { type Active, stopped, type TouchRecord } from '#core/enrollment';
import { TryAgain } from '#core/errors';
import { TouchIdSchema } from '#core/ids';
import { InstantSchema } from '#core/time';
import { anEnrollment } from '../../support/builders.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const client = dynamo as unknown as DynamoDBDocumentClient;
const store = createDynamoEnrollments({ client, table: 'winback-enrollments' });

const AT = InstantSchema.parse('2026-07-01T15:00:00.000Z');
const ENROLLMENT: Active = anEnrollment();
const KEY = { customerId: ENROLLMENT.customerId, enrollmentId: ENROLLMENT.enrollmentId };
const STOPPED = stopped(ENROLLMENT, { at: AT, because: 'cameBack' });
const UNTIL = InstantSchema.parse('2026-07-26T14:00:00.000Z');
const CLAIM = { leg: 2, until: UNTIL, token: 'token-2', at: AT, claimant: 'ab12' };

beforeEach(() => {
  dynamo.reset();
});

test('a claim is one write: only while active, only forwards, only by our plan, and the answer is the row after it', async () => {
  dynamo.on(UpdateCommand).resolves({ Attributes: { ...ENROLLMENT, claimed: 2 } });
  expect(await store.claimLeg(KEY, CLAIM)).toMatchObject({ status: 'claimed', enrollment: { claimed: 2 } });
  expect(dynamo.calls()).toHaveLength(1);
  expect(dynamo.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
    TableName: 'winback-enrollments',
    Key: KEY,
    ConditionExpression: '#status = :active AND #claimed < :leg AND #legs[2].#until = :until',
    UpdateExpression:
      'SET #claimed = :leg, #claims.#leg = :at, #claimant = :claimant, #token = :token, #revision = #revision + :one',
    ExpressionAttributeNames: {
      '#status': 'status',
      '#claimed': 'claimed',
      '#claims': 'claims',
      '#claimant': 'claimant',
      '#leg': '2',
      '#legs': 'legs',
      '#until': 'until',
      '#token': 'token',
      '#revision': 'revision',
    },
    ExpressionAttributeValues: {
      ':active': 'active',
      ':leg': 2,
      ':until': UNTIL,
      ':at': AT,
      ':claimant': 'ab12',
      ':token': { value: 'token-2', leg: 2 },
      ':one': 1,
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
});

test('a refused claim needs no second read when the refusal carries the row', async () => {
  const Item = marshall(STOPPED, { removeUndefinedValues: true });
  dynamo.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ $metadata: {}, message: '', Item }));
  expect(await store.claimLeg(KEY, CLAIM)).toEqual({ status: 'notClaimed', enrollment: STOPPED });
  expect(dynamo.commandCalls(GetCommand)).toHaveLength(0);
});

test('a refused claim without the row is followed by one strongly consistent read', async () => {
  dynamo.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ $metadata: {}, message: '' }));
  dynamo.on(GetCommand).resolves({ Item: STOPPED });
  expect(await store.claimLeg(KEY, CLAIM)).toEqual({ status: 'notClaimed', enrollment: STOPPED });
  expect(dynamo.commandCalls(GetCommand).map(({ args }) => args[0].input)).toEqual([
    { TableName: 'winback-enrollments', Key: KEY, ConsistentRead: true },
  ]);
});

test('a throttled claim is TryAgain with both ids, and never an answer', async () => {
  dynamo.on(UpdateCommand).rejects(new ThrottlingException({ $metadata: {}, message: '' }));
  const fault = await store.claimLeg(KEY, CLAIM).catch((thrown: unknown) => thrown);
  expect(fault).toBeInstanceOf(TryAgain);
  expect(fault).toMatchObject({ ids: KEY });
});

test('a record is one write: only where nothing but unknown is known of the touch', async () => {
  dynamo.on(UpdateCommand).resolves({});
  const record: TouchRecord = { status: 'sent', at: AT, channel: 'sms', providerId: 'p-1', parts: 2 };
  expect(await store.settleTouch(KEY, TouchIdSchema.parse('nudge'), record)).toBe('settled');
  expect(dynamo.calls()).toHaveLength(1);
  expect(dynamo.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
    TableName: 'winback-enrollments',
    Key: KEY,
    ConditionExpression:
      'attribute_exists(#touches) AND (attribute_not_exists(#touches.#touch) OR #touches.#touch.#status = :unknown)',
    UpdateExpression: 'SET #touches.#touch = :record, #revision = #revision + :one',
    ExpressionAttributeNames: {
      '#touches': 'touches',
      '#touch': 'nudge',
      '#status': 'status',
      '#revision': 'revision',
    },
    ExpressionAttributeValues: { ':unknown': 'unknown', ':record': record, ':one': 1 },
  });
});
