import { randomBytes } from 'node:crypto';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDynamoSequences } from '#adapters/aws/sequences';
import { type EmbeddedStore, openEmbeddedStore } from '#adapters/local/embedded-store';
import { BadDefinition } from '#core/errors';
import { SequenceNameSchema } from '#core/ids';
import { aPublishedFile } from '../../support/builders.ts';

const TABLE = 'sequences-sequences';
const GENTLE = SequenceNameSchema.parse('gentle');
let embedded: EmbeddedStore;
beforeAll(async () => {
  embedded = await openEmbeddedStore({ prefix: 'sequences' });
});
afterAll(() => embedded.close());

function createStore() {
  return createDynamoSequences({ client: embedded.client, table: TABLE });
}

test('a version is read and parsed once, and every reader gets the same one', async () => {
  const store = createStore();
  const { version } = await store.publish(aPublishedFile());
  const [live] = await store.live();
  expect(await store.get(GENTLE, version)).toBe(live);
});

test('a publication that broke off before it was live is taken up again under its own version', async () => {
  const name = SequenceNameSchema.parse('broken-off');
  const file = aPublishedFile({ sequence: { name } });
  await createStore().publish(file);
  await embedded.client.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { name: '#live', version: 0 },
      UpdateExpression: 'REMOVE #live',
      ExpressionAttributeNames: { '#live': `live:${name}` },
    }),
  );
  expect(await createStore().publish(file)).toEqual({ status: 'published', version: 1 });
  expect((await createStore().live()).map(({ sequence }) => sequence.name)).toContain(name);
});

test('another text goes past a version that was written and never became live', async () => {
  const name = SequenceNameSchema.parse('stranded');
  await createStore().publish(aPublishedFile({ sequence: { name } }));
  const { Item } = await embedded.client.send(new GetCommand({ TableName: TABLE, Key: { name, version: 1 } }));
  await embedded.client.send(new PutCommand({ TableName: TABLE, Item: { ...Item, version: 2, digest: 'another' } }));
  const changed = aPublishedFile({ sequence: { name }, shop: { name: 'Beech' } });
  expect(await createStore().publish(changed)).toEqual({ status: 'published', version: 3 });
  expect(await createStore().publish(changed)).toEqual({ status: 'unchanged', version: 3 });
});

test('a sequence too large for one record is refused, and nothing of it is published', async () => {
  const store = createStore();
  const html = randomBytes(500_000).toString('base64');
  const messages = { 'miss-you': { email: { subject: 's', preview: 'p', html, text: 't' } } };
  const large = aPublishedFile({ sequence: { name: 'large' }, messages });
  await expect(store.publish(large)).rejects.toThrow(BadDefinition);
  expect(await store.get(SequenceNameSchema.parse('large'), 1)).toBeUndefined();
});
