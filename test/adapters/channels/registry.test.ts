import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, test } from 'vitest';
import { createSenders } from '#adapters/channels/registry';
import { CHANNELS } from '#core/channel';
import { anOutgoingEmail, anOutgoingSms } from '../../support/outgoing.ts';
import { answeredWith } from '../../support/wire.ts';

test('every channel has its own sender', async () => {
  const yes = (id: string) => answeredWith({ status: 200, body: JSON.stringify({ MessageId: id }) });
  const senders = createSenders({
    email: { client: new SESv2Client(yes('from SES')), configurationSet: 'winback' },
    sms: {
      client: new PinpointSMSVoiceV2Client(yes('from SMS')),
      originationIdentity: 'pool-1',
      configurationSet: 'winback',
    },
  });
  expect(Object.keys(senders).sort()).toEqual([...CHANNELS].sort());
  expect(await senders.email.send(anOutgoingEmail())).toMatchObject({ providerId: 'from SES' });
  expect(await senders.sms.send(anOutgoingSms())).toMatchObject({ providerId: 'from SMS' });
});

test('a stage without SMS refuses every SMS by that name, and sends email as ever', async () => {
  const email = {
    client: new SESv2Client(answeredWith({ status: 200, body: JSON.stringify({ MessageId: 'from SES' }) })),
    configurationSet: 'winback',
  };
  const senders = createSenders({ email });
  expect(await senders.sms.send(anOutgoingSms())).toEqual({ status: 'refused', reason: 'NoSmsInThisStage' });
  expect(await senders.email.send(anOutgoingEmail())).toMatchObject({ status: 'accepted' });
});
