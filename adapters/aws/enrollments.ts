// Where are the enrollments? In DynamoDB, one item each, so that claims, records and stops are put in one order.
import { DeleteCommand, GetCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { rowsOfCustomer } from '#adapters/aws/customer-rows';
import {
  answerOf,
  idsOf,
  parseRow,
  type RawRow,
  readableRows,
  type StoreOptions,
  writeAnswerOf,
} from '#adapters/aws/table';
import { type Enrollment, EnrollmentSchema } from '#core/enrollment';
import { BrokenRecord } from '#core/errors';
import type { EnrollmentKey, Enrollments } from '#core/ports';

/** Neither kind of id can hold this, so both make one cursor. */
const BETWEEN_IDS = '/';

/** The port `Enrollments` on DynamoDB. A row that cannot be read is BrokenRecord; a throttle is TryAgain. */
export function createDynamoEnrollments({ client, table }: StoreOptions): Enrollments {
  const parse = (row: RawRow) => parseRow(EnrollmentSchema, row, table, idsOf(row, 'customerId', 'enrollmentId'));

  async function get({ customerId, enrollmentId }: EnrollmentKey): Promise<Enrollment | undefined> {
    const Key = { customerId, enrollmentId };
    const request = new GetCommand({ TableName: table, Key, ConsistentRead: true });
    const { Item } = await answerOf(table, Key, client.send(request));
    return Item === undefined ? undefined : parse(Item);
  }

  /** The row that refused a write: from the answer where it carries it, otherwise read again. */
  async function refusing(key: EnrollmentKey, item: RawRow | undefined): Promise<Enrollment | undefined> {
    return item === undefined ? get(key) : parse(item);
  }

  return {
    get,
    async open(enrollment) {
      const { customerId, enrollmentId } = enrollment;
      const request = new PutCommand({
        TableName: table,
        Item: enrollment,
        ConditionExpression: 'attribute_not_exists(enrollmentId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const answer = await writeAnswerOf(table, { customerId, enrollmentId }, client.send(request));
      if (answer.status === 'written') return { status: 'opened', enrollment };
      const existing = await refusing(enrollment, answer.item);
      if (existing !== undefined) return { status: 'existed', enrollment: existing };
      throw new BrokenRecord('an enrollment was deleted while it was opened; only `winback forget` deletes one', {
        ids: { customerId, enrollmentId },
      });
    },
    async claimLeg({ customerId, enrollmentId }, { leg, until, token, at, claimant }) {
      const Key = { customerId, enrollmentId };
      const request = new UpdateCommand({
        TableName: table,
        Key,
        // `mayClaim`, in DynamoDB's words. A list has no names, so its place stands in the expression itself.
        ConditionExpression: `#status = :active AND #claimed < :leg AND #legs[${leg}].#until = :until`,
        UpdateExpression:
          'SET #claimed = :leg, #claims.#leg = :at, #claimant = :claimant, #token = :token, #revision = #revision + :one',
        ExpressionAttributeNames: {
          '#status': 'status',
          '#claimed': 'claimed',
          '#claims': 'claims',
          '#claimant': 'claimant',
          '#leg': String(leg),
          '#legs': 'legs',
          '#until': 'until',
          '#token': 'token',
          '#revision': 'revision',
        },
        ExpressionAttributeValues: {
          ':active': 'active',
          ':leg': leg,
          ':until': until,
          ':at': at,
          ':claimant': claimant,
          ':token': { value: token, leg },
          ':one': 1,
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const answer = await writeAnswerOf(table, Key, client.send(request));
      if (answer.status === 'refused') {
        const enrollment = await refusing(Key, answer.item);
        return enrollment === undefined ? { status: 'missing' } : { status: 'notClaimed', enrollment };
      }
      const enrollment = parse(answer.output.Attributes ?? {});
      if (enrollment.status === 'active') return { status: 'claimed', enrollment };
      throw new BrokenRecord('a leg was claimed on an enrollment that is not active', { ids: Key });
    },
    // The condition is `maySettle`: nothing known of the touch, or `unknown`. Only an enrollment with a journey has `touches`.
    async settleTouch({ customerId, enrollmentId }, touch, record, offer) {
      const Key = { customerId, enrollmentId };
      const request = new UpdateCommand({
        TableName: table,
        Key,
        ConditionExpression:
          'attribute_exists(#touches) AND (attribute_not_exists(#touches.#touch) OR #touches.#touch.#status = :unknown)',
        UpdateExpression: `SET #touches.#touch = :record, #revision = #revision + :one${offer === undefined ? '' : ', #offers.#touch = :offer'}`,
        ExpressionAttributeNames: {
          '#touches': 'touches',
          '#touch': touch,
          '#status': 'status',
          '#revision': 'revision',
          ...(offer === undefined ? {} : { '#offers': 'offers' }),
        },
        ExpressionAttributeValues: {
          ':unknown': 'unknown',
          ':record': record,
          ':one': 1,
          ...(offer === undefined ? {} : { ':offer': offer }),
        },
      });
      const answer = await writeAnswerOf(table, Key, client.send(request));
      return answer.status === 'written' ? 'settled' : 'stood';
    },
    async save(enrollment) {
      const { customerId, enrollmentId, revision } = enrollment;
      const request = new PutCommand({
        TableName: table,
        Item: { ...enrollment, revision: revision + 1 },
        ConditionExpression: 'revision = :read',
        ExpressionAttributeValues: { ':read': revision },
      });
      const answer = await writeAnswerOf(table, { customerId, enrollmentId }, client.send(request));
      return answer.status === 'written' ? 'saved' : 'conflict';
    },
    async erase({ customerId, enrollmentId }) {
      const Key = { customerId, enrollmentId };
      await answerOf(table, Key, client.send(new DeleteCommand({ TableName: table, Key })));
    },
    async ofCustomer(customerId) {
      const rows = await rowsOfCustomer({ client, table }, customerId);
      return rows.map(parse);
    },
    async page({ after }) {
      const [customerId, enrollmentId] = after?.split(BETWEEN_IDS) ?? [];
      const ExclusiveStartKey = after === undefined ? undefined : { customerId, enrollmentId };
      const request = new ScanCommand({ TableName: table, ExclusiveStartKey });
      const { Items = [], LastEvaluatedKey: last } = await answerOf(table, {}, client.send(request));
      const read = readableRows(Items, parse);
      return last === undefined ? read : { ...read, next: [last.customerId, last.enrollmentId].join(BETWEEN_IDS) };
    },
  };
}
