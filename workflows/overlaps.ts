// Which sequences want the same customer on the same day? That may be meant, so it is a note and no problem.
import { type PublishedFile, type Sequence, SequenceSchema } from '#core/sequence';

/** Two sequences by name, and in words what their overlap means and what to do about it. */
export type Overlap = { readonly between: readonly [string, string]; readonly note: string };

/**
 * The pairs of sequences whose dormancy windows share a day while both take customers of one segment, or one of them takes
 * everybody. Segments of two names may share customers too, which no file tells.
 */
export function overlapsIn(published: readonly PublishedFile[]): readonly Overlap[] {
  const sequences = published
    .map(({ sequence }) => SequenceSchema.parse(sequence))
    .sort((one, other) => one.dormant.after - other.dormant.after);
  return sequences.flatMap((one, index) => sequences.slice(index + 1).flatMap((other) => overlap(one, other) ?? []));
}

/** `one` begins no later than `other`. */
function overlap(one: Sequence, other: Sequence): Overlap | undefined {
  const [from, until] = [other.dormant.after, Math.min(one.dormant.until, other.dormant.until)];
  if (from >= until) return undefined;
  if (one.segment !== undefined && other.segment !== undefined && one.segment !== other.segment) return undefined;
  const apart =
    one.dormant.after < from
      ? `end ${one.name} where ${other.name} begins (until: ${from} days)`
      : 'let one begin where the other ends';
  const note = `${one.name} and ${other.name} both take customers who are silent for ${daysText(from, until - 1)}: whoever comes to the end of one enters the other at once. If that is not meant, ${apart}, or give them segments that share nobody.`;
  return { between: [one.name, other.name], note };
}

function daysText(first: number, last: number): string {
  return first === last ? `${first} days` : `${first} to ${last} days`;
}
