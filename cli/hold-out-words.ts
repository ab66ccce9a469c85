// Which rule would have told who lapsed, side by side, and where does the personal clock not win?
import type { BgNbd } from '#core/model/bg-nbd';
import {
  aliveRule,
  gapRule,
  type HeldOutCustomer,
  type Judgement,
  judgeRules,
  personalRule,
  windowAsKeen,
  windowRule,
} from '#core/model/hold-out';
import { type Day, daysBetween } from '#core/time';
import { countedText, countText, tableText } from './terminal.ts';

const WINDOW_DAYS = [30, 60, 90, 120, 150, 180, 210, 240, 270];
const ALIVE_CHANCES = [0.3, 0.5, 0.7];
const GAP_SHARES = [0.5, 0.8, 0.9];
/** Rules whose F1 differ by less are held for equal. */
const TIE = 0.005;
/** A rule that finds a smaller share of the lapsed is no rival, however often it is right. */
const WORTH_A_RULE = 0.25;

/** The rules on some of the customers; `lapsed` never ordered again. */
export type Compared = {
  readonly customers: number;
  readonly lapsed: number;
  readonly rules: readonly Judgement[];
  /** The window that finds as many of the lapsed as the personal clock; absent where no model fitted. */
  readonly asKeen?: Judgement;
};

/** The JSON contract of --hold-out. A share of nobody (0 / 0) is absent. */
export type HoldOut = {
  readonly until: Day;
  readonly last: Day;
  readonly days: number;
  /** The window that holds for whoever has no clock of their own. */
  readonly fallbackDays: number;
  readonly everybody: Compared;
  readonly repeatBuyers: Compared;
  /** Where the personal clock does not win; absent where no model fitted. */
  readonly personalDoesNotWin?: string;
};

/** All rules on everybody and on repeat buyers; without a model the windows only. */
export function compareRules(
  customers: readonly HeldOutCustomer[],
  { until, last, fallbackDays }: Pick<HoldOut, 'until' | 'last' | 'fallbackDays'>,
  model: BgNbd | undefined,
): HoldOut {
  const windows = WINDOW_DAYS.map(windowRule);
  const byModel =
    model === undefined
      ? []
      : [
          ...ALIVE_CHANCES.map((chance) => aliveRule(chance, model)),
          ...GAP_SHARES.map((share) => gapRule(share, model)),
          personalRule(model, fallbackDays),
        ];
  const compared = (some: readonly HeldOutCustomer[]): Compared => {
    const rules = judgeRules(some, [...windows, ...byModel]);
    const own = ownOf(rules);
    const asKeen = own === undefined ? undefined : windowAsKeen(some, own);
    const lapsed = some.filter(({ cameBack }) => !cameBack).length;
    return { customers: some.length, lapsed, rules, ...(asKeen === undefined ? {} : { asKeen }) };
  };
  const everybody = compared(customers);
  const repeatBuyers = compared(customers.filter(({ timing }) => timing.repeats > 0));
  return {
    ...{ until, last, days: daysBetween(until, last), fallbackDays, everybody, repeatBuyers },
    ...(model === undefined ? {} : { personalDoesNotWin: whereItDoesNotWin({ everybody, repeatBuyers }) }),
  };
}

/** The comparison for people. */
export function holdOutText(judged: HoldOut): string {
  const { until, last, days, fallbackDays, everybody, repeatBuyers, personalDoesNotWin } = judged;
  return [
    `Learned up to ${until}, judged by the ${countedText(days, 'day')} after it, to ${last}. Lapsed: no order in them.`,
    '',
    `Everybody: ${countText(everybody.lapsed)} of ${countedText(everybody.customers, 'customer')} lapsed`,
    rulesTable(everybody),
    '',
    `Repeat buyers: ${countText(repeatBuyers.lapsed)} of ${countText(repeatBuyers.customers)} lapsed`,
    rulesTable(repeatBuyers),
    ...(personalDoesNotWin === undefined
      ? []
      : [
          '',
          `personal: their own clock; before a second day with an order, a window of ${fallbackDays} days.`,
          personalDoesNotWin,
        ]),
  ].join('\n');
}

function rulesTable({ rules, asKeen }: Compared): string {
  const table = tableText(
    ['rule', 'flagged', 'precision', 'recall', 'F1'],
    rules.map(({ rule, flagged, precision, recall, f1 }) => [
      rule,
      countText(flagged),
      shareText(precision),
      shareText(recall),
      shareText(f1),
    ]),
  );
  if (asKeen === undefined) return table;
  const own = shareText(ownOf(rules)?.precision);
  return `${table}\nThe window that finds as many, "${asKeen.rule}": precision ${shareText(asKeen.precision)} against ${own} of the personal clock.`;
}

function ownOf(rules: readonly Judgement[]): Judgement | undefined {
  return rules.find(({ rule }) => rule === 'personal');
}

/** The windows are judged after the fact: nobody knows in advance which of them will be best. */
function whereItDoesNotWin({ everybody, repeatBuyers }: Pick<HoldOut, 'everybody' | 'repeatBuyers'>): string {
  const verdicts = [
    ...verdictOn('among all customers', everybody.rules),
    ...verdictOn('among repeat buyers', repeatBuyers.rules),
  ];
  return `Where the personal clock does not win: ${verdicts.join('; ')}.`;
}

function verdictOn(where: string, rules: readonly Judgement[]): string[] {
  const own = ownOf(rules);
  const others = rules.filter((judgement) => judgement !== own);
  const best = bestBy(others, 'f1');
  if (own?.f1 === undefined || best?.f1 === undefined) return [`${where} nothing can be told, as nobody lapsed`];
  const lead = own.f1 - best.f1;
  const figures = `F1 ${shareText(own.f1)} against ${shareText(best.f1)}`;
  if (lead <= -TIE) return [`${where} "${best.rule}" is better (${figures})`];
  if (lead < TIE) return [`${where} "${best.rule}" does as well (${figures})`];
  // It wins on the whole, but a stricter rule may still be more often right.
  const strict = bestBy(
    others.filter(({ recall = 0 }) => recall >= WORTH_A_RULE),
    'precision',
  );
  const won = `${where} it wins on the whole (${figures})`;
  if (strict === undefined || (strict.precision ?? 0) <= (own.precision ?? 0)) return [won];
  return [
    `${won}, but "${strict.rule}" is more often right about the fewer it flags (precision ${shareText(strict.precision)} against ${shareText(own.precision)})`,
  ];
}

function bestBy(rules: readonly Judgement[], by: 'f1' | 'precision'): Judgement | undefined {
  return rules.reduce<Judgement | undefined>(
    (best, judgement) => ((judgement[by] ?? -1) > (best?.[by] ?? -1) ? judgement : best),
    undefined,
  );
}

function shareText(share: number | undefined): string {
  return share === undefined ? '–' : share.toFixed(3);
}
