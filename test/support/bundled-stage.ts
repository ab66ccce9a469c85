// A stage with the bundles that would be deployed, and each of them in a process of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import type { DoorName } from '../../functions/runtime/env.ts';
import { stackNameOf } from '../../infra/outputs.ts';
import { WinbackStack } from '../../infra/winback-stack.ts';
import { asDeployed } from './as-deployed.ts';
import { doorsOf } from './grants.ts';
import type { Told } from './lambda-process.ts';
import { aPlan, PROD } from './synthesised.ts';
import { ended, type Ran } from './winback-command.ts';

const ROOT = join(import.meta.dirname, '../..');
/** The version that Lambda runs, whichever one runs the tests. */
const NODE = join(ROOT, 'node_modules/node/bin/node');
const PROCESS = join(import.meta.dirname, 'lambda-process.ts');
/** Long enough for a busy machine; a process that lasts longer is held by something. */
const MOST_MS = 30_000;
const AssetSchema = z.object({ 'aws:asset:path': z.string() });
const SettingsSchema = z.object({ context: z.record(z.string(), z.unknown()) });

export type Bundle = {
  /** The file that Lambda loads. */
  readonly file: string;
  readonly handler: string;
  /** The variables of the function, as they are deployed. */
  readonly variables: Readonly<Record<string, string>>;
};
/** How a process ended, what it said on its two streams, and what it told. */
export type Invoked = Ran & { readonly told: readonly Told[] };

/** Bundles every function of the stage that is shipped; `leave` it at the end. `queuesAt` is where queues are. */
export async function aBundledStage(queuesAt: string) {
  const outdir = await mkdtemp(join(tmpdir(), 'winback-bundles-'));
  const { context } = SettingsSchema.parse(JSON.parse(await readFile(join(ROOT, 'cdk.json'), 'utf8')));
  const app = new App({ outdir, context: { ...context, 'aws:cdk:enable-asset-metadata': true } });
  const stack = new WinbackStack(app, stackNameOf(PROD.name), { stage: PROD, plan: await aPlan() });
  const stage = asDeployed(Template.fromStack(stack), queuesAt);
  const bundles = new Map<DoorName, Bundle>();
  for (const [door, { Handler, Environment }] of doorsOf(stage)) {
    const { 'aws:asset:path': path } = AssetSchema.parse(stage.get(door)?.Metadata);
    const [module = '', handler = ''] = Handler.split('.');
    const files = await readdir(join(outdir, path));
    const file = files.find((name) => new RegExp(`^${module}\\.[cm]?js$`).test(name));
    if (file === undefined) throw new TypeError(`the bundle of ${door} has no module ${module}`);
    bundles.set(door, { file: join(outdir, path, file), handler, variables: Environment.Variables });
  }
  return { bundles, leave: () => rm(outdir, { recursive: true }) };
}

/** Loads a bundle in a fresh process with this environment and nothing else, and hands it events. */
export async function invoked(
  { file, handler }: Bundle,
  env: NodeJS.ProcessEnv,
  ...events: unknown[]
): Promise<Invoked> {
  const words = [PROCESS, file, handler, ...events.map((event) => JSON.stringify(event))];
  const child = spawn(NODE, words, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], timeout: MOST_MS });
  let told = '';
  child.stdio[3]?.on('data', (text: Buffer) => {
    told += text;
  });
  const ran = await ended(child);
  const lines = told.split('\n').filter((line) => line !== '');
  return { ...ran, told: lines.map((line) => JSON.parse(line)) };
}
