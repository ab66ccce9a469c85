// The door of the import: a queue brings what files know of customers, many of them in one message.
import { importTask } from '#core/flow/import-task';
import { sqsDoor } from './runtime/door.ts';
import { type ImportServices, importServices } from './runtime/services.ts';
import { ImportTaskSchema } from './runtime/tasks.ts';

/** Called by the import queue. */
export function createHandler(services: () => ImportServices | Promise<ImportServices>) {
  return sqsDoor({ services, accepts: ImportTaskSchema, run: importTask });
}

export const handler = createHandler(importServices);
