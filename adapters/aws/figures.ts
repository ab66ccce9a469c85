// What did the newest report of each sequence version say? In DynamoDB, one item per version.
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { answerOf, everyRow, idsOf, parseRow, type StoreOptions, writeAnswerOf } from '#adapters/aws/table';
import type { Figures } from '#core/report';
import { SequenceReportSchema } from '#core/report';

/** The port `Figures` on DynamoDB: by sequence, then version. A row that cannot be read is BrokenRecord. */
export function createDynamoFigures({ client, table }: StoreOptions): Figures {
  return {
    async put(report) {
      const { sequence, version, asOf } = report;
      const request = new PutCommand({
        TableName: table,
        Item: report,
        // Refused when a newer report is there: two closings of the books may overtake each other.
        ConditionExpression: 'attribute_not_exists(asOf) OR asOf <= :asOf',
        ExpressionAttributeValues: { ':asOf': asOf },
      });
      await writeAnswerOf(table, { sequence, version }, client.send(request));
    },
    async all() {
      const rows = await everyRow((ExclusiveStartKey) =>
        answerOf(table, {}, client.send(new ScanCommand({ TableName: table, ExclusiveStartKey }))),
      );
      return rows
        .map((row) => parseRow(SequenceReportSchema, row, table, idsOf(row, 'sequence', 'version')))
        .sort((one, other) =>
          one.sequence === other.sequence ? one.version - other.version : one.sequence < other.sequence ? -1 : 1,
        );
    },
  };
}
