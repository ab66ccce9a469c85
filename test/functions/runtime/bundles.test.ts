import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { BUNDLING } from '../../../infra/bundling.ts';

const CLIENTS = [
  'client-dynamodb',
  'client-pinpoint-sms-voice-v2',
  'client-s3',
  'client-secrets-manager',
  'client-sesv2',
  'client-sfn',
  'client-sqs',
];
const ROWS_AND_JOURNEYS = ['client-dynamodb', 'client-sfn'];

/** The SDK clients of which code is left in a function's bundle. */
async function clientsIn(door: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [`functions/${door}.ts`],
    ...BUNDLING,
    metafile: true,
    write: false,
  });
  const left = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  return CLIENTS.filter((client) => left.some((file) => file.includes(`@aws-sdk/${client}/`)));
}

test.each([
  ['scan', ['client-dynamodb', 'client-sqs']],
  ['enroll', ROWS_AND_JOURNEYS],
  ['touch', CLIENTS.filter((client) => !['client-s3', 'client-sqs'].includes(client))],
  ['respond', CLIENTS.filter((client) => !['client-s3', 'client-sesv2'].includes(client))],
  ['close', ROWS_AND_JOURNEYS],
  ['report', ROWS_AND_JOURNEYS],
  ['fit', ['client-dynamodb']],
  ['gather', ['client-s3', 'client-sqs']],
  ['import', ['client-dynamodb', 'client-secrets-manager']],
  ['receive', ['client-secrets-manager', 'client-sqs']],
  ['unsubscribe', ['client-secrets-manager', 'client-sqs']],
  ['track', ['client-secrets-manager', 'client-sqs']],
  ['preferences', ['client-dynamodb', 'client-secrets-manager', 'client-sqs']],
  ['webhook', ['client-dynamodb', 'client-secrets-manager', 'client-sqs']],
])('the bundle of %s carries the clients that it calls and no other', async (door, clients) => {
  expect(await clientsIn(door)).toEqual(clients);
});
