import { RequestThrottled, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createImportQueue } from '#adapters/aws/imports';
import { TryAgain } from '#core/errors';
import { CustomerIdSchema } from '#core/ids';
import type { Known } from '#core/known';
import { dayOfNumber } from '#core/time';

const URL = 'https://sqs.us-east-1.amazonaws.com/123456789012/imports';
/** SQS's limit for one message (its quotas). */
const A_MEBIBYTE = 1_048_576;
const sqs = mockClient(SQSClient);
const queue = createImportQueue({ client: new SQSClient({ region: 'us-east-1' }), queueUrl: URL });

/** Somebody who visited on so many days. */
function aVisitor(number: number, days: number, more: Partial<Known> = {}): Known {
  const activities = Array.from({ length: days }, (_, day) => ({ kind: 'visit', day: dayOfNumber(day), cents: 0 }));
  return { customerId: CustomerIdSchema.parse(`c${number}`), activities, ...more };
}

async function* each(known: readonly Known[]): AsyncGenerator<Known> {
  yield* known;
}

const bodies = () =>
  sqs.commandCalls(SendMessageBatchCommand).flatMap((call) => {
    const { QueueUrl, Entries = [] } = call.args[0].input;
    expect(QueueUrl).toBe(URL);
    return Entries.map(({ MessageBody = '' }) => MessageBody);
  });
const customersIn = (body: string): Known[] => JSON.parse(body).customers;

beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageBatchCommand).callsFake(({ Entries }: SendMessageBatchCommand['input']) => ({
    Successful: (Entries ?? []).map(({ Id }) => ({ Id })),
  }));
});

test('many customers travel in one message, everybody in exactly one, and each message is well below the limit', async () => {
  const all = Array.from({ length: 2_000 }, (_, number) => aVisitor(number, number % 20));
  expect(await queue.put(each(all))).toEqual({ customers: 2_000, tooLarge: [] });
  expect(bodies().flatMap(customersIn)).toEqual(all);
  expect(bodies().length).toBeGreaterThan(2);
  expect(bodies().length).toBeLessThan(20);
  for (const body of bodies()) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(200_100);
});

test('one of whom much is known travels alone and whole', async () => {
  const all = [aVisitor(1, 2), aVisitor(2, 10_000), aVisitor(3, 2)];
  await queue.put(each(all));
  expect(bodies().map((body) => customersIn(body).map(({ customerId }) => customerId))).toEqual([
    ['c1'],
    ['c2'],
    ['c3'],
  ]);
  expect(customersIn(bodies()[1] ?? '')[0]?.activities).toHaveLength(10_000);
});

test('of one whom no message holds the person travels, with their no, and that is told', async () => {
  const customerId = CustomerIdSchema.parse('c2');
  const refusal = { customerId, consentSource: 'a file', fields: {}, emailConsent: false };
  expect(await queue.put(each([aVisitor(2, 40_000, { refusal })]))).toEqual({ customers: 1, tooLarge: ['c2'] });
  expect(bodies().map(customersIn)).toEqual([[{ customerId, activities: [], refusal }]]);
  for (const body of bodies()) expect(Buffer.byteLength(body)).toBeLessThan(A_MEBIBYTE);
});

test('each message names the upload that its customers come from', async () => {
  await queue.put(each([aVisitor(1, 1)]), 'imports/customers/a.csv');
  expect(bodies().map((body) => JSON.parse(body).file)).toEqual(['imports/customers/a.csv']);
});

test('nobody is no message', async () => {
  expect(await queue.put(each([]))).toEqual({ customers: 0, tooLarge: [] });
  expect(bodies()).toEqual([]);
});

test('a queue that does not take them is asked for another time', async () => {
  sqs.on(SendMessageBatchCommand).rejects(new RequestThrottled({ $metadata: {}, message: 'ada@customer.example' }));
  const refused = await queue.put(each([aVisitor(1, 1)])).catch((fault: unknown) => fault);
  expect(refused).toBeInstanceOf(TryAgain);
  expect(String(refused)).not.toContain('ada@');
});
