// Is this YAML file what its schema says, and if not, where and how to mend it?
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type * as z from 'zod';
import { type Aim, type Explained, explainIssues, namesFields } from '#workflows/explain-issue';
import type { FieldNotes } from '#workflows/field-notes';
import type { Problem, Source } from '#workflows/problems';

/** A problem at a field of the file; at the nearest field above it when it is not written. */
export type ProblemAt = (path: readonly PropertyKey[], aim: Aim, problem: string, fix: string) => Problem;

/** `written` is the file as its author wrote it, `parsed` what the schema made of it. */
export type YamlFile<S extends z.ZodType> =
  | {
      readonly status: 'read';
      readonly written: z.input<S>;
      readonly parsed: z.output<S>;
      readonly problemAt: ProblemAt;
    }
  | { readonly status: 'broken'; readonly problems: readonly Problem[] };

/** Reads a file strictly: broken YAML, fields written twice, unknown fields and wrong values are all problems. */
export function readYaml<S extends z.ZodType>(source: Source, schema: S, notes: FieldNotes): YamlFile<S> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const problemAtOffset = (offset: number, problem: string, fix: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file: source.file, line: Math.max(line, 1), column: Math.max(col, 1), problem, fix };
  };
  const [broken] = [...document.errors, ...document.warnings].map(({ pos, code, message }) => {
    const { problem, fix } = explainSyntax(code, message);
    return problemAtOffset(openQuote(source.text, message) ?? pos[0], problem, fix);
  });
  // What follows the first one is mostly its consequence.
  if (broken !== undefined) return { status: 'broken', problems: [broken] };

  const problemAt: ProblemAt = (path, aim, problem, fix) =>
    problemAtOffset(offsetOf(document.contents, path, aim), problem, fix);
  const written: unknown = document.toJS();
  const answer = schema.safeParse(written, { error: namesFields });
  if (answer.success) {
    // The schema accepted it as its input, so that is what it is.
    return { status: 'read', written: written as z.input<S>, parsed: answer.data, problemAt };
  }
  const problems = explainIssues(answer.error.issues, written, notes).map((explained) => {
    const { path, aim, problem, fix } = explained;
    const offset = offsetOf(document.contents, path, aim);
    return problemAtOffset(offset, problem, mendedLine(source.text, offset, explained) ?? fix);
  });
  return { status: 'broken', problems };
}

function explainSyntax(code: string, message: string): { problem: string; fix: string } {
  if (code === 'DUPLICATE_KEY') return { problem: 'this field is written twice', fix: 'keep one of the two' };
  if (code === 'TAB_AS_INDENT') return { problem: 'a tab indents this line', fix: 'indent with spaces' };
  const quote = /^Missing closing (["'])/.exec(message)?.[1];
  if (quote !== undefined) return { problem: 'this quote is never closed', fix: `write ${quote} where the text ends` };
  return {
    problem: `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
    fix: 'compare the indentation, quotes and brackets with the lines around it',
  };
}

/** The parser notices a missing quote where the file ends; the author wants to know where it began. */
function openQuote(text: string, message: string): number | undefined {
  const quote = /^Missing closing (["'])/.exec(message)?.[1];
  if (quote === undefined) return undefined;
  const opens = new RegExp(`[:[{,-]\\s*${quote}`);
  const isOdd = (line: string) => line.split(quote).length % 2 === 0 && opens.test(line);
  const lines = text.split('\n');
  const index = lines.findIndex(isOdd);
  if (index === -1) return undefined;
  return lines.slice(0, index).join('\n').length + (index > 0 ? 1 : 0) + (lines[index] ?? '').lastIndexOf(quote);
}

/** The author's own line with the misspelt field name put right. */
function mendedLine(text: string, offset: number, { misspelt }: Explained): string | undefined {
  if (misspelt === undefined) return undefined;
  const end = text.indexOf('\n', offset);
  const before = text.slice(text.lastIndexOf('\n', offset) + 1, offset);
  const after = text.slice(offset, end === -1 ? undefined : end).replace(misspelt.written, () => misspelt.meant);
  return `write: ${(before + after).trim()}`;
}

function offsetOf(contents: unknown, path: readonly PropertyKey[], aim: Aim): number {
  let node: unknown = contents;
  let offset = startOf(node) ?? 0;
  for (const [index, segment] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment));
      if (pair === undefined) return offset;
      const key = startOf(pair.key) ?? offset;
      const isLast = index === path.length - 1;
      offset = isLast && aim === 'key' ? key : (startOf(pair.value) ?? key);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(segment)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  // Every node that the parser made has a range; nothing else is asked here.
  return (node as Node | null | undefined)?.range?.[0];
}
