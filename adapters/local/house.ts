// The folder of a local world: its store, and what the next process must know: the clock, the seed and the secret.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { BadInput } from '#core/errors';
import { type Instant, InstantSchema } from '#core/time';

const HouseSchema = z.strictObject({
  /** Where the virtual clock stands. */
  now: InstantSchema,
  /** Where it stood when the world was made. */
  founded: InstantSchema,
  seed: z.string().min(1).max(80),
  /** Signs the links of this world and keys its hashes of contacts. Worth nothing outside it. */
  secret: z.string().min(32),
  /** The page of the process that has the store open, if one has. */
  page: z.url().optional(),
});
export type House = z.infer<typeof HouseSchema>;

const FILE = 'world.json';

/** The store's folder inside the world's. */
export function storeFolder(folder: string): string {
  return join(folder, 'store');
}

/** What the world's file says; undefined when there is no world in this folder. */
export async function readHouse(folder: string): Promise<House | undefined> {
  const file = join(folder, FILE);
  const text = await readFile(file, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return undefined;
    throw new BadInput(
      `${file} cannot be read (${fault.code ?? fault.name}); mend it, or choose another folder with --data`,
    );
  });
  if (text === undefined) return undefined;
  const parsed = HouseSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new BadInput(`${file} is damaged; delete the folder ${folder} to begin anew, or choose another with --data`);
}

/** Writes the world's file so that a crash leaves the old one or the new one, never half of one. */
export async function writeHouse(folder: string, house: House): Promise<void> {
  const file = join(folder, FILE);
  await writeFile(`${file}.new`, `${JSON.stringify(house, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

/** Makes a new world's folder, with whatever was in it gone. */
export async function newHouse(folder: string, now: Instant, seed: string): Promise<House> {
  await clearHouse(folder);
  await mkdir(folder, { recursive: true });
  const house = { now, founded: now, seed, secret: randomBytes(32).toString('hex') };
  await writeHouse(folder, house);
  return house;
}

/** Deletes a world. What stands there without our own file beside it is not ours, and stays. */
export async function clearHouse(folder: string): Promise<void> {
  if (!existsSync(join(folder, FILE))) {
    if (!existsSync(storeFolder(folder))) return;
    throw new BadInput(
      `${storeFolder(folder)} is in the way and is none of Winback's; choose another folder with --data`,
    );
  }
  await rm(storeFolder(folder), { recursive: true, force: true });
  await rm(join(folder, FILE), { force: true });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
