// What is there in this AWS account and region that a first send depends on? Gathers the facts side by side; core judges them.
import type { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { type DnsResolver, readDns } from '#adapters/aws/account-dns';
import { readEmail } from '#adapters/aws/account-email';
import { readQuotas } from '#adapters/aws/account-quotas';
import { readSms } from '#adapters/aws/account-sms';
import { readDeployed, type StackClients } from '#adapters/aws/account-stack';
import { inTime } from '#adapters/aws/look';
import type { ReadinessFacts, ReadinessWanted } from '#core/readiness';
import { wantedRecords } from '#core/readiness-dns';

export type AccountClients = StackClients & {
  readonly email: SESv2Client;
  readonly sms: PinpointSMSVoiceV2Client;
  readonly quotas: ServiceQuotasClient;
};

/** Who asks, by the SDK's own settings; or why these do not say. */
export type Access =
  | { readonly status: 'known'; readonly region: string; readonly accountId: string | undefined }
  | { readonly status: 'unknown'; readonly faults: readonly unknown[] };

/** The region and the credentials that a client works with. Nothing is asked of AWS itself, but a profile may have to. */
export async function readAccess({ config }: SESv2Client): Promise<Access> {
  const asked = [inTime(() => config.region()), inTime(() => config.credentials())] as const;
  const [region, credentials] = await Promise.allSettled(asked);
  if (region.status === 'fulfilled' && credentials.status === 'fulfilled') {
    return { status: 'known', region: region.value, accountId: credentials.value.accountId };
  }
  return {
    status: 'unknown',
    faults: [region, credentials].flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])),
  };
}

/** All facts that the checks want. A call that fails leaves its own facts unseen and no others; none lasts long. */
export async function readFacts(
  clients: AccountClients,
  resolver: DnsResolver,
  { region, accountId }: Pick<Access & { status: 'known' }, 'region' | 'accountId'>,
  wanted: Pick<ReadinessWanted, 'email' | 'sms' | 'stack'>,
): Promise<ReadinessFacts> {
  const [{ email, dns }, sms, { quotas, accountId: quotasSay }, stack] = await Promise.all([
    readSender(clients.email, resolver, wanted.email),
    wanted.sms === undefined ? undefined : readSms(clients.sms, wanted.sms.origination),
    readQuotas(clients.quotas),
    readDeployed(clients, wanted.stack.stackName),
  ]);
  return {
    region,
    accountId: accountId ?? quotasSay,
    email,
    dns,
    ...(sms === undefined ? {} : { sms }),
    quotas,
    stack,
  };
}

/** SES says which records there should be, so DNS is asked after it. */
async function readSender(client: SESv2Client, resolver: DnsResolver, wanted: ReadinessWanted['email']) {
  const email = await readEmail(client, wanted.identity);
  return { email, dns: await readDns(resolver, wantedRecords(wanted, email.identity)) };
}
