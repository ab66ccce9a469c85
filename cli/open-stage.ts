// Opens a deployed stage for the command line: its stack says which tables it has, the SDK's own settings who we are.
import { createJourneysClient, createSecretsClient, createStackClient } from '#adapters/aws/clients';
import { createDynamoConsents } from '#adapters/aws/consents';
import { createDynamoContacts } from '#adapters/aws/contacts';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { createDocumentClient } from '#adapters/aws/document-client';
import { createDynamoEnrollments } from '#adapters/aws/enrollments';
import { createDynamoFigures } from '#adapters/aws/figures';
import { createDynamoIncentives } from '#adapters/aws/incentives';
import { createDynamoJournal } from '#adapters/aws/journal';
import { createStepFunctionsJourneys } from '#adapters/aws/journeys';
import { createDynamoModels } from '#adapters/aws/models';
import { createDynamoReputation } from '#adapters/aws/reputation';
import { readSecret } from '#adapters/aws/secrets';
import { createDynamoSequences } from '#adapters/aws/sequences';
import { readStack } from '#adapters/aws/stack-outputs';
import { systemClock, systemRandomness } from '#adapters/aws/system';
import type { Contacts } from '#core/contact';
import { BadInput } from '#core/errors';
import type { Services } from '#core/ports';
import { type OutputName, stackNameOf } from '../infra/outputs.ts';
import { readStage } from '../infra/stages.ts';

/** What the command line may do in a stage: look, load, publish and forget. It never sends, and of journeys it only ends some. */
export type StageServices = Pick<
  Services,
  | 'clock'
  | 'customers'
  | 'consents'
  | 'enrollments'
  | 'incentives'
  | 'journal'
  | 'journeys'
  | 'sequences'
  | 'figures'
  | 'models'
  | 'randomness'
  | 'reputation'
>;
export type OpenedStage = {
  readonly services: StageServices;
  /** Whose is an address; reads the key of its hash from Secrets Manager. */
  contacts(): Promise<Contacts>;
  readonly hasSms: boolean;
  /** What people should know before they rely on this stage; absent when all is well. */
  readonly warning?: string;
};

/** A stack in another state was never whole, or is going away. */
const USABLE = /^(?:CREATE_COMPLETE$|UPDATE_|IMPORT_)/;
/** What the last deployment left in good order. */
const WELL = /^(?:CREATE|UPDATE|IMPORT)_COMPLETE(?:_CLEANUP_IN_PROGRESS)?$|^(?:UPDATE|IMPORT)_IN_PROGRESS$/;

/**
 * A stage of infra/stages.ts as it is deployed in the account and region that the SDK works with. Throws BadInput when
 * the stage is unknown, not deployed, or not usable; faults of AWS itself are thrown as they come.
 */
export async function openStage(stage: string): Promise<OpenedStage> {
  const stackName = stackNameOf(readStage(stage).name);
  const stacks = createStackClient();
  const stack = await readStack({ client: stacks, stackName });
  stacks.destroy();
  const deploy = `npx cdk deploy ${stackName}`;
  if (stack.status === 'missing') {
    throw new BadInput(`stage ${stage} is not deployed in this account and region (stack ${stackName}): ${deploy}`);
  }
  const { outputs, stackStatus } = stack;
  if (!USABLE.test(stackStatus)) {
    throw new BadInput(
      `stage ${stage} cannot be used: its stack ${stackName} is in the state ${stackStatus}; its events in CloudFormation say why, then: ${deploy}`,
    );
  }
  const output = (name: OutputName): string => {
    const value = outputs.get(name);
    if (value !== undefined) return value;
    throw new BadInput(`stage ${stage} is older than this command: its stack ${stackName} has no ${name}; ${deploy}`);
  };
  const client = createDocumentClient();
  return {
    services: {
      clock: systemClock,
      randomness: systemRandomness,
      customers: createDynamoCustomers({ client, table: output('CustomersTable') }),
      consents: createDynamoConsents({ client, table: output('ConsentsTable') }),
      enrollments: createDynamoEnrollments({ client, table: output('EnrollmentsTable') }),
      journal: createDynamoJournal({ client, table: output('JournalTable') }),
      journeys: createStepFunctionsJourneys({
        client: createJourneysClient(),
        stateMachine: output('StateMachineArn'),
      }),
      incentives: createDynamoIncentives({ client, table: output('IncentivesTable') }),
      sequences: createDynamoSequences({ client, table: output('SequencesTable') }),
      figures: createDynamoFigures({ client, table: output('FiguresTable') }),
      models: createDynamoModels({ client, table: output('ModelsTable'), clock: systemClock }),
      reputation: createDynamoReputation({ client, table: output('ReputationTable'), clock: systemClock }),
    },
    async contacts() {
      const { current } = await readSecret({ client: createSecretsClient(), arn: output('ContactsSecretArn') });
      return createDynamoContacts({ client, table: output('ContactsTable'), secret: current });
    },
    hasSms: output('SmsConfigurationSet') !== 'none',
    ...(WELL.test(stackStatus)
      ? {}
      : {
          warning: `The last deployment of ${stackName} did not go through (${stackStatus}); working with what is there.`,
        }),
  };
}
