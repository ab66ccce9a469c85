// What every field of the files that marketers write is for: shown by editors, and as the example in an error.

/** Notes by dotted path without list positions; `*.name` stands for a field below any name. */
export type FieldNotes = Readonly<Record<string, { readonly says: string; readonly example: string }>>;

export const SEQUENCE_NOTES: FieldNotes = {
  name: { says: 'The name of the sequence: the same as the name of the file.', example: 'name: gentle-90' },
  describe: { says: 'One line for people: whom this is for.', example: 'describe: Shoppers silent for 90 days' },
  for: {
    says: 'Who enters the sequence.',
    example: 'for: { dormant: { after: 90 days, until: 1 year, by: [order] } }',
  },
  'for.dormant': {
    says: 'The dormancy window: how long silent before we try, and after which we no longer try.',
    example: 'dormant: { after: 90 days, until: 1 year, by: [order] }',
  },
  'for.dormant.after': { says: 'Whole days of silence before we try; this day included.', example: 'after: 90 days' },
  'for.dormant.until': { says: 'Whole days of silence from which we no longer try.', example: 'until: 1 year' },
  'for.dormant.by': { says: 'The signs of life whose absence is silence. Default: [order].', example: 'by: [order]' },
  'for.segment': { says: 'Only customers of this segment of segments.yaml.', example: 'segment: valued' },
  goal: { says: 'What counts as won back: order or visit.', example: 'goal: order' },
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
  'touches.incentive': { says: 'An incentive of incentives.yaml.', example: 'incentive: ten-off' },
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
  sms: { says: 'What SMS may cost.', example: 'sms: { max price: 0.05, cost: 0.00883 }' },
  'at most': {
    says: 'How many messages one customer gets at most, over all sequences.',
    example: 'at most: { messages: 3, in: 7 days }',
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
  '*.any': { says: 'Conditions of which one must hold.', example: 'any: [{ field: spent, at least: 200 }]' },
  '*.field': { says: 'What to compare.', example: 'field: orders' },
};
