// Which adapters does each door work with? The composition root, and the only file of the doors that knows adapters.
// One builder per door, called at its first invocation; a bundle carries only what its own door calls.
import {
  createDocumentClient,
  createEmailClient,
  createJourneysClient,
  createQueuesClient,
  createSmsClient,
} from '#adapters/aws/clients';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { createDynamoEnrollments } from '#adapters/aws/enrollments';
import { createDynamoFigures } from '#adapters/aws/figures';
import { createDynamoIncentives } from '#adapters/aws/incentives';
import { createDynamoJournal } from '#adapters/aws/journal';
import { createStepFunctionsJourneys } from '#adapters/aws/journeys';
import { createLinks } from '#adapters/aws/links';
import { createDynamoSequences } from '#adapters/aws/sequences';
import { systemClock, systemRandomness } from '#adapters/aws/system';
import { createSqsWork } from '#adapters/aws/work';
import { createSenders } from '#adapters/channels/registry';
import { BadDefinition } from '#core/errors';
import type { Services, Work } from '#core/ports';
import { readEnv, type Settings } from './env.ts';

type Client = ReturnType<typeof createDocumentClient>;
export type ScanServices = Pick<Services, 'clock' | 'customers' | 'sequences' | 'work'>;
export type PlanServices = { readonly work: Work; readonly segments: number };

/** What plans the day's scan. */
export function planServices(): PlanServices {
  const settings = readEnv('scan', process.env);
  return { work: workOf(settings), segments: settings.SEGMENTS };
}

/** What a scan needs. */
export function scanServices(): ScanServices {
  const settings = readEnv('scan', process.env);
  const client = createDocumentClient();
  return {
    clock: systemClock,
    customers: createDynamoCustomers({ client, table: settings.CUSTOMERS_TABLE }),
    sequences: createDynamoSequences({ client, table: settings.SEQUENCES_TABLE }),
    work: workOf(settings),
  };
}

/** What enrolling needs. */
export function enrollServices(): Services {
  return enrollmentServices(createDocumentClient(), readEnv('enroll', process.env));
}

/** What a touch needs: the only door that can send, and that knows the secret of the links. */
export function touchServices(): Services {
  const settings = readEnv('touch', process.env);
  const client = createDocumentClient();
  return {
    ...enrollmentServices(client, settings),
    randomness: systemRandomness,
    incentives: createDynamoIncentives({ client, table: settings.INCENTIVES_TABLE }),
    senders: createSenders({
      email: { client: createEmailClient(), configurationSet: settings.EMAIL_CONFIGURATION_SET },
      sms: {
        client: createSmsClient(),
        originationIdentity: settings.SMS_ORIGINATION_IDENTITY,
        configurationSet: settings.SMS_CONFIGURATION_SET,
      },
    }),
    links: createLinks({ baseUrl: settings.LINKS_BASE_URL, secret: settings.LINKS_SECRET }),
  };
}

/** What obeying a response needs. */
export function respondServices(): Services {
  return enrollmentServices(createDocumentClient(), readEnv('respond', process.env));
}

/** What closing behind an ended journey needs. */
export function closeServices(): Services {
  return enrollmentServices(createDocumentClient(), readEnv('close', process.env));
}

/** What the daily report needs. */
export function reportServices(): Services {
  const settings = readEnv('report', process.env);
  const client = createDocumentClient();
  const figures = createDynamoFigures({ client, table: settings.FIGURES_TABLE });
  return { ...enrollmentServices(client, settings), figures };
}

function workOf(settings: Settings<'scan'>): Work {
  return createSqsWork({
    client: createQueuesClient(),
    scanQueueUrl: settings.SCAN_QUEUE_URL,
    enrollQueueUrl: settings.ENROLL_QUEUE_URL,
  });
}

/** The ports of every door that reads or moves an enrollment; those of single doors are not here. */
function enrollmentServices(client: Client, settings: Settings<'enroll'>): Services {
  return {
    clock: systemClock,
    customers: createDynamoCustomers({ client, table: settings.CUSTOMERS_TABLE }),
    enrollments: createDynamoEnrollments({ client, table: settings.ENROLLMENTS_TABLE }),
    journal: createDynamoJournal({ client, table: settings.JOURNAL_TABLE }),
    sequences: createDynamoSequences({ client, table: settings.SEQUENCES_TABLE }),
    journeys: createStepFunctionsJourneys({ client: createJourneysClient(), stateMachine: settings.STATE_MACHINE_ARN }),
    timeScale: settings.TIME_SCALE,
    randomness: notHere('randomness'),
    incentives: notHere('incentives'),
    figures: notHere('figures'),
    work: notHere('work'),
    senders: notHere('senders'),
    links: notHere('links'),
  };
}

/** A port that this door has neither code nor permission for. Using it is a mistake of ours, and says so. */
function notHere<Port extends keyof Services>(port: Port): Services[Port] {
  const refuse = () => {
    throw new BadDefinition(
      `this function was built without ${port}; give it that port in functions/runtime/services.ts`,
    );
  };
  // Whatever is read of it throws, so it stands in for any port.
  return new Proxy({}, { get: refuse }) as Services[Port];
}
