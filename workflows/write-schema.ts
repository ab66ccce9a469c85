// What may an editor offer while somebody writes a sequence or segments? Run this file, then `biome format --write` on what it wrote.
import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { KNOWN_KINDS } from '#core/activity';
import { SegmentsSchema } from '#core/segment';
import { FieldNameSchema } from '#core/segment-conditions';
import { fieldNames, fieldOf } from '#core/segment-field-names';
import { type FieldSpec, SEGMENT_FIELDS } from '#core/segment-fields';
import { SequenceSchema } from '#core/sequence';
import { type FieldNotes, noteOf, SEGMENT_NOTES, SEQUENCE_NOTES } from '#workflows/field-notes';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What stands for the name in a field of the table, as a pattern. */
const NAMES: Readonly<Record<string, string>> = {
  kind: '[a-z][a-z0-9]*(-[a-z0-9]+)*',
  sequence: '[a-z][a-z0-9]*(-[a-z0-9]+)*',
  name: '[A-Za-z0-9_]{1,40}',
};

/** The JSON Schema of sequence files, as the text of a file: what core accepts, with a note and an example per field. */
export function sequenceSchemaText(): string {
  return schemaText('A sequence', SequenceSchema, SEQUENCE_NOTES);
}

/** The same for segments.yaml; editors offer the fields of customers by name. */
export function segmentsSchemaText(): string {
  return schemaText('Segments by their names', SegmentsSchema, SEGMENT_NOTES);
}

function schemaText(title: string, of: z.ZodType, notes: FieldNotes): string {
  const schema = z.toJSONSchema(of, {
    io: 'input',
    // Editors' YAML support knows draft 7 best.
    target: 'draft-07',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === FieldNameSchema) jsonSchema.anyOf = SEGMENT_FIELDS.flatMap(fieldSchemas);
    },
  });
  return `${JSON.stringify(withNotes({ ...schema, title }, '', notes), null, 2)}\n`;
}

/** One field of the table; where a name stands in it, those that every shop has are offered, and others may be written. */
function fieldSchemas(spec: FieldSpec): JsonSchema[] {
  const description = `${spec.says} (${spec.type}${spec.words === undefined ? '' : `: ${spec.words.join(', ')}`})`;
  const offered = fieldNames({ kinds: KNOWN_KINDS, sequences: [] }).filter((name) => fieldOf(name)?.spec === spec);
  const pattern = spec.name.replace('.', '\\.').replace(/<(\w+)>/, (_, what: string) => NAMES[what] ?? '');
  return [
    ...(offered.length === 0 ? [] : [{ enum: offered, description }]),
    ...(spec.name.includes('<') ? [{ pattern: `^${pattern}$`, description }] : []),
  ];
}

function withNotes(schema: JsonSchema, path: string, notes: FieldNotes): JsonSchema {
  const { properties, items, anyOf, oneOf, additionalProperties, definitions } = schema;
  const inside = (one: JsonSchema) => withNotes(one, path, notes);
  return {
    ...schema,
    ...(anyOf === undefined ? {} : { anyOf: anyOf.flatMap(waysOf).map(inside) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(inside) }),
    ...(properties === undefined ? {} : { properties: propertiesWithNotes(properties, path, notes) }),
    ...(isSchema(items) ? { items: inside(items) } : {}),
    ...(isSchema(additionalProperties) ? { additionalProperties: inside(additionalProperties) } : {}),
    ...(isSchema(definitions) ? { definitions: mapped(definitions, inside) } : {}),
  };
}

/** Editors explain a choice better than a choice of choices. */
function waysOf(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(waysOf);
}

function propertiesWithNotes(properties: NonNullable<JsonSchema['properties']>, path: string, notes: FieldNotes) {
  const entries = Object.entries(properties).map(([name, schema]) => {
    const own = path === '' ? name : `${path}.${name}`;
    const note = noteOf(notes, own);
    const said = note === undefined ? {} : { description: `${note.says} Example: ${note.example}` };
    return [name, isSchema(schema) ? { ...besideNotes(withNotes(schema, own, notes)), ...said } : schema];
  });
  return Object.fromEntries(entries);
}

/** In draft 7 nothing counts that stands beside a reference. */
function besideNotes({ $ref, ...schema }: JsonSchema): JsonSchema {
  return $ref === undefined ? schema : { ...schema, allOf: [{ $ref }] };
}

function mapped(schemas: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, isSchema(one) ? change(one) : one]));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

if (import.meta.main) {
  await writeFile(new URL('./sequence.schema.json', import.meta.url), sequenceSchemaText());
  await writeFile(new URL('./segments.schema.json', import.meta.url), segmentsSchemaText());
}
