import { describe, expect, test } from 'vitest';
import { changed, emailWith, type Mistake, problemsOf } from '../support/plan-folder.ts';

const TEXT = 'messages/hello/email.txt';
const MJML = 'messages/hello/email.mjml';
const SMS = 'messages/nudge/sms.txt';
const GIFT_MJML = 'messages/gift/email.mjml';

const FILES: readonly Mistake[] = [
  [
    'a message that does not exist',
    changed('sequences/small.yaml', 'message: nudge', 'message: nugde'),
    'sequences/small.yaml:11:56',
    'there is no message "nugde"; did you mean "nudge"?',
    'write: message: nudge',
  ],
  [
    'a message without the file of its channel',
    { [TEXT]: undefined },
    'sequences/small.yaml:10:43',
    'the message "hello" has no email.txt, which a touch by email needs',
    'hello/email.txt',
  ],
  [
    'an include that is not there',
    { [MJML]: withInclude('../_layout/foot.mjml') },
    `${MJML}:6:5`,
    'there is no file',
    'as seen from',
  ],
  [
    'an include from outside',
    { [MJML]: withInclude('../../shop.yaml') },
    `${MJML}:6:5`,
    'leads out of',
    'include only files',
  ],
  [
    'a mistake in a shared piece, told there',
    {
      [MJML]: withInclude('../_layout/foot.mjml'),
      'messages/_layout/foot.mjml': '<mj-raw>\n  {{ shop.nme }}\n</mj-raw>',
    },
    'messages/_layout/foot.mjml:2:6',
    'unknown name "shop.nme"; did you mean "shop.name"?',
    'use one of customer.first_name',
  ],
];

const LIQUID: readonly Mistake[] = [
  [
    'an unknown name',
    words('{{ customer.frist_name }}'),
    `${MJML}:9:14`,
    'did you mean "customer.first_name"?',
    'use one of',
  ],
  [
    'an unknown name where no sample customer comes',
    words('{% if customer.orders > 900 %}{{ shop.nme }}{% endif %}'),
    `${MJML}:9:44`,
    'unknown name "shop.nme"',
    'use one of',
  ],
  [
    'a name without default that some customers lack',
    words('{{ customer.first_name }}'),
    `${MJML}:9:14`,
    '"customer.first_name" is missing for some customers',
    '{{ customer.first_name | default: "your words" }}',
  ],
  [
    'the same behind a condition on something else',
    words('{% if customer.orders > 3 %}{{ customer.last_name }}{% endif %}'),
    `${MJML}:9:42`,
    '"customer.last_name" is missing for some customers',
    'default',
  ],
  [
    'a profile field without default',
    changed(TEXT, 'We miss', '{{ customer.fields.shoe }}'),
    `${TEXT}:4:4`,
    'customer.fields.shoe',
    'default',
  ],
  [
    'a default that comes too late',
    words('{{ customer.first_name | upcase | default: "x" }}'),
    `${MJML}:9:14`,
    'missing',
    'before other filters',
  ],
  [
    'an unknown filter',
    words('{{ shop.name | upcsae }}'),
    `${MJML}:9:11`,
    'unknown filter "upcsae"; did you mean "upcase"?',
    'README',
  ],
  ['an unknown tag', words('{% fi shop.name %}'), `${MJML}:9:11`, 'tag "fi"; did you mean "if"?', 'tags before it'],
  ['a tag that is never closed', words('{% if shop.name %} a'), `${MJML}:9:11`, 'not closed', 'compare'],
  ['braces that are never closed', words('{{ shop.name'), `${MJML}:9:11`, 'never closed', 'write }}'],
  ['a file read by Liquid', words("{% render 'x' %}"), `${MJML}:9:11`, 'no other files', 'mj-include'],
  [
    'a profile field with a name of Liquid',
    words('{{ customer.fields.size }}'),
    `${MJML}:9:14`,
    'count the fields',
    'shirt_size',
  ],
  ['text that is not escaped', words('{{ shop.name | raw }}'), `${MJML}:9:24`, 'as HTML', 'remove | raw'],
  ['the clock', words("{{ 'now' | date: '%Y' }}"), `${MJML}:9:14`, 'knows no clock', 'without'],
  [
    'an incentive in a touch without one',
    changed(SMS, 'still', '{{ incentive.code }}'),
    `${SMS}:1:21`,
    'without one',
    'add incentive:',
  ],
  [
    'an incentive whose code is not said',
    { ...giftTextWithoutCode(), [GIFT_MJML]: emailWith('{{ incentive.words }}') },
    'sequences/small.yaml:12:74',
    'the message "gift" never says the code of the incentive, so nobody would see the offer',
    'write {{ incentive.code }} into it, or remove incentive:',
  ],
  [
    'the same in an SMS to one tier',
    changed('sequences/small.yaml', 'message: nudge }', 'message: nudge, incentive: { top: ten-off } }'),
    'sequences/small.yaml:11:81',
    'the message "nudge" never says the code',
    'write {% if incentive %}{{ incentive.code }}{% endif %} into it, or remove top:',
  ],
  [
    'the preview in itself',
    changed(TEXT, 'A short hello', '{{ preview }}'),
    `${TEXT}:2:13`,
    'unknown name "preview"',
    'use one of',
  ],
];

const MAIL: readonly Mistake[] = [
  [
    'an unknown element',
    changed(MJML, '<mj-text><a', '<mj-txt></mj-txt><mj-text><a'),
    `${MJML}:11:9`,
    "mj-txt doesn't exist",
    'mjml.io',
  ],
  [
    'an unknown attribute below Liquid of several lines',
    { [MJML]: emailWith('{{ shop.name\n | upcase }}').replace('<mj-text><a', '<mj-text colour="red"><a') },
    `${MJML}:12:9`,
    'Attribute colour is illegal',
    'mjml.io',
  ],
  [
    'an element that is never closed',
    changed(MJML, '</mj-text>\n        <mj-text>', '<mj-text>'),
    `${MJML}:11:7`,
    '</mj-column>',
    'write </mj-text> first',
  ],
  [
    'Liquid where MJML has no room for it',
    changed(MJML, '    <mj-section>', '    {{ shop.name }}\n    <mj-section>'),
    `${MJML}:6:5`,
    'MJML would throw {{ shop.name }} away here',
    'mj-raw',
  ],
  ['no title', changed(MJML, '<mj-title>Hello</mj-title>', ''), `${MJML}:1:1`, 'no title', 'mj-title'],
  ['no language', changed(MJML, ' lang="en"', ''), `${MJML}:1:1`, 'language', 'lang="en"'],
  ['no MJML at all', { [MJML]: 'hello' }, `${MJML}:1:1`, 'this is not MJML', '<mjml>'],
  [
    'a misspelt header',
    changed(TEXT, 'Subject:', 'Subjct:'),
    `${TEXT}:1:1`,
    'did you mean "Subject"?',
    'write: Subject: Hello',
  ],
  [
    'no link in the HTML',
    { [MJML]: emailWith('x', '{{ shop.address }}') },
    `${MJML}:1:1`,
    'no link to unsubscribe',
    '<a href=',
  ],
  [
    'a bare address of a link in the HTML',
    { [MJML]: emailWith('x', '{{ unsubscribe_url }} {{ shop.address }}') },
    `${MJML}:1:1`,
    'no link',
    '<a href=',
  ],
  [
    'no link in the text',
    changed(TEXT, '{{ unsubscribe_url }}', ''),
    `${TEXT}:4:1`,
    'no link to unsubscribe',
    'Unsubscribe: {{',
  ],
  ['no postal address', changed(TEXT, '{{ shop.address }}', ''), `${TEXT}:4:1`, 'postal address', '{{ shop.address }}'],
  ['a false reply', changed(TEXT, 'Hello', 'RE: Hello'), `${TEXT}:1:10`, 'pretends to be a reply', 'your own'],
  [
    'an empty subject',
    changed(TEXT, 'Hello {{ customer.first_name | default: "there" }}', ''),
    `${TEXT}:1:10`,
    'subject is empty',
    'few words',
  ],
  [
    'a subject of 200 characters',
    changed(TEXT, 'Hello', 'a'.repeat(190)),
    `${TEXT}:1:10`,
    '200 characters',
    'about 40',
  ],
  ['an email that Gmail would cut off', words('long words '.repeat(10_000)), `${MJML}:1:1`, '114 KB', 'fewer'],
  ['a long SMS', changed(SMS, 'still', 'still '.repeat(80)), `${SMS}:1:1`, 'the SMS has 4 parts', '160 characters'],
  [
    'a long SMS with an emoji',
    changed(SMS, 'still', `\u{1F44B}${'still '.repeat(32)}`),
    `${SMS}:1:1`,
    'outside the SMS alphabet',
    '160',
  ],
  [
    'an SMS that does not say whose it is',
    changed(SMS, '{{ shop.name }}: ', ''),
    `${SMS}:1:1`,
    'must name the shop',
    '{{ shop.name }}',
  ],
  ['an SMS that does not say how to stop', changed(SMS, 'STOP', 'no'), `${SMS}:1:1`, 'how to stop it', 'Reply STOP'],
];

describe.each([
  ['files', FILES],
  ['Liquid', LIQUID],
  ['mail and SMS', MAIL],
])('%s', (_, mistakes) => {
  test.each(mistakes)('%s is one problem at its place', async (__, changes, place, problem, fix) => {
    const problems = await problemsOf(changes);
    expect(problems.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([place]);
    expect(problems[0]?.problem).toContain(problem);
    expect(problems[0]?.fix).toContain(fix);
  });
});

test.each([
  ['a condition on the name itself', words('{% if customer.first_name %}{{ customer.first_name }}{% endif %}')],
  ['a profile field with a default', words('{{ customer.fields.shoe | default: "any" }}')],
  [
    'an incentive behind a condition, in a touch without one',
    words('{% if incentive %}{{ incentive.code }}{% endif %}'),
  ],
  [
    'Liquid with signs that mean something in HTML',
    words('{% if customer.orders < 3 and customer.orders > 0 %}a{% endif %}'),
  ],
  ['a code in the HTML only', giftTextWithoutCode()],
  ['a code in the text only', { [GIFT_MJML]: emailWith('{{ incentive.words }}') }],
  [
    'a code behind a condition, in a message with and without an incentive',
    {
      ...changed('sequences/small.yaml', 'message: nudge }', 'message: nudge, incentive: { top: ten-off } }'),
      ...changed(SMS, 'still', '{% if incentive %}{{ incentive.code }}{% endif %} still'),
    },
  ],
  ['the preview in the email', words('{{ preview }}')],
  ['names that the message makes itself', words('{% assign n = 2 %}{{ n }}{% for i in (1..3) %}{{ i }}{% endfor %}')],
])('%s is fine', async (_, changes) => {
  expect(await problemsOf(changes)).toEqual([]);
});

function words(text: string) {
  return { [MJML]: emailWith(text) };
}

function giftTextWithoutCode() {
  return changed(
    'messages/gift/email.txt',
    '{{ incentive.code }}\n\n{{ incentive.code }} until',
    '{{ incentive.words }}\n\nuntil',
  );
}

function withInclude(path: string): string {
  return emailWith('x').replace('    <mj-section>', `    <mj-include path="${path}" />\n    <mj-section>`);
}
