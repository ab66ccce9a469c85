// How does the template become a running stack? Files to the bucket, then CloudFormation itself: no CDK CLI in between.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  type Capability,
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { OUTPUTS, type OutputName } from '../../infra/outputs.ts';
import { ACCOUNT, REGION } from './emulator.ts';
import { pythonHome, WORKSHOP } from './python-home.ts';
import { jsonCall, rawCall } from './raw-call.ts';
import { ASSEMBLY, type Asset, ROOT, STACK, TEMPLATE_FILE, type Template } from './template.ts';

/** What every template of the CDK asks for, besides the bucket: both are made by `cdk bootstrap`. */
const BOOTSTRAP_VERSION = { Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: '28' };
const LOOK_EVERY_MS = 250;
const MOST_LOOKS = 240;

export type Outputs = Readonly<Record<OutputName, string>>;

/**
 * Deploys and answers the outputs of the stack. What the emulator refuses is named, with its own reason. With
 * WINBACK_DEPLOY=cdk the CDK's own command line does it, as a company would; it takes some seconds more.
 */
export async function deploy(endpoint: string, template: Template, assets: readonly Asset[]): Promise<Outputs> {
  if (process.env.WINBACK_DEPLOY === 'cdk') deployByCdk(template);
  else await create(endpoint, template, assets);
  const client = new CloudFormationClient();
  try {
    return await outputsOnceCreated(client);
  } finally {
    client.destroy();
  }
}

function deployByCdk(template: Template): void {
  writeFileSync(TEMPLATE_FILE, JSON.stringify(template));
  for (const words of [
    ['bootstrap', `aws://${ACCOUNT}/${REGION}`],
    ['deploy', STACK, '--app', ASSEMBLY, '--require-approval', 'never'],
  ]) {
    const { status, stdout, stderr } = spawnSync('cdk', words, { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(`cdk ${words[0]} failed:\n${`${stdout}${stderr}`.slice(-3_000)}`);
  }
}

async function create(endpoint: string, template: Template, assets: readonly Asset[]): Promise<void> {
  await jsonCall(endpoint, 'ssm', 'AmazonSSM.PutParameter', BOOTSTRAP_VERSION);
  const buckets = new Set(assets.map(({ bucket }) => bucket));
  const put = (path: string, body?: string | Uint8Array<ArrayBuffer>) =>
    rawCall(endpoint, { service: 's3', method: 'PUT', path, ...(body === undefined ? {} : { body }) });
  for (const bucket of buckets) await put(`/${bucket}`);
  for (const { bucket, key, path, isFolder } of assets) {
    await put(`/${bucket}/${key}`, Uint8Array.from(isFolder ? zipped(path) : readFileSync(path)));
  }
  const [bucket] = buckets;
  if (bucket === undefined) throw new Error('the stack has no files, so it has no functions');
  // A template of more than 51,200 bytes must come from a bucket.
  const path = `/${bucket}/${STACK}.template.json`;
  await put(path, JSON.stringify(template));
  const client = new CloudFormationClient();
  try {
    const Capabilities: Capability[] = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'];
    await client.send(new CreateStackCommand({ StackName: STACK, TemplateURL: `${endpoint}${path}`, Capabilities }));
  } finally {
    client.destroy();
  }
}

async function outputsOnceCreated(client: CloudFormationClient): Promise<Outputs> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
    if (stack?.StackStatus === 'CREATE_COMPLETE') {
      const values = (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]);
      return z.record(z.enum(OUTPUTS), z.string()).parse(Object.fromEntries(values));
    }
    if (stack?.StackStatus !== 'CREATE_IN_PROGRESS') break;
    await setTimeout(LOOK_EVERY_MS);
  }
  const reasons: string[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: STACK })) {
    const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('FAILED'));
    reasons.push(...failed.map((one) => `${one.LogicalResourceId} (${one.ResourceType}): ${one.ResourceStatusReason}`));
  }
  throw new Error(
    `the emulator did not take the stack:\n${reasons.join('\n')}\nMend it, or list a replacement in test/emulator/replacements.ts`,
  );
}

/** Python is there anyway, and Node has nothing that makes an archive. */
function zipped(folder: string): Uint8Array {
  const archive = join(WORKSHOP, 'function.zip');
  const files = readdirSync(folder).map((name) => join(folder, name));
  const { status, stderr } = spawnSync(pythonHome().python, ['-m', 'zipfile', '-c', archive, ...files]);
  if (status !== 0) throw new Error(`the files of a function could not be packed: ${String(stderr).slice(-500)}`);
  return readFileSync(archive);
}
