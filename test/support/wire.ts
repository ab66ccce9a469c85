// The far end of an SDK client: answers without a network, and servers on loopback that misbehave on purpose.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' };

type Answer = { readonly status: number; readonly body: string; readonly headers?: Record<string, string> };

/** Client settings under which every request gets this answer, parsed by the SDK as if it came from AWS. */
export function answeredWith({ status, body, headers = {} }: Answer) {
  const response = { statusCode: status, headers, body: Buffer.from(body) };
  const requestHandler = { handle: async () => ({ response }) };
  // The SDK recognises an answer by its fields; its own class would need a package that is not ours.
  return { region: 'us-east-1', credentials: CREDENTIALS, maxAttempts: 1, requestHandler: requestHandler as never };
}

export type Loopback = {
  readonly url: string;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

/** An HTTP server on a free port of 127.0.0.1. */
export async function loopback(listener: RequestListener): Promise<Loopback> {
  const server = createServer(listener);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, connections: () => connections, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
