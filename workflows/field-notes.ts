// What every field of the files that marketers write is for: shown by editors, and as the example in an error.
import { KNOWN_KINDS } from '#core/activity';
import { VALUE_TIERS } from '#core/model/value-tier';

/** Notes by dotted path without list positions; `*.name` stands for a field below any name. */
export type FieldNotes = Readonly<Record<string, { readonly says: string; readonly example: string }>>;

/** The note of a field by its dotted path; rules that `all` and `any` join have the fields of one by itself. */
export function noteOf(notes: FieldNotes, path: string): FieldNotes[string] | undefined {
  const alone = path.replace(/\.(?:all|any)(?=\.)/g, '');
  return notes[path] ?? notes[alone] ?? notes[`*.${path.slice(path.lastIndexOf('.') + 1)}`];
}

export const SEQUENCE_NOTES: FieldNotes = {
  name: { says: 'The name of the sequence: the same as the name of the file.', example: 'name: gentle-90' },
  describe: { says: 'One line for people: whom this is for.', example: 'describe: Shoppers silent for 90 days' },
  for: {
    says: 'Who enters the sequence.',
    example: 'for: { dormant: { after: 90 days, until: 1 year, by: [order] } }',
  },
  'for.dormant': {
    says: "Who has been silent for long enough: a window, several joined by all or any, or personal, the customer's own clock.",
    example: 'dormant: { after: 90 days, until: 1 year, by: [order] }',
  },
  'for.dormant.after': { says: 'Whole days of silence before we try; this day included.', example: 'after: 90 days' },
  'for.dormant.until': { says: 'Whole days of silence from which we no longer try.', example: 'until: 1 year' },
  'for.dormant.by': {
    says: `The signs of life that end the silence: ${KNOWN_KINDS.join(', ')}, or kinds of your own from shop.yaml. Default: [order].`,
    example: 'by: [order, visit]',
  },
  'for.dormant.personal': {
    says: "The customer's own clock, learned from their orders.",
    example: 'personal: true',
  },
  'for.dormant.per segment': {
    says: 'Another window for the customers of a segment; of several, the first that has the customer.',
    example: 'per segment: [{ segment: valued, after: 60 days }]',
  },
  'for.dormant.per segment.segment': { says: 'A segment of segments.yaml.', example: 'segment: valued' },
  'for.dormant.per segment.after': { says: 'Whole days of silence before we try.', example: 'after: 60 days' },
  'for.dormant.per segment.until': {
    says: 'Whole days of silence from which we no longer try. Default: that of the rule.',
    example: 'until: 1 year',
  },
  'for.dormant.all': {
    says: 'Two to six rules that must all hold; one of them needs an until.',
    example: 'all: [{ after: 1 year, until: 2 years, by: [order] }, { after: 180 days, by: [click] }]',
  },
  'for.dormant.any': {
    says: 'Two to six rules of which one must hold; each needs an until.',
    example: 'any: [{ after: 90 days, until: 1 year, by: [order] }, { after: 60 days, until: 1 year, by: [login] }]',
  },
  'for.segment': { says: 'Only customers of this segment of segments.yaml.', example: 'segment: valued' },
  topic: {
    says: 'What it is about: a topic of shop.yaml. Customers who do not want it, as they say on their preference page, are left alone.',
    example: 'topic: offers',
  },
  goal: {
    says: `What counts as won back: ${KNOWN_KINDS.join(', ')}, or a kind of your own from shop.yaml.`,
    example: 'goal: order',
  },
  'stops on': {
    says: 'After which signs of life no more touches go out. Default: what meets the goal.',
    example: 'stops on: [order, visit]',
  },
  holdout: {
    says: 'The share of dormant customers left alone, so that lift can be measured: 0% to 50%. Default: 10%.',
    example: 'holdout: 10%',
  },
  reentry: {
    says: 'How long after they last entered a customer who fell silent anew may enter again. Default: at once.',
    example: 'reentry: { after: 180 days }',
  },
  'reentry.after': { says: 'Whole days since the customer last entered.', example: 'after: 180 days' },
  'limit per day': {
    says: 'How many customers enter on a day at most, the holdout included. Default: everybody who is dormant.',
    example: 'limit per day: { customers: 500, first: oldest, from: 50 }',
  },
  'limit per day.customers': { says: 'So many enter on a day at most.', example: 'customers: 500' },
  'limit per day.first': {
    says: 'Who enters first: oldest (silent for longest) or most valuable. Default: oldest.',
    example: 'first: most valuable',
  },
  'limit per day.from': {
    says: 'So many on the first day, then twice as many each day, up to customers. Default: no ramp.',
    example: 'from: 50',
  },
  send: {
    says: "When messages may leave, in the customer's own time zone.",
    example: 'send: { between: "09:00-20:00", days: mon-sat }',
  },
  'send.between': { says: 'From inclusive, to exclusive, within one day.', example: 'between: "09:00-20:00"' },
  'send.days': { says: 'A range or a list of weekdays. Default: every day.', example: 'days: mon-sat' },
  'close after': {
    says: 'How long after the last touch the outcome is settled; at least 1 day.',
    example: 'close after: 14 days',
  },
  touches: {
    says: 'The planned contacts, in order; 1 to 20.',
    example: 'touches: [{ id: miss-you, channel: email, message: miss-you }]',
  },
  'touches.id': { says: 'A name of its own for this touch.', example: 'id: miss-you' },
  'touches.after': { says: 'How long after the touch before it; at least 1 hour.', example: 'after: 4 days' },
  'touches.channel': { says: 'email or sms.', example: 'channel: email' },
  'touches.message': { says: 'A folder of messages/.', example: 'message: miss-you' },
  'touches.incentive': {
    says: 'An incentive of incentives.yaml, or one for each value tier: top, high, middle, low. A tier that is left out gets none.',
    example: 'incentive: ten-off',
  },
  ...Object.fromEntries(
    VALUE_TIERS.map((tier) => [
      `touches.incentive.${tier}`,
      { says: `What customers of the ${tier} value tier are offered.`, example: `${tier}: ten-off` },
    ]),
  ),
};

export const SHOP_NOTES: FieldNotes = {
  name: { says: 'The name that customers know.', example: 'name: Acorn & Oak' },
  website: { says: 'Where the links of the messages lead.', example: 'website: https://shop.example.com' },
  address: { says: 'The postal address in every email.', example: 'address: 12 Orchard Lane, Albany, NY 12207, USA' },
  'time zone': { says: 'The calendar that silence is counted in.', example: 'time zone: America/New_York' },
  currency: { says: 'ISO 4217, with two decimals.', example: 'currency: USD' },
  locale: { says: 'How money and dates are written.', example: 'locale: en-US' },
  'scan at': { says: 'When the daily scan starts.', example: 'scan at: "10:00"' },
  email: { says: 'Who the emails are from.', example: 'email: { from: "Acorn & Oak <hello@shop.example.com>" }' },
  'email.from': { says: 'Name and address.', example: 'from: Acorn & Oak <hello@shop.example.com>' },
  'email.reply to': { says: 'Where replies go.', example: 'reply to: care@shop.example.com' },
  'email.cost': { says: 'US dollars that one email is taken to cost.', example: 'cost: 0.00016' },
  sms: { says: 'What SMS may cost, and who answers STOP.', example: 'sms: { max price: 0.05, cost: 0.00883 }' },
  'sms.max price': { says: 'US dollars that one SMS part may cost at most.', example: 'max price: 0.05' },
  'sms.cost': { says: 'US dollars that one SMS part is taken to cost.', example: 'cost: 0.00883' },
  'sms.keywords': {
    says: 'Who answers STOP, START and HELP: provider (AWS, Twilio and others do so by themselves) or winback; see docs/sms-replies.md. Default: provider.',
    example: 'keywords: provider',
  },
  'at most': {
    says: 'How many messages one customer gets at most, over all sequences.',
    example: 'at most: { messages: 3, in: 7 days }',
  },
  'at most.messages': { says: 'How many messages.', example: 'messages: 3' },
  'at most.in': { says: 'In which stretch of time.', example: 'in: 7 days' },
  dormant: {
    says: "The window that holds wherever a customer's own clock says nothing.",
    example: 'dormant: { after: 90 days, until: 1 year }',
  },
  'dormant.after': { says: 'Whole days of silence before we try.', example: 'after: 90 days' },
  'dormant.until': { says: 'Whole days of silence from which we no longer try.', example: 'until: 1 year' },
  topics: {
    says: 'What sequences may be about, each with the words that customers read on their preference page; at most 8.',
    example: 'topics: { offers: Offers and discounts }',
  },
  activities: {
    says: 'Kinds of activity of your own, beside those that every shop has.',
    example: 'activities: [store-visit]',
  },
};

export const INCENTIVE_NOTES: FieldNotes = {
  '*.percent off': { says: 'A share of the order.', example: 'percent off: 10' },
  '*.up to': { says: 'The most that one code of percent off may cost.', example: 'up to: 20' },
  '*.amount off': { says: "A sum in the shop's currency.", example: 'amount off: 15' },
  '*.free shipping': { says: 'Shipping on us.', example: 'free shipping: true' },
  '*.worth': { says: 'The most that one code of free shipping may cost.', example: 'worth: 8' },
  '*.expires after': { says: 'Whole days that a code is good for.', example: 'expires after: 14 days' },
  '*.budget': { says: 'The most that all codes together may cost.', example: 'budget: 5000' },
};

export const SEGMENT_NOTES: FieldNotes = {
  '*.describe': { says: 'One line for people.', example: 'describe: Customers who ordered often' },
  '*.all': { says: 'Conditions that must all hold.', example: 'all: [{ field: orders, at least: 3 }]' },
  '*.any': { says: 'Conditions of which one at least must hold.', example: 'any: [{ field: spent, at least: 200 }]' },
  '*.none': { says: 'Conditions of which none may hold.', example: 'none: [{ field: email consent, is: withdrawn }]' },
  '*.segment': { says: 'The customers of another segment.', example: 'segment: valued' },
  '*.field': { says: 'What to compare.', example: 'field: orders' },
  '*.is': { says: 'Exactly this, capital letters included.', example: 'is: 3' },
  '*.is not': { says: 'Anything but this.', example: 'is not: 3' },
  '*.at least': { says: 'This number or more.', example: 'at least: 3' },
  '*.at most': { says: 'This number or less.', example: 'at most: 3' },
  '*.more than': { says: 'More than this number.', example: 'more than: 3' },
  '*.less than': { says: 'Less than this number.', example: 'less than: 3' },
  '*.between': { says: 'From the first to the second, numbers or days, both included.', example: 'between: [1, 5]' },
  '*.in': { says: 'One of these.', example: 'in: [top, high]' },
  '*.not in': { says: 'None of these.', example: 'not in: [top, high]' },
  '*.contains': { says: 'This is a part of the text; capital letters make no difference.', example: 'contains: gold' },
  '*.before': { says: 'On an earlier day than this one.', example: 'before: 90 days ago' },
  '*.after': { says: 'On a later day than this one.', example: 'after: 2026-01-31' },
  '*.within': { says: 'Today, or so many days back at most.', example: 'within: 30 days' },
  '*.not within': { says: 'Longer ago, or never.', example: 'not within: 30 days' },
  '*.exists': { says: 'Whether it is known at all.', example: 'exists: true' },
};
