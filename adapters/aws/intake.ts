// Who stands in line for a sequence today, and how many are in? In DynamoDB: pieces of the line, the parts that ended, a count.
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { answerOf, parseRow, type RawRow, type StoreOptions, writeAnswerOf } from '#adapters/aws/table';
import { CustomerIdSchema } from '#core/ids';
import {
  byTurn,
  createLine,
  type InLine,
  type Intake,
  type IntakeDay,
  type Line,
  MOST_RANK,
  RAMP_REMEMBERED_DAYS,
} from '#core/intake';
import { DAY_SECONDS, type Day, dayNumberOf, plusDays } from '#core/time';

/** A partition takes 1,000 units of writing a second, and all workers end at about the same moment. */
const PARTITIONS = 16;
/** Writing is paid by the kilobyte, of which a customer takes 20 bytes, or 60 with the longest id; an item may have 400 KB. */
const PER_PIECE = 1_000;
const WRITES_AT_ONCE = 8;
const RANK_DIGITS = String(MOST_RANK).length;
/** Nobody asks for a line later than in the night after its day; the rest is for whoever looks for a fault. */
const KEPT_DAYS = 3;

const PieceSchema = z.object({ customers: z.record(CustomerIdSchema, z.int().min(0).max(MOST_RANK)) });
const PartsSchema = z.object({ parts: z.set(z.int().nonnegative()) });
const CountSchema = z.object({ entered: z.int().nonnegative() });

const partitionKey = ({ sequence, day }: IntakeDay, partition: number) => `line#${sequence}#${day}#${partition}`;
const partsKey = ({ sequence, day }: IntakeDay, segments: number) => ({
  id: `parts#${sequence}#${day}`,
  place: String(segments),
});
const countsOf = ({ sequence }: IntakeDay) => `count#${sequence}`;
const countKey = (at: IntakeDay) => ({ id: countsOf(at), place: at.day });

/** The port `Intake` on DynamoDB. All reads are strongly consistent: who reads the line must see what every worker wrote. */
export function createDynamoIntake({ client, table }: StoreOptions): Intake {
  const idsOf = ({ sequence, day }: IntakeDay) => ({ sequence, day });

  // Without a condition: a piece has its first and its last customer as its key, so the same piece again is the same item,
  // and another piece is another one. Whoever stands in two of them stands at the better place.
  async function put(at: IntakeDay, partition: number, piece: readonly InLine[]): Promise<void> {
    const [first, last] = [piece[0], piece.at(-1)];
    if (first === undefined || last === undefined) return;
    const place = `${String(first.rank).padStart(RANK_DIGITS, '0')}#${first.customerId}#${last.customerId}`;
    const customers = Object.fromEntries(piece.map(({ customerId, rank }) => [customerId, rank]));
    const Item = { id: partitionKey(at, partition), place, customers, expiresAt: expiryOf(at.day, KEPT_DAYS) };
    await answerOf(table, idsOf(at), client.send(new PutCommand({ TableName: table, Item })));
  }

  /** Pieces come in the order of their first customers, so what comes behind a full line need not be read. */
  async function readInto(line: Line, at: IntakeDay, partition: number): Promise<void> {
    let ExclusiveStartKey: RawRow | undefined;
    do {
      const request = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': partitionKey(at, partition) },
        ConsistentRead: true,
        ExclusiveStartKey,
      });
      const page = await answerOf(table, idsOf(at), client.send(request));
      for (const row of page.Items ?? []) {
        const piece = customersIn(parseRow(PieceSchema, row, table, idsOf(at)));
        if (piece.findIndex((one) => !line.offer(one)) === 0) return;
      }
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }

  return {
    async line({ segment, ...at }, customers) {
      const sorted = [...customers].sort(byTurn);
      const pieces = Array.from({ length: Math.ceil(sorted.length / PER_PIECE) }, (_, index) =>
        sorted.slice(index * PER_PIECE, (index + 1) * PER_PIECE),
      );
      for (let from = 0; from < pieces.length; from += WRITES_AT_ONCE) {
        const some = pieces.slice(from, from + WRITES_AT_ONCE);
        await Promise.all(some.map((piece, index) => put(at, (segment + from + index) % PARTITIONS, piece)));
      }
    },
    // Without a condition: a part that is in the set already changes nothing. Of 1,000 parts the set has some 5 KB.
    async finish({ segment, segments, ...at }) {
      const request = new UpdateCommand({
        TableName: table,
        Key: partsKey(at, segments),
        UpdateExpression: 'SET expiresAt = :expiresAt ADD parts :part',
        ExpressionAttributeValues: { ':part': new Set([segment]), ':expiresAt': expiryOf(at.day, KEPT_DAYS) },
        ReturnValues: 'ALL_NEW',
      });
      const { Attributes } = await answerOf(table, idsOf(at), client.send(request));
      return parseRow(PartsSchema, Attributes, table, idsOf(at)).parts.size < segments ? 'waiting' : 'complete';
    },
    async first(at, most) {
      const line = createLine(most);
      await Promise.all(Array.from({ length: PARTITIONS }, (_, partition) => readInto(line, at, partition)));
      return line.first().map(({ customerId }) => customerId);
    },
    // One conditional ADD. An answer that is lost on its way is asked again by the SDK and may take two places.
    async admit(at, most) {
      const request = new UpdateCommand({
        TableName: table,
        Key: countKey(at),
        ConditionExpression: 'attribute_not_exists(entered) OR entered < :most',
        UpdateExpression: 'SET expiresAt = :expiresAt ADD entered :one',
        ExpressionAttributeValues: {
          ':most': most,
          ':one': 1,
          ':expiresAt': expiryOf(at.day, RAMP_REMEMBERED_DAYS + KEPT_DAYS),
        },
      });
      const answer = await writeAnswerOf(table, idsOf(at), client.send(request));
      return answer.status === 'written' ? 'admitted' : 'full';
    },
    async entered(at) {
      const request = new GetCommand({ TableName: table, Key: countKey(at), ConsistentRead: true });
      const { Item } = await answerOf(table, idsOf(at), client.send(request));
      return Item === undefined ? 0 : parseRow(CountSchema, Item, table, idsOf(at)).entered;
    },
    async before(at) {
      const request = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'id = :id AND place BETWEEN :earliest AND :yesterday',
        ExpressionAttributeValues: {
          ':id': countsOf(at),
          ':earliest': plusDays(at.day, -RAMP_REMEMBERED_DAYS),
          ':yesterday': plusDays(at.day, -1),
        },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      });
      const row = (await answerOf(table, idsOf(at), client.send(request))).Items?.[0];
      return row === undefined ? undefined : parseRow(CountSchema, row, table, idsOf(at)).entered;
    },
  };
}

function customersIn({ customers }: z.infer<typeof PieceSchema>): readonly InLine[] {
  const ids = Object.entries(customers);
  // Object.entries forgets the keys' type.
  return ids.map(([customerId, rank]) => ({ customerId, rank }) as InLine).sort(byTurn);
}

/** The second since 1970 so many days after the end of a day: DynamoDB may delete the item from then on. */
function expiryOf(day: Day, days: number): number {
  return (dayNumberOf(day) + 1 + days) * DAY_SECONDS;
}
