// What the HTTP API hands to a function: requests in payload format 2.0 as they really look, and signatures of a shop.
import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

type Asked = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly token?: string;
  readonly provider?: string;
  readonly call?: string;
  readonly query?: string;
  readonly requestId?: string;
};

/** A request; bytes travel as base64, as API Gateway sends them for all types that it does not take for text. */
export function aRequest(asked: Asked = {}): APIGatewayProxyEventV2 {
  const {
    method = 'GET',
    path = '/',
    headers = {},
    body,
    token,
    provider,
    call,
    query = '',
    requestId = 'JKJaXmPLvHcESHA=',
  } = asked;
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: query,
    headers: { host: 'abc123.execute-api.us-east-1.amazonaws.com', 'x-forwarded-for': '203.0.113.7', ...headers },
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc123',
      domainName: 'abc123.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'abc123',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'a browser' },
      requestId,
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '01/Jul/2026:14:00:00 +0000',
      timeEpoch: 1_782_914_400_000,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body).toString('base64') }),
    ...(token === undefined ? {} : { pathParameters: { token } }),
    ...(call === undefined ? {} : { pathParameters: { call } }),
    ...(provider === undefined ? {} : { pathParameters: { provider } }),
    isBase64Encoded: body !== undefined && typeof body !== 'string',
  };
}

/** The headers that a shop signs a body with (Standard Webhooks), at this instant. */
export function signedBy(secret: string, body: string, at: string): Record<string, string> {
  const [id, timestamp] = ['msg_1', String(Date.parse(at) / 1_000)];
  const signature = createHmac('sha256', Buffer.from(secret, 'base64')).update(`${id}.${timestamp}.${body}`);
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature.digest('base64')}`,
  };
}
