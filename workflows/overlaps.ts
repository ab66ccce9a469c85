// Which sequences want the same customer on the same day? That may be meant, so it is a note and no problem.

import type { Window, WindowPart } from '#core/dormancy-rule';
import { kindWord } from '#core/dormancy-words';
import { type PublishedFile, type Sequence, SequenceSchema } from '#core/sequence';

/** Two sequences by name, and in words what their overlap means and what to do about it. */
export type Overlap = { readonly between: readonly [string, string]; readonly note: string };

/**
 * The pairs of sequences that want the same customers: those whose windows share a day, for customers of one segment or for
 * everybody, and those of which that cannot be told from their files, as they count silence differently. Segments of two
 * names may share customers too, which no file tells either.
 */
export function overlapsIn(published: readonly PublishedFile[]): readonly Overlap[] {
  const sequences = published
    .map(({ sequence }) => SequenceSchema.parse(sequence))
    .sort((one, other) => Math.sign(beginsAt(one) - beginsAt(other)) || 0);
  return sequences.flatMap((one, index) => sequences.slice(index + 1).flatMap((other) => overlap(one, other) ?? []));
}

function overlap(one: Sequence, other: Sequence): Overlap | undefined {
  if (one.segment !== undefined && other.segment !== undefined && one.segment !== other.segment) return undefined;
  const [first, second] = [windowOf(one), windowOf(other)];
  const between = [one.name, other.name] as const;
  if (first === undefined || second === undefined || signsOf(first) !== signsOf(second)) {
    const why =
      first !== undefined && second !== undefined ? signsText(one, first, other, second) : ruleText(one, other);
    const note = `${one.name} and ${other.name} may want the same customers on the same day, which their files cannot tell: ${why}. Whoever is in one of them is left alone by the other until it ends. If that is not meant, give them segments that share nobody.`;
    return { between, note };
  }
  for (const segment of audiencesOf(one, first, other, second)) {
    const note = sharedNote(one, other, windowFor(first, segment), windowFor(second, segment), segment);
    if (note !== undefined) return { between, note };
  }
  return undefined;
}

/** Everybody, then each segment that has a window of its own; only their own segment, where a sequence has one. */
function audiencesOf(one: Sequence, first: WindowPart, other: Sequence, second: WindowPart) {
  const own = one.segment ?? other.segment;
  if (own !== undefined) return [own];
  const named = [...first.perSegment, ...second.perSegment].map(({ segment }) => segment);
  return [undefined, ...new Set(named)];
}

function windowFor(part: WindowPart, segment: string | undefined): Window {
  const own = part.perSegment.find((one) => one.segment === segment);
  return own === undefined ? part : { after: own.after, until: own.until ?? part.until };
}

function sharedNote(
  one: Sequence,
  other: Sequence,
  first: Window,
  second: Window,
  segment: string | undefined,
): string | undefined {
  const from = Math.max(first.after, second.after);
  const until = Math.min(first.until ?? Infinity, second.until ?? Infinity);
  if (from >= until) return undefined;
  const [sooner, later] = first.after <= second.after ? [one.name, other.name] : [other.name, one.name];
  const apart =
    first.after === second.after
      ? 'let one begin where the other ends'
      : `end ${sooner} where ${later} begins (until: ${from} days)`;
  const isOwn = segment === undefined || segment === (one.segment ?? other.segment);
  const who = isOwn ? 'customers' : `customers of ${segment}`;
  return `${one.name} and ${other.name} both take ${who} who are silent for ${daysText(from, until - 1)}: whoever comes to the end of one enters the other at once. If that is not meant, ${apart}, or give them segments that share nobody.`;
}

/** The window of a rule that is nothing else. */
function windowOf({ dormant: { parts } }: Sequence): WindowPart | undefined {
  const [first, ...others] = parts;
  return first?.kind === 'window' && others.length === 0 ? first : undefined;
}

function beginsAt(sequence: Sequence): number {
  return windowOf(sequence)?.after ?? Infinity;
}

function signsOf({ by }: WindowPart): string {
  return [...new Set(by)].sort().map(kindWord).join(' or ');
}

function signsText(one: Sequence, first: WindowPart, other: Sequence, second: WindowPart): string {
  return `${one.name} counts from the last ${signsOf(first)}, ${other.name} from the last ${signsOf(second)}`;
}

function ruleText(...sequences: readonly Sequence[]): string {
  return sequences
    .filter((one) => windowOf(one) === undefined)
    .map(({ name, dormant: { parts } }) =>
      parts.length > 1 ? `${name} joins several rules` : `${name} goes by each customer's own clock`,
    )
    .join(', and ');
}

function daysText(first: number, last: number): string {
  return first === last ? `${first} days` : `${first} to ${last} days`;
}
