import { createServer, type RequestListener } from 'node:http';
import type { HttpRequest } from '@smithy/types';
import { expect, test } from 'vitest';
import { createDirectHandler } from '#adapters/local/direct-handler';

/** What the server heard, and what came back, for one request. */
async function exchanged(request: Partial<HttpRequest>, answer: RequestListener) {
  const heard = { method: '', url: '', headers: {} as NodeJS.Dict<string | string[]>, body: '' };
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    Object.assign(heard, { method, url, headers });
    incoming.on('data', (chunk: Buffer) => {
      heard.body += chunk.toString('utf8');
    });
    incoming.on('end', () => answer(incoming, outgoing));
  });
  const whole = { method: 'POST', path: '/', headers: {}, query: {}, protocol: 'http:', hostname: 'localhost' };
  const { response } = await createDirectHandler(server).handle({ ...whole, ...request });
  expect(server.listening).toBe(false);
  return { heard, response: { ...response, body: Buffer.from(response.body).toString('utf8') } };
}

test('the server hears method, path, headers and body of the request, without a wire', async () => {
  const { heard } = await exchanged(
    { path: '/tables', headers: { 'X-Amz-Target': 'DynamoDB.GetItem' }, body: '{"Key":"é"}' },
    (_incoming, outgoing) => void outgoing.end(),
  );
  expect(heard).toEqual({
    method: 'POST',
    url: '/tables',
    headers: { 'x-amz-target': 'DynamoDB.GetItem' },
    body: '{"Key":"é"}',
  });
});

test('a body of bytes is heard as it is, even as part of a larger memory', async () => {
  const memory = new TextEncoder().encode('xx{"a":1}xx');
  const { heard } = await exchanged({ body: memory.subarray(2, 9) }, (_incoming, outgoing) => void outgoing.end());
  expect(heard.body).toBe('{"a":1}');
});

test('status, headers and body of the answer come back', async () => {
  const { response } = await exchanged({ body: '{}' }, (_incoming, outgoing) => {
    outgoing.statusCode = 400;
    outgoing.setHeader('X-Amzn-RequestId', 'r1');
    outgoing.setHeader('Content-Length', 9);
    outgoing.end('{"é":"ü"}');
  });
  expect(response).toEqual({
    statusCode: 400,
    headers: { 'x-amzn-requestid': 'r1', 'content-length': '9' },
    body: '{"é":"ü"}',
  });
});

test('an answer without a body is an empty one, and fine', async () => {
  const { response } = await exchanged({}, (_incoming, outgoing) => void outgoing.end());
  expect(response).toEqual({ statusCode: 200, headers: {}, body: '' });
});
