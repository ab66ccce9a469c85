import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '../support/winback-command.ts';

const CUSTOMERS = `customer_id,first_name,email,email_consent,email_consent_at
OLD-1,Ada,ada@customer.example,yes,2018-03-01
OLD-2,Bea,bea@customer.example,no,2018-03-01
NEW-1,Cid,cid@customer.example,yes,2025-03-01
`;
const ORDERS = `customer_id,ordered_on,amount
OLD-1,2019-11-20,40
OLD-2,2019-11-20,40
NEW-1,2025-11-20,40
`;

let place: Workplace;
beforeAll(async () => {
  place = await aWorkplace();
  await place.write('customers.csv', CUSTOMERS);
  await place.write('orders.csv', ORDERS);
  const { code, err } = await at('import', '--customers', 'customers.csv', '--orders', 'orders.csv');
  expect(code, err).toBe(0);
});
afterAll(() => place.leave());

function at(...words: string[]) {
  return place.run(...words, '--data', 'shop');
}

describe('CMP-37: winback forget --outdated', () => {
  test('wants to be told first how long customers are kept', async () => {
    const { code, err } = await at('forget', '--outdated', '--yes');
    expect(code).toBe(2);
    expect(err).toContain('write it into workflows/shop.yaml, like keep customers: 5 years');
  });

  test('is about all of them, or about one', async () => {
    const { code, err } = await at('forget', 'OLD-1', '--outdated', '--yes');
    expect(code).toBe(2);
    expect(err).toContain('a customer or --outdated, not both');
  });

  test('erases all of whom nothing was heard for that long, nobody else, and leaves one certificate', async () => {
    await place.change('workflows/shop.yaml', 'currency: USD', 'currency: USD\nkeep customers: 5 years');
    expect((await at('forget', '--outdated', '--yes')).err).toContain('and publish it: npx winback publish');
    expect((await at('publish')).code).toBe(0);
    expect((await at('forget', '--outdated')).err).toContain('add --yes');

    const { code, out, err } = await at('forget', '--outdated', '--yes', '--out', 'outdated.json');
    expect({ code, err: err.replace(/^.*(looking|erased).*\n/gm, '') }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^Forgotten in shop: 2 customers of whom nothing was heard after \d{4}-\d\d-\d\d\. With the rows went\n/,
    );
    expect(out).toContain('The certificate is outdated.json.');
    const text = await place.read('outdated.json');
    for (const trace of ['OLD-', 'Ada', 'ada@']) expect(text).not.toContain(trace);
    const certificate = JSON.parse(text);
    expect(certificate).toMatchObject({ version: 1, erased: { customers: 2, consents: 2, contacts: 2 } });
    expect(certificate.customers).toHaveLength(2);

    expect((await at('consent', 'OLD-1')).code).toBe(1);
    expect((await at('consent', 'NEW-1')).code).toBe(0);
  });

  test('a second time finds nobody and leaves no certificate', async () => {
    const { code, out } = await at('forget', '--outdated', '--yes', '--out', 'again.json');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Nobody in shop is outdated: of whoever has a date, something was heard after \d{4}-\d\d-\d\d\.\n$/,
    );
    expect(existsSync(join(place.folder, 'again.json'))).toBe(false);
  });
});
