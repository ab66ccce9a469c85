// The CDK app: one stack for each stage, judged by cdk-nag. `npx cdk synth` needs neither network nor credentials.
import { App, Tags } from 'aws-cdk-lib';
import { describeFault, WinbackError } from '#core/errors';
import { judged } from './judged.ts';
import { stackNameOf } from './outputs.ts';
import { mustFit, readPlan } from './plan.ts';
import { readStage, STAGES } from './stages.ts';
import { WinbackStack } from './winback-stack.ts';

const BAD_INPUT = 2;

async function synthesise(): Promise<void> {
  const app = judged(new App());
  const plan = await readPlan();
  // All of them before the first is synthesised: a mistake in the last one should not hide behind the bundling of others.
  const stages = Object.keys(STAGES).map((name) => readStage(name));
  for (const stage of stages) mustFit(stage, plan);
  for (const stage of stages) {
    const { name } = stage;
    const stack = new WinbackStack(app, stackNameOf(name), {
      stage,
      plan,
      description: `Winback ${name}: wins dormant customers back`,
      terminationProtection: stage.data === 'keep',
    });
    Tags.of(stack).add('application', 'winback');
    Tags.of(stack).add('stage', name);
  }
  app.synth();
}

try {
  await synthesise();
} catch (fault) {
  if (!(fault instanceof WinbackError)) throw fault;
  process.stderr.write(`${describeFault(fault).message}\nNothing was deployed.\n`);
  process.exit(BAD_INPUT);
}
