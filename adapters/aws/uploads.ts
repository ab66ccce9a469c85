// Where do uploaded files lie, and where is word left of them? In one bucket, each under a beginning of its own.
import type { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { faultName, isPassing } from '#adapters/aws/passing-fault';
import { BadInput, TryAgain } from '#core/errors';

export type UploadSettings = { readonly client: S3Client; readonly bucket: string };

/** A file as it lies there. `stated`: what its uploader said of it, by name. */
export type StoredUpload = {
  readonly open: () => Readable;
  readonly bytes: number | undefined;
  readonly stated: Readonly<Record<string, string>>;
};

const AnswerSchema = z.object({
  // In Node the SDK hands out a stream of Node; a browser's would have no pipe.
  Body: z.custom<Readable>((body) => typeof (body as Partial<Readable> | undefined)?.pipe === 'function'),
  ContentLength: z.number().optional(),
  Metadata: z.record(z.string(), z.string()).default({}),
});

/** Files of one bucket. A throttle is TryAgain; a file that is gone is BadInput. */
export function createS3Uploads({ client, bucket }: UploadSettings) {
  return {
    /** Without `version` the newest. */
    async open(key: string, version?: string): Promise<StoredUpload> {
      const request = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version });
      const answer = await client.send(request).catch((fault: unknown) => {
        const because = `${key} cannot be read (${faultName(fault)})`;
        if (isPassing(fault)) throw new TryAgain(`${because}; try again`, { cause: fault });
        // Whoever may not list a bucket is told AccessDenied of a file that is not there.
        throw new BadInput(`${because}; it may have been deleted meanwhile: upload it again`, { cause: fault });
      });
      const { Body, ContentLength, Metadata } = AnswerSchema.parse(answer);
      return { open: () => Body, bytes: ContentLength, stated: Metadata };
    },
    /** Writes an object of so many bytes. It takes the place of an older one. */
    async put(key: string, body: Readable | string, { bytes, type }: { bytes: number; type: string }): Promise<void> {
      const about = { Bucket: bucket, Key: key, ContentType: type, ContentLength: bytes };
      await client.send(new PutObjectCommand({ ...about, Body: body })).catch((fault: unknown) => {
        if (isPassing(fault))
          throw new TryAgain(`${key} cannot be written (${faultName(fault)}); try again`, { cause: fault });
        throw fault;
      });
    },
  };
}
