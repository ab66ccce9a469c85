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
    rawPath: z.string().default(''),
    rawQueryString: z.string().default(''),
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
  .transform(({ headers, body, isBase64Encoded, pathParameters, requestContext, rawPath, rawQueryString }) => ({
    requestId: requestContext.requestId,
    method: requestContext.http.method,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
    pathParameters,
    /** As the caller wrote it, which is what some providers sign. */
    pathAndQuery: rawQueryString === '' ? rawPath : `${rawPath}?${rawQueryString}`,
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

/** An answer in the words that a provider wants. */
export function text(statusCode: number, type: string, body: string): HttpAnswer {
  return { statusCode, headers: { ...EVERYWHERE, 'content-type': type }, body };
}

/** An answer that says what is wrong and what to do. */
export function problem(statusCode: number, because: string): HttpAnswer {
  return json(statusCode, { because });
}

/** The answer to a body that has more bytes than a door reads. */
export function tooLarge(most: number): HttpAnswer {
  return problem(413, `send at most ${most} bytes at once`);
}

/** The answer of a door for programs that has failed: nothing was taken, and all of it may be sent again. */
export const NOT_NOW = problem(503, 'nothing can be taken in just now; send the same again later');
