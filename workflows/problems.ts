// What is wrong in a file of the plan, where exactly, and what to do about it.

/** `file` is the path as its author would type it; `line` and `column` count from 1. `fix` says what to do. */
export type Problem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly problem: string;
  readonly fix: string;
};

/** One source file: the path as its author would type it, and its text. */
export type Source = { readonly file: string; readonly text: string };

/** Line and column of a character of a text, both from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
