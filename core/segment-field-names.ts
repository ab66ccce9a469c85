// Which field does a name of a segment mean?
import { ActivityKindSchema } from '#core/activity';
import { isFieldName } from '#core/field-name';
import { SequenceNameSchema } from '#core/ids';
import { type FieldSpec, SEGMENT_FIELDS } from '#core/segment-fields';

/** What may stand in a name of the table, and what a name of it looks like. */
const NAMES = {
  kind: (name: string) => ActivityKindSchema.safeParse(name).success,
  sequence: (name: string) => SequenceNameSchema.safeParse(name).success,
  name: isFieldName,
} as const;
type Named = keyof typeof NAMES;

/** A field as it was written: its line of the table, and the kind, sequence or own name that it speaks of. */
export type Field = {
  readonly name: string;
  readonly spec: FieldSpec;
  readonly about: { readonly what: Named; readonly name: string } | undefined;
};

type Pattern = { readonly spec: FieldSpec; readonly what: Named; readonly before: string; readonly after: string };

const EXACT = new Map<string, Field>();
const PATTERNS: Pattern[] = [];
for (const spec of SEGMENT_FIELDS) {
  const [, before = '', what, after = ''] = /^(.*)<(kind|sequence|name)>(.*)$/.exec(spec.name) ?? [];
  if (what === undefined) EXACT.set(spec.name, { name: spec.name, spec, about: undefined });
  // The pattern has these three words only.
  else PATTERNS.push({ spec, what: what as Named, before, after });
}

/** The field of a name; undefined when there is none. Where a name could be two, it is the one that the table has as it stands. */
export function fieldOf(written: string): Field | undefined {
  const exact = EXACT.get(written);
  if (exact !== undefined) return exact;
  for (const { spec, what, before, after } of PATTERNS) {
    if (!written.startsWith(before) || !written.endsWith(after)) continue;
    const name = written.slice(before.length, written.length - after.length);
    if (NAMES[what](name)) return { name: written, spec, about: { what, name } };
  }
  return undefined;
}

/** What stands in a plan: kinds of activity and sequences. */
export type KnownNames = { readonly kinds: readonly string[]; readonly sequences: readonly string[] };

/** Every field that can be written with these names; fields of the company's own are not among them. */
export function fieldNames({ kinds, sequences }: KnownNames): string[] {
  const named: Readonly<Record<Named, readonly string[]>> = { kind: kinds, sequence: sequences, name: [] };
  const filled = PATTERNS.flatMap(({ what, before, after }) => named[what].map((name) => `${before}${name}${after}`));
  return [...EXACT.keys(), ...filled];
}
