// What does an item of a segment say, in the words in which it was written?
import { amountText, type MoneyFormat } from '#core/money';
import { type Item, isGroup, isReference, JOINS } from '#core/segment';
import { comparedIn } from '#core/segment-conditions';
import { fieldOf } from '#core/segment-field-names';

const JOIN_WORDS = { all: 'all of', any: 'any of', none: 'none of' } as const;

/** `orders at least 3`; `any of (spent at least $250; segment valued)`. */
export function itemText(item: Item, money: MoneyFormat): string {
  if (isReference(item)) return `segment ${item.segment}`;
  if (isGroup(item)) {
    return JOINS.flatMap((join) => {
      const items = item[join];
      return items === undefined
        ? []
        : [`${JOIN_WORDS[join]} (${items.map((one) => itemText(one, money)).join('; ')})`];
    }).join(' and ');
  }
  const isMoney = fieldOf(item.field)?.spec.isMoney === true;
  return comparedIn(item)
    .map((operator) => {
      const want = item[operator];
      if (operator === 'exists') return `${item.field} ${want === true ? 'is known' : 'is not known'}`;
      const wants = [want].flat().map((one) => (isMoney && typeof one === 'number' ? amountText(one, money) : one));
      return `${item.field} ${operator} ${wants.join(operator === 'between' ? ' and ' : ', ')}`;
    })
    .join(' and ');
}
