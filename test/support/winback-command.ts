// The real command in a folder of its own: what a new user types, and what they get to see.
import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** The version that the project pins, whichever one runs the tests. */
const NODE = join(ROOT, 'node_modules/node/bin/node');
const COMMAND = join(ROOT, 'cli/winback.ts');
const OF_THE_PLAN = /\.(?:yaml|mjml|txt|asl\.json)$/;

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };
export type Workplace = {
  readonly folder: string;
  /** Runs a command to its end. */
  run(...words: string[]): Promise<Ran>;
  /** Starts a command that runs until it is ended. */
  start(...words: string[]): ChildProcess;
  write(file: string, text: string): Promise<void>;
  read(file: string): Promise<string>;
  /** Replaces one stretch of a file; the stretch must be there. Answers how to put it back. */
  change(file: string, from: string, to: string): Promise<() => Promise<void>>;
  leave(): Promise<void>;
};

/** A new folder with a copy of the project's plan in it; `leave` it at the end. */
export async function aWorkplace(): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'winback-cli-'));
  const from = join(ROOT, 'workflows');
  await cp(from, join(folder, 'workflows'), { recursive: true, filter: isOfThePlan });
  const write = (file: string, text: string) => writeFile(join(folder, file), text);
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  const start = (...words: string[]) => spawn(NODE, [COMMAND, ...words], { cwd: folder, env: { ...process.env } });
  return {
    folder,
    start,
    run: (...words) => ended(start(...words)),
    write,
    read,
    async change(file, stretch, to) {
      const text = await read(file);
      if (!text.includes(stretch)) throw new TypeError(`${file} has no ${stretch}`);
      await write(
        file,
        text.replace(stretch, () => to),
      );
      return () => write(file, text);
    },
    leave: () => rm(folder, { recursive: true }),
  };
}

/** What a command said, and the code it ended with; null when a signal ended it. */
export function ended(child: ChildProcess): Promise<Ran> {
  const said = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

function isOfThePlan(path: string): boolean {
  return OF_THE_PLAN.test(path) || statSync(path).isDirectory();
}
