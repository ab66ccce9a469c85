// Which adapters does each door work with? The composition root: with http-services.ts, all that the doors know of adapters.
// One builder per door, called at its first invocation; a bundle carries only what its own door calls.
import {
  createEmailClient,
  createJourneysClient,
  createQueuesClient,
  createSecretsClient,
  createSmsClient,
  createUploadsClient,
} from '#adapters/aws/clients';
import { createDynamoConsents } from '#adapters/aws/consents';
import { createDynamoContacts } from '#adapters/aws/contacts';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { createDocumentClient } from '#adapters/aws/document-client';
import { createDynamoEnrollments } from '#adapters/aws/enrollments';
import { createDynamoFigures } from '#adapters/aws/figures';
import { createImportQueue } from '#adapters/aws/imports';
import { createDynamoIncentives } from '#adapters/aws/incentives';
import { createDynamoIntake } from '#adapters/aws/intake';
import { createDynamoJournal } from '#adapters/aws/journal';
import { createStepFunctionsJourneys } from '#adapters/aws/journeys';
import { createLinks } from '#adapters/aws/links';
import { createDynamoModels } from '#adapters/aws/models';
import { createDynamoReceipts } from '#adapters/aws/receipts';
import { createDynamoReputation } from '#adapters/aws/reputation';
import { createSqsResponses } from '#adapters/aws/responses';
import { readSecret } from '#adapters/aws/secrets';
import { createDynamoSequences } from '#adapters/aws/sequences';
import { systemClock, systemRandomness } from '#adapters/aws/system';
import { createS3Uploads } from '#adapters/aws/uploads';
import { createEnrollQueue, createScanQueue } from '#adapters/aws/work';
import { createSenders } from '#adapters/channels/registry';
import type { SmsSettings } from '#adapters/channels/sms';
import { createSmsNotices, noNotices } from '#adapters/channels/sms-notices';
import { gatherUpload, tellOfUpload } from '#adapters/files/gather-upload';
import { BadDefinition } from '#core/errors';
import type { GatherServices } from '#core/flow/gather';
import type { ScanServices } from '#core/flow/scan';
import type { Services, Work } from '#core/ports';
import type { Reputation } from '#core/reputation';
import type { TimeZone } from '#core/time';
import { readEnv, type Settings } from './env.ts';
import { logger } from './log.ts';

type Client = ReturnType<typeof createDocumentClient>;
export type FitServices = Pick<Services, 'clock' | 'customers' | 'models'> & { readonly timeZone: TimeZone };
export type ImportServices = Pick<Services, 'clock' | 'customers' | 'contacts' | 'consents'>;
export type PlanServices = { readonly work: Pick<Work, 'scan'>; readonly segments: number };

/** What plans the day's scan. */
export function planServices(): PlanServices {
  const settings = readEnv('plan', process.env);
  const scan = createScanQueue({ client: createQueuesClient(), queueUrl: settings.SCAN_QUEUE_URL });
  return { work: { scan }, segments: settings.SEGMENTS };
}

/** What a scan needs. */
export function scanServices(): ScanServices {
  const settings = readEnv('scan', process.env);
  const client = createDocumentClient();
  const queues = createQueuesClient();
  return {
    clock: systemClock,
    customers: createDynamoCustomers({ client, table: settings.CUSTOMERS_TABLE }),
    sequences: createDynamoSequences({ client, table: settings.SEQUENCES_TABLE }),
    ...intakeServices(client, settings),
    reputation: reputationOf(client, settings),
    work: {
      scan: createScanQueue({ client: queues, queueUrl: settings.SCAN_QUEUE_URL }),
      enroll: createEnrollQueue({ client: queues, queueUrl: settings.ENROLL_QUEUE_URL }),
    },
  };
}

/** What enrolling needs. */
export function enrollServices(): Services {
  const settings = readEnv('enroll', process.env);
  const client = createDocumentClient();
  const reputation = reputationOf(client, settings);
  return { ...enrollmentServices(client, settings), ...intakeServices(client, settings), reputation };
}

/**
 * What a touch needs: the only door that can send. It keeps the secret that signs links for as long as it is warm, which
 * is hours; the secret that was replaced is believed for weeks, because mailboxes keep links.
 */
export async function touchServices(): Promise<Services> {
  const settings = readEnv('touch', process.env);
  const { current: secret } = await readSecret({ client: createSecretsClient(), arn: settings.LINKS_SECRET_ARN });
  const client = createDocumentClient();
  const sms = smsOf(settings);
  return {
    ...enrollmentServices(client, settings),
    randomness: systemRandomness,
    models: modelsOf(client, settings),
    reputation: reputationOf(client, settings),
    incentives: createDynamoIncentives({ client, table: settings.INCENTIVES_TABLE }),
    senders: createSenders({
      email: { client: createEmailClient(), configurationSet: settings.EMAIL_CONFIGURATION_SET },
      ...(sms === undefined ? {} : { sms }),
    }),
    links: createLinks({ baseUrl: settings.LINKS_BASE_URL, secret }),
  };
}

/** What obeying a response needs. The secret that names contacts is never replaced, so it is read once. */
export async function respondServices(): Promise<Services> {
  const settings = readEnv('respond', process.env);
  const secret = await contactsSecretOf(settings);
  const client = createDocumentClient();
  const sms = smsOf(settings);
  return {
    ...enrollmentServices(client, settings),
    incentives: createDynamoIncentives({ client, table: settings.INCENTIVES_TABLE }),
    contacts: createDynamoContacts({ client, table: settings.CONTACTS_TABLE, secret }),
    consents: createDynamoConsents({ client, table: settings.CONSENTS_TABLE }),
    receipts: createDynamoReceipts({ client, table: settings.RECEIPTS_TABLE }),
    reputation: told(reputationOf(client, settings)),
    responses: createSqsResponses({ client: createQueuesClient(), queueUrl: settings.RESPONSES_QUEUE_URL }),
    notices: sms === undefined ? noNotices : createSmsNotices(sms),
  };
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

/** What learning from the customers needs. */
export function fitServices(): FitServices {
  const settings = readEnv('fit', process.env);
  const client = createDocumentClient();
  return {
    clock: systemClock,
    customers: createDynamoCustomers({ client, table: settings.CUSTOMERS_TABLE }),
    models: modelsOf(client, settings),
    timeZone: settings.TIME_ZONE,
  };
}

/** What reading an uploaded file needs. */
export function gatherServices(): GatherServices {
  const settings = readEnv('gather', process.env);
  const { TIME_ZONE: timeZone, CURRENCY: currency, ACTIVITIES: activities = [] } = settings;
  const store = createS3Uploads({ client: createUploadsClient(), bucket: settings.IMPORTS_BUCKET });
  return {
    clock: systemClock,
    uploads: {
      read({ key, version }, onRow) {
        const open = () => store.open(key, version);
        const shop = { timeZone, currency, activities };
        return gatherUpload({ ...store, open }, key, { shop, now: systemClock.now(), onRow });
      },
      tell: (key, word) => tellOfUpload(store, key, word),
    },
    imports: createImportQueue({ client: createQueuesClient(), queueUrl: settings.IMPORTS_QUEUE_URL }),
  };
}

/** What importing customers needs. */
export async function importServices(): Promise<ImportServices> {
  const settings = readEnv('import', process.env);
  const secret = await contactsSecretOf(settings);
  const client = createDocumentClient();
  return {
    clock: systemClock,
    customers: createDynamoCustomers({ client, table: settings.CUSTOMERS_TABLE }),
    contacts: createDynamoContacts({ client, table: settings.CONTACTS_TABLE, secret }),
    consents: createDynamoConsents({ client, table: settings.CONSENTS_TABLE }),
  };
}

async function contactsSecretOf({ CONTACTS_SECRET_ARN: arn }: { CONTACTS_SECRET_ARN: string }): Promise<string> {
  return (await readSecret({ client: createSecretsClient(), arn })).current;
}

/** Every complaint that meets a level stands in the log, which alarms read. */
function told(reputation: Reputation): Reputation {
  return {
    ...reputation,
    async trip(met) {
      await reputation.trip(met);
      for (const tripped of Object.keys(met)) logger.error('too many customers complain', { tripped });
    },
  };
}

function reputationOf(client: Client, { REPUTATION_TABLE: table }: { REPUTATION_TABLE: string }): Reputation {
  return createDynamoReputation({ client, table, clock: systemClock });
}

/** A stage without SMS sets neither variable. */
function smsOf(settings: Settings<'touch' | 'respond'>): SmsSettings | undefined {
  const { SMS_ORIGINATION_IDENTITY: originationIdentity, SMS_CONFIGURATION_SET: configurationSet } = settings;
  if (originationIdentity === undefined || configurationSet === undefined) return undefined;
  return { client: createSmsClient(), originationIdentity, configurationSet };
}

function modelsOf(client: Client, { MODELS_TABLE: table }: { MODELS_TABLE: string }): Services['models'] {
  return createDynamoModels({ client, table, clock: systemClock });
}

/** What finding and taking in dormant customers needs besides. */
function intakeServices(client: Client, settings: Settings<'scan' | 'enroll'>): Pick<Services, 'models' | 'intake'> {
  return {
    models: modelsOf(client, settings),
    intake: createDynamoIntake({ client, table: settings.INTAKE_TABLE }),
  };
}

/** The ports of every door that reads or moves an enrollment; those of single doors are not here. */
function enrollmentServices(client: Client, settings: Settings<'close'>): Services {
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
    models: notHere('models'),
    intake: notHere('intake'),
    work: notHere('work'),
    senders: notHere('senders'),
    links: notHere('links'),
    contacts: notHere('contacts'),
    consents: notHere('consents'),
    reputation: notHere('reputation'),
    receipts: notHere('receipts'),
    responses: notHere('responses'),
    notices: notHere('notices'),
  };
}

/** A port that this door has neither code nor permission for. */
function notHere<Port extends keyof Services>(port: Port): Services[Port] {
  // Whatever is read of it throws, so it stands in for any port.
  return new Proxy({}, { get: refusing(port) }) as Services[Port];
}

/** Using what is not there is a mistake of ours, and says so. */
function refusing(what: string): () => never {
  return () => {
    throw new BadDefinition(
      `this function was built without ${what}; give it that port in functions/runtime/services.ts`,
    );
  };
}
