// What happened to a customer? In DynamoDB, one item per fact under its own key, in the order of time, for a while.
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type BatchOptions, deleteAll, putAll } from '#adapters/aws/batch-write';
import { rowsOfCustomer } from '#adapters/aws/customer-rows';
import { answerOf, idsOf, parseRow } from '#adapters/aws/table';
import { type Fact, FactSchema, factKey } from '#core/fact';
import type { Journal } from '#core/ports';
import { JOURNAL_DAYS } from '#core/retention';
import { DAY_SECONDS, epochOf, SECOND_MS } from '#core/time';

export type JournalOptions = BatchOptions & {
  /** How many days after it happened a fact may be forgotten. @default JOURNAL_DAYS */
  readonly keptDays?: number;
};

/** The port `Journal` on DynamoDB. Writes need no condition: the key is the fact, so writing it again changes nothing. */
export function createDynamoJournal(options: JournalOptions): Journal {
  const { client, table, keptDays = JOURNAL_DAYS } = options;

  function rowOf(fact: Fact) {
    const expiresAt = Math.floor(epochOf(fact.at) / SECOND_MS) + keptDays * DAY_SECONDS;
    return { ...fact, factKey: factKey(fact), expiresAt };
  }

  return {
    async record(facts) {
      // A batch with one key twice is refused as a whole.
      const distinct = [...new Map(facts.map((fact) => [`${fact.customerId}#${factKey(fact)}`, fact])).values()];
      await putAll(options, distinct.map(rowOf), { customerId: facts[0]?.customerId, facts: facts.length });
    },
    // A fact that has expired may still be there for some days, and then it is known.
    async holds(fact) {
      const { customerId } = fact;
      const request = new GetCommand({
        TableName: table,
        Key: { customerId, factKey: factKey(fact) },
        ProjectionExpression: 'factKey',
        ConsistentRead: true,
      });
      return (await answerOf(table, { customerId }, client.send(request))).Item !== undefined;
    },
    async ofCustomer(customerId) {
      const rows = await rowsOfCustomer(options, customerId);
      return rows.map((row) => parseRow(FactSchema, row, table, idsOf(row, 'customerId')));
    },
    // A row that cannot be read is deleted like any other.
    async erase(customerId) {
      const keys = await rowsOfCustomer(options, customerId, 'customerId, factKey');
      await deleteAll(options, keys, { customerId });
      return keys.length;
    },
  };
}
