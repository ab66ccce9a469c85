// The door for shops and apps: POST /responses takes in what they know of customers, and puts it on the queue.
import { byOurClock, isMisdated } from '#core/misdated';
import { JsonTextSchema, wrongFields } from './runtime/accept.ts';
import { httpDoor } from './runtime/door.ts';
import { type HttpAnswer, type HttpRequest, json, NOT_NOW, problem, tooLarge } from './runtime/http.ts';
import { type ReceiveServices, receiveServices } from './runtime/http-services.ts';
import { shopResponses } from './runtime/shop-responses.ts';

/** What the largest message of a queue was for long, and far more than 100 responses need. */
const MOST_BYTES = 256 * 1_024;
const JSON_TYPE = /^\s*application\/json\s*(;|$)/i;

const REFUSED = {
  incomplete: 'sign the request with webhook-id, webhook-timestamp and webhook-signature (standardwebhooks.com)',
  stale: 'webhook-timestamp must be within 5 minutes of now; sign every attempt anew, and look at the clock',
  noMatch:
    'no signature fits; sign id.timestamp.body, the body byte for byte as it is sent, with the secret of this stage',
} as const;

/**
 * Called by the HTTP API. Takes one response or a list of them, in the words of `core/response.ts`, and answers 202 when
 * the queue has taken every one. The shop gives each response its own `responseId`: the same id twice is one response, so
 * whatever is not answered, or is answered with 503, may be sent again as a whole.
 */
export function createHandler(services: () => ReceiveServices | Promise<ReceiveServices>) {
  return httpDoor({ services, sorry: NOT_NOW, run: receive });
}

async function receive({ clock, verify, responses }: ReceiveServices, request: HttpRequest): Promise<HttpAnswer> {
  const { headers, body } = request;
  if (body.byteLength > MOST_BYTES) return tooLarge(MOST_BYTES);
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) return problem(415, 'send application/json');
  const verdict = await verify({ headers, body });
  if (verdict.status === 'refused') return problem(401, REFUSED[verdict.because]);
  const read = JsonTextSchema.safeParse(body.toString());
  const told = read.success ? shopResponses.safeParse(read.data) : read;
  if (!told.success) {
    return problem(400, `nothing was taken; mend these fields and send all of it again: ${wrongFields(told.error)}`);
  }
  const now = clock.now();
  const heard = told.data.map((response) => byOurClock(response, now));
  const undated = heard.filter((response) => isMisdated(response, now)).length;
  if (undated > 0) {
    return problem(
      400,
      `nothing was taken; mend at, or your clock: ${undated} of the responses lie in the future or before 1971`,
    );
  }
  await responses.put(heard);
  return json(202, { accepted: heard.length });
}

export const handler = createHandler(receiveServices);
