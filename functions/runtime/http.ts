// What does an HTTP API hand to a function, and what does it take back? Shapes: API Gateway developer guide, payload
// format version 2.0 of Lambda integrations.
import * as z from 'zod';

const LONGEST_REQUEST_ID = 128;

/** A request as it came in: names of headers in lower case, the body byte for byte. */
export const HttpRequestSchema = z
  .object({
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().default(''),
    isBase64Encoded: z.boolean().default(false),
    // Null or left out where a route has none.
    pathParameters: z
      .record(z.string(), z.string())
      .nullish()
      .transform((one) => one ?? {}),
    requestContext: z.object({
      /** No two requests have the same. */
      requestId: z.string().min(1).max(LONGEST_REQUEST_ID),
      http: z.object({ method: z.string() }),
    }),
  })
  .transform(({ headers, body, isBase64Encoded, pathParameters, requestContext }) => ({
    requestId: requestContext.requestId,
    method: requestContext.http.method,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
    pathParameters,
  }));
export type HttpRequest = Readonly<z.output<typeof HttpRequestSchema>>;

export type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Nothing that we answer is for a cache, for another site, or to be taken for something else than it says. */
const EVERYWHERE = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** An answer for a program. */
export function json(statusCode: number, body: object): HttpAnswer {
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { statusCode, headers: { ...EVERYWHERE, ...type }, body: JSON.stringify(body) };
}

/** An answer that says what is wrong and what to do. */
export function problem(statusCode: number, because: string): HttpAnswer {
  return json(statusCode, { because });
}

/** An answer for a person; the headers say what the page may do. */
export function html(statusCode: number, body: string, headers: Readonly<Record<string, string>>): HttpAnswer {
  const type = { 'content-type': 'text/html; charset=utf-8' };
  return { statusCode, headers: { ...EVERYWHERE, ...type, ...headers }, body };
}
