import { expect, test } from 'vitest';
import { SEGMENT_FIELDS } from '#core/segment-fields';

test('whoever the person is stays untold; all else may be shown', () => {
  const told = SEGMENT_FIELDS.filter(({ isPrivate }) => isPrivate).map(({ name }) => name);
  expect(told).toEqual(['first name', 'last name', 'email', 'phone']);
});
