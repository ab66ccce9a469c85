// What became of the rows of files: counted by what they were, and the first of those that were not taken.
import type { Header, Rejected } from '#adapters/files/read-rows';
import type { ActivityKind } from '#core/activity';
import type { PastActivity, Profile } from '#core/history';
import type { CustomerId } from '#core/ids';
import type { Day } from '#core/time';

/** `no`: who said no in it all the same. `lost`: a no in it, or what may be one, was not recorded. */
export type RejectedRow = {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly no?: CustomerId;
  readonly lost?: true;
};

export type GatherReport = {
  readonly rowsRead: number;
  readonly accepted: number;
  /** Rows that are rightly not used, by reason. */
  readonly passed: Readonly<Record<string, number>>;
  readonly rejectedCount: number;
  /** The first of them; before all others those in which a no may be lost. */
  readonly rejected: readonly RejectedRow[];
  /** In how many rows a no may be lost. */
  readonly lost: number;
  /** Columns of the customers that are none of ours: those that became profile fields, and those that did not. */
  readonly fields: { readonly kept: readonly string[]; readonly leftOut: readonly string[] };
  /** What the owner of the files should know, in whole sentences. */
  readonly notes: readonly string[];
  /** What was left out of rows that were taken, with the number of rows. */
  readonly noted: Readonly<Record<string, number>>;
  /** How often somebody agreed to a channel, and the row does not say when. */
  readonly undated: number;
  /** Rows that speak of a person. */
  readonly profiles: number;
  /** How many activities, by kind and day; those that the caller set aside are among them. */
  readonly activities: Readonly<Record<ActivityKind, ReadonlyMap<Day, number>>>;
};

/** Counts rows as they come; `report` is what has been counted so far. */
export function createCounter(mostTold: number) {
  const passed = new Map<string, number>();
  const noted = new Map<string, number>();
  const days = new Map<ActivityKind, Map<Day, number>>();
  const losing: RejectedRow[] = [];
  const rejected: RejectedRow[] = [];
  const notes = new Set<string>();
  const fields = { kept: new Set<string>(), leftOut: new Set<string>() };
  const counts = { rowsRead: 0, rejectedCount: 0, lost: 0, profiles: 0, undated: 0 };

  return {
    header({ kept, leftOut, notes: told }: Header): void {
      for (const name of kept) fields.kept.add(name);
      for (const name of leftOut) fields.leftOut.add(name);
      for (const note of told) notes.add(note);
    },
    passed: (because: string): void => void add(passed, because),
    activity({ kind, day }: PastActivity): void {
      const own = days.get(kind) ?? new Map<Day, number>();
      days.set(kind, own);
      add(own, day);
    },
    profile({ emailConsent, emailConsentAt, smsConsent, smsConsentAt }: Profile, note: string | undefined): void {
      counts.profiles += 1;
      if (emailConsent && emailConsentAt === undefined) counts.undated += 1;
      if (smsConsent && smsConsentAt === undefined) counts.undated += 1;
      if (note !== undefined) add(noted, note);
    },
    read(): number {
      counts.rowsRead += 1;
      return counts.rowsRead;
    },
    rejected({ file, line, reason, refusal, lost }: Rejected): void {
      counts.rejectedCount += 1;
      if (lost !== undefined) counts.lost += 1;
      const list = lost === undefined ? rejected : losing;
      if (list.length >= mostTold) return;
      list.push({
        ...{ file, line, reason: lost === undefined ? reason : `${reason}; ${lost}` },
        ...(refusal === undefined ? {} : { no: refusal.customerId }),
        ...(lost === undefined ? {} : { lost: true }),
      });
    },
    report: (): GatherReport => ({
      ...counts,
      accepted: [...passed.values()].reduce((left, rows) => left - rows, counts.rowsRead - counts.rejectedCount),
      passed: Object.fromEntries(passed),
      rejected: [...losing, ...rejected].slice(0, mostTold),
      fields: { kept: [...fields.kept], leftOut: [...fields.leftOut] },
      notes: [...notes],
      noted: Object.fromEntries(noted),
      activities: Object.fromEntries(days),
    }),
  };
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
