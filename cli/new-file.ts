// A file that a command writes at its end: can it be written, before anything is done that cannot be undone?
import { type FileHandle, open, rm } from 'node:fs/promises';
import { BadInput } from '#core/errors';
import { fileFaultText } from './file-faults.ts';

/** Personal data, and what proves that it is gone: for whoever runs the command, and nobody else on this machine. */
const ONLY_ME = 0o600;

export type NewFile = {
  readonly path: string;
  /** Writes the whole of it. */
  write(text: string): Promise<void>;
  /** Takes it away again: nothing came of it. */
  drop(): Promise<void>;
};

/** Makes an empty file. Throws BadInput when it cannot be made, or when there is one already: nothing is overwritten. */
export async function newFile(path: string): Promise<NewFile> {
  const handle = await opened(path, 'wx');
  return {
    path,
    async write(text) {
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
    async drop() {
      await handle.close();
      await rm(path, { force: true });
    },
  };
}

/** Writes personal data into a file, in the place of what was there. Throws BadInput when it cannot. */
export async function writeOwn(path: string, text: string): Promise<void> {
  const handle = await opened(path, 'w');
  try {
    // The mode of a file that was there before stays as it was.
    await handle.chmod(ONLY_ME);
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

async function opened(path: string, flags: 'w' | 'wx'): Promise<FileHandle> {
  try {
    return await open(path, flags, ONLY_ME);
  } catch (fault) {
    const words = wordsOf(path, fault);
    throw words === undefined ? fault : new BadInput(words, { cause: fault });
  }
}

function wordsOf(path: string, fault: unknown): string | undefined {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  if (code === 'ENOENT') return `${path}: there is no such folder; make it, or choose another`;
  if (code === 'EEXIST') return `${path}: there is a file already, and it is not overwritten; choose another`;
  return fileFaultText(fault);
}
