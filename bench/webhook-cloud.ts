// A queue, a table of receipts and two secrets, as the door of webhooks sees AWS: in this process, over HTTP, on loopback.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import * as z from 'zod';
import { createTableInput } from '#adapters/aws/table';
import { TABLES } from '#adapters/aws/tables';
import { createDirectHandler } from '#adapters/local/direct-handler';

const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
const DYNAMODB = 'DynamoDB_20120810.';
const BatchSchema = z.object({ Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })) });
const SecretSchema = z.object({ SecretId: z.string() });

/** What a door of this cloud must have in its environment. */
export type WebhookCloud = {
  readonly env: Readonly<Record<string, string>>;
  /** Every message that the queue took, in order. */
  readonly queue: readonly string[];
  close(): Promise<void>;
};

/** Starts it, with these secrets of providers. */
export async function openWebhookCloud(providers: Readonly<Record<string, string>>): Promise<WebhookCloud> {
  const tables = createDirectHandler(dynalite({ createTableMs: 0 }));
  const own = new DynamoDBClient({ region: 'us-east-1', credentials: CREDENTIALS, requestHandler: tables });
  await own.send(new CreateTableCommand(createTableInput('receipts', TABLES.receipts.keys)));
  const queue: string[] = [];

  function answerOf(called: string, sent: string): object {
    if (called.endsWith('SendMessageBatch')) {
      const { Entries } = BatchSchema.parse(JSON.parse(sent));
      queue.push(...Entries.map(({ MessageBody }) => MessageBody));
      const md5Of = (body: string) => createHash('md5').update(body).digest('hex');
      return {
        Successful: Entries.map(({ Id, MessageBody }) => ({ Id, MessageId: Id, MD5OfMessageBody: md5Of(MessageBody) })),
      };
    }
    const { SecretId } = SecretSchema.parse(JSON.parse(sent));
    return { SecretString: JSON.stringify(SecretId.includes('Webhooks') ? providers : { current: 'c'.repeat(64) }) };
  }

  const server = createServer(async (request, response) => {
    const sent = Buffer.concat(await request.toArray()).toString();
    const called = String(request.headers['x-amz-target']);
    const type = { 'content-type': String(request.headers['content-type']) };
    if (!called.startsWith(DYNAMODB)) {
      response.writeHead(200, type).end(JSON.stringify(answerOf(called, sent)));
      return;
    }
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const asked = {
      protocol: 'http:',
      hostname: 'localhost',
      method: 'POST',
      path: '/',
      query: {},
      headers,
      body: sent,
    };
    const { response: answer } = await tables.handle(asked);
    response.writeHead(answer.statusCode, type).end(String(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The cast: a server that listens on a port has such an address.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-a1b2c3`;
  return {
    queue,
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_ENDPOINT_URL: url,
      POWERTOOLS_LOG_LEVEL: 'ERROR',
      RESPONSES_QUEUE_URL: `${url}/123456789012/responses`,
      RECEIPTS_TABLE: 'receipts',
      CONTACTS_SECRET_ARN: secret('Contacts'),
      WEBHOOKS_SECRET_ARN: secret('Webhooks'),
      PUBLIC_URL: 'https://links.shop.example',
      CURRENCY: 'USD',
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
