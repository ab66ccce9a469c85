// What did the last fit learn of the shop? In DynamoDB: one item per version, written once.
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { answerOf, idsOf, parseRow, type RawRow, type StoreOptions, writeAnswerOf } from '#adapters/aws/table';
import { BrokenRecord, type FaultIds, TryAgain } from '#core/errors';
import { type ShopModel, ShopModelSchema } from '#core/model/shop-model';
import type { Clock, Models } from '#core/ports';
import { type Instant, plusMilliseconds } from '#core/time';

/** One stage is one shop, so there is one name. */
const SHOP = 'shop';
/** A model changes once a week; a warm function may go on with the one before for so long. */
const KEPT_MS = 10 * 60_000;
/** Fits that get in each other's way start again; more often than this is no coincidence. */
const MOST_RACES = 8;

// As text: DynamoDB's numbers are not a computer's, and some of those in a model are smaller than any of them.
const ModelRowSchema = z.object({ version: z.int().positive(), model: z.string() });

/** The port `Models` on DynamoDB. What was read is believed for ten minutes; what this process saved, it reads at once. */
export function createDynamoModels({ client, table, clock }: StoreOptions & { readonly clock: Clock }): Models {
  let kept: { readonly model: ShopModel | undefined; readonly until: Instant } | undefined;

  async function newestRow(): Promise<RawRow | undefined> {
    const request = new QueryCommand({
      TableName: table,
      KeyConditionExpression: '#name = :shop',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: { ':shop': SHOP },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    });
    return (await answerOf(table, {}, client.send(request))).Items?.[0];
  }

  return {
    async newest() {
      const now = clock.now();
      if (kept === undefined || now >= kept.until) {
        const row = await newestRow();
        kept = { model: row === undefined ? undefined : modelIn(row, table), until: plusMilliseconds(now, KEPT_MS) };
      }
      return kept.model;
    },
    async save(model) {
      const first = nextVersion(await newestRow(), table);
      for (let version = first; version < first + MOST_RACES; version += 1) {
        const request = new PutCommand({
          TableName: table,
          Item: { name: SHOP, version, model: JSON.stringify(model) },
          ConditionExpression: 'attribute_not_exists(version)',
        });
        const answer = await writeAnswerOf(table, { version }, client.send(request));
        kept = undefined;
        if (answer.status === 'written') return version;
      }
      throw new TryAgain('others kept storing what they learned of the shop at the same moment; fit it again');
    },
  };
}

/** A model that cannot be read any more must not keep the next one from being stored. */
function nextVersion(row: RawRow | undefined, table: string): number {
  if (row === undefined) return 1;
  return parseRow(ModelRowSchema.pick({ version: true }), row, table, idsOf(row, 'version')).version + 1;
}

function modelIn(row: RawRow, table: string): ShopModel {
  const ids = idsOf(row, 'version');
  const { version, model } = parseRow(ModelRowSchema, row, table, ids);
  return parseRow(ShopModelSchema, { ...objectIn(model, table, ids), version }, table, ids);
}

function objectIn(text: string, table: string, ids: FaultIds): object {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw new BrokenRecord(`a model in ${table} cannot be read; fit the shop again`, { ids, cause });
  }
}
