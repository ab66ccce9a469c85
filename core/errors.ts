// One family of faults. Business answers (skipped, held, not admitted) are returned, never thrown.

/** Ids that help to find the thing a fault is about. Never an address, a phone number or a name. */
export type FaultIds = Readonly<Record<string, string | number | undefined>>;

type FaultOptions = { readonly ids?: FaultIds; readonly cause?: unknown };

/**
 * The base of every fault. `name` is the class name, written out because bundling shortens class names while Step
 * Functions and logs match on it; `retryable` says whether the same call may succeed later without anybody mending anything.
 */
export abstract class WinbackError extends Error {
  abstract override readonly name: string;
  abstract readonly retryable: boolean;
  readonly ids: FaultIds;

  constructor(message: string, options: FaultOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.ids = options.ids ?? {};
  }
}

/** Somebody's input (a file, an option, a queue message) is wrong. Text: what, where, what to do. Mended by its author only. */
export class BadInput extends WinbackError {
  override readonly name = 'BadInput';
  readonly retryable = false;
}

/** A throttle, a lost race, a provider that is down for a moment: the queue should deliver again. */
export class TryAgain extends WinbackError {
  override readonly name = 'TryAgain';
  readonly retryable = true;
}

/** Data that we wrote ourselves no longer makes sense: a missing row, a version that is gone. Needs an operator. */
export class BrokenRecord extends WinbackError {
  override readonly name = 'BrokenRecord';
  readonly retryable = false;
}

/** A definition (sequence, message, incentive, segment, shop, state machine) that cannot be used. */
export class BadDefinition extends WinbackError {
  override readonly name = 'BadDefinition';
  readonly retryable = false;
}

/** What to print of anything thrown: the message of our own faults, the name only of others (theirs may carry data). */
export function describeFault(fault: unknown): { name: string; message: string; retryable: boolean; ids: FaultIds } {
  if (fault instanceof WinbackError) {
    return { name: fault.name, message: fault.message, retryable: fault.retryable, ids: fault.ids };
  }
  const name = fault instanceof Error ? fault.name : 'UnknownFault';
  return { name, message: `an unexpected ${name}`, retryable: true, ids: {} };
}
