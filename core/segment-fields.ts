// What may a segment ask of a customer? One table: names, types and meaning of the fields. core/segment-readers.ts reads them from a row.
import { AWAY_REASONS, AWAY_WORDS } from '#core/away';
import { CHANNEL_NEEDS, CHANNELS } from '#core/channel';
import { VALUE_TIERS } from '#core/model/value-tier';
import { OUTCOME_WORDS } from '#core/outcome';

/** `any`: a field of the company's own may hold a number, a text (a date too), or true or false. */
export type FieldType = 'number' | 'text' | 'yes or no' | 'day' | 'any';

export type FieldSpec = {
  /** As people write it; `<kind>`, `<sequence>` and `<name>` stand for a name. */
  readonly name: string;
  readonly type: FieldType;
  readonly says: string;
  /** The only texts that it may be. */
  readonly words?: readonly string[];
  readonly range?: readonly [least: number, most: number];
  /** In the shop's currency, in major units. */
  readonly isMoney?: true;
  /** Says who the person is: a list of examples tells only whether it is there. */
  readonly isPrivate?: true;
  /** Unknown of everybody until something was fitted. */
  readonly isModelled?: true;
};

const SCORE = { type: 'number', range: [1, 5], isModelled: true } as const;
const PERCENT = { type: 'number', range: [0, 100], isModelled: true } as const;
const MONEY = { type: 'number', isMoney: true } as const;
const OF_PERSON = { type: 'text', isPrivate: true } as const;

export const SEGMENT_FIELDS: readonly FieldSpec[] = [
  { name: 'orders', type: 'number', says: 'how many orders' },
  { name: 'spent', ...MONEY, says: "on all orders, in the shop's currency" },
  { name: 'average order', ...MONEY, says: 'spent on one order' },
  { name: 'visits', type: 'number', says: 'days with a visit' },
  { name: '<kind> count', type: 'number', says: 'how many orders or renewals; of other kinds, days that had one' },
  { name: '<kind> days', type: 'number', says: 'days that had one' },
  { name: 'spent on <kind>', ...MONEY, says: "on all of that kind, in the shop's currency" },
  { name: 'first <kind>', type: 'day', says: 'the day of the first one' },
  { name: 'last <kind>', type: 'day', says: 'the day of the newest one' },
  { name: 'days since <kind>', type: 'number', says: 'whole days since the newest one' },
  { name: 'days since first <kind>', type: 'number', says: 'whole days since the first one' },
  { name: 'first name', ...OF_PERSON, says: 'as it was imported' },
  { name: 'last name', ...OF_PERSON, says: 'as it was imported' },
  { name: 'email', ...OF_PERSON, says: 'the address' },
  { name: 'phone', ...OF_PERSON, says: 'the number, such as "+12025550123"' },
  { name: 'time zone', type: 'text', says: 'such as America/New_York' },
  { name: 'fields.<name>', type: 'any', says: 'a field that you import' },
  ...CHANNELS.flatMap((channel): FieldSpec[] => [
    {
      name: `${channel} consent`,
      type: 'text',
      says: `leave to write by ${CHANNEL_NEEDS[channel].called}`,
      words: ['granted', 'withdrawn', 'unknown'],
    },
    {
      name: `reachable by ${channel}`,
      type: 'yes or no',
      says: 'with consent, somewhere to write to, and not suppressed',
    },
    {
      name: `suppressed by ${channel}`,
      type: 'yes or no',
      says: 'after a hard bounce, soft bounces in a row or a complaint',
    },
  ]),
  { name: 'paused', type: 'yes or no', says: 'asked for a pause, which lasts longer than today' },
  {
    name: 'away because',
    type: 'text',
    says: 'the newest answer to why they had been away',
    words: AWAY_REASONS.map((reason) => AWAY_WORDS[reason]),
  },
  {
    name: 'value tier',
    type: 'text',
    says: 'the best 5% of the shop, the next 15%, the next 30%, and the other half',
    words: VALUE_TIERS,
    isModelled: true,
  },
  {
    name: 'value',
    ...MONEY,
    says: "what the coming year's orders are worth today, or what was spent where that cannot be told",
    isModelled: true,
  },
  { name: 'recency score', ...SCORE, says: '5 for the fifth that ordered last' },
  { name: 'frequency score', ...SCORE, says: '5 for the most orders' },
  { name: 'money score', ...SCORE, says: '5 for the most spent' },
  { name: 'rfm', type: 'text', says: 'the three scores, such as "543"', isModelled: true },
  { name: 'alive', ...PERCENT, says: 'how likely still a customer, in percent' },
  {
    name: 'gap share',
    ...PERCENT,
    says: "the percentage of the customer's own gaps between orders that is shorter than the silence",
  },
  {
    name: 'days until next order',
    type: 'number',
    says: 'half of such customers order within so many, if still customers',
    isModelled: true,
  },
  { name: 'entered <sequence>', type: 'day', says: 'when last enrolled or held out' },
  { name: 'days since entering <sequence>', type: 'number', says: 'whole days since then' },
  {
    name: 'outcome of <sequence>',
    type: 'text',
    says: 'how the newest try that has ended did end',
    words: Object.values(OUTCOME_WORDS),
  },
  {
    name: 'last outcome',
    type: 'text',
    says: 'the same, of whichever sequence was entered last',
    words: Object.values(OUTCOME_WORDS),
  },
];
