// How much does the process keep? The heap after everything that nobody needs any more is gone.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
// A context made after the flag was set has the function; its only type is this one.
const collect = runInNewContext('gc') as () => void;

const MEGABYTE = 1024 * 1024;

/** Megabytes that are still in use after a full collection. */
export function megabytesKept(): number {
  collect();
  return process.memoryUsage().heapUsed / MEGABYTE;
}
