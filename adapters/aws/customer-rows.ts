// Which rows of a table are one customer's? Those under the same partition key, in the order of the second.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { answerOf, everyRow, type RawRow, type StoreOptions } from '#adapters/aws/table';
import type { CustomerId } from '#core/ids';

/** All rows of a customer (strongly consistent). `names`: which attributes, separated by commas, where not all are needed. */
export function rowsOfCustomer(
  { client, table }: StoreOptions,
  customerId: CustomerId,
  names?: string,
): Promise<RawRow[]> {
  return everyRow((ExclusiveStartKey) => {
    const request = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'customerId = :customerId',
      ExpressionAttributeValues: { ':customerId': customerId },
      ...(names === undefined ? {} : { ProjectionExpression: names }),
      ConsistentRead: true,
      ExclusiveStartKey,
    });
    return answerOf(table, { customerId }, client.send(request));
  });
}
