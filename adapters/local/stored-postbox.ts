// The postbox on a table of the embedded store: it is all there again after a restart.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import {
  type KeptMessage,
  KeptMessageSchema,
  type MessageId,
  type MessageSummary,
  MessageSummarySchema,
  messageIdOf,
  type Postbox,
  placeOf,
  type Reply,
} from '#adapters/local/postbox';
import { CHANNELS, type Channel } from '#core/channel';
import { BrokenRecord } from '#core/errors';

/**
 * The table's suffix and keys (both text). One shelf per channel holds what lists show, by time; one shelf per message
 * holds all of its words, so that a page of the inbox does not read a megabyte of HTML; one shelf holds the counters.
 */
export const POSTBOX_TABLE = { suffix: 'postbox', partition: 'shelf', sort: 'place' } as const;

const COUNTERS = 'counters';
const DUPLICATES = 'duplicates';
const WHOLE = 'whole';

/** A postbox on a table with the keys of POSTBOX_TABLE. Throws BrokenRecord for a row that makes no sense. */
export function createStoredPostbox({ client, table }: { client: DynamoDBDocumentClient; table: string }): Postbox {
  const wholeKey = (messageId: MessageId) => ({ shelf: `message#${messageId}`, place: WHOLE });
  const listKey = (message: MessageSummary) => ({ shelf: message.channel, place: placeOf(message) });

  async function putIfNew(message: KeptMessage): Promise<boolean> {
    try {
      const Item = { ...message, ...wholeKey(message.messageId) };
      await client.send(new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(shelf)' }));
      return true;
    } catch (fault) {
      if (fault instanceof ConditionalCheckFailedException) return false;
      throw fault;
    }
  }

  async function countUp(counter: Channel | typeof DUPLICATES): Promise<void> {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { shelf: COUNTERS, place: counter },
        UpdateExpression: 'ADD tally :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
  }

  async function addReply(Key: Record<string, string>, reply: Reply): Promise<unknown> {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: table,
        Key,
        UpdateExpression: 'SET replies = list_append(replies, :reply)',
        ConditionExpression: 'attribute_exists(shelf)',
        ExpressionAttributeValues: { ':reply': [reply] },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes;
  }

  async function get(messageId: MessageId): Promise<KeptMessage | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: wholeKey(messageId), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : parsed(KeptMessageSchema, Item);
  }

  return {
    get,
    find: (touch) => get(messageIdOf(touch, 1)),
    async deliver(leaving) {
      for (let copy = 1; ; copy += 1) {
        const messageId = messageIdOf(leaving, copy);
        const message: KeptMessage = { ...leaving, messageId, copy, replies: [] };
        if (!(await putIfNew(message))) continue;
        const Item = { ...MessageSummarySchema.parse(message), ...listKey(message) };
        await client.send(new PutCommand({ TableName: table, Item }));
        await countUp(leaving.channel);
        if (copy === 1) return { status: 'kept', messageId };
        await countUp(DUPLICATES);
        return { status: 'duplicate', messageId };
      }
    },
    async page({ channel, before, limit }) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: before === undefined ? 'shelf = :shelf' : 'shelf = :shelf AND place < :before',
          ExpressionAttributeValues: { ':shelf': channel, ...(before === undefined ? {} : { ':before': before }) },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      const items = (answer.Items ?? []).map((row) => parsed(MessageSummarySchema, row));
      const last = items.at(-1);
      return answer.LastEvaluatedKey === undefined || last === undefined ? { items } : { items, next: placeOf(last) };
    },
    async keepReply(messageId, reply) {
      try {
        const message = parsed(KeptMessageSchema, await addReply(wholeKey(messageId), reply));
        await addReply(listKey(message), reply);
        return 'kept';
      } catch (fault) {
        if (fault instanceof ConditionalCheckFailedException) return 'missing';
        throw fault;
      }
    },
    async erase(message) {
      for (const Key of [listKey(message), wholeKey(message.messageId)])
        await client.send(new DeleteCommand({ TableName: table, Key }));
    },
    async counts() {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'shelf = :shelf',
          ExpressionAttributeValues: { ':shelf': COUNTERS },
          ConsistentRead: true,
        }),
      );
      const tallyOf = (counter: string) => Number(Items.find(({ place }) => place === counter)?.tally ?? 0);
      // The cast names the keys that the list of channels has just given.
      const sent = Object.fromEntries(CHANNELS.map((channel) => [channel, tallyOf(channel)])) as Record<
        Channel,
        number
      >;
      return { sent, duplicates: tallyOf(DUPLICATES) };
    },
  };
}

function parsed<T>(schema: z.ZodType<T>, row: unknown): T {
  const answer = schema.safeParse(row);
  if (answer.success) return answer.data;
  const fields = answer.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new BrokenRecord(`a message in the postbox cannot be read (${fields}); start afresh with --fresh`, {
    ids: { place: placeIn(row) },
  });
}

/** Where a broken row stands: its sort key has an instant and ids only. */
function placeIn(row: unknown): string | undefined {
  const { shelf } = row as { shelf?: unknown };
  return typeof shelf === 'string' ? shelf : undefined;
}
