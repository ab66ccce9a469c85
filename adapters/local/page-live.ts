// Keeps open pages up to date: the state of the world as server-sent events, a few times a second at most.
import type { ServerResponse } from 'node:http';
import { streamHeaders } from '#adapters/local/page-answer';
import type { PageState, PageWorld } from '#adapters/local/page-world';
import type { Postbox, PostboxCounts } from '#adapters/local/postbox';

const PUSH_EVERY_MS = 250;
/** Some middlemen cut streams that are silent for half a minute. */
const HEARTBEAT_EVERY_MS = 15_000;
/** Nobody has this many tabs open on purpose. */
export const MOST_LISTENERS = 50;

/** What pages are told: the state of the world and how many messages the postbox has. */
export type LiveState = PageState & { readonly postbox: PostboxCounts };

export interface Live {
  state(): Promise<LiveState>;
  /** Sends the state now and whenever it changes, until the page goes away; false when too many are listening. */
  listen(response: ServerResponse): boolean;
  /** Ends all streams. */
  close(): void;
}

export function createLive(world: PageWorld, postbox: Postbox, onFault: (fault: unknown) => void): Live {
  const listeners = new Set<ServerResponse>();
  let due: NodeJS.Timeout | undefined;
  const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_EVERY_MS);
  const stopWatching = world.onChange(pushSoon);

  async function state(): Promise<LiveState> {
    return { ...world.state(), postbox: await postbox.counts() };
  }

  function send(text: string): void {
    for (const listener of listeners) {
      // A page that cannot keep up misses a state; the next one holds everything again.
      if (!listener.writableNeedDrain) listener.write(text);
    }
  }

  async function push(): Promise<void> {
    due = undefined;
    try {
      send(eventOf(await state()));
    } catch (fault) {
      onFault(fault);
    }
  }

  function pushSoon(): void {
    if (due !== undefined || listeners.size === 0) return;
    due = setTimeout(() => void push(), PUSH_EVERY_MS);
  }

  return {
    state,
    listen(response) {
      if (listeners.size >= MOST_LISTENERS) return false;
      response.writeHead(200, streamHeaders('text/event-stream; charset=utf-8'));
      response.flushHeaders();
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      void push();
      return true;
    },
    close() {
      stopWatching();
      clearInterval(heartbeat);
      clearTimeout(due);
      for (const listener of listeners) listener.end();
    },
  };
}

function eventOf(state: LiveState): string {
  return `event: state\ndata: ${JSON.stringify(state)}\n\n`;
}
