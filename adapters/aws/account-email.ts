// What does SES know of the account and of the identity that we send as?
import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, type SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { type Look, look, unlessMissing } from '#adapters/aws/look';

/** The account as SES has it in one region. `perDay` counts recipients in any 24 hours, -1 when there is no limit. */
export type EmailAccount = {
  readonly production: boolean;
  readonly sending: boolean;
  readonly enforcement?: string | undefined;
  readonly perSecond: number;
  readonly perDay: number;
};

/** Who we may send as. Of `dkim`, `tokens` name the records that SES wants in our DNS; none when the key is our own. */
export type EmailIdentity =
  | { readonly status: 'missing' }
  | {
      readonly status: 'found';
      readonly verified: boolean;
      readonly dkim: {
        readonly status: string;
        readonly tokens: readonly string[];
        readonly zone?: string | undefined;
      };
      readonly mailFrom?: MailFrom | undefined;
    };
/** Where bounces come back to; `rejects` when SES refuses to send while that domain is not set up. */
export type MailFrom = { readonly domain: string; readonly status: string; readonly rejects: boolean };

export type EmailFacts = { readonly account: Look<EmailAccount>; readonly identity: Look<EmailIdentity> };

const AccountSchema = z.object({
  ProductionAccessEnabled: z.boolean(),
  SendingEnabled: z.boolean(),
  EnforcementStatus: z.string().optional(),
  SendQuota: z.object({ MaxSendRate: z.number(), Max24HourSend: z.number() }),
});

const IdentitySchema = z.object({
  VerifiedForSendingStatus: z.boolean(),
  DkimAttributes: z.object({
    Status: z.string(),
    Tokens: z.array(z.string()).default([]),
    SigningHostedZone: z.string().optional(),
    SigningAttributesOrigin: z.string().optional(),
  }),
  MailFromAttributes: z
    .object({
      MailFromDomain: z.string().optional(),
      MailFromDomainStatus: z.string().optional(),
      BehaviorOnMxFailure: z.string().optional(),
    })
    .optional(),
});

/** With a key pair of our own, `Tokens` holds its selector and no CNAME leads to SES (DkimAttributes, Tokens). */
const OWN_KEY = 'EXTERNAL';

/** The facts about email in the client's region. */
export async function readEmail(client: SESv2Client, identity: string): Promise<EmailFacts> {
  const [account, found] = await Promise.all([readAccount(client), readIdentity(client, identity)]);
  return { account, identity: found };
}

function readAccount(client: SESv2Client): Promise<Look<EmailAccount>> {
  return look({
    permission: 'ses:GetAccount',
    async ask(abortSignal) {
      const account = AccountSchema.parse(await client.send(new GetAccountCommand({}), { abortSignal }));
      return {
        production: account.ProductionAccessEnabled,
        sending: account.SendingEnabled,
        enforcement: account.EnforcementStatus,
        perSecond: account.SendQuota.MaxSendRate,
        perDay: account.SendQuota.Max24HourSend,
      };
    },
  });
}

function readIdentity(client: SESv2Client, identity: string): Promise<Look<EmailIdentity>> {
  return look({
    permission: 'ses:GetEmailIdentity',
    async ask(abortSignal) {
      const request = client.send(new GetEmailIdentityCommand({ EmailIdentity: identity }), { abortSignal });
      const answer = await unlessMissing(request, NotFoundException, undefined);
      return answer === undefined ? { status: 'missing' } : identityOf(answer);
    },
  });
}

function identityOf(answer: unknown): EmailIdentity {
  const { VerifiedForSendingStatus, DkimAttributes: dkim, MailFromAttributes: from } = IdentitySchema.parse(answer);
  return {
    status: 'found',
    verified: VerifiedForSendingStatus,
    dkim: {
      status: dkim.Status,
      tokens: dkim.SigningAttributesOrigin === OWN_KEY ? [] : dkim.Tokens,
      zone: dkim.SigningHostedZone,
    },
    mailFrom:
      from?.MailFromDomain === undefined || from.MailFromDomain === ''
        ? undefined
        : {
            domain: from.MailFromDomain,
            status: from.MailFromDomainStatus ?? 'PENDING',
            rejects: from.BehaviorOnMxFailure === 'REJECT_MESSAGE',
          },
  };
}
