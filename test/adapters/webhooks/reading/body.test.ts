import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { contentOf, digestOf, formIn, jsonIn, objectOf } from '#adapters/webhooks/reading/body';

const ADDRESS = 'https://winback.example.com/webhooks/provider?shop=1&shop=2';
const content = (body: string) => contentOf({ url: ADDRESS, headers: {}, body: Buffer.from(body) });

test('one body is read once, whoever asks', () => {
  const body = Buffer.from('{"id":1}');
  expect(jsonIn(body)).toBe(jsonIn(body));
  expect(formIn(body)).toBe(formIn(body));
});

test('bodies of equal bytes are two: what one was taken for is not told of the other', () => {
  expect(jsonIn(Buffer.from('{"id":1}'))).not.toBe(jsonIn(Buffer.from('{"id":1}')));
  expect(jsonIn(Buffer.from('{"id":2}'))).toEqual({ id: 2 });
});

test('a window on a larger buffer is read and digested as it is', () => {
  const body = Buffer.from('..{"id":1}..').subarray(2, 10);
  expect(jsonIn(body)).toEqual({ id: 1 });
  expect(digestOf(body)).toBe(hash('sha256', '{"id":1}', 'hex'));
});

test('what is no JSON, and what is no object, is nothing', () => {
  expect(jsonIn(Buffer.from('{"id":'))).toBeUndefined();
  expect(objectOf(Buffer.from('[{"id":1}]'))).toBeUndefined();
  expect(objectOf(Buffer.from('null'))).toBeUndefined();
});

describe('a body is told for what it is by how it begins', () => {
  test.each([
    ['JSON', ' \r\n{"id":1}', { status: 'json', value: { id: 1 } }],
    ['a list', '[1]', { status: 'json', value: [1] }],
    ['JSON with a mark of its byte order', '\uFEFF{"id":1}', { status: 'json', value: { id: 1 } }],
    ['a form', 'a=1&b=two+words%21', { status: 'form', fields: { a: '1', b: 'two words!' } }],
    ['a name that stands there twice: the last one counts', 'a=1&a=2', { status: 'form', fields: { a: '2' } }],
    ['a form that cannot be decoded', 'a=%zz&b=%ff', { status: 'form', fields: { a: '%zz', b: '\uFFFD' } }],
    ['nothing: what its address carries', ' ', { status: 'form', fields: { shop: '2' } }],
    ['JSON that breaks off', '{"id":', undefined],
  ])('%s', (_what, body, expected) => {
    expect(content(body)).toEqual(expected);
  });

  test('a name like __proto__ is a name', () => {
    const read = content('__proto__=1&constructor=2');
    expect(read?.status === 'form' && Object.entries(read.fields)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect({}).not.toHaveProperty('1');
  });
});
