// What does a stranger's JSON say? Nothing, when it is none, or when it is no object.

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that a text is, or undefined. Of a name that stands there twice, the last one counts, as for every reader. */
export function jsonObjectOf(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // An array has none of the names that anybody asks for.
    return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** A body as text. Copies no bytes but those of the text. */
export function textOf(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
}
