import { expect, test } from 'vitest';
import { fieldNames, fieldOf } from '#core/segment-field-names';
import { SEGMENT_FIELDS } from '#core/segment-fields';

test('a field that stands in the table is no pattern, whatever kinds there are', () => {
  expect(fieldOf('last name')).toMatchObject({ about: undefined });
  expect(fieldOf('last nickname')).toMatchObject({ about: { what: 'kind', name: 'nickname' } });
  expect(fieldOf('days since first order')).toMatchObject({ spec: { name: 'days since first <kind>' } });
});

test('every name that a plan offers is a field, and each field is offered', () => {
  const names = fieldNames({ kinds: ['order', 'store-visit'], sequences: ['gentle-90'] });
  expect(new Set(names).size).toBe(names.length);
  const found = new Set(names.map((name) => fieldOf(name)?.spec));
  expect(SEGMENT_FIELDS.filter((spec) => !found.has(spec)).map(({ name }) => name)).toEqual(['fields.<name>']);
});
