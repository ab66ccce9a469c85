// How do the terminal and the page say what the dormancy explorer counted, and from what?
import type { WindowSource } from '#core/dormancy';
import type { DormancyPart, DormancyRule, Window } from '#core/dormancy-rule';
import { kindWord, spanText } from '#core/dormancy-words';
import type { Backlog, Exploration } from '#core/explorer';
import type { TierFigure } from '#core/explorer-worth';
import type { Shop } from '#core/shop';
import type { Day } from '#core/time';

/** What was counted, and the shop whose words and calendar hold. */
export type ExplorerSources = {
  /** The files, or the folder or stage. */
  readonly called: readonly string[];
  /** Which of them speaks of people. */
  readonly people: string | undefined;
  /** Files tell of the time before the day of asking, a world stands at that day. */
  readonly are: 'files' | 'rows';
  readonly laterOrders: number;
  readonly rejected: number;
  /** The last day of the orders that the models learned from, if they were learned before. */
  readonly learnedUntil: Day | undefined;
  readonly shop: Pick<Shop, 'name' | 'locale' | 'timeZone'>;
};

const WHY_SPENT: Readonly<Record<Extract<TierFigure, { by: 'spent' }>['because'], string>> = {
  tooFewRepeatCustomers: 'too few customers ordered again for the models',
  notConverged: 'the models found no fit',
  noMeanSpend: 'amounts are too uneven for a mean',
};
const SOURCE_WORDS = {
  sequence: 'the window for all',
  shop: 'the window for those without a clock',
  clock: 'their own clock',
} as const;

/** What a table calls the rule where others stand beside it. */
export function ruleName(rule: DormancyRule): string {
  if (rule.parts.length > 1) return 'the whole rule';
  return rule.parts[0]?.kind === 'personal' ? 'their own clock' : 'the rule';
}

/** Is the rule one window that is the same for everybody, so that one line separates the dormant? */
export function isOneWindow({ parts: [first, ...others] }: DormancyRule): boolean {
  return others.length === 0 && first?.kind === 'window' && first.perSegment.length === 0;
}

/** `silent for 90 days or more`, `without order or visit for 90 to 365 days`; what people are, or have been. */
export function ruleWords(found: Pick<Exploration, 'rule' | 'after' | 'until'>): string {
  const { join, parts } = found.rule;
  const fallback = { after: found.after, until: found.until ?? undefined };
  const words = parts.map((part) => partWords(part, fallback, parts.length === 1));
  return words.join(join === 'all' ? ', and ' : ', or ');
}

function partWords(part: DormancyPart, fallback: Window, isAlone: boolean): string {
  const own = part.perSegment.map((window) => `${window.segment}: ${spanText(window)}`);
  const segments = own.length === 0 ? '' : ` (${own.join('; ')})`;
  if (part.kind === 'personal')
    return `silent since the last order for as long as their own clock says, or, where it says nothing, for ${spanText(fallback)}${segments}`;
  const signs = part.by.map(kindWord).join(' or ');
  const quiet = isAlone && signs === 'order' ? 'silent' : `without ${signs}`;
  return `${quiet} for ${spanText(part)}${segments}`;
}

/** `order`, `order or visit`: what ends a silence. */
export function signWords({ by }: Pick<Exploration, 'by'>): string {
  return by.map(kindWord).join(' or ');
}

/** Which windows measured them. */
export function sourceWords(sources: readonly WindowSource[]): string {
  return sources
    .map((one) => (one.from === 'segment' ? `the window of ${one.segment}` : SOURCE_WORDS[one.from]))
    .join(' and ');
}

/** Which figure put customers into their tiers. */
export function tierWords(figure: TierFigure, { learnedUntil }: Pick<ExplorerSources, 'learnedUntil'>): string {
  if (figure.by === 'spent') return `Tiers by money spent so far: ${WHY_SPENT[figure.because]}.`;
  const fitted = learnedUntil === undefined ? 'fitted to these orders' : `as last fitted, on ${learnedUntil}`;
  return `Tiers by expected value: the orders of the next year, by BG/NBD and gamma-gamma ${fitted}.`;
}

/** When those are through who wait already. */
export function backlogWords({ customers, from, days }: Backlog, count: (number: number) => string): string {
  const pace =
    from === undefined || from === customers
      ? `At ${count(customers)} a day`
      : `Beginning with ${count(from)} a day and doubling up to ${count(customers)}`;
  if (days === null) return `${pace} the line of those who wait never ends: as many cross into it, or more.`;
  return days === 1
    ? `${pace} all of them may enter on the first day.`
    : `${pace} the line of those who wait is worked off on day ${count(days)}, at the latest.`;
}
