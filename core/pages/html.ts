// How does text become HTML? Whatever is put into a template is text there, unless it is HTML of ours already.

/** HTML that may stand in a page as it is: only `html` and `rawHtml` make it. */
export type Html = { readonly html: string };
/** What a template may hold: text, HTML, a list of it, or nothing. */
type Piece = string | Html | readonly Html[] | undefined;

/** HTML with every text in it escaped, between tags and in quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const filled = parts.map((part, index) => `${part}${htmlOf(pieces[index])}`);
  return { html: filled.join('') };
}

/** Our own text that is HTML; never for anything that somebody else wrote. */
export function rawHtml(text: string): Html {
  return { html: text };
}

function htmlOf(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece === 'string') return escaped(piece);
  return 'html' in piece ? piece.html : piece.map(htmlOf).join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
