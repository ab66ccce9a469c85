// A deployed stage on this machine: DynamoDB's stand-in with the tables, and a CloudFormation that knows one stack (and Secrets
// Manager, that knows one secret).
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { createTableInput, TRANSLATION } from '#adapters/aws/table';
import { TABLES, type TableName, tableNames } from '#adapters/aws/tables';
import { OUTPUTS, stackNameOf } from '../../infra/outputs.ts';
import { CREDENTIALS, loopback } from './wire.ts';

/** The region that says who is asked; nobody there is reached. */
const REGION = 'us-east-1';
const STAGE = 'prod';
const XMLNS = 'xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"';

/** What every secret of the stage holds. */
export const SECRET_OF_STAGE = 'a secret of this stage and of nobody else';

export type DeployedStage = {
  readonly tables: Readonly<Record<TableName, string>>;
  readonly client: DynamoDBDocumentClient;
  /** What makes the SDK of a child process find this stage, and nobody's own settings. */
  readonly env: Readonly<Record<string, string>>;
  /** What its stack says from now on. */
  says(stack: { status?: string; hasSms?: boolean }): void;
  close(): Promise<void>;
};

/** Starts it, with all tables empty and SMS in it. No other stage is deployed. */
export async function aDeployedStage(): Promise<DeployedStage> {
  const stack = { status: 'CREATE_COMPLETE', hasSms: true };
  const tables = tableNames(stackNameOf(STAGE));
  const store = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = store.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const own = new DynamoDBClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  for (const [name, { keys }] of Object.entries(TABLES))
    await own.send(new CreateTableCommand(createTableInput(tables[name as TableName], keys)));
  const cloudFormation = await loopback((request, response) => {
    let asked = '';
    request.on('data', (piece: Buffer) => {
      asked += piece;
    });
    request.on('end', () => {
      if (request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue') {
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify({ SecretString: JSON.stringify({ current: SECRET_OF_STAGE }) }));
        return;
      }
      const known = new URLSearchParams(asked).get('StackName') === stackNameOf(STAGE);
      response.writeHead(known ? 200 : 400, { 'content-type': 'text/xml' });
      response.end(known ? stackXml(stack, tables) : missingXml(new URLSearchParams(asked).get('StackName')));
    });
  });
  return {
    tables,
    client: DynamoDBDocumentClient.from(own, TRANSLATION),
    env: {
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: cloudFormation.url,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    },
    says: (more) => void Object.assign(stack, more),
    async close() {
      own.destroy();
      await cloudFormation.close();
      store.closeAllConnections();
      await new Promise((resolve) => store.close(resolve));
    },
  };
}

function stackXml(stack: { status: string; hasSms: boolean }, tables: Record<TableName, string>): string {
  const outputs = OUTPUTS.map((name) => {
    const value = outputValue(name, stack.hasSms, tables);
    return `<member><OutputKey>${name}</OutputKey><OutputValue>${value}</OutputValue></member>`;
  });
  const told = `<StackName>${stackNameOf(STAGE)}</StackName><StackStatus>${stack.status}</StackStatus>`;
  return `<DescribeStacksResponse ${XMLNS}><DescribeStacksResult><Stacks><member>${told}<Outputs>${outputs.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}

function outputValue(name: string, hasSms: boolean, tables: Record<TableName, string>): string {
  if (name === 'SmsConfigurationSet') return hasSms ? 'winback-prod' : 'none';
  const table = name.replace(/Table$/, '').toLowerCase();
  return table in tables ? tables[table as TableName] : `the ${name}`;
}

function missingXml(stackName: string | null): string {
  return `<ErrorResponse ${XMLNS}><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${stackName} does not exist</Message></Error></ErrorResponse>`;
}
