// AWS at the far end of every SDK client of this process: DynamoDB's stand-in, agreeable other services, and a list of
// the permissions that each request needs.
import { createHash } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import * as z from 'zod';
import { createTableInput, TRANSLATION } from '#adapters/aws/table';
import { TABLES } from '#adapters/aws/tables';
import { createDirectHandler } from '#adapters/local/direct-handler';
import { shortOf } from './as-deployed.ts';
import { CREDENTIALS, loopback } from './wire.ts';

/** The current value of every secret: hexadecimal, which is base64 as well. */
export const SECRET = 'a1b2c3d4'.repeat(8);
/** What connected providers prove themselves by. */
const PROVIDERS = { shopify: SECRET, segment: SECRET };
const REGION = 'us-east-1';
const OK = 200;
const DYNAMODB = 'DynamoDB_20120810.';
/** The bucket as it is called in a path, and where in it a request acts: under a beginning that has a permission of its own. */
const OBJECT = /^\/(?<bucket>uploads)\/(?<beginning>[a-z]+\/)[^?]*(?:\?.*(?<version>versionId=))?/;
/** What lies wherever a file is asked for. */
const UPLOADED = 'customer_id,ordered_on,amount\nc1,2026-06-30,42.00\n';
const SEND_EMAIL = 'POST /v2/email/outbound-emails';

/** On which resources a request acts, by the last part of their ARNs, and what an agreeable AWS answers. */
type Reading = { readonly on: readonly string[]; readonly answer: object };
type Call = { readonly action: string; readonly read: (body: unknown) => Reading };

function call<Body>(action: string, body: z.ZodType<Body>, read: (body: Body) => Reading): Call {
  return { action, read: (raw) => read(body.parse(raw)) };
}

const text = z.string();
/** The state machine that a token is of stands in no request; a stage has one. */
const TokenSchema = z.object({ taskToken: text }).transform((): Reading => ({ on: ['journeys'], answer: {} }));
const BatchSchema = z.object({ QueueUrl: text, Entries: z.array(z.object({ Id: text, MessageBody: text })) });

/** By target header, or by method and path. */
const CALLS: Readonly<Record<string, Call>> = {
  // One permission for single messages and for batches (service authorization reference, SQS).
  'AmazonSQS.SendMessageBatch': call('sqs:SendMessage', BatchSchema, ({ QueueUrl, Entries }) => ({
    on: [QueueUrl.split('/').at(-1) ?? ''],
    answer: { Successful: Entries.map(({ Id, MessageBody }) => ({ Id, MD5OfMessageBody: md5Of(MessageBody) })) },
  })),
  'AWSStepFunctions.StartExecution': call(
    'states:StartExecution',
    z.object({ stateMachineArn: text }),
    ({ stateMachineArn }) => ({ on: [shortOf(stateMachineArn)], answer: { executionArn: 'arn', startDate: 0 } }),
  ),
  'AWSStepFunctions.SendTaskSuccess': call('states:SendTaskSuccess', TokenSchema, (reading) => reading),
  'AWSStepFunctions.SendTaskFailure': call('states:SendTaskFailure', TokenSchema, (reading) => reading),
  'secretsmanager.GetSecretValue': call('secretsmanager:GetSecretValue', z.object({ SecretId: text }), (body) => ({
    on: [shortOf(body.SecretId)],
    answer: {
      SecretString: JSON.stringify(shortOf(body.SecretId) === 'webhooks-secret' ? PROVIDERS : { current: SECRET }),
    },
  })),
  'PinpointSMSVoiceV2.SendTextMessage': call(
    'sms-voice:SendTextMessage',
    z.object({ OriginationIdentity: text, ConfigurationSetName: text }),
    ({ OriginationIdentity, ConfigurationSetName }) => ({
      on: [shortOf(OriginationIdentity), `configuration-set/${ConfigurationSetName}`],
      answer: { MessageId: 'sms-1' },
    }),
  ),
  [SEND_EMAIL]: call(
    'ses:SendEmail',
    z.object({ FromEmailAddress: text, ConfigurationSetName: text }),
    ({ FromEmailAddress, ConfigurationSetName }) => ({
      on: [`identity/${domainOf(FromEmailAddress)}`, `configuration-set/${ConfigurationSetName}`],
      answer: { MessageId: 'email-1' },
    }),
  ),
};

const TableSchema = z.object({ TableName: text.optional(), RequestItems: z.record(text, z.unknown()).default({}) });
type Answer = { readonly status: number; readonly body: string };

export type RecordedCloud = {
  readonly url: string;
  /** What makes every SDK client of this process ask here. */
  readonly env: Readonly<Record<string, string>>;
  /** The tables past the record: to put rows there and to look at them. */
  readonly client: DynamoDBDocumentClient;
  /** The permissions that were needed since this was last called, as `dynamodb:GetItem on customers`. */
  taken(): readonly string[];
  /** SES answers the next email with this HTTP status. */
  answerNextEmailWith(status: number): void;
  close(): Promise<void>;
};

/** Starts it with all tables, each called as its store. Pages of a scan have one row, so that every walk goes on. */
export async function aRecordedCloud(): Promise<RecordedCloud> {
  const tables = createDirectHandler(dynalite({ createTableMs: 0 }));
  const own = new DynamoDBClient({ region: REGION, credentials: CREDENTIALS, requestHandler: tables });
  for (const [name, { keys }] of Object.entries(TABLES))
    await own.send(new CreateTableCommand(createTableInput(name, keys)));
  let needed: string[] = [];
  let nextEmail = OK;

  async function fromTables(operation: string, headers: Record<string, string>, sent: string): Promise<Answer> {
    const body = JSON.parse(sent);
    const { TableName, RequestItems } = TableSchema.parse(body);
    const names = TableName === undefined ? Object.keys(RequestItems) : [TableName];
    needed.push(...names.map((table) => `dynamodb:${operation} on ${table}`));
    const forwarded = JSON.stringify(operation === 'Scan' ? { ...body, Limit: 1 } : body);
    const request = { protocol: 'http:', hostname: 'localhost', method: 'POST', path: '/', query: {}, headers };
    const { response } = await tables.handle({ ...request, body: forwarded });
    return { status: response.statusCode, body: String(response.body) };
  }

  function fromOthers(called: string, sent: string): Answer {
    const known = CALLS[called];
    // Nobody may do what stands nowhere above, so this shows up as a permission that is missing.
    if (known === undefined) needed.push(`${called} on what nobody thought of`);
    const { on, answer } = known?.read(JSON.parse(sent)) ?? { on: [], answer: {} };
    needed.push(...on.map((resource) => `${known?.action} on ${resource}`));
    const status = called === SEND_EMAIL ? nextEmail : OK;
    if (called === SEND_EMAIL) nextEmail = OK;
    return { status, body: JSON.stringify(answer) };
  }

  function fromBucket(method: string, { bucket, beginning, version }: Record<string, string>): Answer {
    const reading = version === undefined ? 'GetObject' : 'GetObjectVersion';
    needed.push(`s3:${method === 'GET' ? reading : 'PutObject'} on ${bucket}/${beginning}*`);
    return { status: OK, body: method === 'GET' ? UPLOADED : '' };
  }

  const server = await loopback(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const called = headers['x-amz-target'] ?? `${request.method} ${request.url}`;
    const sent = (await request.toArray()).join('');
    const object = OBJECT.exec(request.url ?? '')?.groups;
    const answer = called.startsWith(DYNAMODB)
      ? await fromTables(called.slice(DYNAMODB.length), headers, sent)
      : object === undefined
        ? fromOthers(called, sent)
        : fromBucket(request.method ?? '', object);
    response.writeHead(answer.status, { 'content-type': headers['content-type'] ?? 'application/json' });
    response.end(answer.body);
  });
  return {
    url: server.url,
    env: {
      AWS_ENDPOINT_URL: server.url,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    },
    client: DynamoDBDocumentClient.from(own, TRANSLATION),
    taken() {
      const taken = [...new Set(needed)].sort();
      needed = [];
      return taken;
    },
    answerNextEmailWith(status) {
      nextEmail = status;
    },
    close: server.close,
  };
}

function domainOf(mailbox: string): string {
  return /@([^>]+)>?$/.exec(mailbox)?.[1] ?? mailbox;
}

function md5Of(body: string): string {
  return createHash('md5').update(body).digest('hex');
}
