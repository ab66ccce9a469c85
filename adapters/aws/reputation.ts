// How many mails left, how many were complained about, and when was that too many? In DynamoDB, counted by day.
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { answerOf, everyRow, parseRow, type StoreOptions, writeAnswerOf } from '#adapters/aws/table';
import type { Clock } from '#core/ports';
import { type Breaker, BreakerSchema, type DayOfMail, MET_LEVELS, type Reputation } from '#core/reputation';
import {
  DAY_SECONDS,
  type Day,
  DaySchema,
  dayNumberOf,
  daysBetween,
  type Instant,
  plusDays,
  plusMilliseconds,
} from '#core/time';

/** The longest look back, and as long again for whoever asks how it came about. */
const KEPT_DAYS = 60;
/** Every touch asks, and a breaker that trips half a minute later stops soon enough. */
const BREAKER_KEPT_MS = 30_000;
/** East of Greenwich the day of a shop comes before that of the clock. */
const DAYS_AHEAD = 1;

const BREAKER = { day: 'breaker', entry: 'met' };
const SENT = 'sent';
const COMPLAINT = 'complaint#';
const SentSchema = z.object({ sent: z.int().nonnegative() });

/** The port `Reputation` on DynamoDB. A row that cannot be read is BrokenRecord; a throttle is TryAgain. */
export function createDynamoReputation({ client, table, clock }: StoreOptions & { readonly clock: Clock }): Reputation {
  let kept: { readonly breaker: Breaker; readonly until: Instant } | undefined;

  async function dayOfMail(day: Day): Promise<DayOfMail> {
    const rows = await everyRow((ExclusiveStartKey) => {
      const request = new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': day },
        ConsistentRead: true,
        ExclusiveStartKey,
      });
      return answerOf(table, { day }, client.send(request));
    });
    const sent = rows.find(({ entry }) => entry === SENT);
    const complaints = rows.filter(({ entry }) => String(entry).startsWith(COMPLAINT)).length;
    return { sent: sent === undefined ? 0 : parseRow(SentSchema, sent, table, { day }).sent, complaints };
  }

  return {
    // One item a day: DynamoDB takes 1,000 writes a second on it, and no stage sends as fast.
    async countSent(day) {
      const request = new UpdateCommand({
        TableName: table,
        Key: { day, entry: SENT },
        UpdateExpression: 'SET expiresAt = :expiresAt ADD sent :one',
        ExpressionAttributeValues: { ':one': 1, ':expiresAt': expiryOf(day) },
      });
      await answerOf(table, { day }, client.send(request));
    },
    async countComplaint(day, responseId) {
      const Item = { day, entry: `${COMPLAINT}${responseId}`, expiresAt: expiryOf(day) };
      await answerOf(table, { day }, client.send(new PutCommand({ TableName: table, Item })));
    },
    async days(from) {
      const last = plusDays(DaySchema.parse(clock.now().slice(0, 10)), DAYS_AHEAD);
      const count = Math.min(Math.max(0, daysBetween(from, last) + 1), KEPT_DAYS);
      const days = Array.from({ length: count }, (_, index) => plusDays(last, index - count + 1));
      const counted = await Promise.all(days.map(dayOfMail));
      return counted.filter(({ sent, complaints }) => sent > 0 || complaints > 0);
    },
    async breaker() {
      const now = clock.now();
      if (kept === undefined || now >= kept.until) {
        const request = new GetCommand({ TableName: table, Key: BREAKER, ConsistentRead: true });
        const { Item } = await answerOf(table, {}, client.send(request));
        const breaker = Item === undefined ? {} : parseRow(BreakerSchema, Item, table, {});
        kept = { breaker, until: plusMilliseconds(now, BREAKER_KEPT_MS) };
      }
      return kept.breaker;
    },
    // One condition for each threshold: of two instants the later stays, and nobody's word is lost in a race.
    async trip(breaker) {
      for (const level of MET_LEVELS) {
        const at = breaker[level];
        if (at === undefined) continue;
        const request = new UpdateCommand({
          TableName: table,
          Key: BREAKER,
          ConditionExpression: 'attribute_not_exists(#level) OR #level < :at',
          UpdateExpression: 'SET #level = :at',
          ExpressionAttributeNames: { '#level': level },
          ExpressionAttributeValues: { ':at': at },
        });
        await writeAnswerOf(table, {}, client.send(request));
      }
      kept = undefined;
    },
  };
}

/** The second since 1970 so many days after the end of a day: DynamoDB may delete the item from then on. */
function expiryOf(day: Day): number {
  return (dayNumberOf(day) + 1 + KEPT_DAYS) * DAY_SECONDS;
}
