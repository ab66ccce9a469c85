// The door for apps that speak Segment's tracking API: POST /v1/{call}, which is track, identify, page, screen or batch.
import { type TrackServices, takeTracked } from '#core/flow/track';
import { httpDoor } from './runtime/door.ts';
import { type HttpAnswer, type HttpRequest, json, NOT_NOW, problem, tooLarge } from './runtime/http.ts';
import { trackServices } from './runtime/http-services.ts';
import { logger } from './runtime/log.ts';

/** The largest batch that the API itself takes: what is larger is not even looked at. */
const MOST_BYTES = 500 * 1_024;
const UNKNOWN_KEY = 'send the write key of this stage as the user of basic authentication, without a password';

/**
 * Called by the HTTP API. Answers as the API does: 200 when all that can be used is safe on its queue, whatever else was in
 * it; 400 for what is no call, and libraries give up on; 413 for too much; 503 for what they send again.
 */
export function createHandler(services: () => TrackServices | Promise<TrackServices>) {
  return httpDoor({ services, sorry: NOT_NOW, run: track });
}

async function track(services: TrackServices, request: HttpRequest): Promise<HttpAnswer> {
  const { headers, body, pathParameters } = request;
  if (body.byteLength > MOST_BYTES) return tooLarge(MOST_BYTES);
  const verdict = await services.verify({ headers, body });
  if (verdict.status === 'refused') return problem(401, UNKNOWN_KEY);
  const reading = services.read(pathParameters.call ?? '', body, services.clock.now());
  if (reading.status !== 'read') return problem(reading.status === 'tooLarge' ? 413 : 400, reading.because);
  const answer = await takeTracked(services, reading.messages);
  logger.info('a call of the tracking API was handled', { ...answer });
  return json(200, { success: true });
}

export const handler = createHandler(trackServices);
