// What proves every yes and every no of a customer? In DynamoDB, one item for each, written once and never changed.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type BatchOptions, deleteAll } from '#adapters/aws/batch-write';
import { rowsOfCustomer } from '#adapters/aws/customer-rows';
import { idsOf, parseRow, writeAnswerOf } from '#adapters/aws/table';
import { ConsentRecordSchema, type Consents, consentKey } from '#core/consent';

/** The port `Consents` on DynamoDB. A row that cannot be read is BrokenRecord; a throttle is TryAgain. */
export function createDynamoConsents(options: BatchOptions): Consents {
  const { client, table } = options;
  return {
    // Each under a condition, and not in a batch, which would write over the first word on it.
    async append(records) {
      await Promise.all(
        records.map((record) => {
          const { customerId } = record;
          const request = new PutCommand({
            TableName: table,
            Item: { ...record, consentKey: consentKey(record) },
            ConditionExpression: 'attribute_not_exists(consentKey)',
          });
          return writeAnswerOf(table, { customerId }, client.send(request));
        }),
      );
    },
    async ofCustomer(customerId) {
      const rows = await rowsOfCustomer(options, customerId);
      return rows.map((row) => parseRow(ConsentRecordSchema, row, table, idsOf(row, 'customerId')));
    },
    // A row that cannot be read is deleted like any other.
    async erase(customerId) {
      const keys = await rowsOfCustomer(options, customerId, 'customerId, consentKey');
      await deleteAll(options, keys, { customerId });
      return keys.length;
    },
  };
}
