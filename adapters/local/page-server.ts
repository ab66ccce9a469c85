// The page of the local world on this machine: which address shows what.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, json, problem, write } from '#adapters/local/page-answer';
import { actAnswer, customerAnswer, messageAnswer, messagesAnswer, pacingAnswer } from '#adapters/local/page-api';
import { CUSTOMER_PAGES, customerPage } from '#adapters/local/page-customer';
import { createPageFiles } from '#adapters/local/page-files';
import { createLive, MOST_LISTENERS } from '#adapters/local/page-live';
import { mailAnswer } from '#adapters/local/page-mail';
import { foreignOrigin, refusalOf } from '#adapters/local/page-request';
import type { PageWorld } from '#adapters/local/page-world';
import { MessageIdSchema, type Postbox } from '#adapters/local/postbox';
import { BadInput, describeFault } from '#core/errors';
import type { PreferencesServices } from '#core/flow/preferences-page';

// This machine only: the page shows customers and takes orders from whoever reaches it.
const LOOPBACK = '127.0.0.1';
/** Local requests take milliseconds; whoever needs longer holds a connection for nothing. */
const REQUEST_TIMEOUT_MS = 10_000;

type PageSettings = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly postbox: Postbox;
  readonly world: PageWorld;
  /** What the pages behind the links of messages need. */
  readonly customers: PreferencesServices;
  /** Told about faults that a page got no answer for. */
  readonly onFault?: (fault: unknown) => void;
};

export type RunningPage = { readonly url: string; readonly port: number; readonly close: () => Promise<void> };

/** What a request asks for: `id` is the part of the path that names a message, a customer or a token. */
type Asked = { readonly request: IncomingMessage; readonly id: string; readonly query: URLSearchParams };
type Handler = (asked: Asked) => Answer | Promise<Answer>;
type Route = { readonly path: RegExp; readonly GET?: Handler; readonly POST?: Handler; readonly foreignPosts?: true };

/** Serves the page on 127.0.0.1. Throws BadInput when the port cannot be had. */
export async function startPage({
  port,
  postbox,
  world,
  customers,
  onFault = () => {},
}: PageSettings): Promise<RunningPage> {
  const live = createLive(world, postbox, onFault);
  const fileOf = createPageFiles();
  const routes: readonly Route[] = [
    { path: /^\/api\/state$/, GET: async () => json(await live.state()) },
    { path: /^\/api\/messages$/, GET: ({ query }) => messagesAnswer(postbox, query) },
    { path: /^\/api\/messages\/([\w.-]+)$/, GET: ({ id }) => messageAnswer(postbox, id) },
    { path: /^\/api\/customers\/([\w-]+)$/, GET: ({ id }) => customerAnswer(world, id) },
    { path: /^\/api\/act$/, POST: ({ request }) => actAnswer(world, postbox, request) },
    { path: /^\/api\/pacing$/, POST: ({ request }) => pacingAnswer(world, request) },
    {
      path: /^\/messages\/([\w.-]+)$/,
      GET: async ({ id, query }) => {
        const messageId = MessageIdSchema.safeParse(id);
        const message = messageId.success ? await postbox.get(messageId.data) : undefined;
        return mailAnswer(message, query.get('scheme') === 'dark');
      },
    },
    ...CUSTOMER_PAGES.map((page): Route => {
      const answer: Handler = ({ request, id }) => customerPage(customers, page, id, request);
      // The token is the permission, whoever sends it; browsers name no origin under our referrer policy.
      return { path: new RegExp(`^/${page}/([^/]*)$`), GET: answer, POST: answer, foreignPosts: true };
    }),
  ];

  async function answerOf(request: IncomingMessage): Promise<Answer> {
    const refusal = refusalOf(request);
    if (refusal !== undefined) return refusal;
    const [path = '/', query] = (request.url ?? '/').split('?', 2);
    const route = routes.find((candidate) => candidate.path.test(path)) ?? (await fileRoute(path));
    if (route === undefined) return problem(404, 'there is nothing at this address; the page is at /');
    const handler = request.method === 'POST' ? route.POST : isReading(request) ? route.GET : undefined;
    if (handler === undefined) return problem(405, 'this address does not take that method', { allow: allowed(route) });
    const foreign = request.method === 'POST' && !route.foreignPosts ? foreignOrigin(request) : undefined;
    const id = route.path.exec(path)?.[1] ?? '';
    return foreign ?? (await handler({ request, id, query: new URLSearchParams(query) }));
  }

  async function fileRoute(path: string): Promise<Route | undefined> {
    const file = await fileOf(path);
    return file === undefined ? undefined : { path: /^/, GET: () => file };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wantsStream = request.method === 'GET' && request.url === '/api/live' && refusalOf(request) === undefined;
    if (wantsStream && live.listen(response)) return;
    const answer = wantsStream
      ? problem(503, `more than ${MOST_LISTENERS} pages are open; close some`)
      : await answerOf(request);
    write(response, answer, request.method !== 'HEAD');
  }

  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    handle(request, response).catch((fault: unknown) => {
      onFault(fault);
      if (response.headersSent) return response.destroy();
      const { message } = describeFault(fault);
      write(response, problem(500, `the local world stumbled: ${message}; see the terminal where it runs`), true);
    });
  });

  const taken = await listening(server, port).catch((fault: unknown) => {
    live.close();
    throw fault;
  });
  return {
    url: `http://localhost:${taken}/`,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        live.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

function allowed(route: Route): string {
  return [...(route.GET === undefined ? [] : ['GET', 'HEAD']), ...(route.POST === undefined ? [] : ['POST'])].join(
    ', ',
  );
}

/** The port that the server listens on. */
function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) => reject(portFault(fault, port)));
    // The cast: a server on a port has an address, not the name of a pipe.
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
}

function portFault(fault: NodeJS.ErrnoException, port: number): Error {
  const advice = 'choose another with --port';
  if (fault.code === 'EADDRINUSE') return new BadInput(`port ${port} is in use by another program; ${advice}`);
  if (fault.code === 'EACCES') return new BadInput(`port ${port} may not be opened without special rights; ${advice}`);
  return fault;
}
