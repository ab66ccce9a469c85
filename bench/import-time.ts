// How long does a function take to load? Each door's bundle against a bundle of nothing but the SDK clients that it uses.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { type Contents, heaviestIn, ownFilesIn, sdkImportsIn } from './bundle-contents.ts';
import { inTurns, median, ratioOf } from './in-turns.ts';
import { type Measure, measured, type Row } from './row.ts';

const ROUNDS = 9;
const MOST_RATIO = 1.15;
const REPOSITORY = new URL('..', import.meta.url).pathname;
const DOORS = join(REPOSITORY, 'functions');
const HEAVIEST = 4;
const KILOBYTE = 1_024;
const run = promisify(execFile);

/** Libraries that are CommonJS inside ask for `require`, which an ES module does not have. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
/** Prints the microseconds that the import of its argument takes. */
const TIMED_IMPORT = `
  const before = process.cpuUsage();
  await import(process.argv[1]);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(String(user + system));
`;
const BUNDLE = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  banner: { js: REQUIRE },
  metafile: true,
  logLevel: 'silent',
  absWorkingDir: REPOSITORY,
} as const satisfies BuildOptions;

type Bundles = { readonly door: string; readonly own: string; readonly sdk: string; readonly note: string };

export const importTime: Measure = {
  name: 'import',
  async run() {
    const files = (await readdir(DOORS).catch(() => [])).filter((name) => name.endsWith('.ts'));
    if (files.length === 0)
      return [
        { status: 'notMeasured', what: 'import time of a door', because: 'there are no doors in functions/ yet' },
      ];
    const folder = await mkdtemp(join(tmpdir(), 'winback-bundles-'));
    try {
      const rows: Row[] = [];
      for (const file of files) rows.push(await rowOf(await bundlesOf(file.replace(/\.ts$/, ''), folder)));
      return rows;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function rowOf({ door, own, sdk, note }: Bundles): Promise<Row> {
  const times = await inTurns(ROUNDS, { own: () => importMilliseconds(own), sdk: () => importMilliseconds(sdk) });
  const compared = `${median(times.own).toFixed(0)} against ${median(times.sdk).toFixed(0)} ms`;
  return measured(`import of ${door} ÷ of its SDK clients`, ratioOf(times.own, times.sdk), '×', {
    budget: { atMost: MOST_RATIO },
    note: `${compared}; ${note}`,
  });
}

async function bundlesOf(door: string, folder: string): Promise<Bundles> {
  const own = join(folder, `${door}.mjs`);
  const sdk = join(folder, `${door}-sdk.mjs`);
  const { metafile } = await build({ ...BUNDLE, entryPoints: [join(DOORS, `${door}.ts`)], outfile: own });
  const bundled = contentsOf(metafile);
  const sources = await Promise.all(ownFilesIn(bundled).map((file) => readFile(join(REPOSITORY, file), 'utf8')));
  const contents = sdkImportsIn(sources, bundled)
    .map(({ from, imported }) => `export { ${imported.join(', ')} } from '${from}';`)
    .join('\n');
  await build({ ...BUNDLE, stdin: { contents, resolveDir: REPOSITORY }, outfile: sdk });
  const kilobytes = (bytes: number) => Math.round(bytes / KILOBYTE);
  const heaviest = heaviestIn(bundled, HEAVIEST).map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`);
  const all = kilobytes((await stat(own)).size);
  return {
    door,
    own,
    sdk,
    note: `${all} KB, ${kilobytes((await stat(sdk)).size)} of them the SDK; then ${heaviest.join(', ')}`,
  };
}

/**
 * Processor time, because a busy machine stretches the clock's. A fresh process each time: nothing is warm but the disk.
 */
async function importMilliseconds(file: string): Promise<number> {
  const { stdout } = await run(process.execPath, [
    '--input-type=module',
    '--eval',
    TIMED_IMPORT,
    pathToFileURL(file).href,
  ]);
  return Number(stdout) / 1_000;
}

/** Bytes in the bundle by the file that they came from. */
function contentsOf(metafile: Metafile): Contents {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return new Map(inputs.map(([file, { bytesInOutput }]) => [file, bytesInOutput]));
}
