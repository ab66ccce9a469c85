import { expect, test } from 'vitest';
import { isFieldName } from '#core/field-name';
import { fieldOf } from '#core/segment-field-names';

test.each([
  ['plan_2', true],
  ['a'.repeat(40), true],
  ['a'.repeat(41), false],
  ['favourite colour', false],
  ['constructor', false],
  ['__proto__', false],
])('may a field of one’s own be called %s, in files and in segments? %s', (name, may) => {
  expect(isFieldName(name)).toBe(may);
  expect(fieldOf(`fields.${name}`) !== undefined).toBe(may);
});
