// What may be known of a run? Ids, counts and names of faults; never a body, an address or anybody else's error message.
import { Logger } from '@aws-lambda-powertools/logger';
import { describeFault, TryAgain, WinbackError } from '#core/errors';

/** The log of all doors; each line carries the function and its request id. */
export const logger = new Logger({ serviceName: 'winback' });

/**
 * Writes a fault down and answers what may leave the function instead of it: its name, its message as far as it is our
 * own, and no cause. A fault that passes by itself is a warning; one that somebody must mend is an error.
 */
export function reported(fault: unknown, about: Readonly<Record<string, string | undefined>> = {}): Error {
  const { name, message, retryable, ids } = describeFault(fault);
  // The message of a foreign fault may quote what it was given, the places in the code cannot.
  const places = fault instanceof WinbackError ? {} : { places: placesOf(fault) };
  const line = { fault: name, retryable, ids, ...about, ...places };
  if (fault instanceof TryAgain) logger.warn(message, line);
  else logger.error(message, line);
  return withoutStack(name, message);
}

const PLACE = /^ {4}at .+:\d+:\d+\)?$/;

/** The lines of a stack that name places in the code; the message before them is cut off, whatever it looks like. */
function placesOf(fault: unknown): string[] {
  if (!(fault instanceof Error)) return [];
  const { message, stack = '' } = fault;
  const after = message === '' ? stack : (stack.split(message).at(-1) ?? '');
  return after.split('\n').filter((line) => PLACE.test(line));
}

/** The runtime prints the stack of what a function throws; ours says no more than the log. */
function withoutStack(name: string, message: string): Error {
  const told = new Error(message);
  told.name = name;
  told.stack = `${name}: ${message}`;
  return told;
}
