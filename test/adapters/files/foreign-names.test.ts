// What the names of columns, which anybody may choose, can do: nothing.
import { describe, expect, test } from 'vitest';
import { readText, toldBy } from '../../support/read-file.ts';

const OF_EVERY_OBJECT = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];
const SAID = { consentSource: 'customers file' };

describe('names that every object has', () => {
  test('are fields like any other, or left out', async () => {
    const text = `customer_id,${OF_EVERY_OBJECT.join(',')}\nA1,a,b,c,d,e\n`;
    expect(toldBy(await readText('customers', text))).toEqual([
      [2, { customerId: 'A1', ...SAID, fields: { toString: 'c', valueOf: 'd', hasOwnProperty: 'e' } }],
    ]);
  });

  test.each(OF_EVERY_OBJECT)('are no word for yes or no: %s', async (word) => {
    const text = `Klaviyo ID,Email,Email Marketing Consent\nA1,a@b.example,${word}\n`;
    expect(toldBy(await readText('customers', text, { preset: 'klaviyo' }))).toEqual([
      [2, 'rejected: email_consent: expected yes or no; if email_consent means no, that was not recorded'],
    ]);
  });

  test.each(OF_EVERY_OBJECT)('are no channel: %s', async (ChannelType) => {
    const text = JSON.stringify({ Id: 'e1', ChannelType, Address: 'a@b.example', OptOut: 'ALL' });
    expect(toldBy(await readText('customers', text, { preset: 'pinpoint' }))).toEqual([
      [1, 'passed: an endpoint of a channel other than EMAIL and SMS'],
    ]);
  });
});

describe('names longer than any of ours', () => {
  const long = 'e'.repeat(900_000);

  test('are left out, and told in short', async () => {
    const read = await readText('customers', `customer_id,${long}\nA1,x\n`);
    expect(read.header?.leftOut).toEqual([`${'e'.repeat(100)}…`]);
    expect(toldBy(read)).toEqual([[2, { customerId: 'A1', ...SAID, fields: {} }]]);
  });

  test('still say who must not be written to, and are told in short', async () => {
    const refused = readText('customers', `customer_id,May we email you? No means unsubscribed. ${long}\nA1,x\n`);
    await expect(refused).rejects.toThrow(/^.{0,40}the column "May we email you\? .{70,90}…" says who must not/);
  });

  test('are each decided anew in lines of JSON, and cost what their letters cost', async () => {
    const lines = Array.from({ length: 40 }, (_, line) =>
      JSON.stringify({ customer_id: `A${line}`, [`${long}${line}`]: 1 }),
    );
    const { rows } = await readText('customers', lines.join('\n'));
    expect(rows.filter(({ status }) => status === 'profile')).toHaveLength(40);
  });
});

test('a first line that looks like data is not repeated: it may be a person', async () => {
  for (const first of [
    '17,anna@customer.example,Anna,Smith',
    'Anna,Smith,yes',
    'Anna,+1 202 555 0101',
    'Anna,1980-01-02',
  ]) {
    const refused = readText('customers', `${first}\n18,bob@customer.example,Bob,Jones\n`);
    await expect(refused).rejects.toThrow('the first line of the file looks like data; it must name the columns');
    await expect(refused).rejects.not.toThrow(/anna|smith|1980|202/i);
  }
});

test('a header of very many names is told in part', async () => {
  const refused = readText('customers', `${Array.from({ length: 40 }, (_, at) => `name_${at}`).join(',')}\n`);
  await expect(refused).rejects.toThrow(/\(it has name_0, .*, name_29 and 10 more\)/);
});
