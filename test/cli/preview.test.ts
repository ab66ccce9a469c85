import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aWorkplace, type Ran, type Workplace } from '../support/winback-command.ts';

const CUSTOMERS = `customer_id,first_name,email,phone,email_consent,sms_consent
A1,Ada,ada@customer.example,+12025550101,yes,yes
A2,Ben,ben@customer.example,,yes,no
`;

// The words are our own here: marketers may change theirs.
const emailText = (subject: string, words: string) =>
  `Subject: ${subject}\nPreview: A short hello\n\n${words}\n{{ unsubscribe_url }}\n{{ shop.address }}\n`;
const NUDGE = '{{ shop.name }}: Hi {{ customer.first_name | default: "there" }}. Reply STOP to opt out';

let place: Workplace;
beforeAll(async () => {
  place = await aWorkplace();
  await place.write(
    'workflows/messages/miss-you/email.txt',
    emailText('{{ customer.first_name | default: "Friend" }}, it has been a while', 'Come and see us.'),
  );
  await place.write(
    'workflows/messages/last-offer/email.txt',
    emailText('{{ incentive.words }}', '{{ incentive.code }} until {{ incentive.expires_on }}'),
  );
  await place.write('workflows/messages/nudge/sms.txt', `${NUDGE}\n`);
  await place.write('customers.csv', CUSTOMERS);
  const { code } = await place.run('import', '--customers', 'customers.csv', '--data', 'shop');
  expect(code).toBe(0);
});
afterAll(() => place.leave());

function preview(customer: string, sequence: string, touch: string, ...words: string[]): Promise<Ran> {
  return place.run('preview', customer, '--sequence', sequence, '--touch', touch, '--data', 'shop', ...words);
}

test('an email is shown as it would leave, and its HTML can be kept', async () => {
  const { code, out, err } = await preview('A1', 'gentle-90', 'miss-you', '--html', 'miss-you.html');
  expect({ code, err }).toEqual({ code: 0, err: 'The HTML part is in miss-you.html.\n' });
  const [from, to, subject, unsubscribe] = out.split('\n');
  expect([from, to, subject]).toEqual([
    'From:        Acorn & Oak <hello@shop.example.com>',
    'To:          ada@customer.example',
    'Subject:     Ada, it has been a while',
  ]);
  const url = unsubscribe?.replace('Unsubscribe: ', '') ?? '';
  expect(url).toMatch(/^https:\/\/shop\.example\.com\/u\//);
  expect(out.split(url)).toHaveLength(3);
  expect(out).toContain('12 Orchard Lane, Albany, NY 12207, USA');
  const html = await place.read('miss-you.html');
  expect(html).toMatch(/^\s*<!doctype html>/i);
  expect(html).toContain(url);
});

test('an SMS is shown with its length and its parts', async () => {
  const { code, out, err } = await preview('A1', 'gentle-90', 'nudge');
  const [to, length, empty, text] = out.split('\n');
  expect({ code, err, to, empty }).toEqual({ code: 0, err: '', to: 'To:   +12025550101', empty: '' });
  expect(text).toBe('Acorn & Oak: Hi Ada. Reply STOP to opt out');
  expect(length).toBe('SMS:  42 characters (GSM), 1 part');
});

test('a touch that could not go out is shown all the same, with the reason', async () => {
  const people = await preview('A2', 'gentle-90', 'nudge');
  const scripts = await preview('A2', 'gentle-90', 'nudge', '--json');
  expect(people.err).toBe('This would not go out now: there is no phone number.\n');
  expect(people.out).toMatch(/^To: {3}\(no phone number\)\n/);
  const answer = JSON.parse(scripts.out);
  expect(answer).toMatchObject({ found: true, channel: 'sms', reach: { may: false, because: 'noAddress' } });
  expect(answer.text).toContain('Hi Ben.');
});

test('a touch with an incentive shows a sample code, and none is taken from the budget', async () => {
  // Looking changes nothing: however often, it is the same words, to the letter.
  const first = await preview('A1', 'gentle-90', 'last-offer');
  const second = await preview('A1', 'gentle-90', 'last-offer');
  expect(first).toEqual(second);
  expect(first.code).toBe(0);
  expect(first.err).toBe('The code is a sample; a real one is made when the touch goes out.\n');
  expect(first.out).toContain('Subject:     10% off (up to $10)\n');
  expect(first.out).toContain('0000-0000-0000');
});

test.each([
  [
    'touch',
    ['A1', 'gentle-90', 'nugde'],
    '--touch: gentle-90 has no touch "nugde"; did you mean "nudge"? (miss-you, nudge, what-is-new, last-offer)\n',
  ],
  [
    'sequence',
    ['A1', 'gentel-90', 'nudge'],
    '--sequence: there is no sequence "gentel-90"; did you mean "gentle-90"? (gentle-90, valued-365)\n',
  ],
] as const)('an unknown %s is bad input that names the nearest', async (_what, [customer, sequence, touch], err) => {
  expect(await preview(customer, sequence, touch)).toEqual({ code: 2, out: '', err });
});

test('a customer that nobody knows is answered with no', async () => {
  const { code, out, err } = await preview('A9', 'gentle-90', 'nudge', '--json');
  expect({ code, err, answer: JSON.parse(out) }).toEqual({ code: 1, err: '', answer: { found: false } });
});

describe('an incentive by value tier', () => {
  const GENTLE = 'workflows/sequences/gentle-90.yaml';
  const UNKNOWN = "The value tier is not known before the shop's first fit, and counts as low";

  test('is that of the customer’s tier, which is low as long as nothing is known', async () => {
    const tiers = '{ top: fifteen-off, high: ten-off, middle: ten-off, low: free-shipping }';
    const putBack = await place.change(GENTLE, 'incentive: ten-off', `incentive: ${tiers}`);
    const [people, scripts] = [
      await preview('A1', 'gentle-90', 'last-offer'),
      await preview('A1', 'gentle-90', 'last-offer', '--json'),
    ];
    await putBack();
    expect(people.err).toBe(
      `${UNKNOWN}, which is offered free-shipping.\nThe code is a sample; a real one is made when the touch goes out.\n`,
    );
    expect(people.out).toContain('Subject:     free shipping\n');
    expect(JSON.parse(scripts.out)).toMatchObject({ found: true, tier: null, incentive: 'free-shipping' });
  });

  test('is none for a tier that is left out, and the message is shown without it', async () => {
    const either = '{% if incentive %}{{ incentive.code }}{% else %}Come and see us.{% endif %}';
    const putBack = await place.change(GENTLE, 'incentive: ten-off', 'incentive: { top: fifteen-off }');
    const text = await place.read('workflows/messages/last-offer/email.txt');
    const mjml = await place.read('workflows/messages/last-offer/email.mjml');
    await place.write('workflows/messages/last-offer/email.txt', emailText('Hello', either));
    await place.write(
      'workflows/messages/last-offer/email.mjml',
      await place.read('workflows/messages/miss-you/email.mjml'),
    );
    const { code, err, out } = await preview('A1', 'gentle-90', 'last-offer');
    await place.write('workflows/messages/last-offer/email.txt', text);
    await place.write('workflows/messages/last-offer/email.mjml', mjml);
    await putBack();
    expect({ code, err }).toEqual({ code: 0, err: `${UNKNOWN}, which gets no incentive here.\n` });
    expect(out).toContain('Come and see us.');
  });
});
