// Rows that were not taken, for people: where, why, and how many more.
import type { RejectedRow } from '#adapters/files/gather-report';
import { countedText, countText } from './terminal.ts';

export const MOST_SHOWN = 20;

/** The first rejected rows, one a line, and how many more there are of `all`. */
export function rejectedText(
  rejected: readonly Pick<RejectedRow, 'file' | 'line' | 'reason'>[],
  all: number = rejected.length,
): string {
  const shown = rejected.slice(0, MOST_SHOWN).map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
  const more = all - shown.length;
  const head = `${countedText(all, 'row was', 'rows were')} not taken; the rest of the file was.`;
  return [head, ...shown, ...(more > 0 ? [`… and ${countText(more)} more`] : [])].join('\n');
}
