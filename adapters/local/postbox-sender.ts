// The sender of the local world: nothing leaves the machine, every message is kept where it can be looked at.
import type { Leaving, Postbox } from '#adapters/local/postbox';
import { previewOf } from '#adapters/local/preview';
import type { CustomerId } from '#core/ids';
import type { Rendered } from '#core/message';
import type { Clock, Sender } from '#core/ports';
import { MOST_SMS_UNITS, smsLengthOf } from '#core/sms-length';

type PostboxSenderSettings = {
  readonly postbox: Postbox;
  readonly clock: Clock;
  /** What the inbox calls a customer; without it, the inbox shows addresses. */
  readonly nameOf?: (customerId: CustomerId) => Promise<string | undefined>;
};

/** Accepts what a provider would accept, and refuses an SMS that AWS would refuse. */
export function createPostboxSender({ postbox, clock, nameOf }: PostboxSenderSettings): Sender {
  return {
    async send({ message, ...outgoing }) {
      if (message.channel === 'sms' && isTooLong(message.text)) {
        return { status: 'refused', reason: 'the text is longer than the provider sends' };
      }
      const { customerId, enrollmentId, touchId, to, unsubscribeUrl } = outgoing;
      const name = await nameOf?.(customerId);
      const { messageId } = await postbox.deliver({
        at: clock.now(),
        ...{ customerId, enrollmentId, touchId, to, unsubscribeUrl },
        ...(name === undefined ? {} : { name }),
        ...wordsOf(message),
      });
      return { status: 'accepted', providerId: messageId, parts: partsOf(message) };
    },
  };
}

function wordsOf(message: Rendered): Pick<Leaving, 'channel' | 'preview' | 'parts' | 'text'> & Partial<Leaving> {
  const { channel, text } = message;
  const words = { channel, text, preview: previewOf(message), parts: partsOf(message) };
  if (channel === 'sms') return words;
  const { from, replyTo, subject, html } = message;
  return { ...words, from, subject, html, ...(replyTo === undefined ? {} : { replyTo }) };
}

function partsOf(message: Rendered): number {
  return message.channel === 'sms' ? smsLengthOf(message.text).parts : 1;
}

function isTooLong(text: string): boolean {
  const { units, encoding } = smsLengthOf(text);
  return units > MOST_SMS_UNITS[encoding];
}
