// Where a local world keeps what it knows: in memory, or in the tables of a stage, inside this process.
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
import { tableNames } from '#adapters/aws/tables';
import { openEmbeddedStore, type StoreRequest } from '#adapters/local/embedded-store';
import { createMemoryExecutions, createTableExecutions } from '#adapters/local/executions';
import { createLightPostbox } from '#adapters/local/light-postbox';
import type { Postbox } from '#adapters/local/postbox';
import { createStoredPostbox, POSTBOX_TABLE } from '#adapters/local/stored-postbox';
import { createMemoryStores, type Stores } from '#adapters/memory/stores';
import { BadDefinition } from '#core/errors';
import type { Clock } from '#core/ports';

const PREFIX = 'winback';

export type WorldBase = { readonly stores: Stores; readonly postbox: Postbox; readonly close: () => Promise<void> };

type BaseOptions = {
  readonly folder?: string;
  /** Keys the hashes of contacts: a world in a folder has the same one each time. */
  readonly secret?: string;
  readonly keepWords: boolean;
  readonly onRequest?: (request: StoreRequest) => void;
};

/** Everything in memory; who got what is kept, and not the words. */
export function memoryBase(): WorldBase {
  return { stores: createMemoryStores(), postbox: createLightPostbox(), close: async () => {} };
}

export type EmbeddedBase = WorldBase & { readonly executions: ReturnType<typeof createTableExecutions> };

/** The stores of a stage on tables of this process: in `folder`, or in memory without one. */
export async function embeddedBase(
  { folder, secret, keepWords, onRequest }: BaseOptions,
  clock: Clock,
): Promise<EmbeddedBase> {
  const postboxTable = `${PREFIX}-${POSTBOX_TABLE.suffix}`;
  const executionsTable = `${PREFIX}-executions`;
  const store = await openEmbeddedStore({
    prefix: PREFIX,
    ...(folder === undefined ? {} : { folder }),
    ...(onRequest === undefined ? {} : { onRequest }),
    more: { [postboxTable]: [POSTBOX_TABLE.partition, POSTBOX_TABLE.sort], [executionsTable]: ['name'] },
  });
  const { client } = store;
  const tables = tableNames(PREFIX);
  const stores: Stores = {
    customers: createDynamoCustomers({ client, table: tables.customers }),
    enrollments: createDynamoEnrollments({ client, table: tables.enrollments }),
    journal: createDynamoJournal({ client, table: tables.journal }),
    sequences: createDynamoSequences({ client, table: tables.sequences }),
    incentives: createDynamoIncentives({ client, table: tables.incentives }),
    figures: createDynamoFigures({ client, table: tables.figures }),
    models: createDynamoModels({ client, table: tables.models, clock }),
    intake: createDynamoIntake({ client, table: tables.intake }),
    contacts: createDynamoContacts({ client, table: tables.contacts, secret: secretOf(folder, secret) }),
    consents: createDynamoConsents({ client, table: tables.consents }),
    reputation: createDynamoReputation({ client, table: tables.reputation, clock }),
    receipts: createDynamoReceipts({ client, table: tables.receipts }),
  };
  const postbox = keepWords ? createStoredPostbox({ client, table: postboxTable }) : createLightPostbox();
  const executions =
    folder === undefined ? createMemoryExecutions() : createTableExecutions({ client, table: executionsTable });
  return { stores, postbox, executions, close: () => store.close() };
}

/** Under another key the next process would find none of the words that this one keeps. */
function secretOf(folder: string | undefined, secret: string | undefined): string {
  if (secret !== undefined) return secret;
  if (folder === undefined) return 'a secret of this process alone';
  throw new BadDefinition('a world in a folder needs a secret of its own; give openWorld that of its house');
}
