// What does the owner of a file state of it? The same words behind options of the command line and in metadata of uploads.
import { columnsFrom } from '#adapters/files/columns';
import { DELIMITERS, delimiterName } from '#adapters/files/csv-records';
import { DATE_FORMS } from '#adapters/files/dates';
import { countryOf } from '#adapters/files/phones';
import { PRESET_NAMES } from '#adapters/files/presets';
import type { Reading } from '#adapters/files/read-rows';
import { BadInput } from '#core/errors';
import { didYouMean } from '#core/nearest';

/** What may be stated, each by the name of its option. */
export const STATEMENTS = ['preset', 'columns', 'dates', 'decimal', 'delimiter', 'country'] as const;
export type Statement = (typeof STATEMENTS)[number];
/** What was not stated is not there. */
export type Stated = { readonly [Name in Statement]?: NonNullable<Reading[Name]> };

export const DECIMALS = ['point', 'comma'] as const;

/**
 * What is stated by words under these names. Throws BadInput for a name or a word that nobody knows, with the nearest;
 * `called` is how a name is called where it was written.
 */
export function statedBy(
  words: Readonly<Record<string, string | undefined>>,
  called: (name: string) => string,
): Stated {
  const unknown = Object.keys(words).find((name) => !STATEMENTS.some((known) => known === name));
  if (unknown !== undefined)
    throw new BadInput(
      `${called(unknown)}: nothing is known under this name${didYouMean(unknown, STATEMENTS)} (${STATEMENTS.join(', ')})`,
    );
  const { preset, columns, dates, decimal, delimiter, country } = words;
  const one = <Word extends string>(name: Statement, word: string, all: readonly Word[]): Word => {
    const found = all.find((known) => known === word);
    if (found !== undefined) return found;
    throw new BadInput(`${called(name)}: "${word}" is none of ${all.join(', ')}${didYouMean(word, all)}`);
  };
  // Object.keys forgets the keys' type. The sign itself will do as well as its name.
  const delimiters = Object.keys(DELIMITERS) as (keyof typeof DELIMITERS)[];
  return {
    ...(preset === undefined ? {} : { preset: one('preset', preset, PRESET_NAMES) }),
    ...(columns === undefined ? {} : { columns: columnsFrom(columns) }),
    ...(dates === undefined ? {} : { dates: one('dates', dates, DATE_FORMS) }),
    ...(decimal === undefined ? {} : { decimal: one('decimal', decimal, DECIMALS) }),
    ...(delimiter === undefined
      ? {}
      : { delimiter: DELIMITERS[one('delimiter', delimiterName(delimiter), delimiters)] }),
    ...(country === undefined ? {} : { country: countryBy(country, called('country')) }),
  };
}

function countryBy(word: string, called: string) {
  const country = countryOf(word);
  if (country !== undefined) return country;
  throw new BadInput(`${called}: "${word}" is no country; write its two letters, like US or DE (ISO 3166)`);
}
