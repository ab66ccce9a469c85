// Which adapters does each door work with? The composition root, and the only file of the doors that knows adapters.
// One builder per door, called at its first invocation; a bundle carries only what its own door calls.
import {
  createEmailClient,
  createJourneysClient,
  createQueuesClient,
  createResponsesClient,
  createSecretsClient,
  createSmsClient,
  createUploadsClient,
} from '#adapters/aws/clients';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { createDocumentClient } from '#adapters/aws/document-client';
import { createDynamoEnrollments } from '#adapters/aws/enrollments';
import { createDynamoFigures } from '#adapters/aws/figures';
import { createImportQueue } from '#adapters/aws/imports';
import { createDynamoIncentives } from '#adapters/aws/incentives';
import { createDynamoIntake } from '#adapters/aws/intake';
import { createDynamoJournal } from '#adapters/aws/journal';
import { createStepFunctionsJourneys } from '#adapters/aws/journeys';
import { createLinks, readUnsubscribeToken, type TokenReading } from '#adapters/aws/links';
import { createDynamoModels } from '#adapters/aws/models';
import { createSqsResponses } from '#adapters/aws/responses';
import { createSecretsReader, readSecret } from '#adapters/aws/secrets';
import { createDynamoSequences } from '#adapters/aws/sequences';
import { systemClock, systemRandomness } from '#adapters/aws/system';
import { createS3Uploads } from '#adapters/aws/uploads';
import { createEnrollQueue, createScanQueue } from '#adapters/aws/work';
import { createSenders } from '#adapters/channels/registry';
import type { SmsSettings } from '#adapters/channels/sms';
import { gatherUpload, tellOfUpload } from '#adapters/files/gather-upload';
import { type SignatureVerdict, type SignedRequest, verifyStandardWebhook } from '#adapters/webhooks/standard-webhooks';
import { BadDefinition } from '#core/errors';
import type { GatherServices } from '#core/flow/gather';
import type { ScanServices } from '#core/flow/scan';
import type { Clock, Responses, Services, Work } from '#core/ports';
import type { TimeZone } from '#core/time';
import { readEnv, type Settings } from './env.ts';

type Client = ReturnType<typeof createDocumentClient>;
export type FitServices = Pick<Services, 'clock' | 'customers' | 'models'> & { readonly timeZone: TimeZone };
export type ImportServices = Pick<Services, 'clock' | 'customers'>;
export type PlanServices = { readonly work: Pick<Work, 'scan'>; readonly segments: number };
export type ReceiveServices = {
  readonly clock: Clock;
  readonly responses: Responses;
  /** Does this request come from the shop, and just now? */
  verify(request: SignedRequest): Promise<SignatureVerdict>;
};
export type UnsubscribeServices = {
  readonly clock: Clock;
  readonly responses: Responses;
  readonly shop: string;
  /** What the token of a link is about. */
  read(token: string): Promise<TokenReading>;
};

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
  return { ...enrollmentServices(client, settings), ...intakeServices(client, settings) };
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
    incentives: createDynamoIncentives({ client, table: settings.INCENTIVES_TABLE }),
    senders: createSenders({
      email: { client: createEmailClient(), configurationSet: settings.EMAIL_CONFIGURATION_SET },
      ...(sms === undefined ? {} : { sms }),
    }),
    links: createLinks({ baseUrl: settings.LINKS_BASE_URL, secret }),
  };
}

/** What taking in responses of the shop needs. */
export function receiveServices(): ReceiveServices {
  const settings = readEnv('receive', process.env);
  const arn = settings.RESPONSES_SECRET_ARN;
  const secrets = createSecretsReader({ client: createSecretsClient(), arn, clock: systemClock });
  return {
    clock: systemClock,
    responses: responsesOf(settings),
    async verify(request) {
      return verifyStandardWebhook(request, { secrets: await secrets(), now: systemClock.now() });
    },
  };
}

/** What the pages behind unsubscribe links need. */
export function unsubscribeServices(): UnsubscribeServices {
  const settings = readEnv('unsubscribe', process.env);
  const arn = settings.LINKS_SECRET_ARN;
  const secrets = createSecretsReader({ client: createSecretsClient(), arn, clock: systemClock });
  return {
    clock: systemClock,
    responses: responsesOf(settings),
    shop: settings.SHOP_NAME,
    read: async (token) => readUnsubscribeToken(token, await secrets()),
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
export function importServices(): ImportServices {
  const { CUSTOMERS_TABLE: table } = readEnv('import', process.env);
  return { clock: systemClock, customers: createDynamoCustomers({ client: createDocumentClient(), table }) };
}

function responsesOf({ RESPONSES_QUEUE_URL: queueUrl }: { RESPONSES_QUEUE_URL: string }): Responses {
  return createSqsResponses({ client: createResponsesClient(), queueUrl });
}

/** A stage without SMS sets neither variable. */
function smsOf(settings: Settings<'touch'>): SmsSettings | undefined {
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
function enrollmentServices(client: Client, settings: Settings<'respond'>): Services {
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
