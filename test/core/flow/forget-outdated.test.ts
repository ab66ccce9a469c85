import { describe, expect, test } from 'vitest';
import { contactOf } from '#core/contact';
import { reachOf } from '#core/customer';
import { closed } from '#core/enrollment';
import { changeCustomer } from '#core/flow/change-row';
import { forgetOutdated } from '#core/flow/forget-outdated';
import { isForgotten } from '#core/flow/forgotten';
import { importCustomer } from '#core/flow/import';
import { CustomerIdSchema } from '#core/ids';
import { KnownSchema } from '#core/known';
import type { Services } from '#core/ports';
import { anEnrollment } from '../../support/builders.ts';
import { aDoorWorld, MORNING } from '../../support/door-world.ts';

const [ADA, BEA] = [CustomerIdSchema.parse('ada-1'), CustomerIdSchema.parse('bea-2')];
const EMAIL = 'shared@customer.example';

/** Two ids of one address: one that is old, one that is not. */
async function both(consents: { readonly old: boolean } = { old: true }) {
  const { services } = await aDoorWorld();
  for (const customerId of [ADA, BEA]) {
    const isOld = customerId === ADA;
    const profile = {
      customerId,
      email: EMAIL,
      emailConsent: isOld ? consents.old : true,
      consentSource: 'a file',
      fields: {},
    };
    const activities = [{ kind: 'order', day: isOld ? '2019-04-02' : '2026-04-02', cents: 100 }];
    await importCustomer(services, KnownSchema.parse({ customerId, profile, activities }), (row) => row, MORNING);
  }
  return services;
}
const always = () => true;
const wordsOf = async ({ contacts }: Services) => {
  const contact = contactOf('email', EMAIL);
  if (contact === undefined) throw new Error('the test has an address');
  return contacts.read(contacts.keyOf(contact));
};

describe('CMP-37: whoever is outdated', () => {
  test('is erased with everything of theirs, and others with the same address go on', async () => {
    const services = await both();
    expect(await forgetOutdated(services, ADA, always)).toMatchObject({
      status: 'erased',
      erased: { customers: 1, consents: 1, contacts: 1 },
    });
    expect(await services.customers.get(ADA)).toBeUndefined();
    expect(await services.journal.ofCustomer(ADA)).toEqual([]);
    expect(await services.consents.ofCustomer(ADA)).toEqual([]);
    expect(await wordsOf(services)).toEqual({ customers: [BEA], words: {} });
    expect((await services.customers.get(BEA))?.consent.email?.state).toBe('granted');
  });

  test('stays when they are heard of between the look and the erasure', async () => {
    const services = await both();
    let looks = 0;
    const get: Services['customers']['get'] = async (id) => {
      const row = await services.customers.get(id);
      looks += 1;
      if (looks === 1) await changeCustomer(services, id, (found) => ({ ...found, fields: { came: 'back' } }));
      return row;
    };
    const racing = { ...services, customers: { ...services.customers, get } };
    expect(await forgetOutdated(racing, ADA, always)).toEqual({ status: 'kept' });
    expect((await services.customers.get(ADA))?.fields).toEqual({ came: 'back' });
    expect((await services.consents.ofCustomer(ADA)).length).toBe(1);
    expect((await wordsOf(services)).customers).toEqual([ADA, BEA]);
  });

  test('stays when a second look finds that they are not', async () => {
    const services = await both();
    expect(await forgetOutdated(services, ADA, () => false)).toEqual({ status: 'kept' });
    expect(await forgetOutdated(services, CustomerIdSchema.parse('nobody'), always)).toEqual({ status: 'kept' });
    expect(await services.customers.get(ADA)).toBeDefined();
  });

  test('is erased also when the answer of the store got lost, and its own second try found nothing', async () => {
    const services = await both();
    const erase: Services['customers']['erase'] = async (id, revision) => {
      await services.customers.erase(id, revision);
      return 'conflict';
    };
    const answer = await forgetOutdated({ ...services, customers: { ...services.customers, erase } }, ADA, always);
    expect(answer.status).toBe('erased');
    expect(await services.consents.ofCustomer(ADA)).toEqual([]);
    expect((await wordsOf(services)).customers).toEqual([BEA]);
  });

  test('who is imported anew in that very moment hears the noes of their address, and keeps their proof', async () => {
    const services = await both();
    const anew = KnownSchema.parse({
      customerId: ADA,
      profile: { customerId: ADA, email: EMAIL, emailConsent: true, consentSource: 'a new file', fields: {} },
      activities: [{ kind: 'order', day: '2026-06-30', cents: 100 }],
    });
    const no = { consent: { state: 'withdrawn', at: MORNING, source: 'reply' } } as const;
    const erase: Services['customers']['erase'] = async (id, revision) => {
      const answer = await services.customers.erase(id, revision);
      await importCustomer(services, anew, (row) => row, MORNING);
      const contact = contactOf('email', EMAIL);
      if (contact === undefined) throw new Error('the test has an address');
      // As its link is taken away: whoever says this no does not find the row.
      const key = services.contacts.keyOf(contact);
      await services.contacts.unlink(key, id);
      await services.contacts.say(key, 'email', no);
      return answer;
    };
    const racing = { ...services, customers: { ...services.customers, erase } };
    expect(await forgetOutdated(racing, ADA, always)).toEqual({ status: 'kept' });
    expect((await services.customers.get(ADA))?.consent.email?.state).toBe('withdrawn');
    expect((await wordsOf(services)).customers).toContain(ADA);
    expect((await services.consents.ofCustomer(ADA)).map(({ source }) => source)).toContain('a new file');
  });

  test('who is heard of after a crash hears a no of their number once a file has brought it again', async () => {
    const services = await both();
    const erase = async () => {
      throw new Error('throttled');
    };
    const crashing = { ...services, customers: { ...services.customers, erase } };
    await expect(forgetOutdated(crashing, ADA, always)).rejects.toThrow('throttled');
    const left = await services.customers.get(ADA);
    expect(left === undefined ? undefined : reachOf(left, 'email')).toEqual({ may: false, because: 'noAddress' });
    const profile = { customerId: ADA, email: EMAIL, consentSource: 'a new file', fields: {} };
    const activities = [{ kind: 'order', day: '2026-06-30', cents: 100 }];
    const again = KnownSchema.parse({ customerId: ADA, profile, activities });
    await importCustomer(services, again, (row) => row, MORNING);
    expect((await wordsOf(services)).customers).toContain(ADA);
  });

  test('a row that was made anew is never taken for the one that was read, even if the request is sent twice', async () => {
    const services = await both();
    const anew = KnownSchema.parse({ customerId: ADA, activities: [{ kind: 'order', day: '2026-06-30', cents: 100 }] });
    const erase: Services['customers']['erase'] = async (id, revision) => {
      await services.customers.erase(id, revision);
      await importCustomer(services, anew, (row) => row, MORNING);
      return services.customers.erase(id, revision);
    };
    const racing = { ...services, customers: { ...services.customers, erase } };
    expect(await forgetOutdated(racing, ADA, always)).toEqual({ status: 'kept' });
    const row = await services.customers.get(ADA);
    expect(row?.activity.order?.last).toBe('2026-06-30');
    expect(row?.email).toBeUndefined();
  });

  test('who is imported anew while the rest is erased keeps a proof of what their row says', async () => {
    const services = await both();
    const profile = { customerId: ADA, email: EMAIL, emailConsent: true, consentSource: 'a new file', fields: {} };
    const anew = KnownSchema.parse({ customerId: ADA, profile, activities: [] });
    const erase: Services['consents']['erase'] = async (id) => {
      await importCustomer(services, anew, (row) => row, MORNING);
      return services.consents.erase(id);
    };
    const racing = { ...services, consents: { ...services.consents, erase } };
    expect((await forgetOutdated(racing, ADA, always)).status).toBe('erased');
    expect(await services.consents.ofCustomer(ADA)).toMatchObject([{ state: 'granted', source: 'a new file' }]);
  });

  test('is erased the next time when a crash came before the row went', async () => {
    const services = await both();
    const erase = async () => {
      throw new Error('crashed');
    };
    const crashing = { ...services, customers: { ...services.customers, erase } };
    await expect(forgetOutdated(crashing, ADA, always)).rejects.toThrow('crashed');
    expect((await forgetOutdated(services, ADA, always)).status).toBe('erased');
    expect(await services.consents.ofCustomer(ADA)).toEqual([]);
    expect((await wordsOf(services)).customers).toEqual([BEA]);
  });

  test('is counted in the reports of what went out, as nobody', async () => {
    const services = await both();
    const enrollment = closed(anEnrollment({ customerId: ADA }), 'lapsed', MORNING);
    await services.enrollments.open(enrollment);
    expect(await forgetOutdated(services, ADA, always)).toMatchObject({ counted: 1, erased: { enrollments: 1 } });
    expect(await services.enrollments.ofCustomer(ADA)).toEqual([]);
    const { items } = await services.enrollments.page({});
    expect(items).toMatchObject([{ status: 'closed', outcome: 'lapsed', sequence: enrollment.sequence }]);
    expect(JSON.stringify(items)).not.toContain(ADA);
  });

  test('leaves a no behind where one was said, for whoever comes with the address', async () => {
    const services = await both({ old: false });
    await forgetOutdated(services, ADA, always);
    const { words } = await wordsOf(services);
    expect(words.email?.consent?.state).toBe('withdrawn');
  });

  test('leaves a no behind that no hash knew: that of a row from before contacts were kept', async () => {
    const services = await both();
    const no = { state: 'withdrawn', at: MORNING, source: 'an old list' } as const;
    await changeCustomer(services, ADA, (row) => ({
      ...row,
      consent: { email: no },
      suppression: { email: { because: 'complaint', at: MORNING } },
    }));
    await forgetOutdated(services, ADA, always);
    expect((await wordsOf(services)).words.email).toEqual({
      consent: no,
      suppression: { because: 'complaint', at: MORNING },
    });
  });

  test('may come back: nobody asked for them to be forgotten', async () => {
    const services = await both();
    await forgetOutdated(services, ADA, always);
    expect(await isForgotten(services, ADA)).toBe(false);
    const profile = { customerId: ADA, email: EMAIL, emailConsent: true, consentSource: 'a new file', fields: {} };
    const activities = [{ kind: 'order', day: '2026-06-30', cents: 100 }];
    const again = KnownSchema.parse({ customerId: ADA, profile, activities });
    await importCustomer(services, again, (row) => row, MORNING);
    const row = await services.customers.get(ADA);
    expect(row === undefined ? undefined : reachOf(row, 'email')).toEqual({ may: true });
    expect(row?.activity.order?.count).toBe(1);
  });
});
