// How to compare on a noisy machine: the ways take turns, so that a busy moment hits all of them, and the middle counts.

/** What each way answered in each round, e.g. milliseconds. Every other round runs backwards: no way is always last. */
export async function inTurns<Way extends string>(
  rounds: number,
  ways: Readonly<Record<Way, (round: number) => Promise<number>>>,
): Promise<Record<Way, number[]>> {
  // Object.keys and Object.fromEntries forget the keys' type.
  const names = Object.keys(ways) as Way[];
  const answers = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Way, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) answers[name].push(await ways[name](round));
  }
  return answers;
}

/** The middle of some numbers; of an even count the mean of the two middle ones; NaN of none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** The median of what each round's number is of its baseline. */
export function ratioOf(numbers: readonly number[], baselines: readonly number[]): number {
  return median(numbers.map((number, round) => number / (baselines[round] ?? Number.NaN)));
}

/** How many milliseconds of processor time something takes in this process, whatever else the machine does meanwhile. */
export async function cpuMilliseconds(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** How many milliseconds pass on the clock on the wall: for what this process waits for, and does not do itself. */
export async function wallMilliseconds(run: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await run();
  return performance.now() - before;
}
