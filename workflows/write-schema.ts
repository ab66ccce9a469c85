// What may an editor offer while somebody writes a sequence? Run this file, then `biome format --write` on what it wrote.
import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { SequenceSchema } from '#core/sequence';
import { SEQUENCE_NOTES } from '#workflows/field-notes';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The JSON Schema of sequence files, as the text of a file: what core accepts, with a note and an example per field. */
export function sequenceSchemaText(): string {
  // Editors' YAML support knows draft 7 best.
  const schema = z.toJSONSchema(SequenceSchema, { io: 'input', target: 'draft-07' });
  return `${JSON.stringify(withNotes({ ...schema, title: 'A sequence' }, ''), null, 2)}\n`;
}

function withNotes(schema: JsonSchema, path: string): JsonSchema {
  const { properties, items } = schema;
  return {
    ...schema,
    ...(properties === undefined ? {} : { properties: propertiesWithNotes(properties, path) }),
    ...(isSchema(items) ? { items: withNotes(items, path) } : {}),
  };
}

function propertiesWithNotes(properties: NonNullable<JsonSchema['properties']>, path: string) {
  const entries = Object.entries(properties).map(([name, schema]) => {
    const own = path === '' ? name : `${path}.${name}`;
    const note = SEQUENCE_NOTES[own];
    const said = note === undefined ? {} : { description: `${note.says} Example: ${note.example}` };
    return [name, isSchema(schema) ? { ...withNotes(schema, own), ...said } : schema];
  });
  return Object.fromEntries(entries);
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

if (import.meta.main) await writeFile(new URL('./sequence.schema.json', import.meta.url), sequenceSchemaText());
