// The deployed door of webhooks in a process of its own, behind a plain HTTP server: what webhook-load.ts loads and kills.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { handler } from '../functions/webhook.ts';

// What Lambda would say of an invocation; the door looks at none of it.
const CONTEXT = { functionName: 'webhook', awsRequestId: 'bench', getRemainingTimeInMillis: () => 25_000 } as Context;
let requests = 0;

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  const [rawPath = '/', rawQueryString = ''] = (request.url ?? '/').split('?');
  requests += 1;
  const answer = await handler(
    {
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      rawPath,
      rawQueryString,
      body: body.toString('base64'),
      isBase64Encoded: true,
      pathParameters: { provider: rawPath.split('/').at(-1) ?? '' },
      requestContext: { requestId: `request-${requests}`, http: { method: request.method ?? 'POST' } },
    },
    CONTEXT,
  );
  response.writeHead(answer.statusCode, answer.headers).end(answer.body);
});

server.listen(0, '127.0.0.1', () => {
  // The cast: a server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  process.send?.({ port });
});
