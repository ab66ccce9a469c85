// How are services of the emulator asked for which the project has no SDK client? By the requests that those would send.
import { REGION } from './emulator.ts';

export type RawCall = {
  readonly service: 's3' | 'sns' | 'events' | 'ssm';
  readonly path?: string;
  readonly method?: 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
};

/** The answer as text. Emulators ask who calls and for which region, and not for proof. */
export async function rawCall(endpoint: string, { service, path = '/', method = 'POST', ...call }: RawCall) {
  const response = await fetch(`${endpoint}${path}`, {
    method,
    headers: {
      ...call.headers,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    ...(call.body === undefined ? {} : { body: call.body }),
  });
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(`${service} answered ${response.status} to ${method} ${path}: ${text.slice(0, 300)}`);
}

/** Publishes on a topic, as a provider does. */
export function publish(endpoint: string, topic: string, message: unknown): Promise<string> {
  const asked = { Action: 'Publish', Version: '2010-03-31', TopicArn: topic, Message: JSON.stringify(message) };
  return rawCall(endpoint, {
    service: 'sns',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(asked).toString(),
  });
}

/** An operation of a service that speaks JSON, e.g. `AWSEvents.DescribeRule`. */
export async function jsonCall(
  endpoint: string,
  service: RawCall['service'],
  operation: string,
  input: object,
): Promise<unknown> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': operation };
  return JSON.parse(await rawCall(endpoint, { service, headers, body: JSON.stringify(input) }));
}
