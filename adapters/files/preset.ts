// What is an export of another system to us? Each has a table in presets/: which columns are ours, and what they mean.
import { hash } from 'node:crypto';
import type { OurColumn } from '#adapters/files/columns';

/** The cells of a row that are not empty, by our column name; of columns that a preset `reads`, by theirs. */
export type Cells = Readonly<Record<string, string>>;

/** What is known of the whole file while a row is judged. */
export type FileFacts = {
  /** Does the header have this column of theirs? */
  readonly has: (column: string) => boolean;
  /** Did the owner name a column for this one of ours, so that it is not to be overruled? */
  readonly isStated: (ours: OurColumn) => boolean;
};

/** `passed`: a row that is rightly not used, and why; of its `cells` only a no counts. */
export type Translated =
  | { readonly status: 'cells'; readonly cells: Cells }
  | { readonly status: 'passed'; readonly because: string; readonly cells?: Cells };

/** One kind of file of one system. */
export type PresetFile = {
  /** Which export it is, in the words of the system: for messages. */
  readonly export: string;
  /** What a consent of it names as its source. */
  readonly source: string;
  /** Our column -> theirs; the first that the header has is taken. */
  readonly takes: { readonly [Ours in OurColumn]?: readonly string[] };
  /** What the header must have: columns of ours, or of theirs that `translate` looks at. */
  readonly required: readonly string[];
  /** Columns of theirs that `translate` looks at. */
  readonly reads?: readonly string[];
  /** Columns of theirs, by their beginning, of which any yes is a no to all email. */
  readonly emailOptOuts?: string;
  /** Column of theirs -> the profile field that it becomes. Others are left out: rows are kept lean. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Names that begin so become profile fields under what follows. */
  readonly fieldsUnder?: string;
  /** Our column -> their word in lower case -> ours; an empty one says nothing. */
  readonly words?: { readonly [Ours in OurColumn]?: Readonly<Record<string, string>> };
  /** Columns that speak of consent, and why they grant and withdraw nothing here: told when the header has them. */
  readonly silent?: Readonly<Record<string, string>>;
  /** What the owner of every such file must know. */
  readonly notes?: readonly string[];
  /** The row in our words. */
  readonly translate?: (cells: Cells, facts: FileFacts) => Translated;
};

export type Preset = { readonly customers: PresetFile; readonly orders?: PresetFile };

const ID_LETTERS = 24;

/** The answer for a row that is rightly not used. */
export function passed(because: string, cells?: Cells): Translated {
  return { status: 'passed', because, ...(cells === undefined ? {} : { cells }) };
}

/**
 * The id of a customer whom a system knows by address only: `e_` and the first 24 hexadecimal digits of the SHA-256 of the
 * address in small letters. The same address gives the same id in every file.
 */
export function idOfAddress(address: string): string {
  return `e_${digestOf(address.trim().normalize('NFC').toLowerCase())}`;
}

/** The id that stands for one of another system that our ids cannot hold: `u_` and as many digits of its SHA-256. */
export function idOfForeign(id: string): string {
  return `u_${digestOf(id)}`;
}

function digestOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, ID_LETTERS);
}
