// What would really run: each function's bundle, as it is deployed, in a process of its own.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageOf } from '../../bench/bundle-contents.ts';
import type { DoorName } from '../../functions/runtime/env.ts';
import { BUNDLING } from '../../infra/bundling.ts';
import { aBundledStage, type Bundle, invoked } from '../support/bundled-stage.ts';
import { aRequest, signedBy } from '../support/http-requests.ts';
import { aBatch } from '../support/lambda-events.ts';
import { aRecordedCloud, type RecordedCloud, SECRET } from '../support/recorded-cloud.ts';

const ROOT = join(import.meta.dirname, '../..');
const KILOBYTE = 1_024;

/**
 * Every cold start reads and compiles all of a bundle. Some 300 KB are the SDK's common ground, without which there is no
 * client, and 100 KB are zod; the limits are a tenth above what is there now, so that a library that comes in by accident
 * is noticed, and a new rule is not.
 */
const ANSWERING_HTTP_KB = 510;
/** With the client of DynamoDB, the pages in four languages, and the calendar. */
const CHOOSING_KB = 640;
/** With every provider's signatures and words. */
const BELIEVING_KB = 700;
/** With the client of DynamoDB, and the rows of customers. */
const WRITING_ROWS_KB = 560;
/** With the client of Step Functions, and what reads a published sequence, its rule and its segments, but judges nobody. */
const ENDING_JOURNEYS_KB = 620;
/** With the calendar, what the providers tell, the clients that answer, and the words of four languages. */
const RESPONDING_KB = 840;
/** With what judges customers by rule and segments: their clocks, their worth, and the mathematics of both. */
const JUDGING_KB = 770;
/** With what a customer is worth, the template language, and the clients of three providers more. */
const SENDING_KB = 970;
/** With an optimiser and the mathematics, but no journeys and no sequences' rules. */
const FITTING_KB = 760;
/** With the client of S3, what reads files, and what all countries know of phone numbers, but without the tables. */
const READING_FILES_KB = 890;

const MOST_KB: Readonly<Record<DoorName, number>> = {
  plan: ANSWERING_HTTP_KB,
  scan: JUDGING_KB,
  enroll: JUDGING_KB,
  touch: SENDING_KB,
  receive: ANSWERING_HTTP_KB,
  unsubscribe: ANSWERING_HTTP_KB,
  preferences: CHOOSING_KB,
  webhook: BELIEVING_KB,
  track: BELIEVING_KB,
  respond: RESPONDING_KB,
  close: ENDING_JOURNEYS_KB,
  report: ENDING_JOURNEYS_KB,
  fit: FITTING_KB,
  gather: READING_FILES_KB,
  import: WRITING_ROWS_KB,
};
// Object.keys forgets the keys' type.
const DOORS = Object.keys(MOST_KB) as DoorName[];

let cloud: RecordedCloud;
let stage: Awaited<ReturnType<typeof aBundledStage>>;
beforeAll(async () => {
  cloud = await aRecordedCloud();
  stage = await aBundledStage(cloud.url);
});
afterAll(async () => {
  await stage.leave();
  await cloud.close();
});

function bundleOf(door: DoorName): Bundle {
  const bundle = stage.bundles.get(door);
  if (bundle === undefined) throw new TypeError(`${door} is not deployed`);
  return bundle;
}

/** What Lambda itself puts into the environment, and the function's own variables. */
const environment = (variables: Readonly<Record<string, string>>) => ({ ...cloud.env, ...variables });

describe.each(DOORS)('the bundle of %s', (door) => {
  test('is a function that does nothing before it is called, and keeps nothing open', async () => {
    const bundle = bundleOf(door);
    const { code, out, err, told } = await invoked(bundle, environment(bundle.variables));
    expect({ code, out, err, told }).toEqual({ code: 0, out: '', err: '', told: [{ is: 'function' }] });
    expect(cloud.taken()).toEqual([]);
  });

  test('names every variable of its environment that is wrong, and asks nothing of anybody', async () => {
    const bundle = bundleOf(door);
    const blank = Object.fromEntries(Object.keys(bundle.variables).map((name) => [name, '']));
    const { out, err, told } = await invoked(bundle, environment(blank), aRequestOrBatch(door));
    for (const name of Object.keys(bundle.variables)) {
      expect(`${out}${err}${JSON.stringify(told)}`).toContain(`${name} is wrong`);
    }
    expect(cloud.taken()).toEqual([]);
  });
});

/** What nobody understands, in an envelope that the door understands. */
function aRequestOrBatch(door: DoorName): unknown {
  const isBehindHttp = ['receive', 'unsubscribe', 'preferences', 'webhook', 'track'].includes(door);
  return isBehindHttp ? aRequest() : aBatch('garbage');
}

/** The answers of a bundle with its right environment, and what it asked for meanwhile. */
async function answersOf(door: DoorName, ...events: unknown[]) {
  const bundle = bundleOf(door);
  const { code, told } = await invoked(bundle, environment(bundle.variables), ...events);
  expect(code).toBe(0);
  return { told: told.slice(1), asked: cloud.taken() };
}

describe('what nobody understands', () => {
  test.each([
    ['scan', []],
    ['enroll', []],
    ['touch', ['secretsmanager:GetSecretValue on links-secret']],
    ['respond', ['secretsmanager:GetSecretValue on contacts-secret']],
    ['gather', []],
    ['import', ['secretsmanager:GetSecretValue on contacts-secret']],
  ] as const)('fails alone, record by record, behind the queue of %s', async (door, asked) => {
    const answer = { batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }] };
    expect(await answersOf(door, aBatch('no JSON', { garbage: true }))).toEqual({ told: [{ answer }], asked });
  });

  test.each([
    ['plan', 'plan'],
    ['report', 'report'],
    ['fit', 'fit'],
    ['close', 'source'],
  ] as const)('fails the call of %s, which names the field', async (door, field) => {
    const { told, asked } = await answersOf(door, { garbage: true });
    expect(told).toEqual([{ fault: expect.stringMatching(`^BadInput: the event cannot be read: .*\\b${field} \\(`) }]);
    expect(asked).toEqual([]);
  });

  test('is turned away at the door of shops: unsigned, or signed and no JSON', async () => {
    const now = new Date(Math.floor(Date.now() / 1_000) * 1_000).toISOString();
    const asked = { method: 'POST', path: '/responses', body: 'garbage' };
    const type = { 'content-type': 'application/json' };
    const answers = await answersOf(
      'receive',
      aRequest({ ...asked, headers: type }),
      aRequest({ ...asked, headers: { ...type, ...signedBy(SECRET, 'garbage', now) } }),
      aRequest({ ...asked, headers: {} }),
    );
    expect(answers).toEqual({
      told: [401, 400, 415].map((statusCode) => ({ answer: expect.objectContaining({ statusCode }) })),
      asked: ['secretsmanager:GetSecretValue on responses-secret'],
    });
  });

  test('is a link that leads nowhere, and changes nothing', async () => {
    const link = { path: '/u/{token}', token: 'garbage' };
    const answers = await answersOf('unsubscribe', aRequest(link), aRequest({ ...link, method: 'POST' }));
    expect(answers).toEqual({
      told: [404, 404].map((statusCode) => ({ answer: expect.objectContaining({ statusCode }) })),
      asked: ['secretsmanager:GetSecretValue on links-secret'],
    });
  });
});

/** As the stack bundles, told what came in. */
const AS_DEPLOYED = {
  ...BUNDLING,
  absWorkingDir: ROOT,
  outfile: 'index.js',
  write: false,
  metafile: true,
} satisfies BuildOptions & { write: false; metafile: true };

/** The packages of which something is left in a bundle, and our own files by their folders. */
async function contentsOf(door: DoorName): Promise<{ packages: string[]; own: string[] }> {
  const file = `functions/${door}.ts`;
  const { metafile, outputFiles } = await build({ ...AS_DEPLOYED, entryPoints: [file] });
  // What is known of this bundle is known of the deployed one only if they are the same, byte for byte.
  const isDeployed = outputFiles[0]?.text === (await readFile(bundleOf(door).file, 'utf8'));
  expect(isDeployed, 'AS_DEPLOYED bundles as infra/winback-function.ts does').toBe(true);
  const files = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
  const isPackage = (path: string) => path.includes('node_modules/');
  const sorted = (names: readonly string[]) => [...new Set(names)].sort();
  return {
    packages: sorted(files.filter(isPackage).map((path) => packageOf(path).replace(/^@stdlib\/.*/, '@stdlib'))),
    own: sorted(files.filter((path) => !isPackage(path)).map((path) => path.split('/').slice(0, -1).join('/'))),
  };
}

/** The house's own: what parses, logs, takes batches apart, and holds a function together. */
const HOUSE = [
  '@aws-lambda-powertools/batch',
  '@aws-lambda-powertools/commons',
  '@aws-lambda-powertools/logger',
  '@middy/core',
  'zod',
];
/** The SDK's clients by the last part of their packages' names. */
const client = (...names: readonly string[]) => names.map((name) => `@aws-sdk/client-${name}`);
/** The tables, with the two libraries by which the client of DynamoDB remembers endpoints. */
const ROWS = [...client('dynamodb'), '@aws-sdk/lib-dynamodb', 'mnemonist', 'obliterator'];
/** Days in the time zones of customers and shops. */
const CALENDAR = ['temporal-polyfill', 'temporal-utils'];
/** Draws that are the same every time: who is held out, and how touches are spread. */
const DRAWS = ['@noble/hashes'];
/** What a customer is worth takes a function of mathematics, which is many small packages. */
const MATHEMATICS = ['@stdlib'];
const OPTIMISER = ['is-any-array', 'ml-levenberg-marquardt', 'ml-matrix'];
/** Contacts by their keyed hash, and what a page's style is known by. */
const HASHES = DRAWS;
const HTTP = client('secrets-manager', 'sqs');
const JOURNEYS = [...ROWS, ...client('sfn')];

/** What each bundle carries besides, and no other. */
const LIBRARIES: Readonly<Record<DoorName, readonly string[]>> = {
  plan: client('sqs'),
  scan: [...ROWS, ...client('sqs'), ...CALENDAR, ...DRAWS, ...MATHEMATICS],
  enroll: [...JOURNEYS, ...CALENDAR, ...DRAWS, ...MATHEMATICS],
  touch: [
    ...JOURNEYS,
    ...client('pinpoint-sms-voice-v2', 'secrets-manager', 'sesv2'),
    ...CALENDAR,
    ...DRAWS,
    ...MATHEMATICS,
    'liquidjs',
  ],
  receive: HTTP,
  unsubscribe: [...HTTP, ...HASHES],
  preferences: [...ROWS, ...HTTP, ...CALENDAR, ...HASHES],
  webhook: [...ROWS, ...HTTP, ...HASHES],
  track: [...HTTP, ...HASHES],
  respond: [...JOURNEYS, ...HTTP, ...client('pinpoint-sms-voice-v2'), ...CALENDAR, ...HASHES],
  close: JOURNEYS,
  report: JOURNEYS,
  fit: [...ROWS, ...CALENDAR, ...MATHEMATICS, ...OPTIMISER],
  gather: [...client('s3', 'sqs'), ...CALENDAR, 'csv-parse', 'libphonenumber-js'],
  import: [...ROWS, ...client('secrets-manager'), ...HASHES],
};
/** The SDK's common ground, which each of its clients stands on. */
const COMMON = /^@(?:aws|smithy|aws-sdk)\/(?!client-|lib-)/;
/** Where the code of functions may come from: no other world, no command line, no stack, no test. */
const OURS =
  /^(?:core(?:\/(?:flow|law|model|pages))?|adapters\/(?:aws|channels|files(?:\/presets)?|webhooks(?:\/\w+)?)|functions(?:\/runtime)?)$/;

describe.each(DOORS)('in the bundle of %s', (door) => {
  test('are the libraries that it needs, and our own code for this world alone', async () => {
    const { packages, own } = await contentsOf(door);
    const libraries = packages.filter((name) => !COMMON.test(name));
    expect(libraries).toEqual([...HOUSE, ...LIBRARIES[door]].sort());
    expect(own.filter((folder) => !OURS.test(folder))).toEqual([]);
  });

  test('is no more than it takes to start fast', async () => {
    const { size } = await stat(bundleOf(door).file);
    expect(size / KILOBYTE).toBeLessThanOrEqual(MOST_KB[door]);
  });
});
