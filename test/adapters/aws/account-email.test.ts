import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SESv2Client,
  SESv2ServiceException,
} from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { readEmail } from '#adapters/aws/account-email';

const ses = mockClient(SESv2Client);
const client = new SESv2Client({ region: 'us-east-1' });

const ACCOUNT = {
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  EnforcementStatus: 'HEALTHY',
  SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 3 },
};
const IDENTITY = {
  VerifiedForSendingStatus: true,
  DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' as const, Tokens: ['t1', 't2', 't3'] },
};

beforeEach(() => {
  ses.reset();
  ses.on(GetAccountCommand).resolves(ACCOUNT);
  ses.on(GetEmailIdentityCommand).resolves(IDENTITY);
});

test('asks for the account and for the identity of the stage', async () => {
  await readEmail(client, 'shop.test');
  expect(ses.commandCalls(GetAccountCommand).map(({ args }) => args[0].input)).toEqual([{}]);
  expect(ses.commandCalls(GetEmailIdentityCommand).map(({ args }) => args[0].input)).toEqual([
    { EmailIdentity: 'shop.test' },
  ]);
});

test('the account is read in the words of the checks', async () => {
  const { account } = await readEmail(client, 'shop.test');
  expect(account).toEqual({
    status: 'seen',
    value: { production: true, sending: true, enforcement: 'HEALTHY', perSecond: 14, perDay: 50_000 },
  });
});

describe('the identity', () => {
  async function identityOf(answer: object) {
    ses.on(GetEmailIdentityCommand).resolves({ ...IDENTITY, ...answer });
    return (await readEmail(client, 'shop.test')).identity;
  }

  test('has the tokens of its DKIM records and their zone', async () => {
    const DkimAttributes = { ...IDENTITY.DkimAttributes, SigningHostedZone: 'dkim.eu.example' };
    await expect(identityOf({ DkimAttributes })).resolves.toEqual({
      status: 'seen',
      value: {
        status: 'found',
        verified: true,
        dkim: { status: 'SUCCESS', tokens: ['t1', 't2', 't3'], zone: 'dkim.eu.example' },
        mailFrom: undefined,
      },
    });
  });

  test('with a key of its own has a selector, and no records that lead to SES', async () => {
    const DkimAttributes = { Status: 'SUCCESS', Tokens: ['selector'], SigningAttributesOrigin: 'EXTERNAL' };
    await expect(identityOf({ DkimAttributes })).resolves.toMatchObject({ value: { dkim: { tokens: [] } } });
  });

  test.each([
    ['REJECT_MESSAGE', true],
    ['USE_DEFAULT_VALUE', false],
  ])('says what happens when its MAIL FROM breaks: %s', async (BehaviorOnMxFailure, rejects) => {
    const MailFromAttributes = {
      MailFromDomain: 'mail.shop.test',
      MailFromDomainStatus: 'FAILED',
      BehaviorOnMxFailure,
    };
    await expect(identityOf({ MailFromAttributes })).resolves.toMatchObject({
      value: { mailFrom: { domain: 'mail.shop.test', status: 'FAILED', rejects } },
    });
  });

  test('that SES does not know is missing', async () => {
    ses.on(GetEmailIdentityCommand).rejects(new NotFoundException({ message: 'words', $metadata: {} }));
    const { identity } = await readEmail(client, 'shop.test');
    expect(identity).toEqual({ status: 'seen', value: { status: 'missing' } });
  });
});

test('a refusal hides the account and not the identity', async () => {
  const refusal = { name: 'AccessDeniedException', message: 'words', $fault: 'client', $metadata: {} } as const;
  ses.on(GetAccountCommand).rejects(new SESv2ServiceException(refusal));
  const { account, identity } = await readEmail(client, 'shop.test');
  expect(account).toEqual({ status: 'denied', permission: 'ses:GetAccount' });
  expect(identity.status).toBe('seen');
});

test('an answer without its numbers is no answer', async () => {
  ses.on(GetAccountCommand).resolves({ SendingEnabled: true });
  const { account } = await readEmail(client, 'shop.test');
  expect(account).toEqual({ status: 'failed', fault: 'ZodError' });
});
