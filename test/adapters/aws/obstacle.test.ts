import { SESv2ServiceException } from '@aws-sdk/client-sesv2';
import { describe, expect, test } from 'vitest';
import { isAnswer, obstacleOf } from '#adapters/aws/obstacle';

function answered(name: string, httpStatusCode = 403) {
  return new SESv2ServiceException({ name, message: 'words', $fault: 'client', $metadata: { httpStatusCode } });
}

function unread() {
  // As the SDK does it: a field that is not listed.
  return Object.defineProperty(new SyntaxError('words'), '$response', { value: {} });
}

const failing = (name: string, more: object = {}) => Object.assign(new Error('words'), { name, ...more });

describe('what AWS or its SDK calls by a name', () => {
  test.each([
    ['CredentialsProviderError', 'noCredentials'],
    ['ExpiredToken', 'expired'],
    ['ExpiredTokenException', 'expired'],
    ['InvalidClientTokenId', 'rejected'],
    ['UnrecognizedClientException', 'rejected'],
    ['MissingAuthenticationToken', 'rejected'],
    ['MissingAuthenticationTokenException', 'rejected'],
    ['IncompleteSignature', 'rejected'],
    ['InvalidSignatureException', 'rejected'],
    ['AccessDenied', 'denied'],
    ['AccessDeniedException', 'denied'],
    ['RequestExpired', 'clock'],
    ['RequestTimeTooSkewed', 'clock'],
  ])('%s: %s', (name, kind) => {
    expect(obstacleOf(answered(name))).toEqual({ kind, name });
  });

  test.each(['constructor', 'Exception', 'ValidationError'])('%s is no obstacle', (name) => {
    expect(obstacleOf(answered(name))).toBeUndefined();
  });
});

describe('nobody answers', () => {
  test.each([
    [failing('Error', { code: 'ENOTFOUND' }), 'ENOTFOUND'],
    [failing('TimeoutError', { code: 'ETIMEDOUT', $metadata: { attempts: 2 } }), 'ETIMEDOUT'],
    [failing('TimeoutError'), 'TimeoutError'],
    [failing('AbortError'), 'AbortError'],
  ])('%s', (fault, name) => {
    expect(obstacleOf(fault)).toEqual({ kind: 'unreachable', name });
  });

  test.each([
    ['an answer', answered('TimeoutError', 500)],
    ['an answer that cannot be read', Object.assign(unread(), { code: 'EPROTO' })],
    ['a fault about a file', failing('Error', { code: 'ENOENT', path: 'orders.csv' })],
    ['a fault of the command line', failing('CommanderError', { code: 'commander.help' })],
    ['a word', 'ENOTFOUND'],
    ['nothing', undefined],
  ])('is not what %s says', (_what, fault) => {
    expect(obstacleOf(fault)).toBeUndefined();
  });
});

test.each([
  ['a fault of a service', answered('InternalFailure', 500), true],
  ['an answer that cannot be read', unread(), true],
  ['silence', failing('TimeoutError', { $metadata: { attempts: 2 } }), false],
  ['a word', 'ENOTFOUND', false],
])('%s is an answer: %s', (_what, fault, is) => {
  expect(isAnswer(fault)).toBe(is);
});
