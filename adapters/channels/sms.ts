// One SMS to one customer, by AWS End User Messaging.
import { type PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { acceptedAnswer, sendAnswer } from '#adapters/channels/send-answer';
import type { Sender } from '#core/ports';
import { MOST_SMS_UNITS, smsLengthOf } from '#core/sms-length';

/** MaxPrice is written with at most two digits before the point and five after (SendTextMessage). */
const MOST_DOLLARS = 99.99999;
const DECIMALS = 5;
/** Seconds until a message that no carrier took is dropped: one that left as its window closed must not ring at night. */
const TIME_TO_LIVE = 3_600;

export type SmsSettings = {
  /** A client that tries once: SendTextMessage knows no idempotency token. */
  readonly client: PinpointSMSVoiceV2Client;
  /** The number, pool or sender id that messages come from. */
  readonly originationIdentity: string;
  /** Names where AWS publishes what became of the message. */
  readonly configurationSet: string;
};

/** Sends SMS. What is too long, or would cost more than its parts may, never leaves. */
export function createSmsSender({ client, originationIdentity, configurationSet }: SmsSettings): Sender {
  return {
    async send({ message, to, enrollmentId, customerId, touchId }) {
      if (message.channel !== 'sms') return { status: 'refused', reason: 'NotAnSms' };
      const { encoding, units, parts } = smsLengthOf(message.text);
      if (units > MOST_SMS_UNITS[encoding]) return { status: 'refused', reason: 'TextTooLong' };
      const command = new SendTextMessageCommand({
        DestinationPhoneNumber: to,
        OriginationIdentity: originationIdentity,
        MessageBody: message.text,
        MessageType: 'PROMOTIONAL',
        ConfigurationSetName: configurationSet,
        MaxPrice: priceLimitOf(message.maxPrice, parts),
        TimeToLive: TIME_TO_LIVE,
        // The events of all messages of an account come by one way: the set tells those of this stage.
        Context: { enrollmentId, customerId, touchId, configurationSet },
      });
      try {
        return acceptedAnswer(await client.send(command), parts);
      } catch (fault) {
        return sendAnswer(fault);
      }
    },
  };
}

/** The provider's limit holds for the message as a whole, ours (US dollars) for one part of it. */
export function priceLimitOf(maxPrice: number, parts: number): string {
  return Math.min(maxPrice * parts, MOST_DOLLARS).toFixed(DECIMALS);
}

/** What stands in for SMS where a stage has none: refuses every message, and nothing leaves. */
export const noSmsSender: Sender = {
  async send() {
    return { status: 'refused', reason: 'NoSmsInThisStage' };
  },
};
