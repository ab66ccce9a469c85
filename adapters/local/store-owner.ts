// Which process has a local store open? Its id stands in the folder of the store, so that people can end it.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The database has the folder to itself, but passes over files whose names are none of its own. */
const FILE = 'process-id';

/** Notes that this process has the store open. It is said for convenience only: where it cannot be written, it is not. */
export async function noteOwner(folder: string): Promise<void> {
  await writeFile(join(folder, FILE), String(process.pid)).catch(() => {});
}

/** This process is done with the store. */
export async function clearOwner(folder: string): Promise<void> {
  await rm(join(folder, FILE), { force: true }).catch(() => {});
}

/** The process that noted itself last; undefined when it is gone, as after a crash, or nobody did. */
export async function ownerOf(folder: string): Promise<number | undefined> {
  const id = Number(await readFile(join(folder, FILE), 'utf8').catch(() => ''));
  return Number.isSafeInteger(id) && id > 0 && isRunning(id) ? id : undefined;
}

function isRunning(id: number): boolean {
  try {
    // Signal 0 is never delivered: it only asks.
    return process.kill(id, 0);
  } catch (fault) {
    // Somebody else's process runs all the same.
    return (fault as { code?: string }).code === 'EPERM';
  }
}
