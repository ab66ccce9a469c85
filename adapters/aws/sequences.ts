// Which versions of the sequences are published? In DynamoDB: one item per version, written once, and one register.
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { answerOf, parseRow, type RawRow, type StoreOptions, writeAnswerOf } from '#adapters/aws/table';
import { BadDefinition, BrokenRecord, TryAgain } from '#core/errors';
import { type SequenceName, SequenceNameSchema } from '#core/ids';
import type { Sequences } from '#core/ports';
import { PublishedSequenceSchema, type SequenceVersion } from '#core/sequence';

// The register says which version of every sequence is live, in one item, so that a scan asks once however many there
// are. `#` is in no sequence's name, and `live:` keeps a sequence called "version" apart from the key.
const REGISTER = { name: '#live', version: 0 };
const LIVE = 'live:';

// One that was retired keeps its number, so that the next version of it gets a higher one.
const LiveSchema = z.object({
  version: z.number().int().positive(),
  digest: z.string(),
  retired: z.literal(true).exactOptional(),
});
type Live = z.infer<typeof LiveSchema>;
const VersionRowSchema = z.object({ digest: z.string(), file: z.instanceof(Uint8Array) });

/** DynamoDB's 400 KB for an item, less room for the rest of it. */
const MOST_BYTES = 395 * 1024;
/** Publishers who get in each other's way start again; more often than this is no coincidence. */
const MOST_RACES = 8;

/** The port `Sequences` on DynamoDB. Versions never change, so each is read and parsed once for as long as the process lives. */
export function createDynamoSequences({ client, table }: StoreOptions): Sequences {
  const parsedVersions = new Map<string, SequenceVersion>();

  async function read(key: { name: string; version: number }): Promise<RawRow | undefined> {
    const request = new GetCommand({ TableName: table, Key: key, ConsistentRead: true });
    return (await answerOf(table, { sequence: key.name, version: key.version }, client.send(request))).Item;
  }

  async function register(): Promise<Map<string, Live>> {
    const row = (await read(REGISTER)) ?? {};
    const entries = Object.entries(row).filter(([attribute]) => attribute.startsWith(LIVE));
    return new Map(
      entries.map(([attribute, value]) => {
        const sequence = attribute.slice(LIVE.length);
        return [sequence, parseRow(LiveSchema, value, table, { sequence })];
      }),
    );
  }

  async function get(name: string, version: number): Promise<SequenceVersion | undefined> {
    const key = `${name}/${version}`;
    const known = parsedVersions.get(key);
    if (known !== undefined) return known;
    const row = await read({ name, version });
    if (row === undefined) return undefined;
    const published = parseVersion(row, table, name, version);
    parsedVersions.set(key, published);
    return published;
  }

  /** Puts a file in the first free version from `version` on; one that holds the same file already is that version. */
  async function store(name: SequenceName, version: number, digest: string, file: Uint8Array): Promise<number> {
    for (let free = version; free < version + MOST_RACES; free += 1) {
      const request = new PutCommand({
        TableName: table,
        Item: { name, version: free, digest, file },
        ConditionExpression: 'attribute_not_exists(version)',
      });
      const answer = await writeAnswerOf(table, { sequence: name, version: free }, client.send(request));
      if (answer.status === 'written') return free;
      const there = parseRow(VersionRowSchema, await read({ name, version: free }), table, { sequence: name });
      if (there.digest === digest) return free;
    }
    throw racing(name);
  }

  async function makeLive(name: SequenceName, live: Live): Promise<boolean> {
    const request = new UpdateCommand({
      TableName: table,
      Key: REGISTER,
      ConditionExpression: 'attribute_not_exists(#live) OR #live.#version < :version',
      UpdateExpression: 'SET #live = :live',
      ExpressionAttributeNames: { '#live': LIVE + name, '#version': 'version' },
      ExpressionAttributeValues: { ':live': live, ':version': live.version },
    });
    const answer = await writeAnswerOf(table, { sequence: name, version: live.version }, client.send(request));
    return answer.status === 'written';
  }

  /** The register may outlive a version that somebody deleted; publishing again is how that is mended. */
  async function isThere(name: SequenceName, version: number): Promise<boolean> {
    return (await read({ name, version })) !== undefined;
  }

  return {
    async live() {
      const live = byName(await register()).filter(([, { retired }]) => retired === undefined);
      return Promise.all(live.map(([name, { version }]) => liveVersion(name, version)));
    },
    get,
    async publish(written) {
      const parsed = PublishedSequenceSchema.safeParse(written);
      const ids = { sequence: written.sequence.name };
      if (!parsed.success) {
        throw new BadDefinition('this sequence does not fit its schema; check it before it is published', { ids });
      }
      const { name } = parsed.data.sequence;
      const json = canonicalJson(written);
      const digest = createHash('sha256').update(json).digest('hex');
      const file = gzipSync(json);
      if (file.byteLength > MOST_BYTES) {
        throw new BadDefinition('this sequence is too large for one record (400 KB packed); shorten its messages', {
          ids,
        });
      }
      for (let race = 0; race < MOST_RACES; race += 1) {
        const live = (await register()).get(name);
        if (live?.digest === digest && live.retired === undefined && (await isThere(name, live.version)))
          return { status: 'unchanged', version: live.version };
        const version = await store(name, (live?.version ?? 0) + 1, digest, file);
        if (await makeLive(name, { version, digest })) return { status: 'published', version };
      }
      throw racing(name);
    },
    async retired() {
      const retired = byName(await register()).filter((entry) => entry[1].retired === true);
      return retired.map(([name, { version }]) => ({
        name: parseRow(SequenceNameSchema, name, table, { sequence: name }),
        version,
      }));
    },
    async retire(name) {
      const request = new UpdateCommand({
        TableName: table,
        Key: REGISTER,
        ConditionExpression: 'attribute_exists(#live) AND attribute_not_exists(#live.#retired)',
        UpdateExpression: 'SET #live.#retired = :true',
        ExpressionAttributeNames: { '#live': LIVE + name, '#retired': 'retired' },
        ExpressionAttributeValues: { ':true': true },
      });
      const answer = await writeAnswerOf(table, { sequence: name }, client.send(request));
      return answer.status === 'written' ? 'retired' : 'notLive';
    },
  };

  async function liveVersion(name: string, version: number): Promise<SequenceVersion> {
    const published = await get(name, version);
    if (published !== undefined) return published;
    throw new BrokenRecord('a live version of a sequence is gone; publish the sequence again', {
      ids: { sequence: name, version },
    });
  }
}

function byName(register: ReadonlyMap<string, Live>): [string, Live][] {
  return [...register].sort(([one], [other]) => (one < other ? -1 : 1));
}

function parseVersion(row: RawRow, table: string, name: string, version: number): SequenceVersion {
  const ids = { sequence: name, version };
  const { file } = parseRow(VersionRowSchema, row, table, ids);
  return { ...parseRow(PublishedSequenceSchema, unpacked(file, table, ids), table, ids), version };
}

function unpacked(file: Uint8Array, table: string, ids: { sequence: string; version: number }): unknown {
  try {
    return JSON.parse(gunzipSync(file).toString());
  } catch (cause) {
    throw new BrokenRecord(`a version in ${table} cannot be unpacked; publish the sequence again`, { ids, cause });
  }
}

/** JSON with the names of every object in alphabetical order: the same file gives the same text, however it was built. */
function canonicalJson(file: unknown): string {
  return JSON.stringify(file, (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}

function racing(sequence: string): TryAgain {
  return new TryAgain('others kept publishing this sequence at the same moment; publish it again', {
    ids: { sequence },
  });
}
