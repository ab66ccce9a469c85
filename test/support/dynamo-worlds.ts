// The DynamoDB stores on whatever answers like DynamoDB: every test gets a table of its own, under a new name.
import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoConsents } from '#adapters/aws/consents';
import { createDynamoContacts } from '#adapters/aws/contacts';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { createDynamoEnrollments } from '#adapters/aws/enrollments';
import { createDynamoFigures } from '#adapters/aws/figures';
import { createDynamoIncentives } from '#adapters/aws/incentives';
import { createDynamoIntake } from '#adapters/aws/intake';
import { createDynamoJournal } from '#adapters/aws/journal';
import { createDynamoModels } from '#adapters/aws/models';
import { createDynamoReceipts } from '#adapters/aws/receipts';
import { createDynamoReputation } from '#adapters/aws/reputation';
import { createDynamoSequences } from '#adapters/aws/sequences';
import { systemClock } from '#adapters/aws/system';
import { createTableInput, type RawRow, type StoreOptions } from '#adapters/aws/table';
import { TABLES, type TableName } from '#adapters/aws/tables';
import type { Clock } from '#core/ports';
import { InstantSchema } from '#core/time';

/** The clock of the stores that have one, where the contract speaks of its day. */
const ON_TUESDAY: Clock = { now: () => InstantSchema.parse('2026-06-30T12:00:00.000Z') };

/** A store to be judged. `putRaw` writes a row past the store; a world that cannot hold broken rows has none. */
export type World<Store> = { readonly store: Store; readonly putRaw?: (row: RawRow) => Promise<void> };
export type MakeWorld<Store> = () => Promise<World<Store>>;

export function dynamoWorlds(clientOf: () => DynamoDBDocumentClient) {
  let tables = 0;

  const worldOf =
    <Store>(name: TableName, create: (options: StoreOptions) => Store): MakeWorld<Store> =>
    async () => {
      const client = clientOf();
      tables += 1;
      const table = `contract-${tables}-${name}`;
      await client.send(new CreateTableCommand(createTableInput(table, TABLES[name].keys)));
      await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 0.01, maxDelay: 0.1 }, { TableName: table });
      return {
        store: create({ client, table }),
        putRaw: async (Item) => {
          await client.send(new PutCommand({ TableName: table, Item }));
        },
      };
    };

  return {
    customers: worldOf('customers', createDynamoCustomers),
    enrollments: worldOf('enrollments', createDynamoEnrollments),
    journal: worldOf('journal', createDynamoJournal),
    sequences: worldOf('sequences', createDynamoSequences),
    incentives: worldOf('incentives', createDynamoIncentives),
    figures: worldOf('figures', createDynamoFigures),
    intake: worldOf('intake', createDynamoIntake),
    contacts: worldOf('contacts', (options) => createDynamoContacts({ ...options, secret: 'of this test' })),
    consents: worldOf('consents', createDynamoConsents),
    receipts: worldOf('receipts', createDynamoReceipts),
    reputation: worldOf('reputation', (options) => createDynamoReputation({ ...options, clock: ON_TUESDAY })),
    models: worldOf('models', (options) => createDynamoModels({ ...options, clock: systemClock })),
  };
}
