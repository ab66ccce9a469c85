import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '../support/winback-command.ts';

const CUSTOMERS = `customer_id,first_name,email,phone,email_consent,sms_consent
ADA,Ada,ada@customer.example,+12025550103,yes,no
TWIN-1,Bea,bea@customer.example,+12025550104,yes,yes
TWIN-2,Ben,bea@customer.example,+12025550105,yes,yes
`;

let place: Workplace;
beforeAll(async () => {
  place = await aWorkplace();
  await place.write('customers.csv', CUSTOMERS);
  await place.write('orders.csv', 'customer_id,ordered_on,amount\nMADE-UP,2025-11-20,40\n');
  const { code, err } = await at('import', '--customers', 'customers.csv', '--orders', 'orders.csv');
  expect(code, err).toBe(0);
});
afterAll(() => place.leave());

function at(...words: string[]) {
  return place.run(...words, '--data', 'shop');
}

describe('a file that cannot be written', () => {
  test('CMP-36: keeps forget from erasing anything', async () => {
    for (const out of ['nowhere/x.json', 'workflows', 'customers.csv']) {
      const { code, err } = await at('forget', 'ADA', '--yes', '--out', out);
      expect(code).toBe(2);
      expect(err).toMatch(new RegExp(`^${out}: .*\\. Nothing was erased\\.\n$`));
    }
    expect((await at('consent', 'ADA')).code).toBe(0);
    expect(await place.read('customers.csv')).toBe(CUSTOMERS);
  });

  test('is told by export, with exit code 2', async () => {
    const { code, err } = await at('export', 'ADA', '--out', 'nowhere/ada.json');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'nowhere/ada.json: there is no such folder; make it, or choose another\n',
    });
  });

  test('a certificate of nobody is none', async () => {
    expect((await at('forget', 'EVE', '--yes', '--out', 'eve.json')).code).toBe(1);
    expect(existsSync(join(place.folder, 'eve.json'))).toBe(false);
  });
});

describe('whom a command is about', () => {
  test('may be said by an address or a number, however it is written', async () => {
    for (const words of [
      ['--email', 'ADA@Customer.example'],
      ['--phone', '+1 (202) 555-0103'],
    ]) {
      expect((await at('consent', ...words)).out).toContain('Customer ADA,');
      expect(JSON.parse((await at('export', ...words)).out).customerId).toBe('ADA');
    }
  });

  test('an address that several have names their ids and asks for one', async () => {
    for (const command of ['consent', 'export', 'forget']) {
      const words = command === 'forget' ? ['--yes'] : [];
      const { code, out, err } = await at(command, '--email', 'bea@customer.example', ...words);
      expect(code).toBe(1);
      expect(out + err).toContain('2 customers have this address: TWIN-1, TWIN-2. Name one of them.');
      expect(out + err).not.toContain('bea@');
    }
    expect((await at('consent', 'TWIN-1')).code).toBe(0);
  });

  test('an address that nobody has is said so, and is not repeated', async () => {
    const { code, out } = await at('consent', '--email', 'nobody@customer.example');
    expect({ code, out }).toEqual({ code: 1, out: 'Nobody in shop has this address.\n' });
  });

  test('CMP-36: forget keeps the no of an address that nobody has, for whoever comes with it', async () => {
    const words = ['--email', 'Zoe@Customer.example', '--yes', '--out', 'zoe.json'];
    const { code, out } = await at('forget', ...words);
    expect(code).toBe(0);
    expect(out).toContain('Nobody in shop has this address: there was nothing to erase.');
    const certificate = await place.read('zoe.json');
    expect(JSON.parse(certificate)).toMatchObject({ erased: null, kept: { hashes: 1 } });
    expect((out + certificate).toLowerCase()).not.toContain('zoe@');
    await place.write('zoe.csv', 'customer_id,email,email_consent\nZOE,zoe@customer.example,yes\n');
    expect((await at('import', '--customers', 'zoe.csv')).out).toContain('1 of them had said no before: left alone.');
    expect(JSON.parse((await at('consent', 'ZOE', '--json')).out).now.email).toMatchObject({ may: false });
  });

  test.each([
    [['ada@customer.example'], 'this is no customer id but an address; use --email'],
    [['+12025550103'], 'this is no customer id but a number; use --phone'],
    [['--phone', '2025550103'], '--phone: this is no number; write it with its country code, like +12025550123'],
    [['--email', 'ada at home'], '--email: this is no address; write it like ada@example.com'],
    [[], 'whom is this about? Give a customer id, --email ADDRESS or --phone NUMBER'],
    [
      ['ADA', '--phone', '+12025550103'],
      'whom is this about? Give one of a customer id, --email and --phone, not several',
    ],
  ])('said wrongly is told, and what was typed is not repeated', async (words, told) => {
    const { code, err } = await at('consent', ...words);
    expect({ code, err }).toEqual({ code: 2, err: `${told}\n` });
  });

  test('an id in the wrong letters is told the right one', async () => {
    const { code, out } = await at('consent', 'ada');
    expect({ code, out }).toEqual({
      code: 1,
      out: 'There is no customer ada in shop. There is ADA: capital letters count.\n',
    });
  });
});

describe('what is on record', () => {
  test('CMP-21: a yes whose time no file told is said to be so, until a file tells it', async () => {
    const { out } = await at('consent', 'TWIN-1');
    expect(out).toMatch(/on or before \w+ \d+, \d{4} {2}email {4}marketing {2}yes/);
    await place.write(
      'dated.csv',
      'customer_id,email_consent,email_consent_at,consent_source\nTWIN-1,yes,2025-03-01,checkout\n',
    );
    const { out: summary } = await at('import', '--customers', 'dated.csv');
    expect(summary).not.toContain('without the time');
    expect((await at('consent', 'TWIN-1')).out).toContain('Email: yes (checkout, Mar 1, 2025).');
  });

  test('CMP-21: the words of a yes are shown once a file tells them', async () => {
    const words = 'Yes, send me offers by email. I can stop at any time.';
    await place.write('worded.csv', `customer_id,email_consent,email_consent_wording\nTWIN-2,yes,"${words}"\n`);
    expect((await at('import', '--customers', 'worded.csv')).code).toBe(0);
    const { out } = await at('consent', 'TWIN-2');
    expect(out).toContain(words);
  });

  test('CMP-21: an import says how many yeses came without their time', async () => {
    const { out, code } = await place.run('import', '--customers', 'customers.csv', '--data', 'other');
    expect(code).toBe(0);
    expect(out).toMatch(
      /5 yeses came without the time of it, and stand as said on or before \d{4}-\d\d-\d\d:\nadd email_consent_at/,
    );
  });

  test('a yes that nothing proves is named, with its words', async () => {
    const { code, out } = await at('consent', 'MADE-UP');
    expect(code).toBe(0);
    expect(out).toContain('Nothing is on record.');
    expect(out.match(/^Email: .*/gm)).toEqual([
      expect.stringMatching(/^Email: yes \(made up.*\); no proof on record\.$/),
    ]);
  });
});
