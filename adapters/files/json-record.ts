// What does one line of a JSON Lines file say? The same as a CSV row would: names and texts.

/** Names of nested objects are joined with dots, like User.UserId; deeper ones are not looked into. */
const MOST_DEPTH = 4;

const TWICE = 'a name stands twice in the line, and nobody can tell which of the two holds';
/** A text, and the colon after it where it is a name. */
const TEXT = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/** The values of a JSON object as texts by name; a text instead is why there are none. */
export function jsonCells(text: string, decimal: 'point' | 'comma'): ReadonlyMap<string, string> | string {
  const cells = new Map<string, string>();
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'the line is not a JSON object; write one object a line, like {"customer_id": "A1"}';
  let isTwice = namesWritten(text) > namesKept(value);
  gather(value, '', 1);
  return isTwice ? TWICE : cells;

  function gather(object: object, prefix: string, depth: number): void {
    for (const [name, one] of Object.entries(object)) {
      const word = textOf(one, decimal);
      if (word !== undefined) {
        isTwice ||= cells.has(`${prefix}${name}`);
        cells.set(`${prefix}${name}`, word.trim());
      } else if (depth < MOST_DEPTH && typeof one === 'object' && one !== null && !Array.isArray(one))
        gather(one, `${prefix}${name}.`, depth + 1);
    }
  }
}

// JSON.parse keeps the last of two values under one name, and does not tell.
function namesWritten(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(TEXT)) if (colon !== undefined) count += 1;
  return count;
}

/** Without recursion: a line may be nested deeper than calls can be. */
function namesKept(value: object): number {
  let count = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one !== 'object' || one === null) continue;
    const inner: readonly unknown[] = Object.values(one);
    if (!Array.isArray(one)) count += inner.length;
    for (const other of inner) if (typeof other === 'object') waiting.push(other);
  }
  return count;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON writes every number with a point, whatever the rest of the file does. */
function textOf(value: unknown, decimal: 'point' | 'comma'): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return decimal === 'comma' ? String(value).replace('.', ',') : String(value);
  if (typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return undefined;
  const words = value.map((one: unknown) => (Array.isArray(one) ? undefined : textOf(one, decimal)));
  return words.filter((word) => word !== undefined).join(', ');
}
