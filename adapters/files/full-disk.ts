// Did a write fail because nothing more fits? Then whoever asked for it can help.
import { BadInput } from '#core/errors';

/** Codes of the operating system: no space, no more of a quota, no larger file (errno(3)). */
const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** A BadInput in place of the fault of a full disk; any other fault as it is. */
export function inWordsIfFull(fault: unknown, where: string, cure: string): unknown {
  if (!(fault instanceof Error) || !('code' in fault) || !FULL.includes(fault.code)) return fault;
  return new BadInput(`${where}: the disk is full; ${cure}`, { cause: fault });
}
