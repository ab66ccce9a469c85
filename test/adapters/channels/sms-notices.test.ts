import {
  ConflictException,
  InternalServerException,
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createSmsNotices, noNotices } from '#adapters/channels/sms-notices';
import { CustomerIdSchema } from '#core/ids';
import type { Notice } from '#core/notice';

const sms = mockClient(PinpointSMSVoiceV2Client);
const notices = createSmsNotices({
  client: new PinpointSMSVoiceV2Client({ region: 'us-east-1' }),
  originationIdentity: 'pool-1',
  configurationSet: 'winback',
});

function aNotice(overrides: Partial<Notice> = {}): Notice {
  const about = { customerId: CustomerIdSchema.parse('c1'), to: '+12025550123', maxPrice: 0.05 };
  return { ...about, text: 'Shop: You are unsubscribed.', ...overrides };
}

beforeEach(() => {
  sms.reset();
  sms.on(SendTextMessageCommand).resolves({ MessageId: 'sms-1' });
});

function requests() {
  return sms.commandCalls(SendTextMessageCommand).map((call) => call.args[0].input);
}

test('CMP-26: a notice leaves as a transactional message, from the number of the texts, for five minutes', async () => {
  expect(await notices.send(aNotice())).toEqual({ status: 'accepted', providerId: 'sms-1', parts: 1 });
  expect(requests()).toEqual([
    {
      DestinationPhoneNumber: '+12025550123',
      OriginationIdentity: 'pool-1',
      MessageBody: 'Shop: You are unsubscribed.',
      MessageType: 'TRANSACTIONAL',
      ConfigurationSetName: 'winback',
      MaxPrice: '0.05000',
      TimeToLive: 300,
      Context: { customerId: 'c1', configurationSet: 'winback' },
    },
  ]);
});

test('the price limit is for the whole text', async () => {
  await notices.send(aNotice({ text: 'ж'.repeat(71), maxPrice: 0.00883 }));
  expect(requests()[0]?.MaxPrice).toBe('0.01766');
});

test('what is longer than AWS sends is refused before any call', async () => {
  expect(await notices.send(aNotice({ text: 'a'.repeat(1_531) }))).toEqual({
    status: 'refused',
    reason: 'TextTooLong',
  });
  expect(requests()).toEqual([]);
});

test('a fault of the provider is an answer', async () => {
  const message = 'about +12025550123';
  sms
    .on(SendTextMessageCommand)
    .rejectsOnce(new ConflictException({ $metadata: {}, message, Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }))
    .rejectsOnce(new InternalServerException({ $metadata: {}, message }));
  expect(await notices.send(aNotice())).toEqual({ status: 'refused', reason: 'ConflictException' });
  expect(await notices.send(aNotice())).toEqual({ status: 'ambiguous', reason: 'InternalServerException' });
});

test('a stage without SMS sends no notices', async () => {
  expect(await noNotices.send(aNotice())).toEqual({ status: 'refused', reason: 'NoSmsInThisStage' });
});
