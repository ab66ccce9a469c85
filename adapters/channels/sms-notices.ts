// One service text in answer to a customer's own words, by AWS End User Messaging.
import { SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { acceptedAnswer, sendAnswer } from '#adapters/channels/send-answer';
import { priceLimitOf, type SmsSettings } from '#adapters/channels/sms';
import type { Notices } from '#core/notice';
import { MOST_SMS_UNITS, smsLengthOf } from '#core/sms-length';

/** Seconds: whoever has just written has the phone in hand, and an answer of later would only ring at night. */
const TIME_TO_LIVE = 300;

/** The port `Notices` on the number that marketing texts come from: the answer stands below the question. */
export function createSmsNotices({ client, originationIdentity, configurationSet }: SmsSettings): Notices {
  return {
    async send({ customerId, to, text, maxPrice }) {
      const { encoding, units, parts } = smsLengthOf(text);
      if (units > MOST_SMS_UNITS[encoding]) return { status: 'refused', reason: 'TextTooLong' };
      const command = new SendTextMessageCommand({
        DestinationPhoneNumber: to,
        OriginationIdentity: originationIdentity,
        MessageBody: text,
        MessageType: 'TRANSACTIONAL',
        ConfigurationSetName: configurationSet,
        MaxPrice: priceLimitOf(maxPrice, parts),
        TimeToLive: TIME_TO_LIVE,
        // No touch: what becomes of a notice is news of no enrollment.
        Context: { customerId, configurationSet },
      });
      try {
        return acceptedAnswer(await client.send(command), parts);
      } catch (fault) {
        return sendAnswer(fault);
      }
    },
  };
}

/** What stands in where a stage has no SMS. */
export const noNotices: Notices = {
  async send() {
    return { status: 'refused', reason: 'NoSmsInThisStage' };
  },
};
