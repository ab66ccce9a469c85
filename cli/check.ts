// winback check: is everything in workflows/ fit to be published?
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { BadInput } from '#core/errors';
import { checkJourney } from '#workflows/check-journey';
import { checkWorkflows } from '#workflows/load';
import { ANSWER_IS_NO } from './exit-codes.ts';
import { problemText, WORKFLOWS_FOLDER } from './plan.ts';
import { countedText, createTerminal, type Terminal, wrapText } from './terminal.ts';

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
  // A bare name is that of a sequence.
  await Promise.all([...files, ...machines].filter((file) => /[./]/.test(file)).map(mustBeAFile));
  const checked =
    files.length > 0 && about.length === 0
      ? { problems: [], sequences: [], messages: [], notes: [] }
      : await checkWorkflows(WORKFLOWS_FOLDER, about);
  const broken = await Promise.all(
    machines.map(async (file) => checkJourney({ file, text: await readFile(file, 'utf8') })),
  );
  const problems = [...checked.problems, ...broken.flat()];
  const { sequences, messages, notes } = checked;
  terminal.answer({ ok: problems.length === 0, problems, sequences, messages, notes });
  if (problems.length > 0) {
    terminal.say(problems.map(problemText).join('\n'));
    terminal.say(
      `\n${countedText(problems.length, 'problem')}. Nothing is published until ${problems.length === 1 ? 'it is' : 'they are'} mended.`,
    );
    process.exitCode = ANSWER_IS_NO;
    return;
  }
  for (const note of notes) terminal.note(wrapText(`Note: ${note}`, terminal.columns));
  const parts = [
    ...(sequences.length > 0 ? [`${countedText(sequences.length, 'sequence')} (${sequences.join(', ')})`] : []),
    ...(messages.length > 0 ? [countedText(messages.length, 'message')] : []),
  ];
  const fit = files.length === 0 ? `${parts.join(', ')} and the state machine` : [...files, ...parts].join(', ');
  terminal.say(wrapText(`Fit to be published: ${fit}.`, terminal.columns));
}

async function mustBeAFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return;
  throw new BadInput(
    `${file}: ${found === undefined ? 'there is no such file' : 'this is a folder'}; run winback where the folder ${WORKFLOWS_FOLDER} is, and name files in it`,
  );
}
