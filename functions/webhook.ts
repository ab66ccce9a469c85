// The door for providers and shops: POST /webhooks/{provider} believes what is proven, and puts it on the queue.
import { hash } from 'node:crypto';
import { takeIn } from '#core/flow/take-in';
import { httpDoor } from './runtime/door.ts';
import { type HttpAnswer, type HttpRequest, json, NOT_NOW, text, tooLarge } from './runtime/http.ts';
import { type WebhookServices, webhookServices } from './runtime/http-services.ts';
import { logger } from './runtime/log.ts';
import { refused } from './runtime/refused-webhook.ts';

/** The largest batch that a provider documents is some 800 KB (SendGrid); nothing honest is larger than this. */
const MOST_BYTES = 1_024 * 1_024;

/**
 * Called by the HTTP API. Answers 2xx once all that the request tells is safe on the queue, and to a request that was taken in
 * before without doing it again. 401 for what is not proven, 404 for a provider that this stage has no secret of.
 */
export function createHandler(services: () => WebhookServices | Promise<WebhookServices>) {
  return httpDoor({ services, sorry: NOT_NOW, run: receive });
}

async function receive(services: WebhookServices, request: HttpRequest): Promise<HttpAnswer> {
  const { headers, body, pathParameters, pathAndQuery } = request;
  const name = pathParameters.provider ?? '';
  const known = await services.providers(name);
  if (known === undefined) return refused(name, 404, 'unknown');
  if (body.byteLength > MOST_BYTES) return tooLarge(MOST_BYTES);
  const { provider, secrets } = known;
  const { clock, fetchText, baseUrl, currency } = services;
  const now = clock.now();
  const signed = { url: `${baseUrl}${pathAndQuery}`, headers, body };
  if (provider.isGreeting?.(signed) === true) return json(200, { status: 'ok' });
  const verdict = await provider.scheme(signed, { secrets, now, fetchText });
  if (verdict.status === 'refused') return refused(name, 401, verdict.because);
  const reading = provider.read(signed, { receivedAt: now, currency });
  if (reading.status === 'unreadable') return refused(name, 400, 'unreadable', reading.because);
  if (reading.confirm !== undefined) await fetchText(reading.confirm);
  const receipt = { id: `${name}#${hash('sha256', verdict.once, 'hex')}`, digest: services.digestOf(body), at: now };
  const answer = await takeIn(services, receipt, (receivedAt) => {
    const again = receivedAt === now ? reading : provider.read(signed, { receivedAt, currency });
    return again.status === 'read' ? again.told : [];
  });
  if (answer.status === 'replayed') return refused(name, 401, 'replayed');
  logger.info('a webhook was handled', { provider: name, ...answer });
  return provider.answer === undefined
    ? json(200, { status: 'ok' })
    : text(200, provider.answer.type, provider.answer.body);
}

export const handler = createHandler(webhookServices);
