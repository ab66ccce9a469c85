// How does a flow become a Lambda function? Parse, run, answer; one bad record fails alone and is never lost.
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Accepts, accepted, JsonTextSchema } from './accept.ts';
import { type HttpAnswer, type HttpRequest, HttpRequestSchema } from './http.ts';
import { logger, reported } from './log.ts';

type Runs<Ports, Input, Answer> = {
  /** Called by the first invocation and kept. What it throws fails that invocation; the next one calls again. */
  readonly services: () => Ports | Promise<Ports>;
  readonly run: (services: Ports, input: Input, context: Context) => Promise<Answer>;
};
type Door<Ports, Input, Answer> = Runs<Ports, Input, Answer> & { readonly accepts: Accepts<Input> };
type Told = { readonly status: string };
type QueueDoor<Ports, Input, Answer extends Told> = Door<Ports, Input, Answer> & {
  /** Under which name an answer is counted. @default its status */
  readonly called?: (answer: Answer) => string;
};

/**
 * A function behind a queue. Its records run side by side, and the answer names exactly those that failed: SQS delivers
 * them again and in the end puts them among the dead letters. That is so for faults which no retry helps as well,
 * because SQS knows no shorter way there; the log tells them by `retryable: false`.
 */
export function sqsDoor<Ports, Input, Answer extends Told>({
  services,
  accepts,
  run,
  called = ({ status }) => status,
}: QueueDoor<Ports, Input, Answer>) {
  const ports = once(services);
  return inHouse(async (event: SQSEvent, context): Promise<SQSBatchResponse> => {
    const world = await ports();
    const answers: Record<string, number> = {};
    const handle = async (record: SQSRecord): Promise<void> => {
      const where = `record ${event.Records.indexOf(record)}`;
      try {
        const body = accepted(JsonTextSchema, record.body, `the body of ${where}`);
        const name = called(await run(world, accepted(accepts, body, where), context));
        answers[name] = (answers[name] ?? 0) + 1;
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
    const answer = await run(await ports(), accepted(accepts, event, 'the event'), context);
    logger.info('an event was handled', { status: answer.status });
    return answer;
  });
}

/** Seconds after which a caller may try again: long enough for a throttle to pass, short enough for a person to wait. */
const RETRY_AFTER = '60';

/**
 * A function behind the HTTP API. Whatever goes wrong on our side is answered with `sorry` (503) and logged: the best
 * that the caller can do is always to send the same again later, also when somebody has to mend something first. What a
 * caller did wrong is an answer of `run`.
 */
export function httpDoor<Ports>({
  services,
  run,
  sorry,
}: Runs<Ports, HttpRequest, HttpAnswer> & { readonly sorry: HttpAnswer | ((request: HttpRequest) => HttpAnswer) }) {
  const ports = once(services);
  return inHouse(async (event: unknown, context): Promise<HttpAnswer> => {
    const request = accepted(HttpRequestSchema, event, 'the event');
    const answer = await answerTo(request, context).catch((fault: unknown) => {
      reported(fault);
      const later = typeof sorry === 'function' ? sorry(request) : sorry;
      return { ...later, headers: { ...later.headers, 'retry-after': RETRY_AFTER } };
    });
    logger.info('a request was handled', { method: request.method, statusCode: answer.statusCode });
    return request.method === 'HEAD' ? { ...answer, body: '' } : answer;
  });

  async function answerTo(request: HttpRequest, context: Context): Promise<HttpAnswer> {
    return run(await ports(), request, context);
  }
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

/** Builds once, also for two who ask at the same time; a build that failed is forgotten. */
function once<T>(build: () => T | Promise<T>): () => Promise<T> {
  let built: Promise<T> | undefined;
  return () => {
    built ??= Promise.resolve()
      .then(build)
      .catch((fault: unknown) => {
        built = undefined;
        throw fault;
      });
    return built;
  };
}
