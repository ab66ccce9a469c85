// What does an item of a segment say, in the words in which it was written?
import { type Item, isGroup, isReference, JOINS } from '#core/segment';
import { comparedIn } from '#core/segment-conditions';

const JOIN_WORDS = { all: 'all of', any: 'any of', none: 'none of' } as const;

/** `orders at least 3`; `any of (orders at least 3; segment valued)`. */
export function itemText(item: Item): string {
  if (isReference(item)) return `segment ${item.segment}`;
  if (isGroup(item)) {
    return JOINS.flatMap((join) => {
      const items = item[join];
      return items === undefined ? [] : [`${JOIN_WORDS[join]} (${items.map(itemText).join('; ')})`];
    }).join(' and ');
  }
  return comparedIn(item)
    .map((operator) => {
      const want = item[operator];
      if (operator === 'exists') return `${item.field} ${want === true ? 'is known' : 'is not known'}`;
      if (operator === 'between') return `${item.field} between ${[want].flat().join(' and ')}`;
      return `${item.field} ${operator} ${[want].flat().join(', ')}`;
    })
    .join(' and ');
}
