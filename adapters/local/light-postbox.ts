// The postbox of long runs: who got which touch when, and how often, without the words.
import {
  type MessageId,
  type MessageSummary,
  messageIdOf,
  type Postbox,
  placeOf,
  type Reply,
} from '#adapters/local/postbox';
import type { Channel } from '#core/channel';

/** A postbox in memory that forgets subjects and texts; `get` always answers undefined. Grows with the messages. */
export function createLightPostbox(): Postbox {
  const byId = new Map<MessageId, MessageSummary>();
  const byChannel: Record<Channel, MessageSummary[]> = { email: [], sms: [] };
  const sent: Record<Channel, number> = { email: 0, sms: 0 };
  let duplicates = 0;

  function freeCopy(leaving: Parameters<Postbox['deliver']>[0]): number {
    let copy = 1;
    while (byId.has(messageIdOf(leaving, copy))) copy += 1;
    return copy;
  }

  return {
    async deliver(leaving) {
      const { at, customerId, enrollmentId, touchId, channel, to, parts, unsubscribeUrl } = leaving;
      const copy = freeCopy(leaving);
      const messageId = messageIdOf(leaving, copy);
      const who = { customerId, enrollmentId, touchId, channel, to };
      const summary = { messageId, at, ...who, preview: '', parts, unsubscribeUrl, copy, replies: [] };
      byId.set(messageId, summary);
      byChannel[channel].push(summary);
      sent[channel] += 1;
      if (copy > 1) duplicates += 1;
      return { status: copy === 1 ? 'kept' : 'duplicate', messageId };
    },
    find: async (touch) => byId.get(messageIdOf(touch, 1)),
    get: async () => undefined,
    async page({ channel, before, limit }) {
      const newestFirst = byChannel[channel]
        .filter((message) => before === undefined || placeOf(message) < before)
        .sort((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1));
      const items = newestFirst.slice(0, limit);
      const last = items.at(-1);
      return last === undefined || newestFirst.length <= limit ? { items } : { items, next: placeOf(last) };
    },
    async keepReply(messageId: MessageId, reply: Reply) {
      const message = byId.get(messageId);
      message?.replies.push(reply);
      return message === undefined ? 'missing' : 'kept';
    },
    async erase({ messageId, channel }) {
      const place = byChannel[channel].findIndex((message) => message.messageId === messageId);
      if (place >= 0) byChannel[channel].splice(place, 1);
      byId.delete(messageId);
    },
    counts: async () => ({ sent: { ...sent }, duplicates }),
  };
}
