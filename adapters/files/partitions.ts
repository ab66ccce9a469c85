// How do the rows of one customer come together in flat memory? In memory while there are few, then in parts on disk.
import { closeDisk, type OnDisk, openDisk, type Piece, piecesOf, writePiece } from '#adapters/files/parts-on-disk';
import type { Profile } from '#core/history';
import type { CustomerId } from '#core/ids';
import { type Known, mergedProfile, saysNo } from '#core/known';

export type Partitions = {
  /** Keeps a piece; the promise is there when it went to disk, and is to be awaited before the next. */
  put(piece: Piece): Promise<void> | undefined;
  /** Every customer once, as often as it is asked for. `nosFirst`: all who say no before all others. */
  customers(order: { readonly nosFirst: boolean }): AsyncGenerator<Known>;
  close(): Promise<void>;
};

/** From this weight on rows go to disk: some 40 MB. An activity weighs 1, a profile as much as its cells. */
const MOST_IN_MEMORY = 100_000;
const PROFILE_WEIGHT = 8;

type Gathering = {
  activities: Known['activities'][number][];
  refs: Set<string> | undefined;
  profile: Profile | undefined;
  refusal: Profile | undefined;
};

/** An empty store of pieces. What it puts on disk nobody else may read, and it is gone with the process at the latest. */
export function createPartitions(mostInMemory: number = MOST_IN_MEMORY): Partitions {
  let inMemory: Piece[] = [];
  let weight = 0;
  let disk: OnDisk | undefined;

  async function moveToDisk(): Promise<void> {
    disk = await openDisk();
    for (const piece of inMemory) await writePiece(disk, piece);
    inMemory = [];
  }

  return {
    put(piece) {
      if (disk !== undefined) return writePiece(disk, piece);
      inMemory.push(piece);
      weight += weightOf(piece);
      return weight < mostInMemory ? undefined : moveToDisk();
    },
    async *customers({ nosFirst }) {
      const alone = disk === undefined ? knownOf(inMemory) : undefined;
      for (const no of nosFirst ? [true, false] : [undefined]) {
        for (const part of disk?.parts ?? [undefined]) {
          if (no === true && part?.hasNos === false) continue;
          const all = part === undefined ? (alone ?? []) : knownOf(await piecesOf(part));
          for (const known of all) if (no === undefined || saysNo(known) === no) yield known;
        }
      }
    },
    async close() {
      inMemory = [];
      if (disk === undefined) return;
      const closing = disk;
      disk = undefined;
      await closeDisk(closing);
    },
  };
}

/** Orders that have the same id in their file are one, and the first of them counts. */
function knownOf(pieces: readonly Piece[]): readonly Known[] {
  const all = new Map<CustomerId, Gathering>();
  for (const piece of pieces) {
    const { customerId } = piece.is === 'activity' ? piece.activity : piece.profile;
    let own = all.get(customerId);
    if (own === undefined) {
      own = { activities: [], refs: undefined, profile: undefined, refusal: undefined };
      all.set(customerId, own);
    }
    add(own, piece);
  }
  return [...all].map(([customerId, { activities, profile, refusal }]) => ({
    customerId,
    activities,
    ...(profile === undefined ? {} : { profile }),
    ...(refusal === undefined ? {} : { refusal }),
  }));
}

function add(own: Gathering, piece: Piece): void {
  if (piece.is === 'activity') {
    const { ref } = piece;
    if (ref !== undefined) {
      own.refs ??= new Set();
      if (own.refs.has(ref)) return;
      own.refs.add(ref);
    }
    const { kind, day, cents } = piece.activity;
    own.activities.push({ kind, day, cents });
    return;
  }
  const { is, profile } = piece;
  const earlier = own[is];
  own[is] = earlier === undefined ? profile : mergedProfile(earlier, profile);
}

function weightOf(piece: Piece): number {
  return piece.is === 'activity' ? 1 : PROFILE_WEIGHT + Object.keys(piece.profile.fields).length;
}
