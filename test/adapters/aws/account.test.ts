import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeAccountAttributesCommand,
  DescribePoolsCommand,
  DescribeSpendLimitsCommand,
  PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { GetServiceQuotaCommand, ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { type AccountQuestion, readAccess, readFacts } from '#adapters/aws/account';
import type { DnsResolver } from '#adapters/aws/account-dns';
import { createLookingClients } from '#adapters/aws/looking-clients';
import { CREDENTIALS } from '../../support/wire.ts';

const ses = mockClient(SESv2Client);
const sms = mockClient(PinpointSMSVoiceV2Client);
const quotas = mockClient(ServiceQuotasClient);
const cloudFormation = mockClient(CloudFormationClient);
const clients = createLookingClients();
const ACCESS = { region: 'us-east-1', accountId: undefined };
const QUESTION: AccountQuestion = {
  identity: 'shop.test',
  // Only SES knows the names of the records that it wants.
  records: (identity) =>
    identity.status === 'seen' && identity.value.status === 'found'
      ? identity.value.dkim.tokens.map((token) => ({ type: 'CNAME' as const, name: `${token}.shop.test` }))
      : [],
  origination: 'pool/pool-1',
  stackName: 'Winback-prod',
};
const asked: string[] = [];
const resolver: DnsResolver = {
  async resolveTxt(name) {
    asked.push(name);
    return [['v=spf1 ', '-all']];
  },
  async resolveCname(name) {
    asked.push(name);
    return ['t1.dkim.test'];
  },
};

beforeEach(() => {
  asked.length = 0;
  for (const mock of [ses, sms, quotas, cloudFormation]) mock.reset();
  ses.on(GetAccountCommand).rejects(Object.assign(new Error('words'), { name: 'InternalFailure' }));
  ses.on(GetEmailIdentityCommand).resolves({
    VerifiedForSendingStatus: true,
    DkimAttributes: { Status: 'SUCCESS', Tokens: ['t1'] },
  });
  sms.on(DescribeAccountAttributesCommand).resolves({ AccountAttributes: [] });
  sms.on(DescribeSpendLimitsCommand).resolves({ SpendLimits: [] });
  sms.on(DescribePoolsCommand).resolves({ Pools: [] });
  quotas.on(GetServiceQuotaCommand).resolves({ Quota: { Value: 1_000 } });
  quotas.on(ListServiceQuotasCommand).resolves({
    Quotas: [{ QuotaName: 'x', QuotaArn: 'arn:aws:servicequotas:us-east-1:123456789012:states/L-1', Value: 1 }],
  });
  cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [] });
});

test('all facts come home side by side, and one that does not hides no other', async () => {
  const facts = await readFacts(clients, resolver, ACCESS, QUESTION);
  expect(facts).toMatchObject({
    region: 'us-east-1',
    accountId: '123456789012',
    email: { account: { status: 'failed', fault: 'InternalFailure' }, identity: { status: 'seen' } },
    sms: { tier: { status: 'seen' }, origination: { status: 'seen' }, monthlyDollars: { status: 'seen' } },
    quotas: { concurrency: { status: 'seen', value: 1_000 } },
    stack: { status: 'seen', value: { status: 'missing' } },
  });
  expect(cloudFormation.commandCalls(DescribeStacksCommand)[0]?.args[0].input).toEqual({ StackName: 'Winback-prod' });
});

test('DNS is asked after SES, for the records that are wanted then', async () => {
  const { dns } = await readFacts(clients, resolver, ACCESS, QUESTION);
  expect(asked).toEqual(['t1.shop.test']);
  expect([...dns]).toEqual([['CNAME t1.shop.test', { status: 'seen', value: ['t1.dkim.test'] }]]);
});

test('a stage without SMS asks nothing about it', async () => {
  const { origination: _, ...question } = QUESTION;
  const facts = await readFacts(clients, resolver, { ...ACCESS, accountId: '999999999999' }, question);
  expect(facts).not.toHaveProperty('sms');
  expect(sms.calls()).toEqual([]);
  expect(facts.accountId).toBe('999999999999');
});

describe('who asks', () => {
  test('is told by the settings of a client', async () => {
    const credentials = { ...CREDENTIALS, accountId: '123456789012' };
    await expect(readAccess(new SESv2Client({ region: 'eu-west-1', credentials }))).resolves.toEqual({
      status: 'known',
      region: 'eu-west-1',
      accountId: '123456789012',
    });
  });

  test('is unknown for as many reasons as there are', async () => {
    const client = new SESv2Client({
      region: () => Promise.reject<string>(new Error('Region is missing')),
      credentials: () => Promise.reject(new Error('no credentials')),
    });
    await expect(readAccess(client)).resolves.toEqual({
      status: 'unknown',
      faults: [new Error('Region is missing'), new Error('no credentials')],
    });
  });
});
