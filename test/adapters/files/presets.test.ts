import { describe, expect, test } from 'vitest';
import { BadInput } from '#core/errors';
import { readSample, readText, toldBy } from '../../support/read-file.ts';

// `printf ada@example.com | sha256sum | cut -c -24`
const ADA = 'e_b5fc85e55755f9e0d030a10a';
const BOB = 'e_5ff860bf1190596c7188ab85';
const EMIL = 'e_c43827d8ad030ee7cbb312d4';

describe('Shopify', () => {
  test('has one order for all lines of it, on the day of the shop, less what was paid back', async () => {
    const read = await readSample('orders', 'shopify-orders.csv', { preset: 'shopify' });
    expect(toldBy(read)).toEqual([
      [2, ADA, 'order', '2025-03-31', 5990, '#1001'],
      [4, 'passed: a further line of an order'],
      [5, ADA, 'order', '2025-03-31', 7450, '#1002'],
      [6, 'passed: a refunded or voided order'],
      [7, 'passed: a cancelled order'],
      [8, 'passed: an order without an email address: nobody can tell whose it is'],
      [9, BOB, 'order', '2025-04-05', 3000, '#1006'],
      [10, 'passed: an order in another currency than USD'],
      [11, 'passed: a refunded or voided order'],
    ]);
    expect(read.header?.notes).toEqual([
      'Accepts Marketing: what was ticked at that checkout grants and withdraws nothing; the export of customers says what holds now.',
    ]);
  });

  test('has customers under the ids of their orders, and under its own those without an address', async () => {
    const read = await readSample('customers', 'shopify-customers.csv', { preset: 'shopify', country: 'US' });
    const source = { consentSource: 'Shopify customers export' };
    const ada = { customerId: ADA, firstName: 'Ada', lastName: 'Example', email: 'ada@example.com' };
    const bob = { customerId: BOB, firstName: 'Bob', lastName: 'Example', email: 'bob@example.com' };
    const yes = { emailConsent: true, smsConsent: true };
    const no = { emailConsent: false, smsConsent: false };
    expect(toldBy(read)).toEqual([
      [2, { ...source, ...ada, phone: '+12025550101', ...yes, fields: { country: 'US', tags: 'vip, linen' } }],
      [3, { ...source, ...bob, phone: '+16045550102', ...no, fields: { country: 'CA' } }],
      [
        5,
        {
          ...source,
          ...{ customerId: '9013808660703', firstName: 'Chen', phone: '+12025550103' },
          ...{ emailConsent: false, smsConsent: true, fields: {} },
        },
      ],
    ]);
    expect(read.header?.kept).toEqual(['country', 'tags']);
    expect(read.header?.notes).toEqual([
      'Accepts WhatsApp Marketing: nothing is sent by WhatsApp, so it grants and withdraws nothing.',
    ]);
  });

  test('keeps the ids of a column that the owner names', async () => {
    const columns = { customer_id: 'Customer ID' };
    const read = await readSample('customers', 'shopify-customers.csv', { preset: 'shopify', columns });
    expect(read.rows.map((row) => row.status === 'profile' && row.profile.customerId)).toEqual([
      '9013808660701',
      '9013808660702',
      '9013808660703',
    ]);
    await expect(readSample('orders', 'shopify-orders.csv', { preset: 'shopify', columns })).rejects.toThrow(
      '--columns says customer_id=Customer ID, but the header has no column Customer ID',
    );
  });
});

describe('WooCommerce', () => {
  test('as a German spreadsheet saves it: semicolons, decimal commas, points in dates, empty columns', async () => {
    const stated = { preset: 'woocommerce', decimal: 'comma', dates: 'dd.mm.yyyy', currency: 'EUR' } as const;
    expect(toldBy(await readSample('orders', 'woocommerce-orders.csv', stated))).toEqual([
      [2, '17', 'order', '2025-03-31', 123450, '701'],
      [3, EMIL, 'order', '2025-04-01', 1500, '702'],
      [4, 'passed: an order with the status cancelled'],
      [5, 'passed: an order with the status refunded'],
      [6, 'passed: a refunded order'],
      [7, 'passed: an order of a guest without an email address: nobody can tell whose it is'],
      [8, '18', 'order', '2025-04-06', 700, '707'],
      [9, 'passed: a further line of an order'],
      [10, 'rejected: ordered_on: no such date'],
    ]);
  });

  test('numbers its customers, guests go by their address, and nobody is granted a consent', async () => {
    const read = await readSample('customers', 'woocommerce-customers.csv', { preset: 'woocommerce', country: 'DE' });
    const all = { consentSource: 'WooCommerce customers export', lastName: 'Beispiel', fields: { country: 'DE' } };
    expect(toldBy(read)).toEqual([
      [2, { ...all, customerId: '17', firstName: 'Dora', email: 'dora@example.com', phone: '+493023125104' }],
      [3, { ...all, customerId: EMIL, firstName: 'Emil', email: 'Emil@example.com', phone: '+493023125105' }],
    ]);
    expect(read.header?.notes[0]).toMatch(/keeps no consent of its own, so nobody is granted any/);
  });

  test('its report of orders names no customer, and is refused', async () => {
    const report =
      'Date,Order #,N. Revenue (formatted),Status,Customer\n2025-04-01,701,$5.00,completed,Dora Beispiel\n';
    const read = readText('orders', report, { preset: 'woocommerce' });
    await expect(read).rejects.toThrow(
      /no column order_id or order_number, customer_id or customer_user, .* so this is not/,
    );
  });
});

test('HubSpot: only a confirmed double opt-in grants, any opt-out withdraws, a hard bounce suppresses', async () => {
  const read = await readSample('customers', 'hubspot-contacts.csv', { preset: 'hubspot', country: 'US' });
  const person = (customerId: string, firstName: string, fields: Record<string, string>) => ({
    ...{ customerId, firstName, lastName: 'Example', email: `${firstName.toLowerCase()}@example.com` },
    ...{ consentSource: 'HubSpot contacts export', fields: { lifecycle_stage: 'Customer', ...fields } },
  });
  const gia = { phone: '+12025550106', timeZone: 'America/New_York', emailConsent: true };
  expect(toldBy(read)).toEqual([
    [2, { ...person('51', 'Gia', { country: 'United States' }), ...gia }],
    [
      3,
      {
        ...person('52', 'Hal', { country: 'United States', lifecycle_stage: 'Lead', lead_status: 'NEW' }),
        emailConsent: false,
      },
    ],
    [4, { ...person('53', 'Ines', { country: 'Spain' }), emailConsent: false }],
    [5, { ...person('54', 'Jo', {}), emailSuppression: 'hard bounce' }],
    [6, 'rejected: email: not an email address'],
  ]);
  expect(read.rows.at(-1)).toMatchObject({ refusal: { customerId: '55', emailConsent: false } });
  expect(read.header?.notes[0]).toBe(
    'Marketing contact status: it says whom you pay for, not who agreed, so it grants and withdraws nothing.',
  );
  expect(read.header?.used.email_opt_out).toBe(
    'Unsubscribed from all email, Opted out of email: Marketing Information, Opted out of email: Customer Service Communication',
  );
});

describe('Salesforce', () => {
  test('a field that speaks of consent must be named, and no standard one grants any', async () => {
    await expect(readSample('customers', 'salesforce-contacts.csv', { preset: 'salesforce' })).rejects.toThrow(
      /the column "Newsletter__c" speaks of consent, .*--columns 'email_consent=Newsletter__c' does/,
    );
  });

  test('an opt-out stands above a yes, a bounce suppresses, a deleted contact is none', async () => {
    const columns = { email_consent: 'Newsletter__c' };
    const read = await readSample('customers', 'salesforce-contacts.csv', { preset: 'salesforce', columns });
    const person = (customerId: string, firstName: string) => ({
      ...{ customerId, firstName, lastName: 'Example', email: `${firstName.toLowerCase()}@example.com` },
      consentSource: 'Salesforce contacts export',
    });
    const lea = { phone: '+12025550108', emailConsent: true, fields: { country: 'Germany', lead_source: 'Web' } };
    const max = { emailConsent: false, smsConsent: false, fields: { country: 'Germany', lead_source: 'Event' } };
    expect(toldBy(read)).toEqual([
      [2, { ...person('0035e00000AbCdEAAV', 'Lea'), ...lea }],
      [3, { ...person('0035e00000AbCdFAAV', 'Max'), ...max }],
      [4, { ...person('0035e00000AbCdGAAV', 'Nia'), emailSuppression: 'hard bounce', fields: {} }],
      [5, 'passed: a deleted contact'],
    ]);
  });

  test('a report has short ids, which are made the long ones', async () => {
    const { rows } = await readSample('customers', 'salesforce-report.csv', { preset: 'salesforce' });
    expect(rows).toMatchObject([{ profile: { customerId: '0035e00000AbCdEAAV', emailConsent: false } }]);
  });
});

test('Klaviyo: SUBSCRIBED grants with its time, NEVER_SUBSCRIBED says nothing, every suppression is obeyed', async () => {
  const read = await readSample('customers', 'klaviyo-profiles.csv', { preset: 'klaviyo' });
  const person = (digit: number, firstName: string) => ({
    ...{ customerId: `01GDDKASAP8TKDDA2GRZDSVP4${digit}`, firstName, lastName: 'Example' },
    ...{ email: `${firstName.toLowerCase()}@example.com`, consentSource: 'Klaviyo profiles export', fields: {} },
  });
  const pia = {
    ...{ phone: '+12025550111', fields: { country: 'United States', source: 'Footer form' } },
    ...{ emailConsent: true, emailConsentAt: '2025-02-03T10:15:00.000Z' },
    ...{ smsConsent: true, smsConsentAt: '2025-02-04T09:00:00.000Z' },
  };
  const yes = { emailConsent: true, emailConsentAt: '2025-01-01T00:00:00.000Z' };
  expect(toldBy(read)).toEqual([
    [2, { ...person(1, 'Pia'), ...pia }],
    [3, { ...person(2, 'Quin'), emailConsent: false, emailConsentAt: '2025-03-01T08:00:00.000Z' }],
    [4, person(3, 'Rosa')],
    [5, { ...person(4, 'Sam'), ...yes, emailSuppression: 'hard bounce' }],
    [6, { ...person(5, 'Tia'), emailConsent: false }],
  ]);
});

describe('Mailchimp', () => {
  const person = (customerId: string, firstName: string) => ({
    ...{ customerId, firstName, lastName: 'Example', email: `${firstName.toLowerCase()}@example.com` },
    consentSource: 'Mailchimp audience export',
  });

  test('grants to those who signed up themselves, since the confirmation, and not to those who were added', async () => {
    const uma = {
      ...{ phone: '+12025550112', timeZone: 'America/New_York', smsConsent: true },
      ...{ emailConsent: true, emailConsentAt: '2024-06-25T13:30:00.000Z' },
      fields: { member_rating: 4, country: 'us', tags: '"VIP","Spring 25"' },
    };
    expect(toldBy(await readSample('customers', 'mailchimp-subscribed.csv', { preset: 'mailchimp' }))).toEqual([
      [2, { ...person('4c2de1441f', 'Uma'), ...uma }],
      [3, { ...person('4c2de1442f', 'Vic'), fields: { member_rating: 2 } }],
    ]);
  });

  test('everybody in the file of the unsubscribed withdraws, with or without a time', async () => {
    const since = { emailConsentAt: '2025-02-03T15:00:00.000Z' };
    expect(toldBy(await readSample('customers', 'mailchimp-unsubscribed.csv', { preset: 'mailchimp' }))).toEqual([
      [2, { ...person('4c2de1443f', 'Wes'), emailConsent: false, ...since, fields: { member_rating: 3 } }],
      [3, { ...person('4c2de1444f', 'Xia'), emailConsent: false, fields: { member_rating: 1 } }],
    ]);
  });

  test('everybody in the file of the cleaned is suppressed', async () => {
    expect(toldBy(await readSample('customers', 'mailchimp-cleaned.csv', { preset: 'mailchimp' }))).toEqual([
      [2, { ...person('4c2de1445f', 'Yan'), emailSuppression: 'hard bounce', fields: { member_rating: 1 } }],
    ]);
  });
});

describe('Pinpoint', () => {
  test('OptOut ALL withdraws for its channel, NONE grants nothing, and no address is an id', async () => {
    const columns = { email_consent: 'User.UserAttributes.Newsletter' };
    const read = await readSample('customers', 'pinpoint-endpoints.jsonl', { preset: 'pinpoint', columns });
    const source = { consentSource: 'Amazon Pinpoint endpoint export' };
    const zoe = { firstName: 'Zoe', lastName: 'Example', timeZone: 'America/Los_Angeles', email: 'zoe@example.com' };
    expect(toldBy(read)).toEqual([
      [1, { ...source, customerId: 'zoe-1', ...zoe, fields: { country: 'US', Tier: 'gold' } }],
      [2, { ...source, customerId: 'zoe-1', phone: '+12025550113', emailConsent: true, smsConsent: false, fields: {} }],
      [3, 'passed: an endpoint of a channel other than EMAIL and SMS'],
      // `printf 12025550114 | sha256sum`, and of the id of line 6.
      [4, { ...source, customerId: 'u_15a6a87d66c5dd233ce2cecb', phone: '+12025550114', fields: {} }],
      [5, 'passed: an inactive endpoint'],
      [6, { ...source, customerId: 'u_1bcf6238d432c4f56995fcd9', emailConsent: false, fields: {} }],
    ]);
  });

  test('an attribute that speaks of consent and is not named rejects its rows, and says what may be lost', async () => {
    const { rows } = await readSample('customers', 'pinpoint-endpoints.jsonl', { preset: 'pinpoint' });
    expect(rows[1]).toMatchObject({
      status: 'rejected',
      reason: expect.stringContaining('the column "User.UserAttributes.Newsletter" speaks of consent'),
      lost: 'it may say no, and that was not recorded',
    });
  });
});

test('an export of customers only has no orders to read', async () => {
  const read = readText('orders', 'a\n1\n', { preset: 'klaviyo' });
  await expect(read).rejects.toThrow(BadInput);
  await expect(read).rejects.toThrow('--preset klaviyo reads customers only');
});

test('a file of activities has our own columns whatever the preset', async () => {
  const text = 'customer_id,kind,happened_on\nA1,visit,2025-04-01\n';
  expect(toldBy(await readText('activities', text, { preset: 'shopify' }))).toEqual([
    [2, 'A1', 'visit', '2025-04-01', 0],
  ]);
});

test('an unreadable row of an export may say no in any word, so it is told', async () => {
  const text = 'Customer ID,Email,Accepts Email Marketing\n1,ada@example.com\n2,bob@example.com,perhaps\n';
  const { rows } = await readText('customers', text, { preset: 'shopify' });
  expect(rows.map((row) => row.status === 'rejected' && row.lost)).toEqual([
    'it may say no, and that was not recorded',
    'if email_consent means no, that was not recorded',
  ]);
});
