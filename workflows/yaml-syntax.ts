// What does the YAML parser's complaint mean to somebody who has never heard of YAML?
import type { FieldNotes } from '#workflows/field-notes';

/** A complaint of the parser: `pos` is the offset at which it gave up. */
type Complaint = { readonly code: string; readonly message: string; readonly pos: readonly [number, number] };
type Line = { readonly text: string; readonly start: number; readonly number: number };

/** `offset`: where the author should look, which is often earlier than where the parser gave up. */
export type SyntaxAdvice = { readonly offset: number; readonly problem: string; readonly fix: string };

const ITEM = /^( *)-(?=\s)/;
const TIGHT_FIELD = /^(\s*(?:- +)?)([a-z][a-z ]*):(?=\S)/i;
const SECOND_COLON = /^(\s*(?:- +)?[a-z][a-z ]*: +)([^"'[{].*)$/i;

/** The complaint in plain words, at the place to mend. The names in `notes` are the fields that the file may have. */
export function explainSyntax(text: string, complaint: Complaint, notes: FieldNotes): SyntaxAdvice {
  const { code, message, pos } = complaint;
  const at = (problem: string, fix: string, offset = pos[0]): SyntaxAdvice => ({ offset, problem, fix });
  if (code === 'DUPLICATE_KEY') return at('this field is written twice', 'keep one of the two');
  if (code === 'TAB_AS_INDENT') return at('a tab indents this line', 'indent with spaces');
  const quote = /^Missing closing (["'])/.exec(message)?.[1];
  if (quote !== undefined) {
    return at('this quote is never closed', `write ${quote} where the text ends`, openQuote(text, quote));
  }
  return (
    unclosed(text, complaint) ??
    missingComma(text, complaint, notes) ??
    ofLine(lineAt(text, pos[0]), text, notes) ??
    at(
      `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
      'compare the indentation, quotes and brackets with the lines around it',
    )
  );
}

/** The field that a name belongs under, when it can be only one, the least deep counting: `for` for `segment`. */
export function homeOf(name: string, notes: FieldNotes): string | undefined {
  const paths = Object.keys(notes).map((path) => path.split('.'));
  const homes = paths.filter((path) => path.at(-1) === name).map((path) => path.slice(0, -1));
  const least = Math.min(...homes.map(({ length }) => length));
  const [home, more] = homes.filter(({ length }) => length === least).map((path) => path.join('.'));
  return more === undefined && home !== '' && home !== '*' ? home : undefined;
}

/** The parser notices a missing quote where the file ends; the author wants to know where it began. */
function openQuote(text: string, quote: string): number | undefined {
  const opens = new RegExp(`[:[{,-]\\s*${quote}`);
  const line = linesOf(text).find((one) => one.text.split(quote).length % 2 === 0 && opens.test(one.text));
  return line && line.start + line.text.lastIndexOf(quote);
}

function unclosed(text: string, { message, pos }: Complaint): SyntaxAdvice | undefined {
  const end = /end with (?:a )?([}\]])/.exec(message)?.[1];
  const open = openBracket(text.slice(0, pos[0]));
  if (end === undefined || open === undefined) return undefined;
  const { number } = lineAt(text, open);
  const problem = `the ${text.charAt(open)} that opens on line ${number} is never closed`;
  return { offset: open, problem, fix: `write ${end} where it ends` };
}

/** The last bracket that is still open at the end of a text; brackets in quotes and comments are none. */
function openBracket(text: string): number | undefined {
  const open: number[] = [];
  for (const { 0: mark, index } of text.matchAll(/(?<=[\s:,[{])(?:"[^"\n]*"|'[^'\n]*'|#.*)|[{}[\]]/g)) {
    if (mark === '{' || mark === '[') open.push(index);
    else if (mark === '}' || mark === ']') open.pop();
  }
  return open.at(-1);
}

function missingComma(text: string, { code, pos }: Complaint, notes: FieldNotes): SyntaxAdvice | undefined {
  if (code !== 'BLOCK_IN_FLOW') return undefined;
  const before = /^[^:,{}[\]\n]*(?=:)/.exec(text.slice(pos[0]))?.[0];
  if (before === undefined) return undefined;
  const known = Object.keys(notes).map((path) => path.split('.').at(-1) ?? '');
  const name = known
    .filter((one) => before.endsWith(` ${one}`))
    .sort((one, other) => other.length - one.length)
    .at(0);
  if (name === undefined) return undefined;
  const offset = pos[0] + before.length - name.length;
  const line = lineAt(text, offset);
  const [left, right] = [text.slice(line.start, offset), line.text.slice(offset - line.start)];
  const fix = `write: ${left.trim()}, ${right.trim()}`;
  return { offset, problem: `a comma is missing before "${name}:"`, fix };
}

/** What a look at the line tells, whatever the parser made of it. */
function ofLine(line: Line, text: string, notes: FieldNotes): SyntaxAdvice | undefined {
  const indent = line.text.search(/\S|$/);
  const offset = line.start + indent;
  const at = (problem: string, fix: string): SyntaxAdvice => ({ offset, problem, fix });
  const [, before, name] = TIGHT_FIELD.exec(line.text) ?? [];
  if (before !== undefined && name !== undefined) {
    const rest = line.text.slice(before.length + name.length + 1);
    return at(`there is no space after "${name}:"`, `put a space after "${name}:", so: ${name}: ${rest}`);
  }
  if (/^\s*-[^\s-]/.test(line.text)) {
    return at('there is no space after the "-"', `write: ${line.text.trim().replace('-', '- ')}`);
  }
  const above = linesOf(text)
    .slice(0, line.number - 1)
    .filter((one) => /^\s*[^\s#]/.test(one.text))
    .toReversed();
  const item = above.find((one) => ITEM.test(one.text));
  if (ITEM.test(line.text) && item !== undefined) {
    const wanted = item.text.search(/\S/);
    if (wanted !== indent) {
      const problem = `this item is indented by ${spaces(indent)}, the one above it (line ${item.number}) by ${wanted}`;
      return at(problem, `write ${spaces(wanted)} before the "-"`);
    }
  }
  return secondColon(line, offset) ?? misplaced(line, above[0], notes);
}

function secondColon(line: Line, offset: number): SyntaxAdvice | undefined {
  const [, field, value] = SECOND_COLON.exec(line.text) ?? [];
  if (field === undefined || !value?.includes(': ')) return undefined;
  const quoted = `"${value.trim().replaceAll('"', "'")}"`;
  return { offset, problem: 'a text with a ":" in it needs quotes', fix: `write: ${field.trim()} ${quoted}` };
}

/** A field that is indented unlike its neighbours: told at the one of the two that has only one place to be. */
function misplaced(line: Line, above: Line | undefined, notes: FieldNotes): SyntaxAdvice | undefined {
  const indent = line.text.search(/\S|$/);
  const name = fieldOf(line);
  if (name === undefined || above === undefined) return undefined;
  for (const one of [above, line]) {
    const [field = '', own] = [fieldOf(one), one.text.search(/\S|$/)];
    const home = homeOf(field, notes);
    // Fields below the second level are mostly written in braces, and then indentation is not their trouble.
    if (home === undefined || home.includes('.') || own === 2) continue;
    const fix = `write it with two spaces before it: "  ${one.text.trim()}"`;
    return { offset: one.start + own, problem: `"${field}" belongs under ${home}:, indented by two spaces`, fix };
  }
  const wanted = above.text.search(/\S|$/);
  const problem = `"${name}" is indented by ${spaces(indent)}, the line above it by ${wanted}`;
  return { offset: line.start + indent, problem, fix: 'begin fields of one level in the same column' };
}

function fieldOf({ text }: Line): string | undefined {
  return /^\s*([a-z][a-z ]*):(?:\s|$)/i.exec(text)?.[1];
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split('\n').map((line, index) => {
    const one = { text: line, start, number: index + 1 };
    start += line.length + 1;
    return one;
  });
}

function lineAt(text: string, offset: number): Line {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  const end = text.indexOf('\n', offset);
  return { text: text.slice(start, end === -1 ? undefined : end), start, number: before.split('\n').length };
}

function spaces(count: number): string {
  return count === 1 ? '1 space' : `${count} spaces`;
}
