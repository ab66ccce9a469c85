// The client of the tables. Alone, because its library is not marked free of side effects: whatever imports this file
// carries all of DynamoDB in its bundle.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { TRANSLATION, withoutLogger } from '#adapters/aws/table';

/** The tables. Optional fields that are undefined are left out of the item, as they are in JSON. */
export function createDocumentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(withoutLogger(new DynamoDBClient()), TRANSLATION);
}
