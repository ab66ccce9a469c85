// What a list of one language's words must have, so that replies in that language are understood.
import type { Language } from '#core/language';

/** Single words are lists with blanks between them; phrases are written as `phraseOf` reads them. */
export type ReplyWords = {
  /** Undefined: no language that we answer in. */
  readonly language: Language | undefined;
  /** A reply of nothing but these, and words that may stand beside them, is a no. */
  readonly stop: string;
  readonly start: string;
  readonly help: string;
  /** May stand beside a single word: "stop it now". */
  readonly beside: string;
  /** May begin or end anything. */
  readonly polite: string;
  /** A reply that is this as a whole, without what is polite. */
  readonly wholeStop: readonly string[];
  readonly wholeHelp: readonly string[];
  /** A no wherever it stands, unless it lies in something harmless. */
  readonly anywhere: readonly string[];
  /** Sounds like a no and is none. */
  readonly harmless: readonly string[];
  /** A no even where it sounds harmless. */
  readonly surely: readonly string[];
  /** Says no in a short reply, unless it has a word that is `ordinary`. */
  readonly refusing: string;
  /** What customers write of orders, visits and days: with such a word, a short no is one to something else. */
  readonly ordinary: string;
  readonly groups: Readonly<Record<string, string>>;
};
