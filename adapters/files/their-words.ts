// How does a row of another system's export read in our words?
import type { Cells, FileFacts, PresetFile, Translated } from '#adapters/files/preset';

/** Shopify and others write an apostrophe before numbers, so that spreadsheets leave them as they are. */
const HIDDEN_NUMBER = /^'(?=[\d+])/;

/** The cells with every word of theirs replaced by ours; in a row that is rightly not used they count for their no only. */
export function inOurWords(cells: Cells, preset: PresetFile, facts: FileFacts): Translated & { readonly cells: Cells } {
  // The names are theirs: one may be that of something every object has.
  const worded: Record<string, string> = Object.create(null);
  for (const [name, written] of Object.entries(cells)) {
    const word = written.replace(HIDDEN_NUMBER, '');
    const ours = valueIn(valueIn(preset.words, name), word.toLowerCase()) ?? word;
    if (ours !== '') worded[name] = ours;
  }
  const translated = preset.translate?.(worded, facts) ?? { status: 'cells', cells: worded };
  if (translated.status === 'passed') return { cells: worded, ...translated };
  const read = preset.reads ?? [];
  return {
    status: 'cells',
    cells: Object.fromEntries(Object.entries(translated.cells).filter(([name]) => !read.includes(name))),
  };
}

/** What an object has itself, under a name that somebody else chose. */
function valueIn<Value>(object: { readonly [name: string]: Value } | undefined, name: string): Value | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}
