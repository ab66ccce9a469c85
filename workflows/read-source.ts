// The files of the plan as they lie on disk.
import { readdir, readFile } from 'node:fs/promises';
import type { Source } from '#workflows/problems';

/** Faults that mean "it is not there"; all others are faults of the machine. */
const NOT_THERE = ['ENOENT', 'ENOTDIR'];

/** The text of a file, with one kind of line end; undefined when there is no such file. */
export async function readSource(file: string): Promise<Source | undefined> {
  const text = await unlessMissing(readFile(file, 'utf8'));
  return text === undefined ? undefined : { file, text: text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n') };
}

/** The names in a folder, sorted; undefined when there is no such folder. */
export async function namesIn(folder: string): Promise<readonly string[] | undefined> {
  return (await unlessMissing(readdir(folder)))?.sort();
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (fault) {
    if (NOT_THERE.includes((fault as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw fault;
  }
}
