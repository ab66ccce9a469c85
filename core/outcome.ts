// How an enrollment ended.
import * as z from 'zod';

export const OUTCOMES = ['wonBack', 'lapsed', 'optedOut', 'unreachable', 'calledOff'] as const;
export const OutcomeSchema = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof OutcomeSchema>;

/** The words for people. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  wonBack: 'won back',
  lapsed: 'lapsed',
  optedOut: 'opted out',
  unreachable: 'unreachable',
  calledOff: 'called off',
};

/** Why no more touches go out: the customer came back (perhaps without meeting the goal), said no, or cannot be reached. */
export const STOP_REASONS = ['cameBack', 'optedOut', 'unreachable', 'calledOff'] as const;
export const StopReasonSchema = z.enum(STOP_REASONS);
export type StopReason = z.infer<typeof StopReasonSchema>;

/** The outcome that a stop settles at once; someone who came back without meeting the goal still has until the close. */
export function outcomeOfStop(reason: StopReason, metGoal: boolean): Outcome | undefined {
  if (reason === 'cameBack') return metGoal ? 'wonBack' : undefined;
  return reason;
}
