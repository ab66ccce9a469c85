// Where are the customers? In DynamoDB, one lean row each, replaced whole and only as it was read.
import { DeleteCommand, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  answerOf,
  fieldsIn,
  idsOf,
  parseRow,
  readableRows,
  type StoreOptions,
  writeAnswerOf,
} from '#adapters/aws/table';
import { type Customer, CustomerSchema } from '#core/customer';
import { BadInput } from '#core/errors';
import type { Customers } from '#core/ports';

/**
 * The port `Customers` on DynamoDB. A row that cannot be read is BrokenRecord, one that could not be read again is
 * BadInput and is not written; a throttle is TryAgain.
 */
export function createDynamoCustomers({ client, table }: StoreOptions): Customers {
  // Compiling takes longer than reading one row as it is, and saves two thirds of reading a page: so at the first page.
  let compiled: typeof CustomerSchema | undefined;
  return {
    async get(customerId) {
      const request = new GetCommand({ TableName: table, Key: { customerId }, ConsistentRead: true });
      const { Item } = await answerOf(table, { customerId }, client.send(request));
      return Item === undefined ? undefined : parseRow(CustomerSchema, Item, table, { customerId });
    },
    async save(customer) {
      const { customerId, revision } = customer;
      mustBeReadable(customer);
      const request = new PutCommand({
        TableName: table,
        Item: { ...customer, revision: revision + 1 },
        ...(revision === 0
          ? { ConditionExpression: 'attribute_not_exists(customerId)' }
          : { ConditionExpression: 'revision = :read', ExpressionAttributeValues: { ':read': revision } }),
      });
      const answer = await writeAnswerOf(table, { customerId }, client.send(request));
      return answer.status === 'written' ? 'saved' : 'conflict';
    },
    // Eventually consistent and unfiltered, pages as large as DynamoDB makes them (1 MB): the scan is paid by the byte.
    async page({ segment, segments, after }) {
      const request = new ScanCommand({
        TableName: table,
        Segment: segment,
        TotalSegments: segments,
        ExclusiveStartKey: after === undefined ? undefined : { customerId: after },
      });
      const { Items = [], LastEvaluatedKey } = await answerOf(table, { segment, segments }, client.send(request));
      compiled ??= z.compile(CustomerSchema);
      const schema = compiled;
      const read = readableRows(Items, (row) => parseRow(schema, row, table, idsOf(row, 'customerId')));
      return LastEvaluatedKey === undefined ? read : { ...read, next: String(LastEvaluatedKey.customerId) };
    },
    // Without a condition for whoever asks to be forgotten: whatever was written to the row a moment ago.
    async erase(customerId, revision) {
      const request = new DeleteCommand({
        TableName: table,
        Key: { customerId },
        ...(revision === undefined
          ? {}
          : { ConditionExpression: 'revision = :read', ExpressionAttributeValues: { ':read': revision } }),
      });
      const answer = await writeAnswerOf(table, { customerId }, client.send(request));
      return answer.status === 'written' ? 'erased' : 'conflict';
    },
  };
}

/** A row that its own schema refuses would be dead: nobody could read it, nor record a no in it. */
function mustBeReadable(customer: Customer): void {
  const parsed = CustomerSchema.safeParse(customer);
  if (parsed.success) return;
  throw new BadInput(`a customer cannot be stored like this (${fieldsIn(parsed.error)}); mend these fields`, {
    ids: { customerId: customer.customerId },
  });
}
