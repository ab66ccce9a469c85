// What erasing one customer and erasing many have in common: what was asked, whether somebody is sure, what lies in the inbox.
import { createInterface } from 'node:readline/promises';
import { messagesOf } from '#adapters/local/messages-of';
import type { CustomerId } from '#core/ids';
import type { Place, PlaceOptions } from './at-place.ts';
import { ANSWER_IS_NO } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export type ErasingOptions = PlaceOptions & { readonly yes: boolean; readonly out?: string; readonly json: boolean };
export type Erasing = { readonly place: Place; readonly options: ErasingOptions; readonly terminal: Terminal };

/** Says so, and ends with no. `forgotten`: as the command tells it when it did erase. */
export function nothingErased(terminal: Terminal, forgotten: false | 0): void {
  terminal.answer({ forgotten });
  terminal.say('Nothing was erased.');
  process.exitCode = ANSWER_IS_NO;
}

/** Asks on the terminal; only what is expected is a yes, and whoever breaks off has not said it. */
export async function isSure(question: string, expected: string): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await asking.question(question)).trim() === expected;
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'AbortError') return false;
    throw fault;
  } finally {
    asking.close();
  }
}

/** What the inbox and the phone of a local world show. */
export async function eraseMessages({ postbox }: Place, customerId: CustomerId): Promise<number> {
  if (postbox === undefined) return 0;
  const messages = await messagesOf(postbox, customerId);
  for (const message of messages) await postbox.erase(message);
  return messages.length;
}
