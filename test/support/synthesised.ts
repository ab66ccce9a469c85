// A stage as CloudFormation would get it. Functions are not bundled: what they may do does not depend on their code.
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import settings from '../../cdk.json' with { type: 'json' };
import { stackNameOf } from '../../infra/outputs.ts';
import { type Plan, readPlan } from '../../infra/plan.ts';
import { readStage, STAGES, type Stage } from '../../infra/stages.ts';
import { WinbackStack } from '../../infra/winback-stack.ts';

const { context: FLAGS } = z.object({ context: z.record(z.string(), z.unknown()) }).parse(settings);
/** As `cdk synth` has it, but without bundling for any stack. */
export const NO_BUNDLING = { ...FLAGS, 'aws:cdk:bundling-stacks': [] };

export const PROD: Stage = readStage('prod');
export const WITHOUT_SMS: Stage = aStage(({ sms: _, ...others }) => others);

/** A stage like prod, but for what `change` does to its settings. */
export function aStage(change: (settings: NonNullable<(typeof STAGES)['prod']>) => unknown): Stage {
  const { prod } = STAGES;
  if (prod === undefined) throw new Error('infra/stages.ts has no stage prod');
  return readStage('prod', { prod: change(prod) });
}

export async function aPlan(): Promise<Plan> {
  return readPlan();
}

/** The template of a stage. */
export async function templateOf(stage: Stage = PROD): Promise<Template> {
  const app = new App({ context: NO_BUNDLING });
  return Template.fromStack(new WinbackStack(app, stackNameOf(stage.name), { stage, plan: await aPlan() }));
}
