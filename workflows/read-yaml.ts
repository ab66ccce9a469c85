// Is this YAML file what its schema says, and if not, where and how to mend it?
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type * as z from 'zod';
import { type Aim, type Explained, explainIssues, namesFields } from '#workflows/explain-issue';
import type { FieldNotes } from '#workflows/field-notes';
import type { ShopFile } from '#workflows/kind-advice';
import type { Problem, Source } from '#workflows/problems';
import { explainSyntax, type SyntaxAdvice } from '#workflows/yaml-syntax';

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

/**
 * Reads a file strictly: broken YAML, fields written twice, unknown fields and wrong values are all problems. `shop`: whose kinds
 * of activity the file may name.
 */
export function readYaml<S extends z.ZodType>(
  source: Source,
  schema: S,
  notes: FieldNotes,
  shop?: ShopFile,
): YamlFile<S> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const problemAtOffset = (offset: number, problem: string, fix: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file: source.file, line: Math.max(line, 1), column: Math.max(col, 1), problem, fix };
  };
  const [broken] = [...document.errors, ...document.warnings].map((complaint) => {
    const { offset, problem, fix } = explainSyntax(source.text, complaint, notes);
    return problemAtOffset(offset, problem, fix);
  });
  // What follows the first one is mostly its consequence.
  if (broken !== undefined) return { status: 'broken', problems: [broken] };

  const problemAt: ProblemAt = (path, aim, problem, fix) =>
    problemAtOffset(offsetOf(document.contents, path, aim), problem, fix);
  const writing = writtenIn(document);
  if (writing.status === 'alias')
    return { status: 'broken', problems: [problemAtOffset(writing.offset, writing.problem, writing.fix)] };
  const { written } = writing;
  const answer = schema.safeParse(written, { error: namesFields });
  if (answer.success) {
    // The schema accepted it as its input, so that is what it is.
    return { status: 'read', written: written as z.input<S>, parsed: answer.data, problemAt };
  }
  const lineOf = (path: readonly PropertyKey[]) => lines.linePos(offsetOf(document.contents, path, 'key')).line;
  const problems = explainIssues(answer.error.issues, { written, notes, lineOf, shop }).map((explained) => {
    const { path, aim, problem, fix } = explained;
    const offset = offsetOf(document.contents, path, aim);
    return problemAtOffset(offset, problem, mendedLine(source.text, offset, explained) ?? fix);
  });
  return { status: 'broken', problems };
}

type Writing =
  | { readonly status: 'written'; readonly written: unknown }
  | ({ readonly status: 'alias' } & SyntaxAdvice);

/** What a file says, unless a `*` in it stands for nothing, for itself, or for more than anybody would write. */
function writtenIn(document: Document.Parsed): Writing {
  const aliases: { readonly offset: number; readonly problem?: string }[] = [];
  visit(document, {
    Alias(_key, alias, around) {
      const offset = startOf(alias) ?? 0;
      const meant = alias.resolve(document);
      if (meant === undefined)
        aliases.push({ offset, problem: `*${alias.source} stands for nothing that was named above it` });
      else if (around.includes(meant))
        aliases.push({ offset, problem: `*${alias.source} stands for what it is a part of` });
      else aliases.push({ offset });
    },
  });
  const fix = 'write out what it stands for; a text that begins with * needs quotes';
  for (const { offset, problem } of aliases)
    if (problem !== undefined) return { status: 'alias', offset, problem, fix };
  try {
    const written: unknown = document.toJS();
    return { status: 'written', written };
  } catch (fault) {
    // The parser's own word for aliases of aliases, which may be longer than any memory.
    if (!(fault instanceof ReferenceError)) throw fault;
    const { offset } = aliases[0] ?? { offset: 0 };
    return { status: 'alias', offset, problem: 'what stands behind the * in this file repeats itself too often', fix };
  }
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
