// Which adapters do the doors behind the HTTP API work with? The composition root of those that outsiders call.
import { createResponsesClient, createSecretsClient } from '#adapters/aws/clients';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { createDocumentClient } from '#adapters/aws/document-client';
import { createImportQueue } from '#adapters/aws/imports';
import { readUnsubscribeToken } from '#adapters/aws/links';
import { createProviderSecrets } from '#adapters/aws/provider-secrets';
import { createDynamoReceipts } from '#adapters/aws/receipts';
import { createSqsResponses } from '#adapters/aws/responses';
import type { SecretSettings } from '#adapters/aws/secret-value';
import { createSecretsReader, readSecret } from '#adapters/aws/secrets';
import { systemClock } from '#adapters/aws/system';
import { fetchText } from '#adapters/webhooks/fetch-text';
import type { Provider } from '#adapters/webhooks/provider';
import { readCall, withStatedKey } from '#adapters/webhooks/providers/segment';
import { digestOf } from '#adapters/webhooks/reading/body';
import { PROVIDERS } from '#adapters/webhooks/registry';
import type { SignatureVerdict, SignedRequest } from '#adapters/webhooks/signature';
import { segmentWriteKeyScheme } from '#adapters/webhooks/signatures/basic-auth';
import { standardWebhooksScheme } from '#adapters/webhooks/signatures/standard-webhooks';
import { type Contacts, contactKeyOf } from '#core/contact';
import type { LinkServices } from '#core/flow/link-page';
import type { PreferencesServices } from '#core/flow/preferences-page';
import type { TakeInServices } from '#core/flow/take-in';
import type { TrackServices } from '#core/flow/track';
import type { Clock, Responses } from '#core/ports';
import { readEnv } from './env.ts';

export type ReceiveServices = {
  readonly clock: Clock;
  readonly responses: Responses;
  /** Does this request come from the shop, and just now? */
  verify(request: Pick<SignedRequest, 'headers' | 'body'>): Promise<SignatureVerdict>;
};
export type WebhookServices = TakeInServices & {
  /** A provider that is connected, with every secret that counts now. */
  providers(name: string): Promise<{ readonly provider: Provider; readonly secrets: readonly string[] } | undefined>;
  readonly fetchText: (url: string) => Promise<string>;
  /** SHA-256 of a body, in hexadecimal. */
  readonly digestOf: (body: Uint8Array) => string;
  /** The address under which providers call, without a slash at its end. */
  readonly baseUrl: string;
  /** The shop's, like USD: what is paid in another one is a sign of life, and no sum. */
  readonly currency: string;
};

/** What taking in responses of the shop needs. */
export function receiveServices(): ReceiveServices {
  const settings = readEnv('receive', process.env);
  const arn = settings.RESPONSES_SECRET_ARN;
  const secrets = createSecretsReader({ client: createSecretsClient(), arn, clock: systemClock });
  return {
    clock: systemClock,
    responses: responsesOf(settings),
    async verify(request) {
      return standardWebhooksScheme(request, { secrets: await secrets(), now: systemClock.now() });
    },
  };
}

/** What the pages behind unsubscribe links need. */
export function unsubscribeServices(): LinkServices {
  const settings = readEnv('unsubscribe', process.env);
  return linkServices(settings);
}

/** What the preference page and the survey need. */
export function preferencesServices(): PreferencesServices {
  const settings = readEnv('preferences', process.env);
  return {
    ...linkServices(settings),
    topics: settings.TOPICS,
    timeZone: settings.TIME_ZONE,
    locale: settings.LOCALE,
    customers: createDynamoCustomers({ client: createDocumentClient(), table: settings.CUSTOMERS_TABLE }),
  };
}

/** What believing a provider needs. */
export async function webhookServices(): Promise<WebhookServices> {
  const settings = readEnv('webhook', process.env);
  const client = createSecretsClient();
  const secretsOf = createProviderSecrets({ client, arn: settings.WEBHOOKS_SECRET_ARN, clock: systemClock });
  const ownTopics = settings.SNS_TOPICS?.split(',') ?? [];
  return {
    clock: systemClock,
    responses: responsesOf(settings),
    receipts: createDynamoReceipts({ client: createDocumentClient(), table: settings.RECEIPTS_TABLE }),
    contacts: await contactKeys({ client, arn: settings.CONTACTS_SECRET_ARN }),
    fetchText,
    digestOf,
    currency: settings.CURRENCY,
    baseUrl: settings.PUBLIC_URL.replace(/\/+$/, ''),
    async providers(name) {
      const provider = Object.hasOwn(PROVIDERS, name) ? PROVIDERS[name] : undefined;
      if (provider === undefined) return undefined;
      const stated = (await secretsOf())[name] ?? [];
      const secrets = name === 'sns' ? [...ownTopics, ...stated] : stated;
      return secrets.length === 0 ? undefined : { provider, secrets };
    },
  };
}

/** What the tracking API needs. Its write keys stand under `segment` among the secrets of providers. */
export async function trackServices(): Promise<TrackServices> {
  const settings = readEnv('track', process.env);
  const client = createSecretsClient();
  const secretsOf = createProviderSecrets({ client, arn: settings.WEBHOOKS_SECRET_ARN, clock: systemClock });
  const shop = { currency: settings.CURRENCY, activities: settings.ACTIVITIES ?? [] };
  return {
    clock: systemClock,
    responses: responsesOf(settings),
    contacts: await contactKeys({ client, arn: settings.CONTACTS_SECRET_ARN }),
    imports: createImportQueue({ client: createResponsesClient(), queueUrl: settings.IMPORTS_QUEUE_URL }),
    read: (call, body, receivedAt) => readCall(call, body, { receivedAt, shop }),
    async verify(request) {
      return segmentWriteKeyScheme(withStatedKey({ url: '', ...request }), {
        secrets: (await secretsOf()).segment ?? [],
        now: systemClock.now(),
      });
    },
  };
}

type LinkSettings = Parameters<typeof responsesOf>[0] & { LINKS_SECRET_ARN: string; SHOP_NAME: string };

/** What every page behind a link needs, of whichever door. */
function linkServices(settings: LinkSettings): LinkServices {
  const arn = settings.LINKS_SECRET_ARN;
  const secrets = createSecretsReader({ client: createSecretsClient(), arn, clock: systemClock });
  return {
    clock: systemClock,
    responses: responsesOf(settings),
    shop: settings.SHOP_NAME,
    read: async (token) => readUnsubscribeToken(token, await secrets()),
  };
}

/** Names contacts, for a door that takes addresses in and passes none on. The secret is never replaced, so it is read once. */
async function contactKeys(settings: SecretSettings): Promise<Pick<Contacts, 'keyOf'>> {
  const { current } = await readSecret(settings);
  return { keyOf: (hidden) => contactKeyOf(hidden, current) };
}

function responsesOf({ RESPONSES_QUEUE_URL: queueUrl }: { RESPONSES_QUEUE_URL: string }): Responses {
  return createSqsResponses({ client: createResponsesClient(), queueUrl });
}
