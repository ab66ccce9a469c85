import { Readable } from 'node:stream';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createS3Uploads } from '#adapters/aws/uploads';
import { BadInput, TryAgain } from '#core/errors';

const KEY = 'imports/orders/november.csv';
const SAYING = { $metadata: {}, message: 'about ada@customer.example' };
const s3 = mockClient(S3Client);
const uploads = createS3Uploads({ client: new S3Client({ region: 'us-east-1' }), bucket: 'the-uploads' });
const fault = (name: string, $fault: 'client' | 'server') => new S3ServiceException({ ...SAYING, name, $fault });

/** What opening the file throws. */
async function thrownBy(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error('nothing was thrown'),
    (thrown: Error) => thrown,
  );
}

beforeEach(() => {
  s3.reset();
});

describe('a file', () => {
  test('is read as it comes, with its size and what was stated of it', async () => {
    // The cast: what the SDK hands out is a stream of Node with a few methods more, which nobody here calls.
    const Body = Readable.from(['a,b\n', '1,2\n']) as never;
    s3.on(GetObjectCommand).resolves({ Body, ContentLength: 8, Metadata: { preset: 'shopify' } });
    const { open, bytes, stated } = await uploads.open(KEY);
    expect((await open().toArray()).join('')).toBe('a,b\n1,2\n');
    expect({ bytes, stated }).toEqual({ bytes: 8, stated: { preset: 'shopify' } });
    expect(s3.commandCalls(GetObjectCommand).map((call) => call.args[0].input)).toEqual([
      { Bucket: 'the-uploads', Key: KEY },
    ]);
  });

  test('is read in the version that was asked for', async () => {
    // The cast: as above.
    s3.on(GetObjectCommand).resolves({ Body: Readable.from([]) as never });
    await uploads.open(KEY, 'v1');
    expect(s3.commandCalls(GetObjectCommand).map((call) => call.args[0].input)).toEqual([
      { Bucket: 'the-uploads', Key: KEY, VersionId: 'v1' },
    ]);
  });

  test.each([
    [
      'that is gone',
      new NoSuchKey(SAYING),
      BadInput,
      /^imports\/orders\/november\.csv cannot be read \(NoSuchKey\); it may have been deleted/,
    ],
    ['that may not be read', fault('AccessDenied', 'client'), BadInput, /\(AccessDenied\)/],
    ['of a service that is down', fault('InternalError', 'server'), TryAgain, /\(InternalError\); try again$/],
    ['behind a throttle', fault('ThrottlingException', 'client'), TryAgain, /try again$/],
  ])('%s is a fault of its kind, which repeats nothing', async (_what, cause, kind, words) => {
    s3.on(GetObjectCommand).rejects(cause);
    const thrown = await thrownBy(uploads.open(KEY));
    expect(thrown).toBeInstanceOf(kind);
    expect(thrown.message).toMatch(words);
    expect(thrown.message).not.toContain('ada@');
  });
});

describe('an object that is written', () => {
  test('is said to be as long as it is', async () => {
    s3.on(PutObjectCommand).resolves({});
    await uploads.put('reports/orders/november.csv.json', '{}\n', { bytes: 3, type: 'application/json' });
    expect(s3.commandCalls(PutObjectCommand).map((call) => call.args[0].input)).toEqual([
      {
        Bucket: 'the-uploads',
        Key: 'reports/orders/november.csv.json',
        Body: '{}\n',
        ContentLength: 3,
        ContentType: 'application/json',
      },
    ]);
  });

  test('is tried again when the service asks for patience, and not when it says no', async () => {
    const writing = () => uploads.put('reports/x.json', '{}', { bytes: 2, type: 'application/json' });
    s3.on(PutObjectCommand).rejects(fault('SlowDown', 'server'));
    expect(await thrownBy(writing())).toBeInstanceOf(TryAgain);
    s3.on(PutObjectCommand).rejects(fault('AccessDenied', 'client'));
    expect((await thrownBy(writing())).name).toBe('AccessDenied');
  });
});
