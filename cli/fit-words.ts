// What was learned from a file of orders: the JSON contract (README.md), and the same for people.

import { type BgNbd, type BgNbdFit, LEAST_REPEAT_CUSTOMERS } from '#core/model/bg-nbd';
import { expectedOrderValue, type GammaGamma, type GammaGammaFit } from '#core/model/gamma-gamma';
import type { Unfit } from '#core/model/maximum-likelihood';
import type { OrderSummary } from '#core/model/order-summary';
import { dormantAfterDays } from '#core/model/personal-dormancy';
import type { NewShopModel } from '#core/model/shop-model';
import type { Day } from '#core/time';
import { countedText, countText, tableText } from './terminal.ts';

export type FittedShop = {
  readonly until: Day;
  readonly summaries: readonly OrderSummary[];
  readonly timing: BgNbdFit;
  readonly spend: GammaGammaFit;
};

export const TIMING_TITLE = 'When they order and leave (BG/NBD, times in weeks)';
const TIMING_DECIMALS = 3;
const SPEND_DECIMALS = 2;
/** Scripts get more digits than the fit is sure of, and none that differ between machines. */
const ANSWER_DECIMALS = 6;
/** Customers whose clocks people can picture: so many orders, so many weeks apart. */
const EXAMPLES = [
  { orders: 4, weeks: 4 },
  { orders: 4, weeks: 12 },
] as const;

/** The answer for scripts. Parameters of a model that did not fit are absent, and `timing` or `spend` says why. */
export function fitAnswer({ until, summaries, timing, spend }: FittedShop): object {
  return {
    until,
    customers: summaries.length,
    repeatBuyers: repeatBuyersOf(summaries),
    ...fitsAnswer({ timing, spend }),
    standardErrors: {
      ...(timing.status === 'fitted' ? rounded(timing.errors) : {}),
      ...(spend.status === 'fitted' ? rounded(spend.errors) : {}),
    },
  };
}

/** Both models, as scripts get them. */
export function fitsAnswer({ timing, spend }: Pick<NewShopModel, 'timing' | 'spend'>): object {
  return {
    timing: timing.status === 'fitted' ? timing.status : timing.because,
    ...(timing.status === 'fitted'
      ? { ...rounded(timing.model), logLikelihood: roundedNumber(timing.logLikelihood) }
      : { instead: 'fixedWindows' }),
    spend: spend.status === 'fitted' ? spend.status : spend.because,
    ...(spend.status === 'fitted' ? rounded(spend.model) : {}),
  };
}

/** The answer for people. */
export function fitText({ until, summaries, timing, spend }: FittedShop): string {
  const repeatBuyers = repeatBuyersOf(summaries);
  return [
    `${countedText(summaries.length, 'customer')} who ordered up to ${until}, ${countText(repeatBuyers)} of them on more than one day.`,
    '',
    ...(timing.status === 'fitted' ? timingLines(timing) : unfitTimingLines(timing.because)),
    '',
    ...(spend.status === 'fitted' ? spendLines(spend) : unfitSpendLines(spend.because)),
  ].join('\n');
}

function timingLines({ model, errors, logLikelihood }: BgNbdFit & { status: 'fitted' }): string[] {
  return [
    TIMING_TITLE,
    timingTable({ value: model, 'standard error': errors }),
    `log-likelihood ${logLikelihood.toFixed(1)}`,
    '',
    ...timingMeaning(model),
  ];
}

function spendLines({ model, errors }: GammaGammaFit & { status: 'fitted' }): string[] {
  return [
    "What they spend (gamma-gamma, in the file's money)",
    spendTable({ value: model, 'standard error': errors }),
    '',
    spendMeaning(model),
  ];
}

/** What the parameters of ordering mean, in words. */
export function timingMeaning(model: BgNbd): string[] {
  const { r, alpha, a, b } = model;
  const spread =
    r < 1 ? 'customers differ: a few order often, most seldom' : 'customers are rather alike in how often they order';
  return [
    `As long as they stay, an average customer orders about every ${weeksText(alpha / r)};\n${spread}.`,
    `After each order but the first, ${Math.round((100 * a) / (a + b))} of 100 leave for good.`,
    'By their own clock a customer is dormant',
    ...clockLines(model),
  ];
}

/** What the parameters of spending mean, in words. */
export function spendMeaning(model: GammaGamma): string {
  const mean = expectedOrderValue({ repeats: 0, repeatSpend: undefined }, model);
  return mean === undefined
    ? 'A few customers spend so much that no mean of the shop can be told (q is not over 1).'
    : `A repeat order brings ${mean.toFixed(2)} on average over the customers.`;
}

function clockLines(model: BgNbd): string[] {
  return [
    '  who ordered once: no clock yet, the window of the segment or the shop holds;',
    ...EXAMPLES.map(({ orders, weeks }, index) => {
      const days = dormantAfterDays({ repeats: orders - 1, recency: (orders - 1) * weeks }, model);
      const end = index === EXAMPLES.length - 1 ? '.' : ';';
      return `  who ordered ${orders} times, ${weeks} weeks apart: after ${countedText(days, 'silent day')}${end}`;
    }),
  ];
}

/** Why there is no model of ordering, and what is used instead. */
export function unfitTimingLines(because: Unfit['because']): string[] {
  const reason =
    because === 'tooFewRepeatCustomers'
      ? `it takes at least ${LEAST_REPEAT_CUSTOMERS} customers who ordered on more than one day`
      : 'no parameters explain these orders best, as where all customers are alike';
  return [
    `No personal clock: ${reason}.`,
    'Used instead: the fixed windows of the sequences (dormant: after …), the same for everybody.',
  ];
}

/** Why there is no model of spending. */
export function unfitSpendLines(because: Unfit['because']): string[] {
  const reason =
    because === 'tooFewRepeatCustomers'
      ? `it takes at least ${LEAST_REPEAT_CUSTOMERS} customers whose repeat orders brought money`
      : 'no parameters explain these amounts best, as where all customers spend alike';
  return [`No model of spend: ${reason}. What a customer will bring cannot be told.`];
}

/** Parameters side by side: a column for each, by its heading. */
export function timingTable(columns: Readonly<Record<string, BgNbd>>): string {
  return parameterTable(columns, ['r', 'alpha', 'a', 'b'], TIMING_DECIMALS);
}

/** The same for spending. */
export function spendTable(columns: Readonly<Record<string, GammaGamma>>): string {
  return parameterTable(columns, ['p', 'q', 'gamma'], SPEND_DECIMALS);
}

function parameterTable<Model extends BgNbd | GammaGamma>(
  columns: Readonly<Record<string, Model>>,
  names: readonly (keyof Model & string)[],
  decimals: number,
): string {
  const models = Object.values(columns);
  return tableText(
    ['parameter', ...Object.keys(columns)],
    names.map((name) => [name, ...models.map((model) => Number(model[name]).toFixed(decimals))]),
  );
}

function weeksText(weeks: number): string {
  return weeks < 10 ? `${weeks.toFixed(1)} weeks` : countedText(Math.round(weeks), 'week');
}

function repeatBuyersOf(summaries: readonly OrderSummary[]): number {
  return summaries.filter(({ repeats }) => repeats > 0).length;
}

function rounded(model: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(model).map(([name, value]) => [name, roundedNumber(value)]));
}

/** As many digits as scripts get. */
export function roundedNumber(value: number): number {
  return Number(value.toFixed(ANSWER_DECIMALS));
}
