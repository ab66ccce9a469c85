// What did `cdk synth` make? The template, and the files that it needs in the bucket of the bootstrap.

import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { stackNameOf } from '../../infra/outputs.ts';
import { STAGE } from './emulated-stage.ts';
import { ACCOUNT, REGION } from './emulator.ts';
import { WORKSHOP } from './python-home.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const APP = fileURLToPath(new URL('app.ts', import.meta.url));
export const ASSEMBLY = join(WORKSHOP, 'cdk.out');
export const STACK = stackNameOf(STAGE);
/** As it was synthesised; what is deployed may overwrite the assembly's own. */
export const SYNTHESISED_FILE = join(WORKSHOP, 'synthesised.template.json');
export const TEMPLATE_FILE = join(ASSEMBLY, `${STACK}.template.json`);

const ResourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.looseObject({ 'aws:cdk:path': z.string().optional() }).default({}),
});
export type Resource = z.infer<typeof ResourceSchema>;
const TemplateSchema = z.looseObject({
  Resources: z.record(z.string(), ResourceSchema),
  Outputs: z.record(z.string(), z.unknown()).default({}),
});
export type Template = z.infer<typeof TemplateSchema>;

const AssetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.enum(['file', 'zip']) }),
      destinations: z.record(z.string(), z.object({ bucketName: z.string(), objectKey: z.string() })),
    }),
  ),
});
export type Asset = {
  readonly path: string;
  readonly isFolder: boolean;
  readonly bucket: string;
  readonly key: string;
};

/** Synthesises the stage of the run, with the feature flags of cdk.json, and reads what came out. */
export function synthesise(): { readonly template: Template; readonly assets: readonly Asset[] } {
  rmSync(ASSEMBLY, { recursive: true, force: true });
  const { context } = z.object({ context: z.record(z.string(), z.unknown()) }).parse(json(join(ROOT, 'cdk.json')));
  const { status, stderr, stdout } = spawnSync(process.execPath, [APP], {
    cwd: ROOT,
    encoding: 'utf8',
    // As the CDK CLI does: the path of its construct on every resource, by which functions are told apart.
    env: {
      ...process.env,
      CDK_OUTDIR: ASSEMBLY,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:enable-path-metadata': true }),
    },
  });
  if (status !== 0) throw new Error(`the stack could not be synthesised:\n${`${stdout}${stderr}`.slice(-3_000)}`);
  copyFileSync(TEMPLATE_FILE, SYNTHESISED_FILE);
  const { files } = AssetsSchema.parse(json(join(ASSEMBLY, `${STACK}.assets.json`)));
  return { template: TemplateSchema.parse(json(TEMPLATE_FILE)), assets: Object.values(files).flatMap(assetsOf) };
}

/** The template's own copy is left out: the one that is deployed has been changed for the emulator. */
function assetsOf({ source, destinations }: z.infer<typeof AssetsSchema>['files'][string]): Asset[] {
  if (source.path === basename(TEMPLATE_FILE)) return [];
  return Object.values(destinations).map(({ bucketName, objectKey }) => ({
    path: join(ASSEMBLY, source.path),
    isFolder: source.packaging === 'zip',
    bucket: resolved(bucketName),
    key: resolved(objectKey),
  }));
}

function resolved(name: string): string {
  return name.replace(/\$\{AWS::AccountId\}/g, ACCOUNT).replace(/\$\{AWS::Region\}/g, REGION);
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
