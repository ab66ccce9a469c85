// How do the terminal and the page say what the dormancy explorer counted, and from what?
import type { Exploration } from '#core/explorer';
import type { Shop } from '#core/shop';
import type { TierFigure } from '#core/shop-tiers';

/** The files that were counted, and the shop whose words and calendar hold. */
export type ExplorerSources = {
  readonly orders: string;
  readonly customers: string | undefined;
  readonly rejected: number;
  readonly shop: Pick<Shop, 'name' | 'locale' | 'timeZone'>;
};

const WHY_SPENT: Readonly<Record<Extract<TierFigure, { by: 'spent' }>['because'], string>> = {
  tooFewRepeatCustomers: 'too few customers ordered again for the models',
  notConverged: 'the models found no fit',
  noMeanSpend: 'amounts are too uneven for a mean',
};

/** `silent for 90 days or longer`, `silent for 90 to 364 days`. */
export function windowWords({ after, until }: Pick<Exploration, 'after' | 'until'>): string {
  if (until === null) return `silent for ${after} days or longer`;
  return `silent for ${after} to ${until - 1} days`;
}

/** Which figure put customers into their tiers. */
export function tierWords(figure: TierFigure): string {
  if (figure.by === 'expectedValue')
    return 'Tiers by expected value: the orders of the next year, by BG/NBD and gamma-gamma fitted to this file.';
  return `Tiers by money spent so far: ${WHY_SPENT[figure.because]}.`;
}
