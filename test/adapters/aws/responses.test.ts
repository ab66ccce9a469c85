import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createSqsResponses } from '#adapters/aws/responses';
import { TryAgain } from '#core/errors';
import { type Response, ResponseSchema } from '#core/response';

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/123456789012/responses';
const sqs = mockClient(SQSClient);
const responses = createSqsResponses({ client: new SQSClient({ region: 'us-east-1' }), queueUrl: QUEUE });

const aVisit = (responseId: string): Response =>
  ResponseSchema.parse({ kind: 'visit', responseId, customerId: 'c1', at: '2026-07-01T14:00:00.000Z' });

const requests = () => sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input);

beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageBatchCommand).callsFake(({ Entries = [] }: SendMessageBatchCommand['input']) => ({
    Successful: Entries.map(({ Id }) => ({ Id })),
  }));
});

test('a response is one message on the queue of responses', async () => {
  await responses.put([aVisit('one'), aVisit('two')]);
  const body = (responseId: string) =>
    `{"kind":"visit","responseId":"${responseId}","customerId":"c1","at":"2026-07-01T14:00:00.000Z"}`;
  expect(requests()).toEqual([
    {
      QueueUrl: QUEUE,
      Entries: [
        { Id: '0', MessageBody: body('one') },
        { Id: '1', MessageBody: body('two') },
      ],
    },
  ]);
});

test('an id with any character arrives as it was, although the queue refuses some of them as they are', async () => {
  const responseId = 'one \uFFFE\uFFFF\uD800\u0000\u0008 ☕ "\\uFFFF"';
  await responses.put([aVisit(responseId)]);
  const [body = ''] = requests().flatMap(({ Entries = [] }) => Entries.map(({ MessageBody }) => MessageBody));
  // The characters that SendMessageBatch allows.
  expect(body).toMatch(/^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]+$/u);
  expect(JSON.parse(body)).toMatchObject({ responseId });
});

test('a queue that does not take all of them is a fault that asks for another try', async () => {
  sqs.on(SendMessageBatchCommand).resolves({ Failed: [] });
  await expect(responses.put([aVisit('one')])).rejects.toEqual(
    new TryAgain('the response queue took 0 of 1 responses; offer them again'),
  );
});
