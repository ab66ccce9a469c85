// The queue on which responses are safe until they are obeyed: one message for each.
import { createSqsQueue, type QueueSettings } from '#adapters/aws/queue';
import type { Responses } from '#core/ports';

/**
 * The port `Responses` on SQS. Throws TryAgain when not every response was taken; whoever sent them may send all of them
 * again, because the same `responseId` twice is one response.
 */
export function createSqsResponses(settings: QueueSettings): Responses {
  return { put: createSqsQueue({ ...settings, called: 'response', holds: 'responses' }) };
}
