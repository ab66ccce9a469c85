// Is this sequence fit to be published, together with everything that it refers to?
import { basename } from 'node:path';
import type * as z from 'zod';
import { type PublishedFile, PublishedSequenceSchema, type Sequence, SequenceSchema } from '#core/sequence';
import { checkAsSent, type Prepared, prepareMessage, type TouchCase } from '#workflows/check-touch';
import { SEQUENCE_NOTES } from '#workflows/field-notes';
import type { MessageLibrary } from '#workflows/message-library';
import type { PlanFiles } from '#workflows/plan-files';
import { didYouMean, nearest, type Problem, type Source } from '#workflows/problems';
import { type ProblemAt, readYaml } from '#workflows/read-yaml';
import { nameLike } from '#workflows/value-advice';

export type CheckedSequence =
  | { readonly status: 'fit'; readonly file: PublishedFile }
  | { readonly status: 'broken'; readonly problems: readonly Problem[] };

/** Checks one sequence file against the plan, its messages included. */
export async function checkSequence(
  source: Source,
  plan: PlanFiles,
  library: MessageLibrary,
): Promise<CheckedSequence> {
  const read = readYaml(source, SequenceSchema, SEQUENCE_NOTES);
  if (read.status === 'broken') return read;
  const { parsed: sequence, written, problemAt } = read;
  const references = referenceProblems(source, sequence, plan, problemAt);
  // A touch whose incentive is missing is told once, as such: the words of the incentive are not missing too.
  const cases = touchCases(sequence, plan, problemAt).filter(({ touch, offered }) => !touch.incentive || offered);
  const prepared = await Promise.all(cases.map(async (one) => ({ one, answer: await prepareMessage(one, library) })));
  const broken = prepared.flatMap(({ answer }) => (answer.status === 'broken' ? answer.problems : []));
  if (references.length + broken.length > 0 || !plan.isWhole) {
    return { status: 'broken', problems: [...references, ...broken] };
  }

  const ready = prepared.flatMap(({ one, answer }) => (answer.status === 'prepared' ? [{ one, answer }] : []));
  const file = publishedFile(written, sequence, plan, ready);
  const published = PublishedSequenceSchema.parse(file);
  const problems = ready.flatMap(({ one, answer }) => checkAsSent(one, answer, published));
  return problems.length > 0 ? { status: 'broken', problems } : { status: 'fit', file };
}

function touchCases(sequence: Sequence, { shop, incentives }: PlanFiles, problemAt: ProblemAt): TouchCase[] {
  const firstSms = sequence.touches.findIndex(({ channel }) => channel === 'sms');
  return sequence.touches.map((touch, index) => {
    const terms = touch.incentive && incentives.parsed[touch.incentive];
    const offered = touch.incentive && terms ? { name: touch.incentive, terms } : undefined;
    return { touch, index, isFirstSms: index === firstSms, offered, shop: shop.parsed, problemAt };
  });
}

function referenceProblems(source: Source, sequence: Sequence, plan: PlanFiles, problemAt: ProblemAt): Problem[] {
  const problems: Problem[] = [];
  const fileName = basename(source.file).replace(/\.ya?ml$/, '');
  if (sequence.name !== fileName) {
    const problem = `the name "${sequence.name}" is not the name of the file`;
    const rename = `rename the file to ${sequence.name}.yaml`;
    const fix = nameLike(fileName) === fileName ? `write: name: ${fileName}, or ${rename}` : rename;
    problems.push(problemAt(['name'], 'value', problem, fix));
  }
  const refer = (path: PropertyKey[], kind: 'segment' | 'incentive', name: string | undefined) => {
    const { names, file } = kind === 'segment' ? plan.segments : plan.incentives;
    if (name === undefined || names.includes(name) || !plan.isWhole) return;
    const meant = nearest(name, names);
    const others = names.length === 0 ? '' : `, or use one of ${names.join(', ')}`;
    const fix = meant === undefined ? `add it to ${file}${others}` : `write: ${kind}: ${meant}`;
    problems.push(problemAt(path, 'value', `there is no ${kind} "${name}"${didYouMean(name, names)}`, fix));
  };
  refer(['for', 'segment'], 'segment', sequence.segment);
  sequence.touches.forEach(({ incentive }, index) => {
    refer(['touches', index, 'incentive'], 'incentive', incentive);
  });
  return problems;
}

function publishedFile(
  written: z.input<typeof SequenceSchema>,
  sequence: Sequence,
  { shop, incentives, segments }: PlanFiles,
  ready: readonly { one: TouchCase; answer: Prepared }[],
): PublishedFile {
  const messages: PublishedFile['messages'] = {};
  for (const { one, answer } of ready) {
    messages[one.touch.message] = { ...messages[one.touch.message], ...answer.message };
  }
  const names = sequence.touches.flatMap(({ incentive }) => incentive ?? []);
  const used = Object.entries(incentives.written).filter(([name]) => names.some((one) => one === name));
  const segment = sequence.segment && segments.written[sequence.segment];
  return {
    sequence: written,
    ...(segment ? { segment } : {}),
    messages,
    incentives: Object.fromEntries(used),
    shop: shop.written,
  };
}
