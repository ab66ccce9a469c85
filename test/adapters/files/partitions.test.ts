import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPartitions, type Partitions } from '#adapters/files/partitions';
import type { Piece } from '#adapters/files/parts-on-disk';
import { type PastActivity, PastActivitySchema, type Profile } from '#core/history';
import { CustomerIdSchema } from '#core/ids';
import type { Known } from '#core/known';

const activity = (customerId: string, day: string, cents = 0, kind = 'order'): PastActivity =>
  PastActivitySchema.parse({ customerId, kind, day, cents });
const ordered = (customerId: string, day: string, cents: number, ref?: string): Piece => ({
  is: 'activity',
  activity: activity(customerId, day, cents),
  ref,
});
const said = (is: 'profile' | 'refusal', customerId: string, profile: Partial<Profile>): Piece => ({
  is,
  profile: {
    customerId: CustomerIdSchema.parse(customerId),
    consentSource: 'a "file",\n\there',
    fields: {},
    ...profile,
  },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'winback-test-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function filled(partitions: Partitions, pieces: readonly Piece[]): Promise<Partitions> {
  for (const piece of pieces) await partitions.put(piece);
  return partitions;
}

async function all(partitions: Partitions, nosFirst = true): Promise<Known[]> {
  return Array.fromAsync(partitions.customers({ nosFirst }));
}

const byId = (one: Known, other: Known) => one.customerId.localeCompare(other.customerId);

// Everything in memory, everything on disk, and the step from one to the other in the middle.
describe.each([
  ['in memory', Number.POSITIVE_INFINITY],
  ['on disk', 0],
  ['on disk after a while', 20],
])('%s', (_where, mostInMemory) => {
  const PIECES: readonly Piece[] = [
    said('profile', 'c1', { firstName: 'Ada', emailConsent: true }),
    ordered('c2', '2026-01-02', 500),
    ordered('c1', '2026-01-01', 100, '#1'),
    said('refusal', 'c3', { smsConsent: false }),
    ordered('c1', '2026-01-03', 300, '#2'),
    ordered('c1', '2026-01-01', 100, '#1'),
    said('profile', 'c1', { lastName: 'Castillo', smsConsent: false }),
  ];

  test('the rows of a customer come together, and an order that comes twice counts once', async () => {
    const partitions = await filled(createPartitions(mostInMemory), PIECES);
    const [one, two, three] = (await all(partitions)).sort(byId);
    expect(one).toEqual({
      customerId: 'c1',
      activities: [
        { kind: 'order', day: '2026-01-01', cents: 100 },
        { kind: 'order', day: '2026-01-03', cents: 300 },
      ],
      profile: expect.objectContaining({
        firstName: 'Ada',
        lastName: 'Castillo',
        emailConsent: true,
        smsConsent: false,
      }),
    });
    expect(two).toEqual({ customerId: 'c2', activities: [{ kind: 'order', day: '2026-01-02', cents: 500 }] });
    expect(three).toMatchObject({ customerId: 'c3', activities: [], refusal: { consentSource: 'a "file",\n\there' } });
    await partitions.close();
  });

  test('those who say no come before all others, and everybody comes once, as often as they are asked for', async () => {
    const pieces = Array.from({ length: 300 }, (_, number) => [
      ordered(`c${number}`, '2026-01-02', 500),
      said('profile', `c${number}`, { emailConsent: number % 7 !== 0 }),
    ]).flat();
    const partitions = await filled(createPartitions(mostInMemory), pieces);
    for (const _time of ['once', 'again']) {
      const known = await all(partitions);
      expect(known).toHaveLength(300);
      const nos = known.map(({ profile }) => profile?.emailConsent === false);
      expect(nos.lastIndexOf(true)).toBe(Math.ceil(300 / 7) - 1);
      expect(new Set(known.map(({ customerId }) => customerId)).size).toBe(300);
    }
    expect((await all(partitions, false)).length).toBe(300);
    await partitions.close();
  });

  test('nothing can be found on disk, neither meanwhile nor afterwards', async () => {
    const partitions = await filled(createPartitions(mostInMemory), PIECES);
    expect(await readdir(folder)).toEqual([]);
    await partitions.close();
    expect(await readdir(folder)).toEqual([]);
  });
});

test('a customer of whom more is known than is written at once is whole all the same', async () => {
  const days = Array.from({ length: 9_000 }, (_, number) => new Date(number * 86_400_000).toISOString().slice(0, 10));
  const partitions = await filled(
    createPartitions(0),
    days.map((day, number) => ordered('c1', day, number)),
  );
  const [one] = await all(partitions);
  expect(one?.activities.map(({ day }) => day)).toEqual(days);
  await partitions.close();
});
