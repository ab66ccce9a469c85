// The static files of the page: only names that stand in its folder are ever read, so no path can lead out of it.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Answer } from '#adapters/local/page-answer';

const FOLDER = new URL('./page/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Answers with a file of the page by its path, `/` being index.html; undefined when there is none. */
export function createPageFiles(): (path: string) => Promise<Answer | undefined> {
  const names = new Set(readdirSync(FOLDER));
  return async (path) => {
    const name = path === '/' ? 'index.html' : path.slice(1);
    const type = TYPES[extname(name)];
    if (!names.has(name) || type === undefined) return undefined;
    return { status: 200, headers: { 'content-type': type }, body: await readFile(new URL(name, FOLDER)) };
  };
}
