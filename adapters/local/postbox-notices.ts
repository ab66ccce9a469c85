// The texts that answer a customer's own words, in the local world: nothing leaves the machine, the phone shows them.
import { messageIdOf, type Postbox } from '#adapters/local/postbox';
import type { Notices } from '#core/notice';
import type { Clock } from '#core/ports';
import { MOST_SMS_UNITS, smsLengthOf } from '#core/sms-length';

const FIRST_COPY = 1;

/** The port `Notices` of the local world: a text is kept below the message whose reply it answers. */
export function createPostboxNotices({ postbox, clock }: { postbox: Postbox; clock: Clock }): Notices {
  return {
    async send({ text, inReplyTo }) {
      const { encoding, units, parts } = smsLengthOf(text);
      if (units > MOST_SMS_UNITS[encoding]) return { status: 'refused', reason: 'TextTooLong' };
      if (inReplyTo !== undefined) {
        await postbox.keepReply(messageIdOf(inReplyTo, FIRST_COPY), { at: clock.now(), words: text, by: 'shop' });
      }
      return { status: 'accepted', providerId: 'notice', parts };
    },
  };
}
