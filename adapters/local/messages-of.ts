// Which messages of a local world went to one customer?
import type { KeptMessage, MessageSummary, Postbox } from '#adapters/local/postbox';
import { CHANNELS } from '#core/channel';
import type { CustomerId } from '#core/ids';

const PER_PAGE = 200;

/** All messages that went to a customer, newest first, with their words where the postbox keeps them. */
export async function messagesOf(
  postbox: Postbox,
  customerId: CustomerId,
): Promise<readonly (KeptMessage | MessageSummary)[]> {
  const found: (KeptMessage | MessageSummary)[] = [];
  for (const channel of CHANNELS) {
    let before: string | undefined;
    do {
      const page = await postbox.page({ channel, limit: PER_PAGE, ...(before === undefined ? {} : { before }) });
      for (const message of page.items) {
        if (message.customerId === customerId) found.push((await postbox.get(message.messageId)) ?? message);
      }
      before = page.next;
    } while (before !== undefined);
  }
  return found.sort((one, other) => (one.at < other.at ? 1 : -1));
}
