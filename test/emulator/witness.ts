// What did the functions ask of the world? An HTTP server of the test: it stands in for SES and SMS and keeps each request,
// and it passes requests to DynamoDB on to the emulator and counts them. Paths begin with /<door>/<service>.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';

const TextSchema = z.object({ Data: z.string() });
const PairsSchema = z
  .array(z.object({ Name: z.string(), Value: z.string() }))
  .transform((pairs) => Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value])));
const SendEmailSchema = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.tuple([z.string()]) }),
  ConfigurationSetName: z.string(),
  EmailTags: PairsSchema,
  Content: z.object({
    Simple: z.object({
      Subject: TextSchema,
      Body: z.object({ Html: TextSchema, Text: TextSchema }),
      Headers: PairsSchema,
    }),
  }),
});
const SendTextMessageSchema = z.object({
  DestinationPhoneNumber: z.string(),
  OriginationIdentity: z.string(),
  MessageBody: z.string(),
  ConfigurationSetName: z.string(),
  Context: z.record(z.string(), z.string()),
});

/** A message that left, as its provider was asked for it. */
export type Sent = {
  readonly at: number;
  readonly messageId: string;
  readonly customerId: string;
  readonly touch: string;
} & (
  | { readonly channel: 'email'; readonly asked: z.output<typeof SendEmailSchema> }
  | { readonly channel: 'sms'; readonly asked: z.output<typeof SendTextMessageSchema> }
);
/** A request to DynamoDB. `customerId` only where the request names exactly one. */
export type StoreCall = {
  readonly at: number;
  readonly door: string;
  readonly name: string;
  readonly tables: readonly string[];
  readonly units: number | undefined;
  readonly customerId: string | undefined;
};

export type Witness = {
  readonly url: string;
  readonly sent: readonly Sent[];
  readonly storeCalls: readonly StoreCall[];
  close(): Promise<void>;
};

const TARGET_OF_SMS = 'PinpointSMSVoiceV2.SendTextMessage';
const PATH_OF_SES = '/v2/email/outbound-emails';
const FORWARDED = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'];

/** Starts it on a free port of this machine, in front of the emulator. */
export async function startWitness(emulator: string): Promise<Witness> {
  const sent: Sent[] = [];
  const storeCalls: StoreCall[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, door = '', service = '', ...rest] = (request.url ?? '').split('/');
    const body = await buffer(request);
    const say = (status: number, text: string) => response.writeHead(status, JSON_HEADERS).end(text);
    if (service === 'dynamodb') return passOn(request, response, door, body.toString());
    const messageId = `emulated-${sent.length + 1}`;
    if (service === 'ses' && `/${rest.join('/')}` === PATH_OF_SES) {
      const asked = SendEmailSchema.parse(JSON.parse(body.toString()));
      const { customer = '', touch = '' } = asked.EmailTags;
      sent.push({ at: Date.now(), messageId, channel: 'email', customerId: customer, touch, asked });
      say(200, JSON.stringify({ MessageId: messageId }));
    } else if (service === 'sms' && request.headers['x-amz-target'] === TARGET_OF_SMS) {
      const asked = SendTextMessageSchema.parse(JSON.parse(body.toString()));
      const { customerId = '', touchId = '' } = asked.Context;
      sent.push({ at: Date.now(), messageId, channel: 'sms', customerId, touch: touchId, asked });
      say(200, JSON.stringify({ MessageId: messageId }));
    } else say(404, JSON.stringify({ message: `the test does not stand in for ${request.method} ${request.url}` }));
  }

  /** The consumed capacity is asked for in the name of the function, which does not look at it. */
  async function passOn(request: IncomingMessage, response: ServerResponse, door: string, body: string): Promise<void> {
    const at = Date.now();
    const asked: unknown = { ...JSON.parse(body), ReturnConsumedCapacity: 'TOTAL' };
    const headers = new Headers();
    for (const name of FORWARDED) headers.set(name, String(request.headers[name]));
    const answered = await fetch(emulator, { method: 'POST', headers, body: JSON.stringify(asked) });
    const text = await answered.text();
    const target = String(request.headers['x-amz-target']);
    storeCalls.push({ at, door, name: target.slice(target.indexOf('.') + 1), ...whereOf(asked), units: unitsOf(text) });
    const kind = answered.headers.get('content-type') ?? 'application/x-amz-json-1.0';
    response.writeHead(answered.status, { 'content-type': kind }).end(text);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((fault: unknown) => {
      response.writeHead(500, JSON_HEADERS).end(JSON.stringify({ message: String(fault) }));
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a server on a port has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    sent,
    storeCalls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

const CapacitySchema = z.object({ CapacityUnits: z.number() });
const AnswerSchema = z.object({ ConsumedCapacity: z.union([CapacitySchema, z.array(CapacitySchema)]).optional() });

/** What DynamoDB charges for; a refused write tells nothing. */
function unitsOf(answer: string): number | undefined {
  const { ConsumedCapacity: capacity } = AnswerSchema.parse(JSON.parse(answer));
  if (capacity === undefined) return undefined;
  return [capacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
}

/** Which tables, and which customer, a request is about. */
function whereOf(asked: unknown): Pick<StoreCall, 'tables' | 'customerId'> {
  const tables = new Set<string>();
  const customers = new Set<string>();
  const walk = (value: unknown, name?: string): void => {
    if (name === 'TableName' && typeof value === 'string') tables.add(value);
    if (typeof value !== 'object' || value === null) return;
    if (name === 'RequestItems') for (const table of Object.keys(value)) tables.add(table);
    if (name === 'customerId' && 'S' in value && typeof value.S === 'string') customers.add(value.S);
    for (const [key, one] of Object.entries(value)) walk(one, Array.isArray(value) ? name : key);
  };
  walk(asked);
  const [customerId, ...others] = customers;
  return { tables: [...tables], customerId: others.length === 0 ? customerId : undefined };
}
