import {
  ConflictException,
  InternalServerException,
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createSmsSender } from '#adapters/channels/sms';
import { anOutgoingEmail, anOutgoingSms } from '../../support/outgoing.ts';

const sms = mockClient(PinpointSMSVoiceV2Client);
const sender = createSmsSender({
  client: new PinpointSMSVoiceV2Client({ region: 'us-east-1' }),
  originationIdentity: 'pool-1',
  configurationSet: 'winback',
});

beforeEach(() => {
  sms.reset();
  sms.on(SendTextMessageCommand).resolves({ MessageId: 'sms-1' });
});

function requests() {
  return sms.commandCalls(SendTextMessageCommand).map((call) => call.args[0].input);
}

test('an SMS leaves as a promotional message with the ids that bring its events home', async () => {
  expect(await sender.send(anOutgoingSms())).toEqual({ status: 'accepted', providerId: 'sms-1', parts: 1 });
  expect(requests()).toEqual([
    {
      DestinationPhoneNumber: '+12025550123',
      OriginationIdentity: 'pool-1',
      MessageBody: 'Shop: come back. Reply STOP to end.',
      MessageType: 'PROMOTIONAL',
      ConfigurationSetName: 'winback',
      MaxPrice: '0.05000',
      TimeToLive: 3600,
      Context: {
        enrollmentId: 'gentle_c1_20260402',
        customerId: 'c1',
        touchId: 'miss-you',
        configurationSet: 'winback',
      },
    },
  ]);
});

test.each([
  ['three GSM parts', 'a'.repeat(307), 0.05, 3, '0.15000'],
  ['two UCS-2 parts', 'ж'.repeat(71), 0.00883, 2, '0.01766'],
  ['more than AWS lets one write', 'a'.repeat(307), 40, 3, '99.99999'],
])('the price limit is for the whole message: %s', async (_name, text, maxPrice, parts, limit) => {
  expect(await sender.send(anOutgoingSms({ text, maxPrice }))).toMatchObject({ status: 'accepted', parts });
  const [request] = requests();
  expect(request?.MaxPrice).toBe(limit);
  expect(request?.MaxPrice).toMatch(/^[0-9]{0,2}\.[0-9]{1,5}$/);
});

test.each([
  ['1530 GSM characters', 'a'.repeat(1530), 10],
  ['630 others', 'ж'.repeat(630), 10],
])('%s still go', async (_name, text, parts) => {
  expect(await sender.send(anOutgoingSms({ text }))).toMatchObject({ status: 'accepted', parts });
});

test.each([
  ['1531 GSM characters', 'a'.repeat(1531)],
  ['631 others', 'ж'.repeat(631)],
])('%s are refused before any call', async (_name, text) => {
  expect(await sender.send(anOutgoingSms({ text }))).toEqual({ status: 'refused', reason: 'TextTooLong' });
  expect(requests()).toEqual([]);
});

test('an email is refused before any call', async () => {
  expect(await sender.send(anOutgoingEmail())).toEqual({ status: 'refused', reason: 'NotAnSms' });
  expect(requests()).toEqual([]);
});

test('a fault of the provider is an answer', async () => {
  const message = 'about +12025550123';
  sms
    .on(SendTextMessageCommand)
    .rejectsOnce(new ConflictException({ $metadata: {}, message, Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }))
    .rejectsOnce(new InternalServerException({ $metadata: {}, message }));
  expect(await sender.send(anOutgoingSms())).toEqual({ status: 'refused', reason: 'ConflictException' });
  expect(await sender.send(anOutgoingSms())).toEqual({ status: 'ambiguous', reason: 'InternalServerException' });
});

test('a yes without a message id is ambiguous', async () => {
  sms.on(SendTextMessageCommand).resolves({});
  expect(await sender.send(anOutgoingSms())).toEqual({ status: 'ambiguous', reason: 'NoMessageId' });
});
