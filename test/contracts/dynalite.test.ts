// The DynamoDB stores keep every contract on the embedded store.
import { afterAll, beforeAll } from 'vitest';
import { type EmbeddedStore, openEmbeddedStore } from '#adapters/local/embedded-store';
import { dynamoWorlds } from '../support/dynamo-worlds.ts';
import { consentsContract } from './consents.contract.ts';
import { contactsContract } from './contacts.contract.ts';
import { customersContract } from './customers.contract.ts';
import { enrollmentsContract } from './enrollments.contract.ts';
import { figuresContract } from './figures.contract.ts';
import { incentivesContract } from './incentives.contract.ts';
import { intakeContract } from './intake.contract.ts';
import { journalContract } from './journal.contract.ts';
import { modelsContract } from './models.contract.ts';
import { receiptsContract } from './receipts.contract.ts';
import { reputationContract } from './reputation.contract.ts';
import { sequencesContract } from './sequences.contract.ts';

let embedded: EmbeddedStore;
beforeAll(async () => {
  embedded = await openEmbeddedStore({ prefix: 'contracts' });
});
afterAll(() => embedded.close());

const worlds = dynamoWorlds(() => embedded.client);
customersContract('dynalite', worlds.customers);
enrollmentsContract('dynalite', worlds.enrollments);
journalContract('dynalite', worlds.journal);
sequencesContract('dynalite', worlds.sequences);
incentivesContract('dynalite', worlds.incentives);
figuresContract('dynalite', worlds.figures);
intakeContract('dynalite', worlds.intake);
modelsContract('dynalite', worlds.models);
contactsContract('dynalite', worlds.contacts);
consentsContract('dynalite', worlds.consents);
receiptsContract('dynalite', worlds.receipts);
reputationContract('dynalite', worlds.reputation);
