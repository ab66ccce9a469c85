// The CDK app of the run: the stack of infra/ as it is, with the settings of a stage in which a day takes two seconds.
import { App } from 'aws-cdk-lib';
import { stackNameOf } from '../../infra/outputs.ts';
import { mustFit, readPlan } from '../../infra/plan.ts';
import { readStage } from '../../infra/stages.ts';
import { WinbackStack } from '../../infra/winback-stack.ts';
import { STAGE, STAGE_SETTINGS } from './emulated-stage.ts';

const stage = readStage(STAGE, { [STAGE]: STAGE_SETTINGS });
const plan = await readPlan();
mustFit(stage, plan);
const app = new App();
new WinbackStack(app, stackNameOf(STAGE), { stage, plan, description: 'Winback on an emulator' });
app.synth();
