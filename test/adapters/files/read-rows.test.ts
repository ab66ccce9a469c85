import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PRESET_NAMES } from '#adapters/files/presets';
import { readRows } from '#adapters/files/read-rows';
import { BadInput } from '#core/errors';
import { DaySchema } from '#core/time';
import { A_READING, read, readText, toldBy } from '../../support/read-file.ts';

const CUSTOMERS = 'customer_id,email,phone,email_consent,sms_consent';
const customers = (...rows: string[]) => readText('customers', [CUSTOMERS, ...rows].join('\n'));
const SAID = { consentSource: 'customers file', fields: {} };

describe('a row of orders', () => {
  test('is an order of a day, in minor units, with its number', async () => {
    const text = 'customer_id,ordered_on,amount,order_id\nA1,2025-11-20,19.95,7\nA2,2025-11-20T23:59:00Z,20,\n';
    expect(toldBy(await readText('orders', text))).toEqual([
      [2, 'A1', 'order', '2025-11-20', 1995, '7'],
      [3, 'A2', 'order', '2025-11-20', 2000],
    ]);
  });

  test('in another currency is passed over, and what was paid back is taken off', async () => {
    const text = 'customer_id,ordered_on,amount,currency,refunded\nA1,2025-11-20,9,EUR,\nA1,2025-11-20,9,usd,2.50\n';
    expect(toldBy(await readText('orders', text))).toEqual([
      [2, 'passed: an order in another currency than USD'],
      [3, 'A1', 'order', '2025-11-20', 650],
    ]);
  });

  test('is rejected with everything that is wrong in it, and no cell is repeated', async () => {
    const text =
      'customer_id,ordered_on,amount\nada@customer.example,20.11.2025,+12025550123\n,,\n,,5\nA1,2025-02-29,ten\n';
    const id = 'a customer id has letters, digits, - and _ only, and is never an address';
    const amount = 'amount: not an amount of money; write it like 20 or 19.95';
    expect(toldBy(await readText('orders', text))).toEqual([
      [
        2,
        `rejected: customer_id: ${id}; ordered_on: not a date like 2026-03-31; if the file writes dates so, say --dates dd.mm.yyyy; ${amount}`,
      ],
      [4, 'rejected: customer_id is missing; ordered_on is missing'],
      [5, `rejected: ordered_on: no such date; ${amount}`],
    ]);
  });

  test('may be a line of JSON, whose numbers have a point whatever else the file does', async () => {
    const lines = [
      { customer_id: 'A1', ordered_on: '20.11.2025', amount: 1234.5, paid: true },
      { customer_id: 12, ordered_on: '20.11.2025', amount: '1.234,50', note: null },
      { customer_id: 'A3', amount: '1,00' },
    ];
    const text = `\uFEFF${lines.map((line) => JSON.stringify(line)).join('\r\n')}\r\n\r\n[1]\r\n`;
    const read = await readText('orders', text, { decimal: 'comma', dates: 'dd.mm.yyyy' });
    expect(toldBy(read)).toEqual([
      [1, 'A1', 'order', '2025-11-20', 123450],
      [2, '12', 'order', '2025-11-20', 123450],
      [3, 'rejected: ordered_on is missing'],
      [5, 'rejected: the line is not a JSON object; write one object a line, like {"customer_id": "A1"}'],
    ]);
    expect(read.header).toMatchObject({ used: { amount: 'amount' }, leftOut: ['paid'] });
  });
});

test('a row of activities has a kind, which may be one of the company, and seldom money', async () => {
  const text =
    'customer_id,kind,happened_on,amount\nA1,visit,2025-11-20,\nA1,store-visit,2025-11-21,\nA1,renewal,2025-11-22,9.99\nA1,Visit!,2025-11-20,\nA1,,2025-11-20,\n';
  expect(toldBy(await readText('activities', text))).toEqual([
    [2, 'A1', 'visit', '2025-11-20', 0],
    [3, 'A1', 'store-visit', '2025-11-21', 0],
    [4, 'A1', 'renewal', '2025-11-22', 999],
    [5, expect.stringContaining('rejected: kind: a kind of activity has lower-case letters')],
    [6, 'rejected: kind is missing'],
  ]);
});

describe('a row of customers', () => {
  test('has what is written of the person, and other columns as fields of their own kind', async () => {
    const header =
      'Customer ID,first_name,email,phone,email_consent,sms_consent,time_zone,consent_source,plan,visits,discount,member,zip,Favourite colour,';
    const row =
      'A1,Ada,ada@customer.example,+1 (202) 555-0123,Yes,0,Europe/Berlin,checkout 2024,gold,12,-2.5,true,01067,green,';
    const read = await readText('customers', `${header}\n${row}\n`);
    expect(toldBy(read)).toEqual([
      [
        2,
        {
          ...{ customerId: 'A1', firstName: 'Ada', email: 'ada@customer.example', phone: '+12025550123' },
          ...{ emailConsent: true, smsConsent: false, timeZone: 'Europe/Berlin', consentSource: 'checkout 2024' },
          fields: { plan: 'gold', visits: 12, discount: -2.5, member: true, zip: '01067' },
        },
      ],
    ]);
    expect(read.header).toMatchObject({
      kept: ['plan', 'visits', 'discount', 'member', 'zip'],
      leftOut: ['Favourite colour'],
    });
  });

  test('says nothing of what is not written: no consent is not consent withdrawn', async () => {
    expect(toldBy(await customers('A1,,,,'))).toEqual([[2, { customerId: 'A1', ...SAID }]]);
  });

  test('tells when a consent was given or taken back, and why an address must not be written to', async () => {
    const header = 'customer_id,email_consent,email_consent_at,email_opt_out,sms_opt_out,email_suppressed';
    const rows = [
      'A1,yes,2025-02-03 10:15,no,,',
      'A2,yes,2025-02-03,yes,1,',
      'A3,,2025-02-03,,,Hard bounce',
      'A4,,,,,gone',
    ];
    expect(toldBy(await readText('customers', [header, ...rows].join('\n')))).toEqual([
      [2, { customerId: 'A1', ...SAID, emailConsent: true, emailConsentAt: '2025-02-03T15:15:00.000Z' }],
      [3, { customerId: 'A2', ...SAID, emailConsent: false, smsConsent: false }],
      [4, { customerId: 'A3', ...SAID, emailSuppression: 'hard bounce' }],
      [
        5,
        'rejected: email_suppressed: expected hard bounce or complaint; if email_suppressed means no, that was not recorded',
      ],
    ]);
  });

  test('CMP-21: tells what a yes was a yes to; words that would be cut are left out, and said so', async () => {
    const header = 'customer_id,phone,email_consent,email_consent_wording,sms_consent,sms_consent_wording';
    const rows = [
      'A1,,yes,"Offers, by email",no,not to this',
      'A2,,yes,"Yes, ""really""",,words without a yes',
      `A3,,yes,${'w'.repeat(501)},,`,
      'A4,12,,,yes,Text me',
    ];
    const { rows: read } = await readText('customers', [header, ...rows].join('\n'));
    expect(read).toMatchObject([
      { profile: { emailConsent: true, emailConsentWording: 'Offers, by email', smsConsent: false } },
      { profile: { emailConsentWording: 'Yes, "really"' } },
      {
        profile: { emailConsent: true },
        note: expect.stringContaining('email_consent_wording was left out: at most 500'),
      },
      { profile: { customerId: 'A4' } },
    ]);
    expect(JSON.stringify(read)).not.toMatch(/not to this|without a yes|Text me|www/);
  });

  test('CMP-21: the words of a yes may have several lines in JSON; in CSV they may be rows that a quote swallowed', async () => {
    const words = 'Yes, offers.\n  I can stop\u0007 at any time.';
    const row = { customer_id: 'A1', email_consent: 'yes', email_consent_wording: words };
    const { rows: read } = await readText('customers', JSON.stringify(row));
    expect(read).toMatchObject([{ profile: { emailConsentWording: 'Yes, offers. I can stop at any time.' } }]);
    const text = `customer_id,email_consent,email_consent_wording\nA1,yes,"Yes,\noffers"\nA2,no,\n`;
    const { rows } = await readText('customers', text);
    expect(rows).toMatchObject([{ status: 'rejected' }, { profile: { customerId: 'A2', emailConsent: false } }]);
  });

  test('CMP-21: a consent that is still to come is a mistake, and its no is kept', async () => {
    const text = 'customer_id,email_consent,email_consent_at\nA1,yes,2026-07-09\nA2,no,2026-07-09T10:00:00Z\n';
    const { rows } = await readText('customers', text, { latest: DaySchema.parse('2026-07-02') });
    const reason = expect.stringContaining('email_consent_at: lies in the future');
    expect(rows).toMatchObject([
      { status: 'rejected', line: 2, reason },
      { status: 'rejected', line: 3, reason, refusal: { customerId: 'A2', emailConsent: false } },
    ]);
  });

  test.each([
    ['A1,ada at example,,,', 'email: not an email address'],
    ['A1,,,maybe,', 'email_consent: expected yes or no; if email_consent means no, that was not recorded'],
    ['-1,,,,', 'customer_id: a customer id has letters, digits, - and _ only, and is never an address'],
    [',ada@customer.example,,,', 'customer_id is missing'],
  ])('%s is rejected with the reason', async (row, reason) => {
    expect(toldBy(await customers(row))).toEqual([[2, `rejected: ${reason}`]]);
  });

  test('keeps its person without a phone number that nobody can call, and then a yes to SMS is none', async () => {
    const rows = ['A1,,202-555-0123,yes,yes', 'A2,,202-555-0123,,no', 'A3,,12,,yes'];
    const unstated = 'the phone number was left out: it has no country code; state its country with --country';
    expect(toldBy(await customers(...rows))).toEqual([
      [2, { customerId: 'A1', ...SAID, emailConsent: true }, unstated],
      [3, { customerId: 'A2', ...SAID, smsConsent: false }, unstated],
      [4, { customerId: 'A3', ...SAID }, unstated],
    ]);
    const stated = await readText('customers', [CUSTOMERS, ...rows].join('\n'), { country: 'US' });
    expect(toldBy(stated)).toEqual([
      [2, { customerId: 'A1', ...SAID, phone: '+12025550123', emailConsent: true, smsConsent: true }],
      [3, { customerId: 'A2', ...SAID, phone: '+12025550123', smsConsent: false }],
      [
        4,
        { customerId: 'A3', ...SAID },
        'the phone number was left out: it is none of the stated country, nor has it a country code',
      ],
    ]);
  });
});

describe('a no in a rejected row', () => {
  test('is taken all the same, or it is told that one may be lost', async () => {
    const { rows } = await customers(
      'A1,nobody,,yes,yes',
      'A2,nobody,,no,yes',
      'a b,ada@customer.example,,no,',
      'A4,,,perhaps,NO',
      'A5,x,,no',
      'A6,"x,,no,',
      'A7,x,,yes',
    );
    const nobody = 'the no was not recorded, as nobody can tell whose it is';
    expect(rows.map((row) => row.status === 'rejected' && [row.line, row.refusal, row.lost])).toEqual([
      [2, undefined, undefined],
      [3, { customerId: 'A2', emailConsent: false, ...SAID }, undefined],
      [4, undefined, nobody],
      [5, { customerId: 'A4', smsConsent: false, ...SAID }, 'if email_consent means no, that was not recorded'],
      [6, undefined, 'it may say no, and that was not recorded'],
      [7, undefined, 'it may say no, and that was not recorded'],
      [8, undefined, undefined],
    ]);
  });

  test('cannot be lost in a file without consents', async () => {
    const { rows } = await readText('customers', 'customer_id,first_name\na b,no\nA1,no,no\n');
    expect(rows.map((row) => row.status === 'rejected' && row.lost)).toEqual([undefined, undefined]);
  });

  test('may be lost in a line that is too long to be held', async () => {
    const { rows } = await customers(`A1,${'x'.repeat(1_000_001)}`, 'A2,,,yes,');
    expect(rows).toMatchObject([
      { line: 2, status: 'rejected', reason: 'the line is longer than 1 MB', text: '', lost: expect.any(String) },
      { line: 3, status: 'profile' },
    ]);
  });

  test('stands in the rejects as it stood in the file', async () => {
    const { rows } = await customers('A1,"nobody, really",,no,');
    expect(rows).toMatchObject([{ file: 'file.csv', line: 2, text: 'A1,"nobody, really",,no,' }]);
  });
});

test('whatever the bytes are, each line is a row, passed over or rejected, or the file is refused in words', async () => {
  const words = [
    'customer_id',
    'email',
    'ordered_on',
    'amount',
    'Email',
    'Name',
    'Total',
    'no',
    '2025-01-01',
    '5',
    '{"a":',
    '}',
  ];
  const junk = fc.oneof(
    fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(...words, ',', ';', '\t', '\n', '\r', '\r\n', '"', '\0', '{', '[', '\uFEFF', '|', '\u001f\u008b')
      .map((word) => Buffer.from(word)),
  );
  const header = fc.constantFrom('', `${CUSTOMERS}\n`, 'customer_id,ordered_on,amount\n', '{"customer_id":"A1"}\n');
  await fc.assert(
    fc.asyncProperty(
      header,
      fc.array(junk, { maxLength: 40 }),
      fc.constantFrom('customers', 'orders', 'activities'),
      fc.constantFrom(undefined, ...PRESET_NAMES),
      async (first, pieces, kind, preset) => {
        const open = () => Readable.from([Buffer.from(first), ...pieces]);
        const { rows } = await read(kind, 'junk.csv', open, { preset }).catch((fault: unknown) => {
          expect(fault).toBeInstanceOf(BadInput);
          return { rows: [] };
        });
        for (const row of rows) expect(['activity', 'profile', 'passed', 'rejected']).toContain(row.status);
        const lines = rows.map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].sort((one, other) => one - other));
      },
    ),
    { numRuns: 500 },
  );
});

test('a file is read only as far as its rows are asked for', async () => {
  let given = 0;
  function* chunks() {
    yield Buffer.from('customer_id,ordered_on,amount\n');
    for (; given < 1_000; given += 1) yield Buffer.from('A1,2025-01-01,5\n'.repeat(1_000));
  }
  const asked = { ...A_READING, kind: 'orders' as const, open: () => Readable.from(chunks()) };
  for await (const row of readRows(asked, () => {})) if (row.line > 2_000) break;
  expect(given).toBeLessThan(50);
});
