// What is in a function's bundle? Whose bytes they are, and which names of the SDK its own code imports.

/** Bytes in a bundle by the file that they came from, as the bundler tells it. */
export type Contents = ReadonlyMap<string, number>;
export type SdkImport = { readonly from: string; readonly imported: readonly string[] };

const OURS = 'our own code';
const CLIENTS = /^@aws-sdk\/(client-[\w-]+|lib-dynamodb)$/;
const SDK = /^@(aws-sdk|smithy|aws)\//;
/** `import { A, type B, C as D } from '…'`, and not `import type { … }`. */
const NAMED_IMPORT = /^import \{([^}]*)\} from '([^']+)'/gm;

/** The package that a file of the bundle belongs to. */
export function packageOf(file: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? OURS;
}

/** Our own files of which something is left in the bundle. */
export function ownFilesIn(contents: Contents): readonly string[] {
  return [...contents].filter(([file, bytes]) => bytes > 0 && packageOf(file) === OURS).map(([file]) => file);
}

/** The libraries beside the SDK with the most bytes, largest first. */
export function heaviestIn(contents: Contents, count: number): readonly { name: string; bytes: number }[] {
  return [...bytesByPackage(contents)]
    .filter(([name]) => !SDK.test(name))
    .map(([name, bytes]) => ({ name, bytes }))
    .toSorted((one, other) => other.bytes - one.bytes)
    .slice(0, count);
}

/** What sources import of the SDK's clients, types aside; a client of which nothing is left in the bundle is not used. */
export function sdkImportsIn(sources: readonly string[], contents: Contents): readonly SdkImport[] {
  const bytes = bytesByPackage(contents);
  const names = new Map<string, Set<string>>();
  for (const [, list = '', from = ''] of sources.flatMap((source) => [...source.matchAll(NAMED_IMPORT)])) {
    if (!CLIENTS.test(from) || (bytes.get(from) ?? 0) === 0) continue;
    const values = list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '));
    const known = names.get(from) ?? new Set();
    for (const name of values) known.add(name.replace(/ as .*$/, ''));
    if (known.size > 0) names.set(from, known);
  }
  return [...names].map(([from, imported]) => ({ from, imported: [...imported].sort() }));
}

function bytesByPackage(contents: Contents): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [file, bytes] of contents) sums.set(packageOf(file), (sums.get(packageOf(file)) ?? 0) + bytes);
  return sums;
}
