import { expect, test } from 'vitest';
import { BadInput, TryAgain } from '#core/errors';
import type { GatherServices } from '#core/flow/gather';
import { CustomerIdSchema } from '#core/ids';
import type { Known } from '#core/known';
import { InstantSchema, plusMilliseconds } from '#core/time';
import { createHandler } from '../../functions/gather.ts';
import { captureLog } from '../support/captured-log.ts';
import { aBatch, aContext } from '../support/lambda-events.ts';

const log = captureLog();
const AT = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const KEY = 'imports/orders/november.csv';
const DONE = { batchItemFailures: [] };
const FAILED = { batchItemFailures: [{ itemIdentifier: 'm0' }] };
const upload = (key: string, more: object = {}) => ({
  source: 'aws.s3',
  detail: { bucket: { name: 'b' }, object: { key, size: 12, ...more } },
});
const knownOf = (number: number): Known => ({ customerId: CustomerIdSchema.parse(`c${number}`), activities: [] });

type Told = { readonly key: string } & Record<string, unknown>;

/** A file of so many rows, each of which takes so long and is a customer of its own. */
function aWorld({ rows = 3, rowMs = 0, customerMs = 0 }: { rows?: number; rowMs?: number; customerMs?: number } = {}) {
  const [told, put]: [Told[], Known[]] = [[], []];
  let now = AT;
  let open = 0;
  const pass = (milliseconds: number) => {
    now = plusMilliseconds(now, milliseconds);
  };
  const services: GatherServices = {
    clock: { now: () => now },
    uploads: {
      async read(_key, onRow) {
        for (let row = 1; row <= rows; row += 1) {
          pass(rowMs);
          onRow(row);
        }
        open += 1;
        async function* customers() {
          for (let row = 1; row <= rows; row += 1) {
            pass(customerMs);
            yield knownOf(row);
          }
        }
        async function close() {
          open -= 1;
        }
        return { customers, counts: { read: rows }, close };
      },
      tell: async (key, word) => void told.push({ key, ...word }),
    },
    imports: {
      async put(customers) {
        for await (const known of customers) put.push(known);
        return { customers: put.length, tooLarge: [] };
      },
    },
  };
  return { services, told, put, isOpen: () => open > 0 };
}

test('a file is read through, its customers are handed on, and word is left of it', async () => {
  const { services, told, put, isOpen } = aWorld();
  expect(await createHandler(() => services)(aBatch(upload(KEY)), aContext())).toEqual({ batchItemFailures: [] });
  expect(put.map(({ customerId }) => customerId)).toEqual(['c1', 'c2', 'c3']);
  expect(told).toEqual([{ key: KEY, status: 'read', read: 3, customers: 3, tooLarge: [], at: AT }]);
  expect(isOpen()).toBe(false);
});

test('a folder that somebody makes in the console is nothing to read', async () => {
  const { services, told } = aWorld();
  expect(await createHandler(() => services)(aBatch(upload('imports/orders/')), aContext())).toEqual({
    batchItemFailures: [],
  });
  expect(told).toEqual([]);
  expect(log.lines()).toContainEqual(expect.objectContaining({ answers: { folder: 1 } }));
});

test('a file that cannot be understood is refused once, counted, and whoever uploaded it finds out why', async () => {
  const world = aWorld();
  const read = async () => {
    throw new BadInput(`${KEY}:1: the header has no column amount; name it with --columns`);
  };
  const services = { ...world.services, uploads: { ...world.services.uploads, read } };
  expect(await createHandler(() => services)(aBatch(upload(KEY)), aContext())).toEqual(DONE);
  expect(log.lines()).toContainEqual(expect.objectContaining({ answers: { refused: 1 } }));
  expect(world.told).toEqual([
    { key: KEY, status: 'refused', because: expect.stringContaining('the header has no column amount'), at: AT },
  ]);
});

test('a service that is busy is asked again, and nothing is said of the file meanwhile', async () => {
  const world = aWorld();
  const put = async () => {
    throw new TryAgain('the import queue took 0 of 1 messages; offer them again');
  };
  const services = { ...world.services, imports: { put } };
  expect(await createHandler(() => services)(aBatch(upload(KEY)), aContext())).toEqual(FAILED);
  expect(world.told).toEqual([]);
  expect(world.isOpen()).toBe(false);
});

test.each([
  ['reading', { rows: 5_000, rowMs: 10 }],
  ['handing on', { rows: 5_000, customerMs: 10 }],
])('a file whose %s takes longer than the function has is refused in time to say what to do', async (_what, long) => {
  const { services, told, isOpen } = aWorld(long);
  expect(await createHandler(() => services)(aBatch(upload(KEY)), aContext(60_000))).toEqual(DONE);
  expect(told).toMatchObject([
    {
      status: 'refused',
      because: `${KEY}: this file takes longer than a function may run; split it, or use npx winback import --stage, which has no such limit`,
    },
  ]);
  expect(isOpen()).toBe(false);
});

test.each([
  [{ 'version-id': 'v1' }, { key: KEY, version: 'v1' }],
  [{}, { key: KEY }],
])('the version that the event tells of is read, whatever was put there since: %j', async (more, expected) => {
  const { services } = aWorld();
  const read: unknown[] = [];
  const uploads: typeof services.uploads = {
    ...services.uploads,
    read(one, onRow) {
      read.push(one);
      return services.uploads.read(one, onRow);
    },
  };
  const handler = createHandler(() => ({ ...services, uploads }));
  expect(await handler(aBatch(upload(KEY, more)), aContext())).toEqual(DONE);
  expect(read).toEqual([expected]);
});

test('an event that is none of S3 fails, and is not quoted', async () => {
  const { services } = aWorld();
  expect(
    await createHandler(() => services)(aBatch({ detail: { email: 'ada@customer.example' } }), aContext()),
  ).toEqual(FAILED);
  expect(log.text()).not.toContain('ada@');
});
