// How much does the process keep? The heap after everything that nobody needs any more is gone.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MEGABYTE = 1024 * 1024;
let collect: (() => void) | undefined;

/** Megabytes that are still in use after a full collection. */
export function megabytesKept(): number {
  collect ??= collector();
  collect();
  return process.memoryUsage().heapUsed / MEGABYTE;
}

/** Collecting on demand without a flag on the command line: a context made after the flag was set has the function. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  // Only V8 knows its type.
  return runInNewContext('gc') as () => void;
}
