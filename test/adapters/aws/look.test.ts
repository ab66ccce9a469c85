import { SESv2ServiceException } from '@aws-sdk/client-sesv2';
import { describe, expect, test } from 'vitest';
import { inTime, look } from '#adapters/aws/look';
import { TryAgain } from '#core/errors';

const permission = 'ses:GetAccount';

function answered(name: string, httpStatusCode = 400) {
  return new SESv2ServiceException({ name, message: 'words', $fault: 'client', $metadata: { httpStatusCode } });
}

function failing(fault: unknown) {
  return look({ permission, ask: () => Promise.reject(fault) });
}

test('what came home is seen', async () => {
  await expect(look({ permission, ask: async () => 3 })).resolves.toEqual({ status: 'seen', value: 3 });
});

describe('a look that fails says why, and never throws', () => {
  test.each(['AccessDeniedException', 'AccessDenied', 'NotAuthorized', 'UnauthorizedOperation'])(
    '%s: the permission is missing',
    async (name) => {
      await expect(failing(answered(name, 403))).resolves.toEqual({ status: 'denied', permission });
    },
  );

  test.each(['ExpiredTokenException', 'UnrecognizedClientException', 'InvalidClientTokenId', 'SignatureDoesNotMatch'])(
    '%s: the credentials are not accepted',
    async (name) => {
      await expect(failing(answered(name, 403))).resolves.toEqual({ status: 'rejected', fault: name });
    },
  );

  test('RequestTimeTooSkewed: the clock of this machine is wrong', async () => {
    const fault = answered('RequestTimeTooSkewed', 403);
    await expect(failing(fault)).resolves.toEqual({ status: 'clock', fault: 'RequestTimeTooSkewed' });
  });

  test.each([
    [Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), 'ENOTFOUND'],
    [Object.assign(new Error('slow'), { name: 'TimeoutError' }), 'TimeoutError'],
  ])('%s: nobody answered', async (fault, name) => {
    await expect(failing(fault)).resolves.toEqual({ status: 'silent', who: 'AWS', fault: name });
  });

  test('any other answer is named, and not its words', async () => {
    await expect(failing(answered('InternalFailure', 500))).resolves.toEqual({
      status: 'failed',
      fault: 'InternalFailure',
    });
  });

  test('what a store wraps is unwrapped', async () => {
    const fault = new TryAgain('the table did not answer', { cause: answered('ExpiredTokenException') });
    await expect(failing(fault)).resolves.toEqual({ status: 'rejected', fault: 'ExpiredTokenException' });
  });

  test('what never answers is silent, and is told to end', async () => {
    let end: AbortSignal | undefined;
    const forever = look({
      permission,
      milliseconds: 1,
      ask(signal) {
        end = signal;
        return new Promise<never>(() => {});
      },
    });
    await expect(forever).resolves.toEqual({ status: 'silent', who: 'AWS', fault: 'TimeoutError' });
    expect(end?.aborted).toBe(true);
  });
});

test('a question that is answered in time is not ended', async () => {
  let end: AbortSignal | undefined;
  const answer = inTime(async (signal) => {
    end = signal;
    return 'here';
  });
  await expect(answer).resolves.toBe('here');
  expect(end?.aborted).toBe(false);
});
