// Is this sequence fit to be published, together with everything that it refers to?
import { basename } from 'node:path';
import type * as z from 'zod';
import { VALUE_TIERS } from '#core/model/value-tier';
import {
  incentivesOf,
  type PublishedFile,
  PublishedSequenceSchema,
  type Sequence,
  SequenceSchema,
  type Touch,
} from '#core/sequence';
import { referenceProblems, segmentsNeededBy } from '#workflows/check-references';
import { checkAsSent, type Prepared, prepareMessage, type TouchCase } from '#workflows/check-touch';
import { SEQUENCE_NOTES } from '#workflows/field-notes';
import type { MessageLibrary } from '#workflows/message-library';
import type { PlanFiles } from '#workflows/plan-files';
import type { Problem, Source } from '#workflows/problems';
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
  const read = readYaml(source, SequenceSchema, SEQUENCE_NOTES, plan.shop);
  if (read.status === 'broken') return read;
  const { parsed: sequence, written, problemAt } = read;
  const references = [...nameProblems(source, sequence, problemAt), ...referenceProblems(sequence, plan, problemAt)];
  // A touch whose incentive is missing is told once, as such: the words of the incentive are not missing too.
  const cases = touchCases(sequence, plan, problemAt);
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
  return sequence.touches.flatMap((touch, index) => {
    const offers = offersOf(touch, incentives.parsed);
    if (offers === undefined) return [];
    return { touch, index, offers, shop: shop.parsed, problemAt };
  });
}

/** All that a touch may carry, nothing included where some tier or everybody gets none; undefined when one is missing. */
function offersOf(touch: Touch, known: PlanFiles['incentives']['parsed']): TouchCase['offers'] | undefined {
  const names = incentivesOf(touch);
  const offered = names.flatMap((name) => {
    const terms = known[name];
    return terms === undefined ? [] : [{ name, terms }];
  });
  if (offered.length < names.length) return undefined;
  const [first, ...others] = offered;
  if (first === undefined) return [undefined];
  const { incentive } = touch;
  const isForAll = typeof incentive === 'string' || VALUE_TIERS.every((tier) => incentive?.[tier]);
  return isForAll ? [first, ...others] : [first, ...others, undefined];
}

function nameProblems(source: Source, { name }: Sequence, problemAt: ProblemAt): Problem[] {
  const fileName = basename(source.file).replace(/\.ya?ml$/, '');
  if (name === fileName) return [];
  const problem = `the name "${name}" is not the name of the file`;
  const rename = `rename the file to ${name}.yaml`;
  const fix = nameLike(fileName) === fileName ? `write: name: ${fileName}, or ${rename}` : rename;
  return [problemAt(['name'], 'value', problem, fix)];
}

function publishedFile(
  written: z.input<typeof SequenceSchema>,
  sequence: Sequence,
  plan: PlanFiles,
  ready: readonly { one: TouchCase; answer: Prepared }[],
): PublishedFile {
  const messages: PublishedFile['messages'] = {};
  for (const { one, answer } of ready) {
    messages[one.touch.message] = { ...messages[one.touch.message], ...answer.message };
  }
  const offered = new Set<string>(sequence.touches.flatMap(incentivesOf));
  const needed = segmentsNeededBy(sequence, plan);
  const only = <T>(all: Readonly<Record<string, T>>, isUsed: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => isUsed(name)));
  return {
    sequence: written,
    ...(needed.length === 0 ? {} : { segments: only(plan.segments.written, (name) => needed.includes(name)) }),
    messages,
    incentives: only(plan.incentives.written, (name) => offered.has(name)),
    shop: plan.shop.written,
  };
}
