import { expect, test } from 'vitest';
import { keptTooShortlyIn } from '#workflows/kept-windows';
import { aPublishedFile } from '../support/builders.ts';

const notes = (kept: string | undefined, until: string) => {
  const { sequence, shop, ...others } = aPublishedFile();
  const { 'keep customers': _any, ...rest } = shop;
  return keptTooShortlyIn([
    {
      ...others,
      sequence: { ...sequence, for: { dormant: { after: '90 days', until, by: ['order'] } } },
      shop: kept === undefined ? rest : { ...rest, 'keep customers': kept },
    },
  ]);
};

test('CMP-37: a window that reaches behind the days for which customers are kept is noted', () => {
  expect(notes('1 year', '540 days')).toEqual([
    'gentle looks for customers who have been silent for up to 540 days, but the shop keeps nobody of whom nothing was heard for more than 365 (keep customers in shop.yaml): such customers are not enrolled.',
  ]);
});

test('one that ends with them is not, nor any where customers are kept for good', () => {
  expect(notes('1 year', '365 days')).toEqual([]);
  expect(notes(undefined, '20 years')).toEqual([]);
});
