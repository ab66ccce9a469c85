// Where the certificate of an erasure goes: a file that is there before anything is erased, and never in the place of another.
import { BadInput } from '#core/errors';
import { BAD_INPUT } from './exit-codes.ts';
import { type NewFile, newFile } from './new-file.ts';
import type { Terminal } from './terminal.ts';

/** Nobody is forgotten more often than this on one day. */
const MOST_TRIES = 100;

/** Makes the file. Throws BadInput when it cannot be made: then nothing may be erased yet. */
export async function certificateFile(out: string | undefined, id: string): Promise<NewFile> {
  let last: unknown;
  for (let number = 1; number <= MOST_TRIES; number += 1) {
    const path = out ?? `${id}${number === 1 ? '' : `-${number}`}.json`;
    try {
      return await newFile(path);
    } catch (fault) {
      if (!(fault instanceof BadInput)) throw fault;
      last = fault;
      if (out !== undefined || !isThere(fault)) break;
    }
  }
  const words = last instanceof BadInput ? last.message : 'the certificate cannot be written';
  throw new BadInput(`${words}. Nothing was erased.`, { cause: last });
}

/** Writes it; when that fails after all, prints it, as nobody can make it again. Answers where it is. */
export async function writeCertificate(
  file: NewFile,
  certificate: object,
  terminal: Terminal,
): Promise<string | undefined> {
  const text = `${JSON.stringify(certificate, null, 2)}\n`;
  try {
    await file.write(text);
    return file.path;
  } catch {
    terminal.note(
      `${file.path} could not be written. Everything was erased; this is the certificate, keep it:\n${text}`,
    );
    process.exitCode = BAD_INPUT;
    return undefined;
  }
}

function isThere({ cause }: BadInput): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
}
