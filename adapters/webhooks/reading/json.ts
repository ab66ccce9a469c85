// What does a stranger's JSON say? Nothing, when it is none; and of each field we find out ourselves what it is.

/** An object of another system. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value that a text stands for; undefined when it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What stands there as an object; undefined when it is something else. */
export function objectIn(value: unknown): Fields | undefined {
  // The cast: what is no list has named fields, and nothing is said of what they hold.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The fields of what may be an object: none when it is not. */
export function fieldsIn(value: unknown): Fields {
  return objectIn(value) ?? {};
}

/** The objects of a list; nothing when it is none. */
export function listIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsIn) : [];
}

/** One event or a list of them, as a list. */
export function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
