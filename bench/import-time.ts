// How long does a function take to load? Each door's bundle against a bundle of nothing but the SDK clients that it uses.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { BUNDLING } from '../infra/bundling.ts';
import { type Contents, heaviestIn, ownFilesIn, sdkImportsIn } from './bundle-contents.ts';
import { inTurns, median, ratioOf } from './in-turns.ts';
import { type Measure, measured, type Row } from './row.ts';

const ROUNDS = 9;
const MOST_RATIO = 1.15;
const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));
const DOORS = join(REPOSITORY, 'functions');
const HEAVIEST = 4;
const KILOBYTE = 1_024;
const run = promisify(execFile);

/** Prints the microseconds that the import of its argument takes. */
const TIMED_IMPORT = `
  const before = process.cpuUsage();
  await import(process.argv[1]);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(String(user + system));
`;
/** As the stack bundles a door, told what came in. */
const AS_A_DOOR = {
  ...BUNDLING,
  metafile: true,
  logLevel: 'silent',
  absWorkingDir: REPOSITORY,
} satisfies BuildOptions;
/** What the SDK is without us: the same, with Node's own http. */
const PLAIN = { ...AS_A_DOOR, alias: {} } satisfies BuildOptions;

/**
 * Files. `sdk` is the yardstick: its clients, imported plainly. `sdkAlike` are the same clients bundled as the door is; what
 * a door takes beyond those is ours and our libraries'.
 */
type Bundles = {
  readonly door: string;
  readonly own: string;
  readonly sdk: string;
  readonly sdkAlike: string;
  readonly note: string;
};

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
      for (const file of files) rows.push(...(await rowsOf(await bundlesOf(file.replace(/\.ts$/, ''), folder))));
      return rows;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function rowsOf({ door, own, sdk, sdkAlike, note }: Bundles): Promise<Row[]> {
  const times = await inTurns(ROUNDS, {
    own: () => importMilliseconds(own),
    sdk: () => importMilliseconds(sdk),
    sdkAlike: () => importMilliseconds(sdkAlike),
  });
  const against = (others: readonly number[]) =>
    `${median(times.own).toFixed(0)} against ${median(others).toFixed(0)} ms`;
  return [
    measured(`import of ${door} ÷ of its SDK clients`, ratioOf(times.own, times.sdk), '×', {
      budget: { atMost: MOST_RATIO },
      note: `${against(times.sdk)}; ${note}`,
    }),
    measured('... ÷ of the same clients, bundled as the door is', ratioOf(times.own, times.sdkAlike), '×', {
      note: against(times.sdkAlike),
    }),
  ];
}

async function bundlesOf(door: string, folder: string): Promise<Bundles> {
  const own = join(folder, `${door}.mjs`);
  const sdk = join(folder, `${door}-sdk.mjs`);
  const sdkAlike = join(folder, `${door}-sdk-alike.mjs`);
  const { metafile } = await build({ ...AS_A_DOOR, entryPoints: [join(DOORS, `${door}.ts`)], outfile: own });
  const bundled = contentsOf(metafile);
  const sources = await Promise.all(ownFilesIn(bundled).map((file) => readFile(join(REPOSITORY, file), 'utf8')));
  const contents = sdkImportsIn(sources, bundled)
    .map(({ from, imported }) => `export { ${imported.join(', ')} } from '${from}';`)
    .join('\n');
  await build({ ...PLAIN, stdin: { contents, resolveDir: REPOSITORY }, outfile: sdk });
  await build({ ...AS_A_DOOR, stdin: { contents, resolveDir: REPOSITORY }, outfile: sdkAlike });
  const kilobytes = (bytes: number) => Math.round(bytes / KILOBYTE);
  const heaviest = heaviestIn(bundled, HEAVIEST).map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`);
  const all = kilobytes((await stat(own)).size);
  return {
    door,
    own,
    sdk,
    sdkAlike,
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
