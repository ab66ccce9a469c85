// The files of one message as their author wrote them, in pieces that know where each character came from.
import { dirname, join, relative } from 'node:path';
import { didYouMean, nearest } from '#core/nearest';
import { type Problem, placeOf, type Source } from '#workflows/problems';
import { namesIn, readSource } from '#workflows/read-source';

/** A stretch of a source file. */
type Stretch = { readonly source: Source; readonly from: number; readonly to: number };

/** Text put together from stretches of files: what is checked and compiled as one. */
export type Piece = readonly Stretch[];

/** What is written for one message: `found` names the files of its folder, `emailProblems` is what ails its email. */
export type MessageSource = {
  readonly found: readonly string[];
  readonly email?: { readonly subject: Piece; readonly preview: Piece; readonly mjml: Piece; readonly text: Piece };
  readonly sms?: Piece;
  readonly emailProblems: readonly Problem[];
};

const INCLUDE = /<mj-include\b[^>]*>/g;
const INCLUDE_PATH = /^<mj-include\s+path="([^"]+)"\s*\/>$/;
const HEADERS = ['Subject', 'Preview'];

/** The message of a name; undefined when there is no such folder. */
export async function readMessage(messages: string, name: string): Promise<MessageSource | undefined> {
  const folder = join(messages, name);
  const found = await namesIn(folder);
  if (found === undefined) return undefined;
  const problems: Problem[] = [];
  const complain = (problem: Problem) => void problems.push(problem);
  const files = ['email.mjml', 'email.txt', 'sms.txt'].map((file) => readSource(join(folder, file)));
  const [mjml, text, sms] = await Promise.all(files);
  return {
    found,
    ...(mjml !== undefined && text !== undefined
      ? { email: { mjml: await withIncludes(mjml, messages, complain), ...partsOf(text, complain) } }
      : {}),
    ...(sms === undefined ? {} : { sms: whole(sms) }),
    emailProblems: problems,
  };
}

/** The text of a piece. */
export function textOf(piece: Piece): string {
  return piece.map(({ source, from, to }) => source.text.slice(from, to)).join('');
}

/** A problem at a character of a piece, told at its place in the file that it came from. */
export function problemIn(piece: Piece, offset: number, problem: string, fix: string): Problem {
  let start = 0;
  let last: Stretch | undefined;
  for (const stretch of piece) {
    last = stretch;
    const length = stretch.to - stretch.from;
    if (offset < start + length) break;
    if (stretch !== piece.at(-1)) start += length;
  }
  if (last === undefined) return { file: '', line: 1, column: 1, problem, fix };
  const at = Math.min(last.from + offset - start, last.to);
  return { file: last.source.file, ...placeOf(last.source.text, at), problem, fix };
}

/** MJML's own includes would lose the lines of what they bring in, and pass over a file that is not there. */
async function withIncludes(source: Source, root: string, complain: (problem: Problem) => void): Promise<Piece> {
  const piece: Stretch[] = [];
  let from = 0;
  for (const { 0: tag, index } of source.text.matchAll(INCLUDE)) {
    const broken = (problem: string, fix: string) => complain(problemIn(whole(source), index, problem, fix));
    piece.push({ source, from, to: index });
    from = index + tag.length;
    const path = INCLUDE_PATH.exec(tag)?.[1];
    const file = join(dirname(source.file), path ?? '');
    if (path === undefined) broken(`${tag} is no include`, 'write <mj-include path="../_layout/head.mjml" />');
    else if (relative(root, file).startsWith('..')) {
      broken(`"${path}" leads out of ${root}`, `include only files of ${root}`);
    } else {
      const included = await readSource(file);
      if (included !== undefined) piece.push(...whole(included));
      else broken(`there is no file ${file}`, `write the path as seen from ${dirname(source.file)}`);
    }
  }
  return [...piece, { source, from, to: source.text.length }];
}

/** `email.txt`: the lines `Subject:` and `Preview:`, an empty line, and the text. */
function partsOf(source: Source, complain: (problem: Problem) => void): Record<'subject' | 'preview' | 'text', Piece> {
  const headers = new Map<string, Piece>();
  let from = 0;
  for (const line of source.text.split('\n')) {
    if (line.trim() === '') break;
    const [, name = '', space = ''] = /^([A-Za-z-]*):([ \t]*)/.exec(line) ?? [];
    const header = nearest(name, HEADERS);
    const start = from + name.length + 1 + space.length;
    if (header === undefined || header !== name || headers.has(name)) {
      complain(problemIn(whole(source), from, ...headerAdvice(line, name, header)));
      if (header === undefined) break;
    }
    headers.set(header, [{ source, from: start, to: from + line.length }]);
    from += line.length + 1;
  }
  for (const name of HEADERS.filter((header) => !headers.has(header))) {
    const fix = `begin the file with "${name}:" and a few words`;
    complain(problemIn(whole(source), 0, `the line "${name}:" is missing`, fix));
  }
  const blank = /^\s*/.exec(source.text.slice(from))?.[0].length ?? 0;
  const text = [{ source, from: Math.min(from + blank, source.text.length), to: source.text.length }];
  return { subject: headers.get('Subject') ?? [], preview: headers.get('Preview') ?? [], text };
}

function headerAdvice(line: string, name: string, header: string | undefined): [problem: string, fix: string] {
  if (header === undefined) {
    return ['the text begins too early', 'leave one empty line between the headers Subject: and Preview: and the text'];
  }
  if (header === name) return [`"${name}:" is written twice`, 'keep one of the two'];
  return [`unknown header "${name}"${didYouMean(name, HEADERS)}`, `write: ${line.replace(name, header)}`];
}

function whole(source: Source): Piece {
  return [{ source, from: 0, to: source.text.length }];
}
