import { MessageRejected, SESv2Client, SendEmailCommand, TooManyRequestsException } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createEmailSender } from '#adapters/channels/email';
import { anOutgoingEmail, anOutgoingSms } from '../../support/outgoing.ts';

const ses = mockClient(SESv2Client);
const sender = createEmailSender({ client: new SESv2Client({ region: 'us-east-1' }), configurationSet: 'winback' });

beforeEach(() => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
});

function requests() {
  return ses.commandCalls(SendEmailCommand).map((call) => call.args[0].input);
}

test('an email leaves with both one-click headers, its tags and both bodies', async () => {
  const answer = await sender.send(anOutgoingEmail({ replyTo: 'care@shop.example' }));
  expect(answer).toEqual({ status: 'accepted', providerId: 'ses-1', parts: 1 });
  expect(requests()).toEqual([
    {
      FromEmailAddress: 'Shop <hello@shop.example>',
      Destination: { ToAddresses: ['ada@customer.example'] },
      ReplyToAddresses: ['care@shop.example'],
      Content: {
        Simple: {
          Subject: { Data: 'We miss you ☕', Charset: 'UTF-8' },
          Body: {
            Html: { Data: '<p>Come back</p>', Charset: 'UTF-8' },
            Text: { Data: 'Come back', Charset: 'UTF-8' },
          },
          Headers: [
            { Name: 'List-Unsubscribe', Value: '<https://links.shop.example/u/abc.def>' },
            { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
          ],
        },
      },
      EmailTags: [
        { Name: 'enrollment', Value: 'gentle_c1_20260402' },
        { Name: 'touch', Value: 'miss-you' },
        { Name: 'customer', Value: 'c1' },
      ],
      ConfigurationSetName: 'winback',
    },
  ]);
});

test('tags keep to the characters that SES takes', async () => {
  await sender.send(anOutgoingEmail());
  const tags = requests().flatMap((request) => request.EmailTags ?? []);
  expect(tags).toHaveLength(3);
  for (const { Name, Value } of tags) {
    expect(Name).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    expect(Value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
  }
});

test('without a reply address none is named, and the name of the sender is written for mail systems', async () => {
  await sender.send(anOutgoingEmail({ from: 'Café <hi@shop.example>' }));
  const [request] = requests();
  expect(request).not.toHaveProperty('ReplyToAddresses');
  expect(request?.FromEmailAddress).toBe('=?UTF-8?B?Q2Fmw6k=?= <hi@shop.example>');
});

test.each([
  ['http', 'http://links.shop.example/u/abc'],
  ['a line break', 'https://links.shop.example/u/abc\r\nBcc: x'],
  ['a bracket', 'https://links.shop.example/u/abc>, <https://other.example'],
  ['a length that no header takes', `https://links.shop.example/u/${'a'.repeat(980)}`],
])('an unsubscribe link with %s is refused before any call', async (_what, unsubscribeUrl) => {
  const answer = await sender.send(anOutgoingEmail({}, { unsubscribeUrl }));
  expect(answer).toEqual({ status: 'refused', reason: 'NoHttpsUnsubscribeUrl' });
  expect(requests()).toEqual([]);
});

test('an SMS is refused before any call', async () => {
  expect(await sender.send(anOutgoingSms())).toEqual({ status: 'refused', reason: 'NotAnEmail' });
  expect(requests()).toEqual([]);
});

test('a fault of SES is an answer, and no word of its message is repeated', async () => {
  ses
    .on(SendEmailCommand)
    .rejectsOnce(new TooManyRequestsException({ $metadata: {}, message: 'slow down' }))
    .rejectsOnce(new MessageRejected({ $metadata: {}, message: 'ada@customer.example is not verified' }));
  expect(await sender.send(anOutgoingEmail())).toEqual({ status: 'throttled', reason: 'TooManyRequestsException' });
  expect(await sender.send(anOutgoingEmail())).toEqual({ status: 'refused', reason: 'MessageRejected' });
});

test('a yes without a message id is ambiguous', async () => {
  ses.on(SendEmailCommand).resolves({});
  expect(await sender.send(anOutgoingEmail())).toEqual({ status: 'ambiguous', reason: 'NoMessageId' });
});
