// What foreign, damaged or hostile rows may do to a no: it is taken, or it is told that one may be lost.
import { describe, expect, test } from 'vitest';
import { readText, toldBy } from '../../support/read-file.ts';

const LOST = 'it may say no, and that was not recorded';
const lostIn = async (text: string) =>
  (await readText('customers', text)).rows.map((row) =>
    row.status === 'rejected' ? (row.lost ?? 'rejected') : row.status,
  );
const FIRST = '{"customer_id":"A1","email":"ada@customer.example"}';

describe('a row that an export passes over keeps its no, and no address', () => {
  test('of a deleted contact', async () => {
    const text =
      'Id,Email,HasOptedOutOfEmail,IsDeleted\n0035e00000AbCdE,ada@customer.example,true,true\n0035e00000AbCdF,bob@customer.example,false,1\n';
    const { rows } = await readText('customers', text, { preset: 'salesforce' });
    const refusal = { customerId: '0035e00000AbCdEAAV', consentSource: 'Salesforce contacts export', fields: {} };
    expect(rows).toEqual([
      { status: 'passed', line: 2, because: 'a deleted contact', refusal: { ...refusal, emailConsent: false } },
      { status: 'passed', line: 3, because: 'a deleted contact' },
    ]);
  });

  test('of an endpoint of another channel; if nobody understands it, that is told', async () => {
    const columns = { email_consent: 'User.UserAttributes.Newsletter' };
    const endpoint = (Newsletter: string) =>
      JSON.stringify({
        ...{ Id: 'e1', ChannelType: 'GCM', Address: 'token' },
        User: { UserId: 'A1', UserAttributes: { Newsletter: [Newsletter] } },
      });
    const text = [endpoint('no'), endpoint('never'), endpoint('yes')].join('\n');
    const because = 'an endpoint of a channel other than EMAIL and SMS';
    expect((await readText('customers', text, { preset: 'pinpoint', columns })).rows).toMatchObject([
      { status: 'passed', because, refusal: { customerId: 'A1', emailConsent: false, fields: {} } },
      { status: 'rejected', reason: because, lost: 'if email_consent means no, that was not recorded' },
      { status: 'passed', because },
    ]);
  });
});

describe('a line of JSON that cannot be read', () => {
  test.each([
    '{"customer_id":"A2","email_opt_out":true',
    '{"customer_id":"A2","Opt-In":"n',
    '{"customer_id":"A2","marketing":{"unsubscribed":"x"}}',
    '{"customer_id":"A2","consent":{"email":"maybe"}}',
    '{"customer_id":"A2","email_consent":"no","email_consent":"yes"}',
    '{"customer_id":"A2","email_consent":"yes","Email Consent":"no"}',
    `{"customer_id":"A2","note":"${'x'.repeat(1_000_001)}"}`,
  ])('may have said no, also where the first line had no consent: %.60s', async (line) => {
    expect(await lostIn(`${FIRST}\n${line}\n`)).toEqual(['profile', LOST]);
  });

  test('says nothing of it where it has no word of it', async () => {
    expect(await lostIn(`${FIRST}\n{"customer_id":"A2","plan":"gold\n`)).toEqual(['profile', 'rejected']);
  });

  test('because a name stands in it twice tells so, and the same name in two places is none', async () => {
    const twice = '{"customer_id":"A2","plan":"gold","plan":"silver"}';
    const joined = '{"customer_id":"A2","a.b":"1","a":{"b":"2"}}';
    const quoted = '{"customer_id":"A2","plan":"\\"plan\\":\\\\","more":{"plan":"b"},"last":[{"plan":1}]}';
    expect(toldBy(await readText('customers', [FIRST, twice, joined, quoted].join('\n'))).slice(1)).toEqual([
      [2, 'rejected: a name stands twice in the line, and nobody can tell which of the two holds'],
      [3, 'rejected: a name stands twice in the line, and nobody can tell which of the two holds'],
      [4, expect.objectContaining({ customerId: 'A2' })],
    ]);
  });
});

test('a no with NUL bytes between its letters may be lost', async () => {
  expect(await lostIn('customer_id,email_consent\nA1,n\0o\0\nA2,yes\n')).toEqual([LOST, 'profile']);
});

describe('a pair of stray quotes', () => {
  test('that makes one row of several costs them, and it is told', async () => {
    const swallowing = 'customer_id,plan,email_consent\nA1,"gold,no\nA2,silver,no\nA3,bronze",no\nA4,gold,yes\n';
    expect(await lostIn(swallowing)).toEqual([LOST, 'profile']);
  });

  test.each(['customer_id', 'first_name', 'email', 'phone', 'email_consent'])(
    'that puts a line break into %s costs the row',
    async (column) => {
      const cells = { customer_id: 'A1', first_name: 'Ada', email: 'a@b.example', phone: '', email_consent: 'no' };
      const row = Object.values({ ...cells, [column]: '"x\ny"' }).join(',');
      const read = await readText('customers', `${Object.keys(cells).join(',')}\n${row}\n`);
      expect(toldBy(read)).toEqual([[2, `rejected: ${column}: it has a line break; is there a stray quote?; ${LOST}`]]);
    },
  );

  test('is none in a field of several lines', async () => {
    const read = await readText('customers', 'customer_id,note,email_consent\nA1,"first,\nsecond",no\n');
    expect(read.rows).toMatchObject([{ profile: { emailConsent: false, fields: { note: 'first,\nsecond' } } }]);
  });

  test('makes no other customer of an address', async () => {
    const header = 'Name,Email,Financial Status,Currency,Total,Created at';
    const text = `${header}\n#1,"ada@customer.example",paid,USD,4.00,2025-11-20\n#2,"a\nb",paid,USD,4.00,2025-11-20\n`;
    expect((await readText('orders', text, { preset: 'shopify' })).rows).toMatchObject([
      { status: 'activity' },
      { status: 'rejected', reason: 'Email: it has a line break; is there a stray quote?' },
    ]);
  });
});

test.each(['0000-00-00 00:00:00', '0000-01-01', '1900-01-01', '9999-12-31 23:59:59'])(
  'a no of %s has no time that anybody knows, and stays a no',
  async (at) => {
    const text = `customer_id,email_consent,email_consent_at\nA1,no,${at}\n`;
    expect(toldBy(await readText('customers', text))).toEqual([
      [2, { customerId: 'A1', consentSource: 'customers file', fields: {}, emailConsent: false }],
    ]);
  },
);

test.each(['all', 'ALL', 'true', 'email'])('Pinpoint: OptOut %s is an opt-out, as all but NONE is', async (OptOut) => {
  const line = JSON.stringify({ Id: 'e1', ChannelType: 'EMAIL', Address: 'ada@customer.example', OptOut });
  const { rows } = await readText('customers', `${line}\n${line.replace(OptOut, 'none')}\n`, { preset: 'pinpoint' });
  expect(rows.map((row) => row.status === 'profile' && row.profile.emailConsent)).toEqual([false, undefined]);
});

test.each([
  ['2024-01-01', false],
  ['"[1]"', false],
  ['USER_SUPPRESSED', false],
  ['[]', true],
  ['{ }', true],
  ['', true],
])('Klaviyo: a suppression of %s leaves the consent %s', async (cell, consent) => {
  const header = 'Klaviyo ID,Email,Email Marketing Consent,Email Suppressions';
  const read = await readText('customers', `${header}\nA1,a@b.example,SUBSCRIBED,${cell}\n`, { preset: 'klaviyo' });
  expect(read.rows).toMatchObject([{ profile: { emailConsent: consent } }]);
});
