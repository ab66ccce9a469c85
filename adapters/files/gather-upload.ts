// What does an uploaded file know? Its key says what it holds, its metadata what its owner states of it.
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FILE_KINDS, type FileKind } from '#adapters/files/columns';
import type { Gathered, GatherPlan } from '#adapters/files/gather';
import type { GatherReport } from '#adapters/files/gather-report';
import { gatherKeepingRejects } from '#adapters/files/rejects-file';
import { statedBy } from '#adapters/files/stated';
import { REJECTS, REPORTS, UPLOADS } from '#adapters/files/upload-prefixes';
import { BadInput } from '#core/errors';

/** Where uploads lie. */
export type UploadStore = {
  open(key: string): Promise<{
    readonly open: () => Readable;
    readonly bytes: number | undefined;
    readonly stated: Readonly<Record<string, string>>;
  }>;
  put(key: string, body: Readable | string, about: { readonly bytes: number; readonly type: string }): Promise<void>;
};

/** What a report tells of a file: numbers and the names of columns, no cell of any row. */
export type UploadCounts = Pick<
  GatherReport,
  'accepted' | 'passed' | 'lost' | 'undated' | 'fields' | 'notes' | 'noted'
> & {
  readonly read: number;
  readonly rejected: number;
};

/**
 * Reads `imports/<kind>/<name>` through, and puts the rows that were not taken, as they stand, into `rejects/<kind>/<name>.csv`,
 * in the place of those of an earlier upload. Throws BadInput when the key or the metadata say nothing that is understood, and as
 * `gather` does.
 */
export async function gatherUpload(
  store: UploadStore,
  key: string,
  plan: Pick<GatherPlan, 'shop' | 'now' | 'onRow'>,
): Promise<Pick<Gathered, 'customers' | 'close'> & { readonly counts: UploadCounts }> {
  const kind = kindOf(key);
  const { open, bytes, stated } = await store.open(key);
  const folder = await mkdtemp(join(tmpdir(), 'winback-'));
  const path = join(folder, 'rejects.csv');
  try {
    const settings = statedBy(stated, (name) => `${key}: the metadata ${name}`);
    const source = { file: key, open, ...(bytes === undefined ? {} : { bytes }) };
    const gathered = await gatherKeepingRejects(path, { ...settings, [kind]: source }, plan);
    try {
      const { size } = await stat(path);
      await store.put(besides(key, REJECTS, '.csv'), createReadStream(path), { bytes: size, type: 'text/csv' });
    } catch (fault) {
      await gathered.close();
      throw fault;
    }
    return { customers: gathered.customers, close: gathered.close, counts: countsOf(gathered.report) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Leaves word of an upload in `reports/<kind>/<name>.json`. */
export async function tellOfUpload(store: UploadStore, key: string, word: object): Promise<void> {
  const text = `${JSON.stringify({ file: key, ...word }, null, 2)}\n`;
  await store.put(besides(key, REPORTS, '.json'), text, { bytes: Buffer.byteLength(text), type: 'application/json' });
}

function kindOf(key: string): FileKind {
  const [prefix, folder, ...name] = key.split('/');
  const kind = FILE_KINDS.find((one) => one === folder);
  if (`${prefix}/` === UPLOADS && kind !== undefined && name.join('/') !== '') return kind;
  throw new BadInput(
    `${key}: the key does not say what the file holds; upload it as ${FILE_KINDS.map((one) => `${UPLOADS}${one}/<name>`).join(', ')}`,
  );
}

/** The key of what belongs to an upload: under another beginning, with an ending more. */
function besides(key: string, beginning: string, ending: string): string {
  return `${beginning}${key.replace(UPLOADS, '')}${ending}`;
}

function countsOf(report: GatherReport): UploadCounts {
  const { rowsRead: read, accepted, passed, rejectedCount: rejected, lost, undated, fields, notes, noted } = report;
  return { read, accepted, passed, rejected, lost, undated, fields, notes, noted };
}
