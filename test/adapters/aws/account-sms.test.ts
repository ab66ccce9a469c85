import {
  AccessDeniedException,
  DescribeAccountAttributesCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
  PinpointSMSVoiceV2Client,
  ResourceNotFoundException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { readSms } from '#adapters/aws/account-sms';

const aws = mockClient(PinpointSMSVoiceV2Client);
const client = new PinpointSMSVoiceV2Client({ region: 'us-east-1' });

// The SDK's types want every field of an answer; these are the ones that we read.
const POOL = { Status: 'ACTIVE', MessageType: 'PROMOTIONAL' } as never;
const NUMBER = { Status: 'PENDING', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['VOICE'] } as never;
const SENDER = { MessageTypes: ['PROMOTIONAL', 'TRANSACTIONAL'] } as never;

beforeEach(() => {
  aws.reset();
  aws.on(DescribeAccountAttributesCommand).resolves({
    AccountAttributes: [
      { Name: 'DEFAULT_PROTECT_CONFIGURATION_ID', Value: 'protect-1' },
      { Name: 'ACCOUNT_TIER', Value: 'SANDBOX' },
    ],
  });
  aws.on(DescribeSpendLimitsCommand).resolves({
    SpendLimits: [
      { Name: 'VOICE_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 1, MaxLimit: 1, Overridden: false },
      { Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 150, MaxLimit: 200, Overridden: true },
    ],
  });
  aws.on(DescribePoolsCommand).resolves({ Pools: [POOL] });
  aws.on(DescribePhoneNumbersCommand).resolves({ PhoneNumbers: [NUMBER] });
  aws.on(DescribeSenderIdsCommand).resolves({ SenderIds: [SENDER] });
});

test('the tier and the limit for text messages are picked out of what AWS says', async () => {
  await expect(readSms(client, 'pool/pool-1')).resolves.toMatchObject({
    tier: { status: 'seen', value: 'SANDBOX' },
    monthlyDollars: { status: 'seen', value: 150 },
  });
  expect(aws.commandCalls(DescribeAccountAttributesCommand).map(({ args }) => args[0].input)).toEqual([{}]);
  expect(aws.commandCalls(DescribeSpendLimitsCommand).map(({ args }) => args[0].input)).toEqual([{}]);
});

describe('what SMS come from is looked up by its kind', () => {
  test.each([
    ['pool/pool-1', { PoolIds: ['pool-1'] }, { state: 'ACTIVE', messageTypes: ['PROMOTIONAL'], sendsText: true }],
    [
      'phone-number/phone-1',
      { PhoneNumberIds: ['phone-1'] },
      { state: 'PENDING', messageTypes: ['TRANSACTIONAL'], sendsText: false },
    ],
    [
      'sender-id/SHOP/GB',
      { SenderIds: [{ SenderId: 'SHOP', IsoCountryCode: 'GB' }] },
      { messageTypes: ['PROMOTIONAL', 'TRANSACTIONAL'], sendsText: true },
    ],
  ])('%s', async (origination, input, value) => {
    const { origination: found } = await readSms(client, origination);
    expect(found).toEqual({ status: 'seen', value: { status: 'found', ...value } });
    const inputs = aws.calls().map(({ args }) => args[0].input);
    expect(inputs).toHaveLength(3);
    expect(inputs).toContainEqual(input);
  });

  test('and is missing when AWS does not know it, whichever way it says so', async () => {
    const missing = { status: 'seen', value: { status: 'missing' } };
    aws.on(DescribePoolsCommand).rejects(new ResourceNotFoundException({ message: 'words', $metadata: {} }));
    await expect(readSms(client, 'pool/pool-1')).resolves.toMatchObject({ origination: missing });
    aws.on(DescribeSenderIdsCommand).resolves({ SenderIds: [] });
    await expect(readSms(client, 'sender-id/SHOP/GB')).resolves.toMatchObject({ origination: missing });
    aws.on(DescribePhoneNumbersCommand).resolves({ PhoneNumbers: [] });
    await expect(readSms(client, 'phone-number/phone-1')).resolves.toMatchObject({ origination: missing });
  });
});

test.each([
  ['tier', DescribeAccountAttributesCommand, 'sms-voice:DescribeAccountAttributes'],
  ['monthlyDollars', DescribeSpendLimitsCommand, 'sms-voice:DescribeSpendLimits'],
  ['origination', DescribePoolsCommand, 'sms-voice:DescribePools'],
] as const)('a refusal hides the %s and nothing else', async (name, command, permission) => {
  aws.on(command).rejects(new AccessDeniedException({ message: 'words', $metadata: {} }));
  const facts = await readSms(client, 'pool/pool-1');
  expect(facts[name]).toEqual({ status: 'denied', permission });
  expect(Object.values(facts).filter(({ status }) => status === 'seen')).toHaveLength(2);
});
