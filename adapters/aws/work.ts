// The queues on which the scan hands on its pieces and its finds.
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { faultName, isPassing } from '#adapters/aws/passing-fault';
import { TryAgain } from '#core/errors';
import type { Work } from '#core/ports';

/** SendMessageBatch takes no more entries. */
const MOST_PER_BATCH = 10;
/** A batch may be accepted in part; what was left is offered once more. */
const TRIES = 2;

const AnswerSchema = z.object({ Successful: z.array(z.object({ Id: z.string() })).default([]) });

export type WorkSettings = {
  readonly client: SQSClient;
  readonly scanQueueUrl: string;
  readonly enrollQueueUrl: string;
};

/**
 * The queues of the scan and of enrolling. Throws TryAgain when not every task was taken, with how many were; doing a
 * task twice changes nothing, so the caller may offer all of them again. Refusals of the queue itself pass through.
 */
export function createSqsWork({ client, scanQueueUrl, enrollQueueUrl }: WorkSettings): Work {
  async function put(queue: string, queueUrl: string, tasks: readonly object[]): Promise<void> {
    for (let taken = 0; taken < tasks.length; taken += MOST_PER_BATCH) {
      const batch = tasks.slice(taken, taken + MOST_PER_BATCH);
      const left = await offer(queueUrl, batch).catch((fault: unknown) => {
        if (!isPassing(fault)) throw fault;
        throw notTaken(queue, taken, tasks.length, fault);
      });
      if (left > 0) throw notTaken(queue, taken + batch.length - left, tasks.length);
    }
  }

  /** How many of the batch the queue did not take. */
  async function offer(queueUrl: string, batch: readonly object[]): Promise<number> {
    let entries = batch.map((task, index) => ({ Id: String(index), MessageBody: JSON.stringify(task) }));
    for (let tried = 0; tried < TRIES && entries.length > 0; tried += 1) {
      const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      const accepted = new Set(AnswerSchema.parse(answer).Successful.map(({ Id }) => Id));
      entries = entries.filter(({ Id }) => !accepted.has(Id));
    }
    return entries.length;
  }

  return {
    scan: (tasks) => put('scan', scanQueueUrl, tasks),
    enroll: (tasks) => put('enroll', enrollQueueUrl, tasks),
  };
}

function notTaken(queue: string, taken: number, of: number, fault?: unknown): TryAgain {
  const why = fault === undefined ? '' : ` (${faultName(fault)})`;
  return new TryAgain(`the ${queue} queue took ${taken} of ${of} tasks${why}; offer them again`, { cause: fault });
}
