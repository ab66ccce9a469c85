import { QueueDoesNotExist, RequestThrottled, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEnrollQueue, createScanQueue } from '#adapters/aws/work';
import { TryAgain } from '#core/errors';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';

const SCAN = 'https://sqs.us-east-1.amazonaws.com/123456789012/scan';
const ENROLL = 'https://sqs.us-east-1.amazonaws.com/123456789012/enroll';
const SAYING = { $metadata: {}, message: 'a message' };
const sqs = mockClient(SQSClient);
const client = new SQSClient({ region: 'us-east-1' });
const work = {
  scan: createScanQueue({ client, queueUrl: SCAN }),
  enroll: createEnrollQueue({ client, queueUrl: ENROLL }),
};

const sequence = SequenceNameSchema.parse('gentle');
const tasks = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    customerId: CustomerIdSchema.parse(`c${index}`),
    sequence,
    version: 1,
  }));

/** Bodies of the messages that were offered, request by request. */
function offered(): string[][] {
  return sqs
    .commandCalls(SendMessageBatchCommand)
    .map((call) => (call.args[0].input.Entries ?? []).map((entry) => entry.MessageBody ?? ''));
}

/** A queue that refuses the entries with these ids in each of its first requests, one list per request. */
function refusing(...rounds: readonly (readonly string[])[]): void {
  let round = 0;
  sqs.on(SendMessageBatchCommand).callsFake((input: SendMessageBatchCommand['input']) => {
    const refused = rounds[round++] ?? [];
    const ids = (input.Entries ?? []).map(({ Id = '' }) => Id);
    return {
      Successful: ids.filter((id) => !refused.includes(id)).map((Id) => ({ Id })),
      Failed: ids.filter((id) => refused.includes(id)).map((Id) => ({ Id, SenderFault: false, Code: 'InternalError' })),
    };
  });
}

beforeEach(() => {
  sqs.reset();
  refusing();
});

test('a scan task is one message on the scan queue', async () => {
  await work.scan([{ segment: 2, segments: 8, after: 'c9' }]);
  expect(sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input)).toEqual([
    { QueueUrl: SCAN, Entries: [{ Id: '0', MessageBody: '{"segment":2,"segments":8,"after":"c9"}' }] },
  ]);
});

test('enroll tasks go to the enroll queue ten at a time, each once', async () => {
  await work.enroll(tasks(23));
  const urls = sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input.QueueUrl);
  expect(urls).toEqual([ENROLL, ENROLL, ENROLL]);
  expect(offered().map((bodies) => bodies.length)).toEqual([10, 10, 3]);
  expect(
    offered()
      .flat()
      .map((body) => JSON.parse(body)),
  ).toEqual(tasks(23));
});

test('no tasks, no call', async () => {
  await work.scan([]);
  expect(sqs.calls()).toEqual([]);
});

describe('a queue that takes only a part', () => {
  test('is offered the rest once more', async () => {
    refusing(['1', '9']);
    await work.enroll(tasks(11));
    const [first = [], again, last] = offered();
    expect(first).toHaveLength(10);
    expect(again).toEqual([first[1], first[9]]);
    expect(last).toHaveLength(1);
  });

  test('twice is a fault that counts what was taken, and nothing more is offered', async () => {
    refusing([], ['3', '4'], ['3']);
    await expect(work.enroll(tasks(35))).rejects.toEqual(
      new TryAgain('the enroll queue took 19 of 35 tasks; offer them again'),
    );
    expect(offered().map((bodies) => bodies.length)).toEqual([10, 10, 2]);
  });
});

test('a throttled queue is tried again later, with what it took before', async () => {
  const cause = new RequestThrottled(SAYING);
  sqs
    .on(SendMessageBatchCommand)
    .resolvesOnce({
      Successful: tasks(10).map((_, index) => ({ Id: String(index), MessageId: 'm', MD5OfMessageBody: '' })),
    })
    .rejects(cause);
  await expect(work.enroll(tasks(12))).rejects.toEqual(
    new TryAgain('the enroll queue took 10 of 12 tasks (RequestThrottled); offer them again', { cause }),
  );
});

test('a queue that is not there is nothing to try again', async () => {
  sqs.on(SendMessageBatchCommand).rejects(new QueueDoesNotExist(SAYING));
  await expect(work.scan([{ segment: 0, segments: 1 }])).rejects.toBeInstanceOf(QueueDoesNotExist);
});
