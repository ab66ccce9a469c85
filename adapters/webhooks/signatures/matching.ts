// Is one of the signatures that came one of those that we expect? Told without a hint of how close a guess was.
import { timingSafeEqual } from 'node:crypto';

/**
 * Whether any of some texts is any of the others. Compares every pair to its end: the time it takes depends on how many
 * there are and how long they are, and on nothing else. Texts and not bytes, since one signature can be written in several
 * ways that decode to the same.
 */
export function isAnyOf(given: readonly string[], expected: readonly string[]): boolean {
  let found = false;
  for (const one of expected) {
    const ours = Buffer.from(one, 'latin1');
    for (const other of given) found = isSame(ours, other) || found;
  }
  return found;
}

/** What follows the mark, in the parts that begin with it. */
export function marked(parts: readonly string[], mark: string): string[] {
  const found: string[] = [];
  for (const part of parts) if (part.startsWith(mark)) found.push(part.slice(mark.length));
  return found;
}

function isSame(ours: Buffer, other: string): boolean {
  if (other.length !== ours.length) return false;
  const theirs = Buffer.from(other);
  return theirs.length === ours.length && timingSafeEqual(ours, theirs);
}
