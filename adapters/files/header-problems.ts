// What is wrong with the columns of a header, and what must their owner know?
import {
  type Column,
  misspelt,
  shortened,
  speaksOfConsent,
  spelledAsOurs,
  unheard,
} from '#adapters/files/column-names';
import { columnsOf, type FileKind, isNameFor, OPT_OUTS, requiredOf } from '#adapters/files/columns';
import type { PresetFile } from '#adapters/files/preset';

/** Which kind of file a header is of. `columns`: our column or field -> theirs, as the owner names them. */
export type PlanFor = {
  readonly kind: FileKind;
  readonly preset: PresetFile | undefined;
  readonly columns: Readonly<Record<string, string>>;
};

const MOST_TOLD = 30;

/** What the header must have and has not. */
export function missingIn(
  header: readonly string[],
  columns: readonly Column[],
  { kind, preset, columns: named }: PlanFor,
  stated: ReadonlyMap<string, string>,
): readonly string[] {
  const found = looksLikeData(header)
    ? '(the first line of the file looks like data; it must name the columns)'
    : `(it has ${toldOf(header)})`;
  const lost = Object.entries(named).flatMap(([ours, theirs]) => {
    const isShared = ours === 'customer_id' || ours === 'amount';
    // Files share one --columns, and each may name its customers in its own way; with a preset they would not meet.
    if (!isNameFor(kind, ours) || stated.has(ours) || (isShared && (preset === undefined || ours === 'amount')))
      return [];
    return [`--columns says ${ours}=${theirs}, but the header has no column ${theirs} ${found}`];
  });
  const required = preset?.required ?? requiredOf(kind);
  const missing = required.filter((name) => !columns.some(({ taken }) => taken === name));
  if (missing.length === 0 || lost.length > 0) return lost;
  const cure = `name it with --columns ${missing[0]}=<the file's name for it>`;
  if (preset === undefined) return [`the header has no column ${missing.join(', ')} ${found}; ${cure}`];
  const takes: Readonly<Record<string, readonly string[]>> = preset.takes;
  const theirs = missing.map((name) => (takes[name] ?? [name]).join(' or '));
  return [`the header has no column ${theirs.join(', ')}, so this is not ${preset.export} ${found}; ${cure}`];
}

/** Names of columns are words: no addresses, no numbers or dates, no answers. */
export function looksLikeData(header: readonly string[]): boolean {
  return header.some((cell) => /@|^\P{L}*\d\P{L}*$|^(?:yes|no|true|false)$/iu.test(cell));
}

function toldOf(header: readonly string[]): string {
  const names = header.slice(0, MOST_TOLD).map(shortened).join(', ');
  return header.length > MOST_TOLD ? `${names} and ${header.length - MOST_TOLD} more` : names;
}

/** What stands in the header and cannot be taken as it is. */
export function problemsOf(columns: readonly Column[], { kind, preset, columns: stated }: PlanFor): readonly string[] {
  const own = columnsOf(kind);
  const known: readonly string[] = [...Object.keys(preset?.silent ?? {}), ...(preset?.reads ?? [])];
  const seen = new Set<string>(['']);
  const twice = columns.find(({ taken }) => {
    if (seen.has(taken)) return taken !== '' && !(OPT_OUTS as readonly string[]).includes(taken);
    seen.add(taken);
    return false;
  });
  const named = twice === undefined ? [] : [`two columns are called ${twice.taken}; rename one of them`];
  if (kind !== 'customers') return named;
  const slips = Object.keys(stated).filter((ours) => !own.includes(ours));
  return [
    ...named,
    ...slips.flatMap((ours) => misspelt(ours, own) ?? []),
    ...columns.flatMap((column) => {
      if (known.includes(spelledAsOurs(column.written, known))) return [];
      const isStated = stated[column.taken] === column.written;
      // Whoever names a field for a column has said what it is, and a preset says what its own columns are.
      if (isStated ? !own.includes(column.taken) : isKnown(column, preset)) return [];
      // The names of another system's export are its own, and no slips of ours.
      return unheard(column, own, preset === undefined ? own : []) ?? [];
    }),
  ];
}

function isKnown({ written, taken }: Column, preset: PresetFile | undefined): boolean {
  if (preset === undefined || taken === '') return false;
  return (
    preset.fieldsUnder === undefined || !written.startsWith(preset.fieldsUnder) || Object.hasOwn(preset.takes, taken)
  );
}

/** What the owner must know of columns that speak of consent and are not read. */
export function notesOn(columns: readonly Column[], { kind, preset }: PlanFor): readonly string[] {
  const left = columns.filter(({ taken }) => taken === '' || !isOfOurs(taken, { kind, preset, columns: {} }));
  const silent = Object.entries(preset?.silent ?? {}).flatMap(([column, why]) =>
    left.some(({ written }) => spelledAsOurs(written, [column]) === column) ? [`${column}: ${why}.`] : [],
  );
  if (kind === 'customers') return [...(preset?.notes ?? []), ...silent];
  const known = Object.keys(preset?.silent ?? {});
  const unread = left.filter(
    ({ written }) => speaksOfConsent(written) && !known.includes(spelledAsOurs(written, known)),
  );
  return [
    ...(preset?.notes ?? []),
    ...silent,
    ...unread.map(
      ({ written }) => `${shortened(written)}: not read; who may be written to stands in the customers file.`,
    ),
  ];
}

/** Is a column taken as one of ours? */
export function isOfOurs(taken: string, { kind }: PlanFor): boolean {
  return columnsOf(kind).includes(taken);
}
