import { Agent } from 'node:http';
import { Socket } from 'node:net';
import * as sms from '@aws-sdk/client-pinpoint-sms-voice-v2';
import * as ses from '@aws-sdk/client-sesv2';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sendAnswer } from '#adapters/channels/send-answer';
import { answeredWith, CREDENTIALS, loopback } from '../../support/wire.ts';

const SAYING = { $metadata: {}, message: 'about ada@customer.example' };

function unnamed(name: string, more: object = {}): ses.SESv2ServiceException {
  return Object.assign(new ses.SESv2ServiceException({ ...SAYING, name, $fault: 'client' }), more);
}

async function faultOf(client: ses.SESv2Client): Promise<unknown> {
  return client.send(new ses.SendEmailCommand({ Content: {} })).then(
    () => undefined,
    (fault: unknown) => fault,
  );
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('what AWS says by name', () => {
  test.each([
    new ses.TooManyRequestsException(SAYING),
    new ses.LimitExceededException(SAYING),
    new ses.SendingPausedException(SAYING),
    new sms.ThrottlingException(SAYING),
    new sms.ServiceQuotaExceededException(SAYING),
    unnamed('Throttling'),
    unnamed('RequestLimitExceeded'),
    unnamed('ExpiredTokenException'),
    unnamed('InvalidSignatureException'),
    unnamed('Unheard', { $retryable: { throttling: true } }),
    unnamed('Unheard', { $metadata: { httpStatusCode: 429 } }),
    unnamed('MessageRejected', {
      message: 'Sending paused for this account. For more information, look at your account.',
    }),
    unnamed('AccountSendingPausedException', {}),
    unnamed('ConfigurationSetSendingPausedException', {}),
    unnamed('BadRequestException', { message: 'Maximum sending rate exceeded.' }),
    unnamed('BadRequestException', { message: 'Daily message quota exceeded' }),
  ])('$name is a throttle: nothing went out, later it may', (fault) => {
    expect(sendAnswer(fault)).toEqual({ status: 'throttled', reason: fault.name });
  });

  test.each([
    new ses.NotFoundException(SAYING),
    new ses.AccountSuspendedException(SAYING),
    new ses.MailFromDomainNotVerifiedException(SAYING),
    new sms.ResourceNotFoundException(SAYING),
    new sms.AccessDeniedException(SAYING),
  ])('$name is no fault of the message: nothing went out, and it may once an operator has mended it', (fault) => {
    expect(sendAnswer(fault)).toEqual({ status: 'throttled', reason: fault.name });
  });

  test.each([
    new ses.MessageRejected(SAYING),
    new ses.BadRequestException(SAYING),
    new sms.ValidationException(SAYING),
    new sms.ConflictException(SAYING),
    unnamed('Unheard', { $metadata: { httpStatusCode: 400 } }),
  ])('$name is a refusal: nothing went out, nothing will', (fault) => {
    expect(sendAnswer(fault)).toEqual({ status: 'refused', reason: fault.name });
  });

  test.each([
    new ses.InternalServiceErrorException(SAYING),
    new sms.InternalServerException(SAYING),
    unnamed('Unheard', { $metadata: { httpStatusCode: 408 } }),
    unnamed('Unheard', { $metadata: { httpStatusCode: 307 } }),
    unnamed('Unheard', { $metadata: { httpStatusCode: 503 } }),
  ])('$name may have gone out', (fault) => {
    expect(sendAnswer(fault)).toEqual({ status: 'ambiguous', reason: fault.name });
  });
});

describe('what comes over the wire, as the SDK parses it', () => {
  const named = (name: string) => ({ 'x-amzn-errortype': name });
  test.each([
    ['a throttle', 429, '{}', named('TooManyRequestsException'), 'throttled', 'TooManyRequestsException'],
    ['a throttle that the SDK has no class for', 400, '{}', named('Throttling'), 'throttled', 'Throttling'],
    ['a page of a proxy that throttles', 429, '<html>', {}, 'throttled', 'SyntaxError'],
    ['a refusal', 400, '{"message":"no"}', named('MessageRejected'), 'refused', 'MessageRejected'],
    ['no permission', 403, '{}', named('AccessDeniedException'), 'throttled', 'AccessDeniedException'],
    ['a server fault', 500, '{}', named('InternalServiceErrorException'), 'ambiguous', 'InternalServiceErrorException'],
    ['a gateway that gave up waiting', 504, '<html>', {}, 'ambiguous', 'SyntaxError'],
    ['a yes that cannot be read', 200, '<html>', {}, 'ambiguous', 'SyntaxError'],
    ['a no that cannot be read', 403, '<html>', {}, 'ambiguous', 'SyntaxError'],
  ])('%s', async (_name, status, body, headers, answer, reason) => {
    const fault = await faultOf(new ses.SESv2Client(answeredWith({ status, body, headers })));
    expect(sendAnswer(fault)).toEqual({ status: answer, reason });
  });

  test('a connection that is cut after the request may have carried it', async () => {
    const far = await loopback((request) => request.socket.destroy());
    const fault = await faultOf(
      new ses.SESv2Client({ region: 'us-east-1', credentials: CREDENTIALS, maxAttempts: 1, endpoint: far.url }),
    );
    await far.close();
    expect(sendAnswer(fault)).toEqual({ status: 'ambiguous', reason: 'ECONNRESET' });
  });

  test('a request that gets no answer in time may have been carried out', async () => {
    const far = await loopback(() => undefined);
    const requestHandler = { requestTimeout: 20, throwOnRequestTimeout: true };
    const settings = { region: 'us-east-1', credentials: CREDENTIALS, maxAttempts: 1, endpoint: far.url };
    const fault = await faultOf(new ses.SESv2Client({ ...settings, requestHandler }));
    await far.close();
    expect(sendAnswer(fault)).toEqual({ status: 'ambiguous', reason: 'ETIMEDOUT' });
  });
});

describe('what never left the machine', () => {
  const HERE = { region: 'us-east-1', credentials: CREDENTIALS, maxAttempts: 1 };

  test('nobody listens', async () => {
    const far = await loopback(() => undefined);
    await far.close();
    const fault = await faultOf(new ses.SESv2Client({ ...HERE, endpoint: far.url }));
    expect(sendAnswer(fault)).toEqual({ status: 'throttled', reason: 'ECONNREFUSED' });
  });

  test('no connection in time', async () => {
    const agent = new Agent();
    // A socket that is for ever about to connect.
    agent.createConnection = () => Object.assign(new Socket(), { connecting: true });
    const requestHandler = { connectionTimeout: 20, httpAgent: agent };
    const fault = await faultOf(new ses.SESv2Client({ ...HERE, endpoint: 'http://127.0.0.1:9', requestHandler }));
    expect(sendAnswer(fault)).toEqual({ status: 'throttled', reason: 'ConnectTimeout' });
  });

  test.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID'])('no %s', async (missing) => {
    const environment: Record<string, string | undefined> = {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_CONFIG_FILE: 'no-such-file',
      AWS_SHARED_CREDENTIALS_FILE: 'no-such-file',
      AWS_EC2_METADATA_DISABLED: 'true',
      [missing]: undefined,
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const reason = missing === 'AWS_REGION' ? 'RegionMissing' : 'CredentialsProviderError';
    expect(sendAnswer(await faultOf(new ses.SESv2Client()))).toEqual({ status: 'throttled', reason });
  });

  const refused = { code: 'ECONNREFUSED', syscall: 'connect' };
  test('no such host, no way to it, and every address of a name refusing', () => {
    const lookup = Object.assign(new Error('x'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    const route = Object.assign(new Error('x'), { code: 'ENETUNREACH', syscall: 'connect' });
    const all = Object.assign(new AggregateError([{ ...refused }, { ...refused }]), { code: 'ECONNREFUSED' });
    expect(sendAnswer(lookup)).toEqual({ status: 'throttled', reason: 'ENOTFOUND' });
    expect(sendAnswer(route)).toEqual({ status: 'throttled', reason: 'ENETUNREACH' });
    expect(sendAnswer(all)).toEqual({ status: 'throttled', reason: 'ECONNREFUSED' });
  });

  test('a route that is lost on an open connection is not among them', () => {
    const lost = Object.assign(new Error('x'), { code: 'EHOSTUNREACH', syscall: 'read' });
    expect(sendAnswer(lost)).toEqual({ status: 'ambiguous', reason: 'EHOSTUNREACH' });
    const mixed = new AggregateError([{ ...refused }, { code: 'ECONNRESET', syscall: 'read' }]);
    expect(sendAnswer(mixed)).toEqual({ status: 'ambiguous', reason: 'AggregateError' });
  });
});

test('whatever is thrown, the reason is a short word and nothing of the message', () => {
  const strange = fc.oneof(fc.anything(), fc.record({ name: fc.string(), code: fc.string(), message: fc.string() }));
  fc.assert(
    fc.property(strange, (thrown) => {
      const answer = sendAnswer(thrown);
      expect(answer).toMatchObject({ reason: expect.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,79}$/) });
    }),
  );
  const telling = Object.assign(new Error('x'), { name: 'ada@customer.example', code: '+12025550123' });
  expect(sendAnswer(telling)).toEqual({ status: 'ambiguous', reason: 'UnknownFault' });
});
