// What was learned from the rows of a place: the JSON contract (README.md), and the same for people.
import { MOST_CUSTOMERS } from '#core/flow/fit';
import type { NewShopModel, ShopModel } from '#core/model/shop-model';
import {
  fitsAnswer,
  roundedNumber,
  spendMeaning,
  spendTable,
  TIMING_TITLE,
  timingMeaning,
  timingTable,
  unfitSpendLines,
  unfitTimingLines,
} from './fit-words.ts';
import { countedText, countText, percentText } from './terminal.ts';

/** `version`: that under which it was stored, undefined in a dry run. `before`: what counted until now. */
export type LearnedFrom = {
  readonly called: string;
  readonly version: number | undefined;
  readonly before: ShopModel | undefined;
  readonly dryRun: boolean;
  readonly broken: number;
};

/** What the tiers go by, in words. */
const RANKED_BY = {
  expectedValue: 'what their orders of the next year are worth today',
  spent: 'what they have spent so far',
} as const;

/** The answer for scripts. What there is not is null or, of a model that did not fit, absent. */
export function modelAnswer(model: NewShopModel, { called, version, before, dryRun, broken }: LearnedFrom): object {
  const { repeats, value, scores } = model;
  return {
    ...{ place: called, status: model.timing.status, version: version ?? null, dryRun, broken },
    ...figuresOf(model),
    repeats: repeats === undefined ? null : { seen: repeats.seen, expected: roundedNumber(repeats.expected) },
    ...{ value: value ?? null, scores: scores ?? null },
    before: before === undefined ? null : { version: before.version, ...figuresOf(before) },
  };
}

function figuresOf({ until, customers, repeatCustomers, orders, timing, spend }: NewShopModel): object {
  return { until, customers, repeatBuyers: repeatCustomers, orders, ...fitsAnswer({ timing, spend }) };
}

/** The answer for people. */
export function modelText(model: NewShopModel, about: LearnedFrom): string {
  const { before, version } = about;
  return [
    learnedText(model, about.called),
    version === undefined ? 'Nothing was stored.' : `Stored as version ${version}.`,
    ...(before === undefined
      ? []
      : [
          `Version ${before.version} was learned up to ${before.until}, from ${countedText(before.customers, 'customer')}.`,
        ]),
    '',
    ...timingLines(model, before),
    '',
    ...spendLines(model, before),
    ...(model.value === undefined ? [] : ['', ...valueLines(model.value)]),
  ].join('\n');
}

function learnedText({ customers, repeatCustomers, until }: NewShopModel, called: string): string {
  const sample = customers >= MOST_CUSTOMERS ? 'a sample of ' : '';
  return `Learned from ${sample}${countedText(customers, 'customer')} of ${called} who ordered up to ${until}, ${countText(repeatCustomers)} of them on more than one day.`;
}

function timingLines({ timing, repeats }: NewShopModel, before: ShopModel | undefined): string[] {
  if (timing.status === 'unfit') return unfitTimingLines(timing.because);
  const earlier = before?.timing.status === 'fitted' ? { [`version ${before.version}`]: before.timing.model } : {};
  return [
    TIMING_TITLE,
    timingTable({ value: timing.model, ...earlier }),
    `log-likelihood ${timing.logLikelihood.toFixed(1)}`,
    ...(repeats === undefined ? [] : [repeatsText(repeats)]),
    '',
    ...timingMeaning(timing.model),
  ];
}

/** How well it fits, in a figure that people can judge. */
function repeatsText({ seen, expected }: { readonly seen: number; readonly expected: number }): string {
  const difference = expected / seen - 1;
  const words = `${percentText(Math.abs(difference))} ${difference < 0 ? 'fewer' : 'more'}`;
  return `They came back to order on ${countedText(seen, 'day')}; such a shop would be expected to see ${countText(Math.round(expected))} (${words}).`;
}

function spendLines({ spend }: NewShopModel, before: ShopModel | undefined): string[] {
  if (spend.status === 'unfit') return unfitSpendLines(spend.because);
  const earlier = before?.spend.status === 'fitted' ? { [`version ${before.version}`]: before.spend.model } : {};
  return [
    "What they spend (gamma-gamma, in the shop's money)",
    spendTable({ value: spend.model, ...earlier }),
    '',
    spendMeaning(spend.model),
  ];
}

function valueLines({ by, floors: { top, high, middle } }: NonNullable<NewShopModel['value']>): string[] {
  return [
    `Customers are ranked by ${RANKED_BY[by]}:`,
    `top from ${top.toFixed(2)}, high from ${high.toFixed(2)}, middle from ${middle.toFixed(2)}.`,
  ];
}
