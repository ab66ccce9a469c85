#!/usr/bin/env node
// The winback command: finds the command, runs it, and turns faults into words and exit codes.
import { Command, CommanderError } from 'commander';
import { describeFault, WinbackError } from '#core/errors';
import { addCheck } from './check.ts';
import { addDemo } from './demo.ts';
import { addExplain } from './explain.ts';
import { addImport } from './import.ts';
import { addPreview } from './preview.ts';
import { addReport } from './report.ts';
import { addRun } from './run.ts';

// 0 done, 1 the answer is no, 2 bad usage or input (README.md, the command line), 70 a fault of ours (EX_SOFTWARE of sysexits.h).
const BAD_INPUT = 2;
const OUR_FAULT = 70;

const program = new Command('winback')
  .description('Wins dormant customers back with timed sequences of email, SMS and incentives.')
  .version('0.1.0')
  .showHelpAfterError('(winback <command> --help says more)')
  .exitOverride();

for (const add of [addDemo, addRun, addImport, addCheck, addPreview, addExplain, addReport]) add(program);

try {
  await program.parseAsync();
} catch (fault) {
  process.exitCode = exitCodeOf(fault);
}

function exitCodeOf(fault: unknown): number {
  if (fault instanceof CommanderError) return fault.exitCode === 0 ? 0 : BAD_INPUT;
  if (fault instanceof WinbackError) {
    process.stderr.write(`${fault.message}\n`);
    return BAD_INPUT;
  }
  const { name } = describeFault(fault);
  // On a laptop the stack helps whoever mends it, and there is nobody else to read it.
  process.stderr.write(
    `Winback stopped on an unexpected ${name}. This is a fault of ours:\n${(fault as Error)?.stack ?? fault}\n`,
  );
  return OUR_FAULT;
}
