import { App, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { judged } from '../../infra/judged.ts';
import { stackNameOf } from '../../infra/outputs.ts';
import { readStage, STAGES } from '../../infra/stages.ts';
import { WinbackStack } from '../../infra/winback-stack.ts';
import { aPlan, NO_BUNDLING } from '../support/synthesised.ts';

/** What the judges print. */
let said = '';
beforeEach(() => {
  said = '';
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  }
});
afterEach(() => vi.restoreAllMocks());

test('every stage that is shipped passes without a finding and without a warning', async () => {
  const app = judged(new App({ context: NO_BUNDLING }));
  for (const name of Object.keys(STAGES)) {
    new WinbackStack(app, stackNameOf(name), { stage: readStage(name), plan: await aPlan() });
  }
  app.synth();
  expect(said).not.toMatch(/warn|error/i);
});

test('a queue that anybody may speak to in the clear does not pass', () => {
  const app = judged(new App());
  new Queue(new Stack(app, 'Careless'), 'Queue');
  expect(() => app.synth()).toThrow(/AwsSolutions-SQS4/);
});
