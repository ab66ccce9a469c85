import {
  AccessDeniedException,
  GetServiceQuotaCommand,
  ListServiceQuotasCommand,
  NoSuchResourceException,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { readQuotas } from '#adapters/aws/account-quotas';

const aws = mockClient(ServiceQuotasClient);
const client = new ServiceQuotasClient({ region: 'us-east-1' });

const STARTS = {
  QuotaName: 'StartExecution throttle token refill rate per second',
  QuotaArn: 'arn:aws:servicequotas:us-east-1:123456789012:states/L-1',
  Value: 300,
};
const BUCKET = { QuotaName: 'StartExecution throttle token bucket size', Value: 1_300 };
const OPEN = { QuotaName: 'Open executions', Value: 2_000_000 };

beforeEach(() => {
  aws.reset();
  aws.on(ListServiceQuotasCommand, { NextToken: undefined }).resolves({ Quotas: [BUCKET, STARTS], NextToken: 'more' });
  aws.on(ListServiceQuotasCommand, { NextToken: 'more' }).resolves({ Quotas: [OPEN] });
  aws.on(GetServiceQuotaCommand).resolves({ Quota: { Value: 10 } });
});

test('quotas of Step Functions are found by their names on any page, and tell whose they are', async () => {
  await expect(readQuotas(client)).resolves.toEqual({
    quotas: {
      openJourneys: { status: 'seen', value: 2_000_000 },
      startsPerSecond: { status: 'seen', value: 300 },
      concurrency: { status: 'seen', value: 10 },
    },
    accountId: '123456789012',
  });
  expect(aws.commandCalls(ListServiceQuotasCommand).map(({ args }) => args[0].input)).toEqual([
    { ServiceCode: 'states', MaxResults: 100, NextToken: undefined },
    { ServiceCode: 'states', MaxResults: 100, NextToken: 'more' },
  ]);
  expect(aws.commandCalls(GetServiceQuotaCommand).map(({ args }) => args[0].input)).toEqual([
    { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' },
  ]);
});

test('what is not listed is seen as not there', async () => {
  aws.on(ListServiceQuotasCommand).resolves({ Quotas: [] });
  aws.on(GetServiceQuotaCommand).rejects(new NoSuchResourceException({ message: 'words', $metadata: {} }));
  const nothing = { status: 'seen', value: undefined };
  await expect(readQuotas(client)).resolves.toEqual({
    quotas: { openJourneys: nothing, startsPerSecond: nothing, concurrency: nothing },
    accountId: undefined,
  });
});

test('a list without an end is left after five pages', async () => {
  aws.on(ListServiceQuotasCommand).resolves({ Quotas: [], NextToken: 'more' });
  await readQuotas(client);
  expect(aws.commandCalls(ListServiceQuotasCommand)).toHaveLength(5);
});

test('a refusal hides the quotas of Step Functions and not that of Lambda', async () => {
  aws.on(ListServiceQuotasCommand).rejects(new AccessDeniedException({ message: 'words', $metadata: {} }));
  const { quotas } = await readQuotas(client);
  const denied = { status: 'denied', permission: 'servicequotas:ListServiceQuotas' };
  expect(quotas).toEqual({
    openJourneys: denied,
    startsPerSecond: denied,
    concurrency: { status: 'seen', value: 10 },
  });
});
