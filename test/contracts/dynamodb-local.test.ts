// The DynamoDB stores keep every contract on AWS's own DynamoDB Local, wherever Java is found.
import { afterAll, beforeAll, describe } from 'vitest';
import { type DynamoDBLocal, javaIsThere, startDynamoDBLocal } from '../../bench/dynamodb-local.ts';
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

const hasJava = javaIsThere();
if (!hasJava) process.stderr.write('No java here: the contracts are not judged on DynamoDB Local.\n');

describe.skipIf(!hasJava)(hasJava ? 'on DynamoDB Local' : 'on DynamoDB Local: skipped, no java here', () => {
  let local: DynamoDBLocal;
  beforeAll(async () => {
    local = await startDynamoDBLocal();
  });
  afterAll(() => local.stop());

  const worlds = dynamoWorlds(() => local.client);
  customersContract('DynamoDB Local', worlds.customers);
  enrollmentsContract('DynamoDB Local', worlds.enrollments);
  journalContract('DynamoDB Local', worlds.journal);
  sequencesContract('DynamoDB Local', worlds.sequences);
  incentivesContract('DynamoDB Local', worlds.incentives);
  figuresContract('DynamoDB Local', worlds.figures);
  intakeContract('DynamoDB Local', worlds.intake);
  modelsContract('DynamoDB Local', worlds.models);
  contactsContract('DynamoDB Local', worlds.contacts);
  consentsContract('DynamoDB Local', worlds.consents);
  receiptsContract('DynamoDB Local', worlds.receipts);
  reputationContract('DynamoDB Local', worlds.reputation);
});
