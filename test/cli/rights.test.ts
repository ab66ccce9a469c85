import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createDynamoContacts } from '#adapters/aws/contacts';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { contactFor } from '#core/contact';
import { CustomerIdSchema } from '#core/ids';
import { aCustomer } from '../support/builders.ts';
import { aDeployedStage, type DeployedStage, SECRET_OF_STAGE } from '../support/deployed-stage.ts';
import { aWorkplace, type Workplace } from '../support/winback-command.ts';

const CUSTOMERS = `customer_id,first_name,email,phone,email_consent,sms_consent,email_consent_at,consent_source
ADA,Ada,ada@customer.example,+12025550103,yes,no,2025-03-01,newsletter form
`;
const ORDERS = 'customer_id,ordered_on,amount\nADA,2025-11-20,40\n';

let place: Workplace;
beforeAll(async () => {
  place = await aWorkplace();
  await place.write('customers.csv', CUSTOMERS);
  await place.write('orders.csv', ORDERS);
  const files = ['--customers', 'customers.csv', '--orders', 'orders.csv'];
  const { code, err } = await place.run('run', ...files, '--as-of', '2026-02-19', '--days', '3', '--data', 'shop');
  expect(code, err).toBe(0);
});
afterAll(() => place.leave());

describe('winback consent', () => {
  test('CMP-21: shows every yes and no with its time, source and proof, and what holds now', async () => {
    const { code, out } = await place.run('consent', 'ADA', '--data', 'shop');
    expect(code).toBe(0);
    expect(out).toMatch(/^Customer ADA, times in America\/New_York\n/);
    expect(out).toMatch(
      /Mar 1, 2025, 12:00\sAM {6}email {4}marketing {2}yes {3}newsletter form {2}import customers\.csv\n/,
    );
    // The file says no time for the no, and none is made up.
    expect(out).toMatch(/\non or before Feb 19, 2026 {2}SMS {6}marketing {2}no/);
    expect(out).toContain('newest first');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(out).toContain('Email: yes (newsletter form,');
    expect(out).toContain('SMS: no (newsletter form, on or before Feb 19, 2026).');
    // The newest comes first.
    expect(out.indexOf('marketing  no')).toBeLessThan(out.indexOf('marketing  yes'));
  });

  test('the same for scripts', async () => {
    const { out } = await place.run('consent', 'ADA', '--data', 'shop', '--json');
    expect(JSON.parse(out)).toMatchObject({
      customerId: 'ADA',
      found: true,
      now: { email: { may: true }, sms: { may: false, because: 'noConsent' } },
      records: [
        { state: 'withdrawn', undated: true },
        { state: 'granted', proof: 'import customers.csv' },
      ],
    });
  });

  test('somebody who is not there is said so, with exit code 1', async () => {
    const { code, out } = await place.run('consent', 'EVE', '--data', 'shop');
    expect({ code, out }).toEqual({ code: 1, out: 'There is no customer EVE in shop.\n' });
  });
});

describe('winback export', () => {
  test('CMP-35: gives everything that is held as one JSON object', async () => {
    const { code, out } = await place.run('export', 'ADA', '--data', 'shop');
    expect(code).toBe(0);
    const held = JSON.parse(out);
    expect(Object.keys(held)).toEqual([
      ...['format', 'version', 'heldAt', 'customerId', 'readable', 'customer', 'enrollments', 'journal', 'consents'],
      ...['contacts', 'codes', 'messages'],
    ]);
    expect(held).toMatchObject({
      format: 'winback export',
      version: 1,
      customer: { email: 'ada@customer.example' },
      contacts: [{ address: 'ada@customer.example' }, { address: '+12025550103', words: { sms: {} } }],
    });
    expect(held.enrollments.length + held.journal.length).toBeGreaterThan(0);
    expect(out).not.toContain('"token"');
    // What a person can read: money with its currency, days, sentences.
    expect(held.readable).toMatchObject({
      currency: 'USD',
      activity: [{ kind: 'order', times: 1, spent: '$40', newestDays: ['2025-11-20'] }],
      consents: [
        'Mar 1, 2025: yes to marketing by email (newsletter form; proof: import customers.csv)',
        'on or before Feb 19, 2026: no to marketing by SMS (newsletter form; proof: import customers.csv)',
      ],
    });
    expect(held.readable.story.length).toBeGreaterThan(0);
    for (const part of Object.keys(held.readable.legend).filter((name) => name !== 'times'))
      expect(Object.keys(held)).toContain(part.split('.')[0]);
  });

  test('into a file that only its owner may read', async () => {
    const { code, out } = await place.run('export', 'ADA', '--data', 'shop', '--out', 'ada.json');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('ada.json') });
    expect(JSON.parse(await place.read('ada.json')).customerId).toBe('ADA');
    expect((await stat(join(place.folder, 'ada.json'))).mode & 0o777).toBe(0o600);
  });

  test('of nobody is nothing, with exit code 1', async () => {
    const { code, out } = await place.run('export', 'EVE', '--data', 'shop');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({ customerId: 'EVE', found: false });
  });
});

describe('winback forget', () => {
  test('asks before it erases; where nobody is there to answer, it wants --yes', async () => {
    const { code, err } = await place.run('forget', 'ADA', '--data', 'shop');
    expect(code).toBe(2);
    expect(err).toContain('add --yes');
    expect((await place.run('consent', 'ADA', '--data', 'shop')).code).toBe(0);
  });

  test('CMP-36: erases a local customer, writes a certificate without a trace of the person, and is done once', async () => {
    const { code, out, err } = await place.run('forget', 'ADA', '--data', 'shop', '--yes', '--out', 'certificate.json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Customer ADA is forgotten in shop');
    const text = await place.read('certificate.json');
    for (const trace of ['ADA', 'Ada', 'ada@', '2025550103']) expect(text).not.toContain(trace);
    const certificate = JSON.parse(text);
    expect(certificate).toMatchObject({ version: 1, place: 'a local world', erased: { customers: 1, enrollments: 1 } });
    expect(certificate.kept.hashes).toBe(3);
    expect(certificate.id).toBe(`forgotten-${certificate.at.slice(0, 10)}-${certificate.customer.slice(9, 21)}`);

    expect(certificate.yoursToDelete.join()).toMatch(/journals.*exports.*rejected rows.*previews/);
    expect(out).toContain('Files that you must delete yourself');

    // Again: what can still be certified, beside the first certificate and not in its place.
    const again = await place.run('forget', 'ADA', '--data', 'shop', '--yes', '--json');
    expect(again.code).toBe(0);
    const second = JSON.parse(again.out);
    expect(second).toMatchObject({
      forgotten: true,
      forgottenBefore: true,
      erased: null,
      customer: certificate.customer,
    });
    expect(second.forgottenAt.slice(0, 10)).toBe(certificate.at.slice(0, 10));
    expect(JSON.parse(await place.read(second.certificate))).toMatchObject({ id: certificate.id, erased: null });
    for (const command of ['consent', 'export', 'explain']) {
      const { code: gone, out: said, err: told } = await place.run(command, 'ADA', '--data', 'shop');
      expect(gone).toBe(1);
      expect(said + told).toContain(`They were forgotten on ${certificate.at.slice(0, 10)}.`);
    }

    // The same files again: a row, and nobody who may be written to.
    const files = ['--customers', 'customers.csv', '--orders', 'orders.csv'];
    const { out: summary } = await place.run('import', ...files, '--data', 'shop');
    expect(summary).toContain('1 of them had said no before: left alone.');
    const { out: now } = await place.run('consent', 'ADA', '--data', 'shop', '--json');
    expect(JSON.parse(now).now).toMatchObject({ email: { may: false, because: 'noConsent' }, sms: { may: false } });
  });
});

describe('in a stage', () => {
  let stage: DeployedStage;
  beforeAll(async () => {
    stage = await aDeployedStage();
    // Nothing of whoever runs the tests may reach the command.
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/dev/null');
    for (const name of ['AWS_PROFILE', 'AWS_DEFAULT_REGION', 'AWS_SESSION_TOKEN']) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    for (const [name, value] of Object.entries(stage.env)) vi.stubEnv(name, value);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await stage.close();
  });

  test('CMP-36: forget works on its tables, with the key of its own hashes', async () => {
    const customer = aCustomer();
    const { client, tables } = stage;
    await createDynamoCustomers({ client, table: tables.customers }).save(customer);
    const contacts = createDynamoContacts({ client, table: tables.contacts, secret: SECRET_OF_STAGE });
    const contact = contactFor(customer, 'email');
    if (contact === undefined) throw new Error('the customer has an address');
    await contacts.link(contacts.keyOf(contact), customer.customerId);
    const who = await place.run('consent', '--email', contact.address, '--stage', 'prod', '--json');
    expect(JSON.parse(who.out)).toMatchObject({ customerId: 'c1', found: true });
    const { code, out, err } = await place.run('forget', 'c1', '--stage', 'prod', '--yes', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const id = contacts.keyOf({ kind: 'customer', address: CustomerIdSchema.parse('c1') });
    expect(JSON.parse(out)).toMatchObject({ forgotten: true, place: 'stage prod', customer: id });
    expect(JSON.parse(out).stillExpires.map(({ what }: { what: string }) => what)).toContain('backups of the tables');
    expect((await contacts.read(contacts.keyOf(contact))).words.email?.consent?.source).toBe('erasure request');
  });
});
