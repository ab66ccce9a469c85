// Where are the emulator and the linter? In a Python of the repository's own, made once for each set of requirements.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Everything that a run makes: the Python, the template as it was deployed, the log of the emulator. */
export const WORKSHOP = join(ROOT, '.emulator');
const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
/** Hypercorn needs more packages before this version, and those are not among the requirements. */
const LEAST_PYTHON = [3, 11] as const;

export type PythonHome = { readonly python: string; readonly cfnLint: string };

/** The Python with everything in requirements.txt; installed from PyPI when that file has changed since the last run. */
export function pythonHome(): PythonHome {
  const venv = join(WORKSHOP, 'venv');
  const marker = join(venv, 'requirements.sha256');
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  const home = { python: join(venv, 'bin', 'python'), cfnLint: join(venv, 'bin', 'cfn-lint') };
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return home;
  requirePython();
  rmSync(venv, { recursive: true, force: true });
  run('python3', ['-m', 'venv', venv], 'make an environment of its own; on Debian, install python3-venv');
  run(
    home.python,
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', '-r', REQUIREMENTS],
    'install test/emulator/requirements.txt; is PyPI, or your mirror of it, reachable?',
  );
  writeFileSync(marker, wanted);
  return home;
}

function requirePython(): void {
  const { status, stdout } = spawnSync('python3', ['-c', 'import sys; print(*sys.version_info[:2])'], {
    encoding: 'utf8',
  });
  const [major = 0, minor = 0] = status === 0 ? stdout.trim().split(' ').map(Number) : [];
  const [leastMajor, leastMinor] = LEAST_PYTHON;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  const found = major === 0 ? 'there is none' : `there is ${major}.${minor}`;
  throw new Error(
    `the emulator is written in Python: it needs python3 ${LEAST_PYTHON.join('.')} or newer on the path, and ${found}. ` +
      'Install it, or name another emulator: test/emulator/README.md says how.',
  );
}

function run(command: string, words: readonly string[], purpose: string): void {
  const { status, stderr, error } = spawnSync(command, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status === 0) return;
  throw new Error(`${command} could not ${purpose}\n${error?.message ?? stderr.slice(-1_500)}`);
}
