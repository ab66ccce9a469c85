// The door of uploads: a queue brings the keys of files that were put into the bucket.
import { type GatherServices, gatherUpload } from '#core/flow/gather';
import { plusMilliseconds } from '#core/time';
import { sqsDoor } from './runtime/door.ts';
import { gatherServices } from './runtime/services.ts';
import { UploadEventSchema } from './runtime/tasks.ts';

/** Called by the queue of uploads, one file at a time. */
export function createHandler(services: () => GatherServices) {
  return sqsDoor({
    services,
    accepts: UploadEventSchema,
    run: (ports, upload, context) =>
      gatherUpload(ports, upload, plusMilliseconds(ports.clock.now(), context.getRemainingTimeInMillis())),
  });
}

export const handler = createHandler(gatherServices);
