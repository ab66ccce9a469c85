#!/usr/bin/env node
// The winback command: finds the command, runs it, and turns faults into words and exit codes.
import { Command, CommanderError } from 'commander';
import { describeFault, WinbackError } from '#core/errors';
import { addCheck } from './check.ts';
import { addConsent } from './consent.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor/doctor.ts';
import { addDormant } from './dormant.ts';
import { BAD_INPUT, OUR_FAULT } from './exit-codes.ts';
import { addExplain } from './explain.ts';
import { addExport } from './export.ts';
import { fileFaultText } from './file-faults.ts';
import { addFit } from './fit.ts';
import { addForget } from './forget.ts';
import { addImport } from './import.ts';
import { addPreview } from './preview.ts';
import { addPublish } from './publish.ts';
import { addReport } from './report.ts';
import { addRetire } from './retire.ts';
import { addRun } from './run.ts';
import { addSegment } from './segment.ts';
import { readable } from './terminal.ts';

const program = new Command('winback')
  .description('Wins dormant customers back with timed sequences of email, SMS and incentives.')
  .version('0.1.0')
  .showHelpAfterError('(winback <command> --help says more)')
  .exitOverride();

for (const add of [
  addDemo,
  addRun,
  addImport,
  addCheck,
  addPreview,
  addPublish,
  addRetire,
  addDoctor,
  addExplain,
  addReport,
  addDormant,
  addSegment,
  addFit,
  addConsent,
  addExport,
  addForget,
])
  add(program);

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (fault: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) is no reason to leave the work half done.
    if (fault.code !== 'EPIPE') throw fault;
  });
}

try {
  await program.parseAsync();
} catch (fault) {
  // commander has said it already, and what it wrote must have time to leave.
  if (fault instanceof CommanderError) process.exitCode = fault.exitCode === 0 ? 0 : BAD_INPUT;
  else stopOn(fault);
}

/** Says what went wrong and ends the process: what a fault left open, such as a server, would keep it alive. */
function stopOn(fault: unknown): void {
  const words = fault instanceof WinbackError ? fault.message : fileFaultText(fault);
  if (words !== undefined) {
    process.stderr.write(`${readable(words)}\n`, () => process.exit(BAD_INPUT));
    return;
  }
  const { name } = describeFault(fault);
  // On a laptop the stack helps whoever mends it, and there is nobody else to read it.
  const stack = fault instanceof Error ? fault.stack : String(fault);
  process.stderr.write(`Winback stopped on an unexpected ${name}. This is a fault of ours:\n${stack}\n`, () =>
    process.exit(OUR_FAULT),
  );
}
