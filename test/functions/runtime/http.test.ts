import { describe, expect, test } from 'vitest';
import { BadInput, TryAgain } from '#core/errors';
import { httpDoor } from '../../../functions/runtime/door.ts';
import { HttpRequestSchema, json, problem } from '../../../functions/runtime/http.ts';
import { captureLog } from '../../support/captured-log.ts';
import { aRequest } from '../../support/http-requests.ts';
import { aContext } from '../../support/lambda-events.ts';

const log = captureLog();
const SORRY = problem(503, 'come back later');

describe('a request', () => {
  test('is the same whether its body came as text or as base64', () => {
    const text = HttpRequestSchema.parse(aRequest({ method: 'POST', body: '{"☕":1}' }));
    const bytes = HttpRequestSchema.parse(aRequest({ method: 'POST', body: Buffer.from('{"☕":1}') }));
    expect(text).toEqual(bytes);
    expect(text.body.toString()).toBe('{"☕":1}');
  });

  test('without a body or parameters has none', () => {
    const { body, pathParameters, requestId } = HttpRequestSchema.parse(aRequest());
    expect([body.byteLength, pathParameters, requestId]).toEqual([0, {}, 'JKJaXmPLvHcESHA=']);
  });

  test('names its headers in lower case, and may name them after anything', () => {
    const headers = JSON.parse('{"Content-Type":"text/plain","__proto__":"x","constructor":"y"}');
    const request = HttpRequestSchema.parse(aRequest({ headers }));
    expect(request.headers['content-type']).toBe('text/plain');
    expect(Object.getPrototypeOf(request.headers)).toBe(Object.prototype);
  });
});

describe('a door behind HTTP', () => {
  test('answers with what its run answered, and logs neither path nor caller', async () => {
    const door = httpDoor({ services: () => 7, sorry: SORRY, run: async (number) => json(200, { number }) });
    expect(await door(aRequest({ path: '/u/the-token' }), aContext())).toMatchObject({
      statusCode: 200,
      body: '{"number":7}',
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    });
    expect(log.lines()).toEqual([expect.objectContaining({ level: 'INFO', method: 'GET', statusCode: 200 })]);
    expect(log.text()).not.toMatch(/the-token|203\.0\.113/);
  });

  test('answers HEAD like GET, without the body', async () => {
    const door = httpDoor({ services: () => 7, sorry: SORRY, run: async () => json(200, {}) });
    const { body: _body, ...got } = await door(aRequest(), aContext());
    expect(await door(aRequest({ method: 'HEAD' }), aContext())).toEqual({ ...got, body: '' });
  });

  test.each([
    ['what passes by itself', new TryAgain('the store is busy'), 'WARN'],
    ['what somebody must mend', new BadInput('a variable is missing'), 'ERROR'],
    ['anything else', new TypeError('about ada@x.example'), 'ERROR'],
  ])('answers %s with its regrets, and says when to come back', async (_what, fault, level) => {
    const run = async () => {
      throw fault;
    };
    const answer = await httpDoor({ services: () => 7, sorry: SORRY, run })(aRequest(), aContext());
    expect(answer).toEqual({ ...SORRY, headers: { ...SORRY.headers, 'retry-after': '60' } });
    expect(log.lines()).toContainEqual(expect.objectContaining({ level, fault: fault.name }));
    expect(log.lines()).toContainEqual(expect.objectContaining({ statusCode: 503 }));
    expect(log.text()).not.toContain('ada@x.example');
  });

  test('answers so too while it cannot be built, and works once it can', async () => {
    let tries = 0;
    const services = async () => {
      tries += 1;
      if (tries === 1) throw new TryAgain('the secret store is silent');
      return tries;
    };
    const door = httpDoor({ services, sorry: SORRY, run: async (number) => json(200, { number }) });
    expect((await door(aRequest(), aContext())).statusCode).toBe(503);
    expect((await door(aRequest(), aContext())).body).toBe('{"number":2}');
  });

  test('takes nothing but HTTP requests', async () => {
    const door = httpDoor({ services: () => 7, sorry: SORRY, run: async () => json(200, {}) });
    await expect(door({ plan: true }, aContext())).rejects.toMatchObject({ name: 'BadInput' });
  });
});
