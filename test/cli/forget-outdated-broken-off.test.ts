import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importCustomer } from '#core/flow/import';
import { CustomerIdSchema } from '#core/ids';
import { KnownSchema } from '#core/known';
import type { Services } from '#core/ports';
import { PublishedSequenceSchema } from '#core/sequence';
import { ShopSchema } from '#core/shop';
import type { Place } from '../../cli/at-place.ts';
import { eraseOutdated } from '../../cli/forget-outdated.ts';
import { createTerminal } from '../../cli/terminal.ts';
import { aPublishedFile } from '../support/builders.ts';
import { aDoorWorld, MORNING } from '../support/door-world.ts';

const IDS = ['old-1', 'old-2', 'old-3'].map((id) => CustomerIdSchema.parse(id));
const shop = ShopSchema.parse({ ...aPublishedFile().shop, 'keep customers': '5 years' });

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winback-'));
  out = join(folder, 'certificate.json');
});
afterEach(async () => {
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

/** Three customers who are outdated, and whatever happens as each of their rows is erased. */
async function erasing(
  onErase: (id: string, services: Services) => Promise<void>,
  live: Services['sequences']['live'] = async () => [],
) {
  const { services } = await aDoorWorld();
  for (const customerId of IDS) {
    const activities = [{ kind: 'order', day: '2019-04-02', cents: 100 }];
    const profile = { customerId, email: `${customerId}@customer.example`, consentSource: 'a file', fields: {} };
    await importCustomer(services, KnownSchema.parse({ customerId, profile, activities }), (row) => row, MORNING);
  }
  const erase: Services['customers']['erase'] = async (id, revision) => {
    await onErase(id, services);
    return services.customers.erase(id, revision);
  };
  let said = '';
  const write = (text: string) => {
    said += text;
  };
  const place: Place = {
    called: 'shop',
    services: {
      ...services,
      customers: { ...services.customers, erase },
      sequences: { ...services.sequences, live },
    },
    contacts: async () => services.contacts,
    resumeJourneys: async () => {},
    imports: { withoutDetails: 'unreachable', sideBySide: 1 },
    hasSms: true,
    shop: async () => shop,
    counted: async () => ({ asOf: undefined, reports: [] }),
  };
  const options = { data: 'shop', yes: true, json: false, out };
  const terminal = createTerminal(false, { out: { write }, err: { write } });
  return { services, said: () => said, run: () => eraseOutdated({ place, options, terminal }) };
}
const certified = async () => JSON.parse(await readFile(out, 'utf8')).customers.length;

describe('CMP-37: forgetting the outdated, broken off,', () => {
  test('by Ctrl-C ends behind the customer at hand, and certifies those who are gone', async () => {
    const listening = process.listenerCount('SIGINT');
    const { services, said, run } = await erasing(async (id) => {
      // Ours alone: the test runner has one too.
      if (id === 'old-2') process.listeners('SIGINT').at(-1)?.('SIGINT');
    });
    await run();
    expect(await certified()).toBe(2);
    expect(said()).toContain('Ended before its end: 1 customer left. Run it again.');
    expect(process.exitCode).toBe(1);
    expect(await services.customers.get(CustomerIdSchema.parse('old-3'))).toBeDefined();
    expect(process.listenerCount('SIGINT')).toBe(listening);
  });

  test('by a fault certifies those who are gone, names whom it was about, and the fault is told', async () => {
    const { said, run } = await erasing(async (id) => {
      if (id === 'old-2') throw new Error('the store is away');
    });
    await expect(run()).rejects.toThrow('the store is away');
    expect(await certified()).toBe(1);
    expect(said()).toContain('old-2');
  });

  test('before anybody is gone leaves no certificate', async () => {
    const { run } = await erasing(async () => {
      throw new Error('the store is away');
    });
    await expect(run()).rejects.toThrow('the store is away');
    await expect(stat(out)).rejects.toThrow('ENOENT');
  });

  test('before it begins where two rules were published, and nobody can say which counts', async () => {
    const published = { ...PublishedSequenceSchema.parse(aPublishedFile()), version: 1 };
    const { run } = await erasing(
      async () => {},
      async () => [
        { ...published, shop },
        { ...published, shop: { ...shop, keepDays: 365 } },
      ],
    );
    await expect(run()).rejects.toThrow('were published with different lengths of keep customers');
  });

  test('of people of whom something was heard meanwhile erases none of them', async () => {
    const { said, run } = await erasing(async (id, services) => {
      const customerId = CustomerIdSchema.parse(id);
      const activities = [{ kind: 'order', day: '2026-06-30', cents: 100 }];
      await importCustomer(services, KnownSchema.parse({ customerId, activities }), (row) => row, MORNING);
    });
    await run();
    expect(said()).toContain('Nobody was erased: of all of them something was heard meanwhile.');
    await expect(stat(out)).rejects.toThrow('ENOENT');
  });
});
