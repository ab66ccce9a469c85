// What is there in this AWS account and region that a first send depends on? Gathers the facts side by side and judges none.
import type { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { type DnsRecords, type DnsResolver, type RecordName, readDns } from '#adapters/aws/account-dns';
import { type EmailFacts, type EmailIdentity, readEmail } from '#adapters/aws/account-email';
import { type QuotaFacts, readQuotas } from '#adapters/aws/account-quotas';
import { readSms, type SmsFacts } from '#adapters/aws/account-sms';
import { readDeployed, type StackClients, type StackFacts } from '#adapters/aws/account-stack';
import { inTime, type Look } from '#adapters/aws/look';

/** Where to look. */
export type AccountQuestion = {
  /** What SES should know: a domain, or one address. */
  readonly identity: string;
  /** SES says which records there should be, so DNS is asked after it. */
  readonly records: (identity: Look<EmailIdentity>) => readonly RecordName[];
  /** The end of an ARN, such as `pool/pool-…`. Without it nothing is asked about SMS. */
  readonly origination?: string;
  readonly stackName: string;
};

/** What there is. */
export type AccountFacts = {
  readonly region: string;
  /** Undefined when neither the credentials nor AWS said. */
  readonly accountId: string | undefined;
  readonly email: EmailFacts;
  readonly dns: DnsRecords;
  /** Absent when nothing was asked about SMS. */
  readonly sms?: SmsFacts;
  readonly quotas: QuotaFacts;
  readonly stack: Look<StackFacts>;
};

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

/** All facts that were asked for. A call that fails leaves its own facts unseen and no others; none lasts long. */
export async function readFacts(
  clients: AccountClients,
  resolver: DnsResolver,
  { region, accountId }: Pick<Access & { status: 'known' }, 'region' | 'accountId'>,
  question: AccountQuestion,
): Promise<AccountFacts> {
  const [{ email, dns }, sms, { quotas, accountId: quotasSay }, stack] = await Promise.all([
    readSender(clients.email, resolver, question),
    question.origination === undefined ? undefined : readSms(clients.sms, question.origination),
    readQuotas(clients.quotas),
    readDeployed(clients, question.stackName),
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

async function readSender(client: SESv2Client, resolver: DnsResolver, { identity, records }: AccountQuestion) {
  const email = await readEmail(client, identity);
  return { email, dns: await readDns(resolver, records(email.identity)) };
}
