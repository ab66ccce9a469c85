// How do messages get onto a queue: all of them, or a fault that says how many?
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { faultName, isPassing } from '#adapters/aws/passing-fault';
import { TryAgain } from '#core/errors';

/** SendMessageBatch takes no more entries. */
const MOST_PER_BATCH = 10;
/** A batch may be accepted in part; what was left is offered once more. */
const TRIES = 2;
/** SQS delays no message for longer (SendMessageBatch). */
const MOST_DELAY_SECONDS = 900;
/** The two characters that JSON writes as they are and SQS refuses (SendMessageBatch). */
const REFUSED_CHARACTERS = /[\uFFFE\uFFFF]/g;

const AnswerSchema = z.object({ Successful: z.array(z.object({ Id: z.string() })).default([]) });

export type QueueSettings = { readonly client: SQSClient; readonly queueUrl: string };
/** What a fault calls the queue, and what it holds. */
type Named = { readonly called: string; readonly holds: string };

/**
 * What puts messages on a queue, as JSON and in their order. Throws TryAgain when not every one was taken, with how many
 * were; the caller may offer all of them again, so only what changes nothing when done twice belongs on such a queue.
 * Refusals of the queue itself pass through.
 */
export function createSqsQueue({ client, queueUrl, called, holds }: QueueSettings & Named) {
  /** How many of the batch the queue did not take. */
  async function offer(batch: readonly object[], delay: { DelaySeconds?: number }): Promise<number> {
    let entries = batch.map((message, index) => ({ Id: String(index), MessageBody: bodyOf(message), ...delay }));
    for (let tried = 0; tried < TRIES && entries.length > 0; tried += 1) {
      const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      const accepted = new Set(AnswerSchema.parse(answer).Successful.map(({ Id }) => Id));
      entries = entries.filter(({ Id }) => !accepted.has(Id));
    }
    return entries.length;
  }

  function notTaken(taken: number, of: number, fault?: unknown): TryAgain {
    const why = fault === undefined ? '' : ` (${faultName(fault)})`;
    return new TryAgain(`the ${called} queue took ${taken} of ${of} ${holds}${why}; offer them again`, {
      cause: fault,
    });
  }

  return async (messages: readonly object[], { afterSeconds }: { afterSeconds?: number } = {}): Promise<void> => {
    const delay = afterSeconds === undefined ? {} : { DelaySeconds: Math.min(afterSeconds, MOST_DELAY_SECONDS) };
    for (let taken = 0; taken < messages.length; taken += MOST_PER_BATCH) {
      const batch = messages.slice(taken, taken + MOST_PER_BATCH);
      const left = await offer(batch, delay).catch((fault: unknown) => {
        if (!isPassing(fault)) throw fault;
        throw notTaken(taken, messages.length, fault);
      });
      if (left > 0) throw notTaken(taken + batch.length - left, messages.length);
    }
  };
}

function bodyOf(message: object): string {
  return JSON.stringify(message).replace(REFUSED_CHARACTERS, (one) => `\\u${one.charCodeAt(0).toString(16)}`);
}
