// Which valid name did somebody mean who wrote another? Measured in slips of the fingers.

/** How far a name may be from a valid one to be taken for a slip of the fingers: a third of its letters, at least two. */
const LEAST_SLIPS = 2;
/** In a word as short as this, two other letters make another word: `min` is no slip of `is`. */
const SHORT_WORD = 3;
const SLIPS_PER_LETTER = 1 / 3;

/** The valid name that somebody who wrote `written` most likely meant; undefined when none is within so many slips. */
export function nearest(
  written: string,
  valid: readonly string[],
  limit: number = slipsIn(written),
): string | undefined {
  return valid
    .map((name) => ({ name, distance: distanceBetween(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((one, other) => one.distance - other.distance)
    .at(0)?.name;
}

/** `; did you mean "x"?`, or nothing when no valid name is near. */
export function didYouMean(written: string, valid: readonly string[]): string {
  const name = nearest(written, valid);
  return name === undefined ? '' : `; did you mean "${name}"?`;
}

function slipsIn({ length }: string): number {
  return length <= SHORT_WORD ? 1 : Math.max(LEAST_SLIPS, Math.floor(length * SLIPS_PER_LETTER));
}

/** How many letters must be changed, added, taken away or swapped with their neighbour (Damerau-Levenshtein). */
function distanceBetween(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return last.at(-1) ?? 0;
}
