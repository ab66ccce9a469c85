// How is each column of a file taken? One decision for the header, so that no row has to ask.
import { type Column, shortened, spelledAsOurs } from '#adapters/files/column-names';
import { columnsOf, isNameFor, MAY_SAY_NO, OPT_OUTS } from '#adapters/files/columns';
import { isOfOurs, looksLikeData, missingIn, notesOn, type PlanFor, problemsOf } from '#adapters/files/header-problems';
import type { Cells, FileFacts } from '#adapters/files/preset';
import { BadInput } from '#core/errors';
import { isFieldName } from '#core/field-name';

/**
 * `used`: our column -> the file's. `kept`: columns that become profile fields; `leftOut`: columns that are not used. `notes`:
 * what the owner must know before trusting the import, in whole sentences.
 */
export type Header = {
  readonly used: Readonly<Record<string, string>>;
  readonly kept: readonly string[];
  readonly leftOut: readonly string[];
  readonly notes: readonly string[];
};

/** `names`: how each column is taken, empty when it is left out. `problems`: why the file cannot be read at all. */
export type Plan = {
  readonly names: readonly string[];
  readonly header: Header;
  readonly facts: FileFacts;
  readonly maySayNo: boolean;
  readonly problems: readonly string[];
};

/** The plan for a header; each line of JSON names its columns anew, so that none need be there. */
export function planOf(header: readonly string[], about: PlanFor, all: 'needed' | 'asTheyCome'): Plan {
  const stated = statedIn(header, about);
  const takings = takenBy(header, about, stated);
  const columns = header.map((written) => {
    const taken = takings.get(written) ?? '';
    return { written, taken: isUsed(taken, about) ? taken : '' };
  });
  const names = columns.map(({ taken }) => taken);
  const ours = columns.filter(({ taken }) => isOfOurs(taken, about));
  const read = about.preset?.reads ?? [];
  const spare = columns.filter((one) => one.written !== '' && !ours.includes(one) && !read.includes(one.taken));
  return {
    names,
    header: {
      used: Object.fromEntries(
        [...Map.groupBy(ours, ({ taken }) => taken)].map(([taken, all]) => [
          taken,
          all.map((one) => shortened(one.written)).join(', '),
        ]),
      ),
      kept: spare.filter(({ taken }) => isField(taken, about)).map(({ taken }) => taken),
      leftOut: spare.filter(({ taken }) => !isField(taken, about)).map(({ written }) => shortened(written)),
      notes: notesOn(columns, about),
    },
    facts: {
      has: (column) => spelledAsOurs(column, header) !== column || header.includes(column),
      isStated: (ours) => stated.get(ours) !== undefined,
    },
    maySayNo: about.preset !== undefined || names.some((name) => MAY_SAY_NO.includes(name)),
    problems: wrongWith(header, columns, about, all === 'needed' ? missingIn(header, columns, about, stated) : []),
  };
}

/** What looks like data is no header with many faults: its cells are not told. */
function wrongWith(
  header: readonly string[],
  columns: readonly Column[],
  about: PlanFor,
  missing: readonly string[],
): readonly string[] {
  return missing.length > 0 && looksLikeData(header) ? missing : [...missing, ...problemsOf(columns, about)];
}

/** The cells of a row that are not empty, by the names of the plan. */
export function cellsBy({ names }: Pick<Plan, 'names'>, values: readonly string[]): Cells {
  // The names are theirs: one may be that of something every object has.
  const cells: Record<string, string> = Object.create(null);
  for (let index = 0; index < names.length; index += 1) {
    const [name, word] = [names[index] ?? '', values[index] ?? ''];
    if (name === '' || word === '') continue;
    const other = cells[name];
    cells[name] = other === undefined ? word : `${other}|${word}`;
  }
  return cells;
}

/** Our column -> theirs, of those that the owner names and the header has. */
function statedIn(header: readonly string[], { kind, columns }: PlanFor): ReadonlyMap<string, string> {
  return new Map(Object.entries(columns).filter(([ours, theirs]) => header.includes(theirs) && isNameFor(kind, ours)));
}

/** What each name of a header is to us. */
function takenBy(
  header: readonly string[],
  about: PlanFor,
  stated: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const { kind, preset } = about;
  const taken = new Map<string, string>();
  if (preset === undefined) {
    for (const written of header) {
      const ours = spelledAsOurs(written, columnsOf(kind));
      taken.set(written, stated.has(ours) ? '' : ours);
    }
  } else {
    const { reads = [], fields = {}, fieldsUnder, emailOptOuts } = preset;
    for (const written of header) {
      const under =
        fieldsUnder !== undefined && written.startsWith(fieldsUnder) ? written.slice(fieldsUnder.length) : '';
      if (under !== '' && isFieldName(under) && !columnsOf(kind).includes(under)) taken.set(written, under);
      if (emailOptOuts !== undefined && written.startsWith(emailOptOuts)) taken.set(written, OPT_OUTS[0]);
    }
    const known = [
      ...reads.map((name) => [name, [name]] as const),
      ...Object.entries(fields).map(([theirs, name]) => [name, [theirs]] as const),
      ...Object.entries(preset.takes).filter(([ours]) => !stated.has(ours)),
    ];
    for (const [name, theirs] of known) {
      const written = theirs.map((one) => spelled(one, header)).find((one) => one !== undefined);
      if (written !== undefined) taken.set(written, name);
    }
  }
  for (const [ours, theirs] of stated) taken.set(theirs, ours);
  return taken;
}

/** How the header spells a name, if it has it. */
function spelled(name: string, header: readonly string[]): string | undefined {
  if (header.includes(name)) return name;
  const found = spelledAsOurs(name, header);
  return found === name ? undefined : found;
}

function isUsed(taken: string, about: PlanFor): boolean {
  return isOfOurs(taken, about) || isField(taken, about) || (about.preset?.reads?.includes(taken) ?? false);
}

function isField(taken: string, { kind, preset }: PlanFor): boolean {
  return kind === 'customers' && isFieldName(taken) && !(preset?.reads ?? []).includes(taken);
}

/** Throws BadInput when a plan has problems. */
export function mustBeReadable(file: string, { problems }: Pick<Plan, 'problems'>): void {
  if (problems.length > 0) throw new BadInput(problems.map((problem) => `${file}:1: ${problem}`).join('\n'));
}
