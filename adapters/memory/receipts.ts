// Has this request come before, in a simulation or a test?
import type { Receipt, Receipts } from '#core/receipt';

/** The port `Receipts` in memory. */
export function createMemoryReceipts(): Receipts {
  const receipts = new Map<string, { readonly receipt: Receipt; done: boolean }>();

  return {
    async open(receipt) {
      const there = receipts.get(receipt.id);
      if (there !== undefined) return { status: there.done ? 'done' : 'again', receipt: there.receipt };
      receipts.set(receipt.id, { receipt, done: false });
      return { status: 'new', receipt };
    },
    async close(id) {
      const there = receipts.get(id);
      if (there !== undefined) there.done = true;
    },
  };
}
