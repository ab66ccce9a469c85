// How does a message become what is published: MJML made HTML once, here, with its Liquid still in it.
import * as z from 'zod';
import { type Piece, problemIn, textOf } from '#workflows/message-source';
import type { Problem } from '#workflows/problems';

export type Compiled =
  | { readonly status: 'compiled'; readonly html: string }
  | { readonly status: 'broken'; readonly problems: readonly Problem[] };

const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const TAG = /<!--[\s\S]*?-->|<(\/?)(mj[a-z-]*)\b(?:"[^"]*"|'[^']*'|[^"'>])*?(\/?)>/g;

/** A stretch of Liquid, and the word that stands for it while MJML is at work. */
type Stand = { readonly word: string; readonly liquid: string; readonly offset: number };

const ValidationFaultSchema = z.object({ errors: z.array(z.object({ line: z.number(), message: z.string() })) });

/** Compiles strictly: whatever MJML does not know, or would silently throw away, is a problem at its line. */
export async function compileMjml(piece: Piece): Promise<Compiled> {
  const source = textOf(piece);
  const unbalanced = unbalancedTag(piece, source);
  if (unbalanced !== undefined) return { status: 'broken', problems: [unbalanced] };
  const { text, stands } = standIn(source);
  try {
    // Loading MJML takes half a second: only who compiles pays for it.
    const { default: mjml2html } = await import('mjml');
    const { html } = await mjml2html(text, OPTIONS);
    const lost = stands.filter(({ word }) => !html.includes(word));
    const problems = [
      ...lost.map(({ liquid, offset }) => problemIn(piece, offset, `MJML would throw ${liquid} away here`, MOVE)),
      ...unreadable(html).map(([problem, fix]) => problemIn(piece.slice(0, 1), 0, problem, fix)),
    ];
    if (problems.length > 0) return { status: 'broken', problems };
    return { status: 'compiled', html: restore(html, stands) };
  } catch (fault) {
    return { status: 'broken', problems: faultsOf(fault, piece, text, stands) };
  }
}

const MOVE = 'move it into an mj-text or mj-button, or put <mj-raw> around it';
/** No fonts from other people's servers, and no CSS minifier: it is an extra of MJML's that is not installed. */
const OPTIONS = {
  validationLevel: 'strict',
  minify: true,
  minifyOptions: { minifyCss: false },
  keepComments: false,
  fonts: {},
} as const;

/** What screen readers need, and MJML does not insist on (WCAG 2.2, 3.1.1 and 2.4.2). */
function unreadable(html: string): readonly [problem: string, fix: string][] {
  const missing: [string, string][] = [];
  if (html.includes('lang="und"')) missing.push(['the email does not say its language', 'write <mjml lang="en">']);
  if (/<title>\s*<\/title>/.test(html)) missing.push(['the email has no title', 'add <mj-title> to mj-head']);
  return missing;
}

/** Neither MJML nor the minifier may touch Liquid: words of letters and digits take its place. */
function standIn(source: string): { text: string; stands: readonly Stand[] } {
  const stands: Stand[] = [];
  const text = source.replace(LIQUID, (liquid, offset: number) => {
    const word = `LIQUID${stands.length}QED`;
    stands.push({ word, liquid, offset });
    return word;
  });
  return { text, stands };
}

function restore(html: string, stands: readonly Stand[]): string {
  return html.replace(/LIQUID(\d+)QED/g, (word, index) => stands[Number(index)]?.liquid ?? word);
}

function faultsOf(fault: unknown, piece: Piece, text: string, stands: readonly Stand[]): Problem[] {
  const validation = ValidationFaultSchema.safeParse(fault);
  if (!validation.success) {
    const said = fault instanceof Error ? fault.message : 'it gives no reason';
    return [problemIn(piece, 0, `this is not MJML: ${said}`, 'begin with <mjml> and end with </mjml>')];
  }
  return validation.data.errors.map(({ line, message }) => {
    const offset =
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0);
    const indent = /^[ \t]*/.exec(text.slice(offset))?.[0].length ?? 0;
    return problemIn(
      piece,
      sourceOffset(offset + indent, stands),
      restore(message, stands).trim(),
      'see documentation.mjml.io',
    );
  });
}

/** The place in the source of a place in the text with words instead of Liquid. */
function sourceOffset(offset: number, stands: readonly Stand[]): number {
  let shorter = 0;
  for (const { word, liquid, offset: at } of stands) {
    if (at - shorter >= offset) break;
    shorter += liquid.length - word.length;
  }
  return offset + shorter;
}

/** MJML closes forgotten tags as it likes, and swallows what follows. */
function unbalancedTag(piece: Piece, source: string): Problem | undefined {
  const open: { name: string; offset: number }[] = [];
  for (const { 1: closing, 2: name, 3: alone, index } of source.matchAll(TAG)) {
    if (name === undefined || alone === '/') continue;
    if (closing !== '/') open.push({ name, offset: index });
    else if (open.at(-1)?.name === name) open.pop();
    else {
      const wanted = open.at(-1);
      const fix = wanted === undefined ? 'remove it' : `write </${wanted.name}> first`;
      return problemIn(piece, index, `</${name}> closes nothing that is open here`, fix);
    }
  }
  const left = open.at(-1);
  return left && problemIn(piece, left.offset, `<${left.name}> is never closed`, `write </${left.name}> where it ends`);
}
