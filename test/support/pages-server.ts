// The customers' pages on this machine, as the HTTP API serves them: every request goes through the real doors.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CustomerPages, customerPages, type LinkPage } from './customer-pages.ts';

const PATH = /^\/([ups])\/([^/?]*)$/;

export type PagesServer = {
  readonly pages: CustomerPages;
  readonly url: string;
  close(): Promise<void>;
};

/** Serves on a free port of the loopback; `pages` is what stands behind it. */
export async function servePages(pages = customerPages({ shop: 'Acorn & Oak' })): Promise<PagesServer> {
  const server = createServer(async (request, response) => {
    const [, page, token = ''] = PATH.exec(request.url ?? '') ?? [];
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    // The cast: the pattern knows these pages only.
    const asked = page as LinkPage | undefined;
    if (asked === undefined) return void response.writeHead(404).end();
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const answer = await pages.ask(request.method ?? 'GET', asked, token, { headers, body: Buffer.concat(chunks) });
    response.writeHead(answer.statusCode, { ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The cast: a server on a port has an address, not the name of a pipe.
  const { port } = server.address() as AddressInfo;
  return {
    pages,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
