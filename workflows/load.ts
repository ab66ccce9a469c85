// Is the plan that marketers wrote fit to be published, and what exactly would be published?
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { PublishedFile } from '#core/sequence';
import { checkSequence } from '#workflows/check-sequence';
import { keptTooShortlyIn } from '#workflows/kept-windows';
import { type MessageLibrary, messageLibrary } from '#workflows/message-library';
import { nightSmsIn } from '#workflows/night-sms';
import { overlapsIn } from '#workflows/overlaps';
import { readPlanFiles } from '#workflows/plan-files';
import type { Problem } from '#workflows/problems';
import { namesIn, readSource } from '#workflows/read-source';

export type LoadedWorkflows =
  | { readonly status: 'loaded'; readonly published: readonly PublishedFile[] }
  | { readonly status: 'broken'; readonly problems: readonly Problem[] };

/**
 * `sequences` and `messages`: the names that were found fit, for a line such as "2 sequences, 7 messages". `files`: the
 * files that were asked about, by path, also those that were named by a sequence's name. `notes`: what may be meant, and
 * may be not.
 */
export type CheckedWorkflows = {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  readonly sequences: readonly string[];
  readonly messages: readonly string[];
  readonly notes: readonly string[];
};

/** Everything that a folder of workflows would publish, one file per sequence; or every problem in it, by file and line. */
export async function loadWorkflows(folder: string): Promise<LoadedWorkflows> {
  const files = await sequenceFiles(folder);
  if (files.length === 0) return { status: 'broken', problems: [noSequences(folder)] };
  return loadSequences(folder, files);
}

/**
 * The same for the eyes of people. With `files`, only what concerns them is told: a sequence (which may lie outside the
 * folder; its name will do) with all that it uses, or any other file of the folder by itself.
 */
export async function checkWorkflows(folder: string, asked: readonly string[] = []): Promise<CheckedWorkflows> {
  const known = await sequenceFiles(folder);
  if (asked.length === 0) return { ...checked(await loadWorkflows(folder)), files: known };
  const files = asked.map((one) => known.find((file) => basename(file).replace(/\.ya?ml$/, '') === one) ?? one);
  const parts = files.filter((file) => isIn(folder, file) && !isIn(join(folder, 'sequences'), file));
  const sequences = files.filter((file) => !parts.includes(file));
  const ofSequences = checked(await loadSequences(folder, sequences));
  if (parts.length === 0) return { ...ofSequences, files };
  const ofAll = checked(await loadWorkflows(folder));
  const ofParts = ofAll.problems.filter(({ file }) => parts.some((part) => resolve(part) === resolve(file)));
  const problems = tidy([...ofSequences.problems, ...ofParts, ...unusedMessages(folder, parts, ofAll)]);
  const messages = parts
    .flatMap((part) => messageOf(folder, part) ?? [])
    .filter((name) => ofAll.messages.includes(name));
  const fit = problems.length === 0 ? [...new Set([...ofSequences.messages, ...messages])] : [];
  return { ...ofSequences, files, problems, messages: fit };
}

/** The message that a file belongs to; undefined for other files and for the pieces that messages share. */
function messageOf(folder: string, file: string): string | undefined {
  const [name = '', ...rest] = relative(resolve(folder, 'messages'), resolve(file)).split(sep);
  return rest.length > 0 && !/^[_.]/.test(name) ? name : undefined;
}

/** Messages are tried as their sequences send them: one that nobody sends was not tried, and may not pass for fit. */
function unusedMessages(folder: string, files: readonly string[], all: Omit<CheckedWorkflows, 'files'>): Problem[] {
  // While a sequence is broken, nobody knows what it would use.
  if (all.problems.length > 0) return [];
  return files.flatMap((file) => {
    const name = messageOf(folder, file);
    if (name === undefined || all.messages.includes(name)) return [];
    const problem = `no sequence uses the message "${name}", so it was not looked at`;
    return [{ file, line: 1, column: 1, problem, fix: `put it into a touch of a sequence: message: ${name}` }];
  });
}

async function loadSequences(folder: string, files: readonly string[]): Promise<LoadedWorkflows> {
  const plan = await readPlanFiles(folder);
  if (plan.status === 'broken') return { status: 'broken', problems: tidy(plan.problems) };
  const library: MessageLibrary = messageLibrary(folder);
  const answers = await Promise.all(
    files.map(async (file) => {
      const source = await readSource(file);
      if (source === undefined) return { status: 'broken', problems: [noFile(file)] } as const;
      return checkSequence(source, plan.files, library);
    }),
  );
  const ofSequences = answers.flatMap((answer) => (answer.status === 'broken' ? answer.problems : []));
  const problems = [...plan.problems, ...ofSequences];
  if (problems.length > 0) return { status: 'broken', problems: tidy(problems) };
  return { status: 'loaded', published: answers.flatMap((answer) => (answer.status === 'fit' ? answer.file : [])) };
}

async function sequenceFiles(folder: string): Promise<readonly string[]> {
  const names = (await namesIn(join(folder, 'sequences'))) ?? [];
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, 'sequences', name));
}

function checked(answer: LoadedWorkflows): Omit<CheckedWorkflows, 'files'> {
  if (answer.status === 'broken') return { problems: answer.problems, sequences: [], messages: [], notes: [] };
  const messages = answer.published.flatMap((file) => Object.keys(file.messages));
  return {
    problems: [],
    sequences: answer.published.map(({ sequence }) => sequence.name),
    messages: [...new Set(messages)],
    notes: [
      ...overlapsIn(answer.published).map(({ note }) => note),
      ...nightSmsIn(answer.published),
      ...keptTooShortlyIn(answer.published),
    ],
  };
}

/** By file and place, each once: touches and samples share messages. */
function tidy(problems: readonly Problem[]): readonly Problem[] {
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...once.values()].sort(
    (one, other) => one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column,
  );
}

function noFile(file: string): Problem {
  return { file, line: 1, column: 1, problem: 'there is no such file', fix: 'compare the path with the folder' };
}

function noSequences(folder: string): Problem {
  const file = join(folder, 'sequences');
  return { file, line: 1, column: 1, problem: 'there is no sequence here', fix: 'write one: see workflows/README.md' };
}

function isIn(folder: string, file: string): boolean {
  const path = relative(resolve(folder), resolve(file));
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}
