// What does the source tree consist of, and which file imports which? Read from the text, so that a law can name the line.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

export type Import = {
  readonly line: number;
  readonly specifier: string;
  /** The file of this repository that is meant; undefined for a package or a builtin of Node. */
  readonly target: string | undefined;
  readonly typesOnly: boolean;
};
export type Source = {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  /** The text without its comments, line for line. */
  readonly code: string;
  readonly lines: number;
  readonly imports: readonly Import[];
};

const ROOT = join(import.meta.dirname, '../..');
const NOT_OURS = new Set(['node_modules', 'coverage', 'cdk.out', 'docs']);
// Strings and templates are matched first, so that a `//` inside them is no comment.
const STRING_OR_COMMENT = /`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const CLAUSE_FROM = /\b(?:import|export)\b([\w$\s{},*]*?)\bfrom\s*['"]([^'"]+)['"]/g;
const BARE_OR_DYNAMIC = /\bimport\s*\(?\s*()['"]([^'"]+)['"]/g;

/** Every TypeScript and JavaScript file that is ours. */
export function sourceTree(): Source[] {
  return readdirSync(ROOT, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !NOT_OURS.has(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(ROOT, entry.name), { recursive: true, encoding: 'utf8' }).map((file) =>
            join(entry.name, file),
          )
        : [entry.name],
    )
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.split(sep).some((folder) => NOT_OURS.has(folder)))
    .map((file) =>
      sourceOf(relative(ROOT, join(ROOT, file)).split(sep).join('/'), readFileSync(join(ROOT, file), 'utf8')),
    );
}

/** One file, from its path and its text. */
export function sourceOf(path: string, text: string): Source {
  const code = text.replace(STRING_OR_COMMENT, (match) =>
    /^\/[/*]/.test(match) ? match.replace(/[^\n]/g, ' ') : match,
  );
  const quoted = [...code.matchAll(STRING_OR_COMMENT)].map(({ 0: words, index }) => ({
    index,
    end: index + words.length,
  }));
  const statements = [...code.matchAll(CLAUSE_FROM), ...code.matchAll(BARE_OR_DYNAMIC)].filter(
    // An import that stands in a string, as in a test of this file, is none.
    (match) => !quoted.some(({ index, end }) => index < match.index && match.index < end),
  );
  const imports = statements.map(
    ({ index, 0: statement, 1: clause = '', 2: specifier = '' }): Import => ({
      // The line of the name itself: a long clause stands on many.
      line: lineAt(code, index + statement.length),
      specifier,
      target: targetOf(path, specifier),
      typesOnly: bringsTypesOnly(clause),
    }),
  );
  return { path, code, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0), imports };
}

/** The number of the line on which the character at `index` stands, 1 for the first. */
export function lineAt(code: string, index: number): number {
  return code.slice(0, index).split('\n').length;
}

/** The code without the words in quotes; templates stay, because they may hold code. */
export function withoutStrings(code: string): string {
  return code.replace(STRING_OR_COMMENT, (match) => (/^['"]/.test(match) ? "''" : match));
}

function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return `${specifier.slice(1)}.ts`;
  return specifier.startsWith('.') ? posix.normalize(posix.join(dirname(path), specifier)) : undefined;
}

function bringsTypesOnly(clause: string): boolean {
  if (/^\s*type\s/.test(clause)) return true;
  const named =
    /\{([\s\S]*)\}/
      .exec(clause)?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '') ?? [];
  return named.length > 0 && named.every((name) => /^\s*type\s/.test(name)) && /^\s*\{/.test(clause);
}
