// A leg that cannot be run, however often it is tried: its journey is told, which parks it for an operator and ends.
import { WinbackError } from '#core/errors';
import type { Services } from '#core/ports';

/** The journey was told of the fault, or had moved on before. Whoever called must still report the fault. */
export type Parked = { readonly status: 'parked'; readonly fault: WinbackError };

/**
 * Does the work; where it fails by a fault that somebody must mend, the journey that waits on the token is parked. For
 * work that may be done again, never for what follows a send: a journey goes on if only its record could not be written.
 * `giveBack` undoes what the work has taken. It is left out where the journey ended, because nobody may take it then.
 */
export async function orParked<T>(
  { journeys }: Pick<Services, 'journeys'>,
  token: string,
  work: () => Promise<T>,
  giveBack: () => Promise<void> = async () => {},
): Promise<T | Parked> {
  try {
    return await work();
  } catch (fault) {
    let ended = false;
    try {
      if (!(fault instanceof WinbackError) || fault.retryable) throw fault;
      ended = (await journeys.park(token, fault.name)) === 'done';
      return { status: 'parked', fault };
    } finally {
      if (!ended) await giveBack();
    }
  }
}
