// What does a request from outside leave with us? By it a second one is known, whoever sends it.
import type { Instant } from '#core/time';

export type Receipt = {
  /** The provider, and what tells one of its requests from another. */
  readonly id: string;
  /** A digest of the body. */
  readonly digest: string;
  /** When the first of them came. */
  readonly at: Instant;
};

export interface Receipts {
  /**
   * Notes that a request came, unless one with this id has. `again`: it came before, and what it told may not be safe yet.
   * `done`: it is. The receipt is the first one's: who comes later works with its instant.
   */
  open(receipt: Receipt): Promise<{ readonly status: 'new' | 'again' | 'done'; readonly receipt: Receipt }>;
  /** Notes that all that the request told is safe, and the names of the kinds that nobody knew. */
  close(id: string, unknownKinds: readonly string[]): Promise<void>;
}
