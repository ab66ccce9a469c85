// Rows that were not taken, for people: where, why, and how many more.
import type { Rejected } from '#adapters/local/csv-rows';
import { countedText, countText } from './terminal.ts';

const MOST_SHOWN = 20;

/** The first rejected rows, one a line, and how many more there are. */
export function rejectedText(rejected: readonly Rejected[]): string {
  const shown = rejected.slice(0, MOST_SHOWN).map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
  const more = rejected.length - shown.length;
  const head = `${countedText(rejected.length, 'row was', 'rows were')} not taken; the rest of the file was.`;
  return [head, ...shown, ...(more > 0 ? [`… and ${countText(more)} more`] : [])].join('\n');
}
