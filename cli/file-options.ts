// Which files does a command read, and what does their owner state of them?
import { type Command, Option } from 'commander';
import { DELIMITERS } from '#adapters/files/csv-records';
import { DATE_FORMS } from '#adapters/files/dates';
import type { GatherFiles, Progress } from '#adapters/files/gather';
import { PRESET_NAMES } from '#adapters/files/presets';
import { DECIMALS, STATEMENTS, statedBy } from '#adapters/files/stated';
import { countText, type Terminal } from './terminal.ts';

/** What any command that reads files may be told. */
export type FileOptions = {
  readonly customers?: string;
  readonly orders?: string;
  readonly activities?: string;
} & { readonly [Name in (typeof STATEMENTS)[number]]?: string };

/** So many rows between two looks at how far a file is read. */
const ROWS_PER_LOOK = 1_000;

/** Gives a command the options that say how its files are written. */
export function addStatedOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--preset <name>',
        'whose exports the files are; without it they have the columns named above',
      ).choices(PRESET_NAMES),
    )
    .option(
      '--columns <pairs>',
      "our=theirs pairs for files that name columns otherwise, e.g. 'customer_id=ID,amount=Total'",
    )
    .addOption(new Option('--dates <form>', 'how the files write dates (default: yyyy-mm-dd)').choices(DATE_FORMS))
    .addOption(
      new Option('--decimal <mark>', 'how the files write amounts: 1,234.50 or 1.234,50 (default: point)').choices(
        DECIMALS,
      ),
    )
    .addOption(
      new Option('--delimiter <name>', 'what stands between cells (default: as the first line shows)').choices(
        Object.keys(DELIMITERS),
      ),
    )
    .option('--country <letters>', 'the country of phone numbers without country code, e.g. US');
}

/** The files of a command, with what is stated of them. Throws BadInput for words that nobody knows. */
export function filesOf(options: FileOptions): GatherFiles {
  const { customers, orders, activities } = options;
  const words = Object.fromEntries(STATEMENTS.map((name) => [name, options[name]]));
  return { customers, orders, activities, ...statedBy(words, (name) => `--${name}`) };
}

/** Shows how far the files are read: for `onRow` of the gatherer. */
export function readingProgress(terminal: Terminal): (rows: number, progress: () => Progress) => void {
  const began = performance.now();
  return (rows, progress) => {
    if (rows % ROWS_PER_LOOK !== 0) return;
    const { bytes, ofBytes } = progress();
    const pace = rateText(rows, performance.now() - began);
    terminal.progress(
      `reading: ${countText(rows)} rows, ${pace} a second`,
      ofBytes === undefined ? undefined : bytes / ofBytes,
    );
  };
}

/** How many a second, of so many in so many milliseconds. */
export function rateText(count: number, milliseconds: number): string {
  return countText(rateOf(count, milliseconds));
}

/** As a whole number. */
export function rateOf(count: number, milliseconds: number): number {
  return Math.round((count * 1_000) / Math.max(milliseconds, 1));
}
