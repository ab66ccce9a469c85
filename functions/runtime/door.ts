// How does a flow become a Lambda function? Parse, run, answer; one bad record fails alone and is never lost.
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Accepts, accepted, JsonTextSchema } from './accept.ts';
import { logger, reported } from './log.ts';

type Door<Ports, Input, Answer> = {
  /** Called by the first invocation and kept. What it throws fails that invocation; the next one calls again. */
  readonly services: () => Ports;
  readonly accepts: Accepts<Input>;
  readonly run: (services: Ports, input: Input, context: Context) => Promise<Answer>;
};
type Told = { readonly status: string };

/**
 * A function behind a queue. Its records run side by side, and the answer names exactly those that failed: SQS delivers
 * them again and in the end puts them among the dead letters. That is so for faults which no retry helps as well,
 * because SQS knows no shorter way there; the log tells them by `retryable: false`.
 */
export function sqsDoor<Ports, Input>({ services, accepts, run }: Door<Ports, Input, Told>) {
  const ports = once(services);
  return inHouse(async (event: SQSEvent, context): Promise<SQSBatchResponse> => {
    const world = ports();
    const answers: Record<string, number> = {};
    const handle = async (record: SQSRecord): Promise<void> => {
      const where = `record ${event.Records.indexOf(record)}`;
      try {
        const body = accepted(JsonTextSchema, record.body, `the body of ${where}`);
        const { status } = await run(world, accepted(accepts, body, where), context);
        answers[status] = (answers[status] ?? 0) + 1;
      } catch (fault) {
        const { messageId, attributes } = record;
        throw reported(fault, { messageId, receives: attributes.ApproximateReceiveCount });
      }
    };
    // All failed is no other case than some failed: the answer names them, and nothing is thrown.
    const options = { context, throwOnFullBatchFailure: false };
    const response = await processPartialResponse(event, handle, new BatchProcessor(EventType.SQS), options);
    const failed = response.batchItemFailures.length;
    logger.info('a batch was handled', { records: event.Records.length, failed, answers });
    return response;
  });
}

/** A function that is called with one event. A fault fails the invocation, and AWS calls again or keeps the event. */
export function eventDoor<Ports, Input, Answer extends Told>({ services, accepts, run }: Door<Ports, Input, Answer>) {
  const ports = once(services);
  return inHouse(async (event: unknown, context): Promise<Answer> => {
    const answer = await run(ports(), accepted(accepts, event, 'the event'), context);
    logger.info('an event was handled', { status: answer.status });
    return answer;
  });
}

/** The stack that every function stands in. */
function inHouse<Event, Answer>(
  handle: (event: Event, context: Context) => Promise<Answer>,
): (event: Event, context: Context) => Promise<Answer> {
  // No early time-out: it would answer while a send is still on its way, and the frozen process would send it at its
  // next thaw, whatever happened meanwhile. Lambda's own time-out ends the process.
  return middy<Event, Answer>(handle, { timeoutEarlyInMillis: 0 })
    .use(injectLambdaContext(logger, { logEvent: false }))
    .onError((request) => {
      request.error = reported(request.error);
    });
}

function once<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
}
