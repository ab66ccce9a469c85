// The time and the chance of the machine that we run on.
import { randomBytes } from 'node:crypto';
import type { Clock, Randomness } from '#core/ports';
import { instantOf } from '#core/time';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => instantOf(Date.now()) };

/** Bytes of the operating system's cryptographic generator. */
export const systemRandomness: Randomness = { bytes: (count) => randomBytes(count) };
