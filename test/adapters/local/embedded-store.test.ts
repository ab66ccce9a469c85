import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbeddedStore } from '#adapters/local/embedded-store';
import { BadInput } from '#core/errors';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winback-store-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('what was written is there when the folder is opened again', async () => {
  const first = await openEmbeddedStore({ prefix: 'shop', folder });
  await first.client.send(new PutCommand({ TableName: 'shop-customers', Item: { customerId: 'c1', revision: 1 } }));
  await first.close();
  const second = await openEmbeddedStore({ prefix: 'shop', folder });
  const request = new GetCommand({ TableName: 'shop-customers', Key: { customerId: 'c1' } });
  expect((await second.client.send(request)).Item).toEqual({ customerId: 'c1', revision: 1 });
  await second.close();
});

test('a store has our tables and those that the local world adds', async () => {
  const store = await openEmbeddedStore({ prefix: 'shop', more: { 'shop-postbox': ['customerId', 'at'] } });
  const { TableNames } = await store.client.send(new ListTablesCommand({}));
  const ours = [
    'consents',
    'contacts',
    'customers',
    'enrollments',
    'figures',
    'incentives',
    'intake',
    'journal',
  ].concat(...['models', 'receipts', 'reputation', 'sequences']);
  expect(TableNames).toEqual([...ours, 'postbox'].map((name) => `shop-${name}`).sort());
  const letter = { customerId: 'c1', at: '2026-07-01', words: 'Hello' };
  await store.client.send(new PutCommand({ TableName: 'shop-postbox', Item: letter }));
  const request = new GetCommand({ TableName: 'shop-postbox', Key: { customerId: 'c1', at: '2026-07-01' } });
  expect((await store.client.send(request)).Item).toEqual(letter);
  await store.close();
});

test('a folder that is open already is refused, and the one who has it goes on', async () => {
  const first = await openEmbeddedStore({ prefix: 'shop', folder });
  await expect(openEmbeddedStore({ prefix: 'shop', folder })).rejects.toThrow(
    `is open in another Winback process (${process.pid}); stop it or choose another folder`,
  );
  await first.client.send(new PutCommand({ TableName: 'shop-customers', Item: { customerId: 'c1' } }));
  await first.close();
});

test('a process that is gone is not named as the one who has a folder', async () => {
  const first = await openEmbeddedStore({ prefix: 'shop', folder });
  // More than any system gives out.
  await writeFile(join(folder, 'process-id'), '2147483646');
  await expect(openEmbeddedStore({ prefix: 'shop', folder })).rejects.toThrow(
    'is open in another Winback process; stop it or choose another folder',
  );
  await first.close();
});

test('a place that is no folder is refused as bad input', async () => {
  const file = join(folder, 'file');
  await writeFile(file, 'in the way');
  await expect(openEmbeddedStore({ prefix: 'shop', folder: file })).rejects.toThrow(BadInput);
});

test('two stores in memory know nothing of each other', async () => {
  const one = await openEmbeddedStore({ prefix: 'shop' });
  const other = await openEmbeddedStore({ prefix: 'shop' });
  await one.client.send(new PutCommand({ TableName: 'shop-customers', Item: { customerId: 'c1' } }));
  const request = new GetCommand({ TableName: 'shop-customers', Key: { customerId: 'c1' } });
  expect((await other.client.send(request)).Item).toBeUndefined();
  await one.close();
  await other.close();
});
