import {
  DecryptionFailure,
  GetSecretValueCommand,
  InternalServiceError,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createSecretsReader, readSecret } from '#adapters/aws/secrets';
import { BadDefinition, TryAgain } from '#core/errors';
import { InstantSchema, plusMilliseconds } from '#core/time';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:links-a1b2c3';
const CURRENT = 'Current0123456789012345678901234567890123456789';
const PREVIOUS = 'Previous012345678901234567890123456789012345678';
const SAYING = { $metadata: {}, message: `about ${CURRENT}` };
const FIVE_MINUTES_MS = 300_000;
const start = InstantSchema.parse('2026-07-01T14:00:00.000Z');

const store = mockClient(SecretsManagerClient);
const client = new SecretsManagerClient({ region: 'us-east-1' });
const holds = (secret: unknown) =>
  store
    .on(GetSecretValueCommand)
    .resolves({ SecretString: typeof secret === 'string' ? secret : JSON.stringify(secret) });
const reading = () => readSecret({ client, arn: ARN });
const reads = () => store.commandCalls(GetSecretValueCommand).map((call) => call.args[0].input);

beforeEach(() => {
  store.reset();
});

describe('a secret', () => {
  test.each([[{ current: CURRENT }], [{ current: CURRENT, previous: PREVIOUS }]])('is read: %j', async (secret) => {
    holds(secret);
    expect(await reading()).toEqual(secret);
    expect(reads()).toEqual([{ SecretId: ARN }]);
  });

  test.each([
    ['no JSON', CURRENT, 'all of it'],
    ['no object', JSON.stringify(CURRENT), 'all of it'],
    ['no current', { previous: PREVIOUS }, 'current'],
    ['too short', { current: 'Current0123456789' }, 'current'],
    ['a previous that is empty', { current: CURRENT, previous: '' }, 'previous'],
    ['a misspelt previous', { current: CURRENT, previuos: PREVIOUS }, 'all of it'],
  ])('with %s says which field is wrong, and never what it holds', async (_what, secret, wrong) => {
    holds(secret);
    const fault = await reading().catch((thrown) => thrown);
    expect(fault).toBeInstanceOf(BadDefinition);
    expect(fault.message).toContain(`the secret ${ARN} cannot be used (wrong: ${wrong})`);
    expect(`${fault.message} ${fault.stack} ${JSON.stringify(fault)}`).not.toMatch(/Current0|Previous0|previuos/);
    expect(fault.cause).toBeUndefined();
  });

  test('that is binary cannot be used', async () => {
    store.on(GetSecretValueCommand).resolves({ SecretBinary: new Uint8Array([1]) });
    await expect(reading()).rejects.toBeInstanceOf(BadDefinition);
  });

  test.each([
    [new InternalServiceError(SAYING)],
    [Object.assign(new Error('about the network'), { code: 'ECONNRESET' })],
  ])('that is out of reach for a moment may be tried again: %s', async (fault) => {
    store.on(GetSecretValueCommand).rejects(fault);
    await expect(reading()).rejects.toBeInstanceOf(TryAgain);
    await expect(reading()).rejects.not.toThrow(CURRENT);
  });

  test.each([[new ResourceNotFoundException(SAYING)], [new DecryptionFailure(SAYING)]])(
    'that is refused needs somebody: %s',
    async (fault) => {
      store.on(GetSecretValueCommand).rejects(fault);
      const thrown = await reading().catch((one) => one);
      expect(thrown).toBeInstanceOf(BadDefinition);
      expect(thrown.message).toContain(`${ARN} cannot be read (${fault.name})`);
      expect(thrown.message).not.toContain(CURRENT);
    },
  );
});

describe('what verifies', () => {
  /** A reader on a clock that stands where it is told. */
  function aReader() {
    let now = start;
    const read = createSecretsReader({ client, arn: ARN, clock: { now: () => now } });
    return {
      read,
      at: (milliseconds: number) => {
        now = plusMilliseconds(start, milliseconds);
        return read();
      },
    };
  }

  test('gets all secrets that count, the current one first', async () => {
    holds({ current: CURRENT, previous: PREVIOUS });
    expect(await aReader().read()).toEqual([CURRENT, PREVIOUS]);
    holds({ current: CURRENT });
    expect(await aReader().read()).toEqual([CURRENT]);
  });

  test('reads once in five minutes, and then notices that a secret was replaced', async () => {
    holds({ current: PREVIOUS });
    const { at } = aReader();
    await at(0);
    holds({ current: CURRENT, previous: PREVIOUS });
    expect(await at(FIVE_MINUTES_MS - 1)).toEqual([PREVIOUS]);
    expect(reads()).toHaveLength(1);
    expect(await at(FIVE_MINUTES_MS)).toEqual([CURRENT, PREVIOUS]);
    expect(await at(FIVE_MINUTES_MS + 1)).toEqual([CURRENT, PREVIOUS]);
    expect(reads()).toHaveLength(2);
  });

  test('believes nothing longer than that because the store is silent, and asks again at the next call', async () => {
    holds({ current: PREVIOUS });
    const { at } = aReader();
    await at(0);
    store.on(GetSecretValueCommand).rejects(new InternalServiceError(SAYING));
    await expect(at(FIVE_MINUTES_MS)).rejects.toBeInstanceOf(TryAgain);
    holds({ current: CURRENT });
    expect(await at(FIVE_MINUTES_MS)).toEqual([CURRENT]);
  });
});
