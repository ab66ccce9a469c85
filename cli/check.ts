// winback check: is everything in workflows/ fit to be published?
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { checkJourney } from '#workflows/check-journey';
import { checkWorkflows } from '#workflows/load';
import { problemText, WORKFLOWS_FOLDER } from './plan.ts';
import { createTerminal, type Terminal } from './terminal.ts';

const ANSWER_IS_NO = 1;

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('validate sequences, messages, incentives, segments, the shop and the state machine')
    .argument('[files...]', 'only what concerns these files (default: everything)')
    .option('--json', 'print one JSON object', false)
    .action(async (files: string[], options: { json: boolean }) => check(files, createTerminal(options.json)));
}

async function check(files: readonly string[], terminal: Terminal): Promise<void> {
  const machine = join(WORKFLOWS_FOLDER, 'journey.asl.json');
  const about = files.filter((file) => !file.endsWith('.asl.json'));
  const machines = files.length === 0 ? [machine] : files.filter((file) => file.endsWith('.asl.json'));
  const checked =
    files.length > 0 && about.length === 0
      ? { problems: [], sequences: [], messages: [] }
      : await checkWorkflows(WORKFLOWS_FOLDER, about);
  const broken = await Promise.all(
    machines.map(async (file) => checkJourney({ file, text: await readFile(file, 'utf8') })),
  );
  const problems = [...checked.problems, ...broken.flat()];
  terminal.answer({ ok: problems.length === 0, problems, sequences: checked.sequences, messages: checked.messages });
  if (problems.length > 0) {
    terminal.say(problems.map(problemText).join('\n'));
    terminal.say(
      `\n${problems.length === 1 ? '1 problem' : `${problems.length} problems`}. Nothing is published until ${problems.length === 1 ? 'it is' : 'they are'} mended.`,
    );
    process.exitCode = ANSWER_IS_NO;
    return;
  }
  const parts = [
    `${checked.sequences.length} sequences (${checked.sequences.join(', ')})`,
    `${checked.messages.length} messages`,
  ];
  terminal.say(`Fit to be published: ${parts.join(', ')}${machines.length > 0 ? ' and the state machine' : ''}.`);
}
