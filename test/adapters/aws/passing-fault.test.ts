import * as sfn from '@aws-sdk/client-sfn';
import * as sqs from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { faultName, isPassing } from '#adapters/aws/passing-fault';

const SAYING = { $metadata: {}, message: 'a message' };

function unnamed(name: string, $fault: 'client' | 'server', httpStatusCode?: number) {
  const metadata = httpStatusCode === undefined ? {} : { httpStatusCode };
  return new sfn.SFNServiceException({ name, $fault, $metadata: metadata, message: 'a message' });
}

test.each([
  new sfn.ExecutionLimitExceeded(SAYING),
  new sfn.KmsThrottlingException(SAYING),
  new sqs.RequestThrottled(SAYING),
  new sqs.KmsThrottled(SAYING),
  unnamed('ThrottlingException', 'client'),
  unnamed('ExpiredTokenException', 'client'),
  unnamed('Unheard', 'client', 429),
  unnamed('InternalFailure', 'server', 500),
  Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
  'a word',
  undefined,
])('%s passes', (fault) => {
  expect(isPassing(fault)).toBe(true);
});

test.each([
  new sfn.StateMachineDoesNotExist(SAYING),
  new sfn.InvalidExecutionInput(SAYING),
  new sqs.QueueDoesNotExist(SAYING),
  unnamed('AccessDeniedException', 'client', 403),
])('%s stays', (fault) => {
  expect(isPassing(fault)).toBe(false);
});

test('anything thrown has a name', () => {
  expect(faultName(new sqs.QueueDoesNotExist(SAYING))).toBe('QueueDoesNotExist');
  expect(faultName({ name: 7 })).toBe('UnknownFault');
  expect(faultName(undefined)).toBe('UnknownFault');
});
