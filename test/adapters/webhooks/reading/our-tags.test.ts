import { expect, test } from 'vitest';
import { oursAmong, oursInText } from '#adapters/webhooks/reading/our-tags';
import { OUR_QUERY, TAGS } from '../../../support/webhook-samples/sample.ts';

const OURS = { customerId: '1001', enrollmentId: 'gentle-90_1001_20260302', touchId: 'miss-you' };

test('our three ids name a touch, among whatever else is there', () => {
  expect(oursAmong({ ...TAGS, category: 'spring' })).toEqual(OURS);
  expect(oursInText(OUR_QUERY)).toEqual(OURS);
});

test('a customer alone is somebody, without a touch', () => {
  expect(oursAmong({ winback_customer: '1001' })).toEqual({ customerId: '1001' });
});

test('a customer id with an underscore is found in its enrollment', () => {
  const tags = { ...TAGS, winback_customer: 'shop_7', winback_enrollment: 'gentle-90_shop_7_20260302' };
  expect(oursAmong(tags)).toMatchObject({ customerId: 'shop_7', enrollmentId: 'gentle-90_shop_7_20260302' });
});

test.each([
  ['an address for a customer', { ...TAGS, winback_customer: 'ada@customer.example' }],
  ['an enrollment of somebody else', { ...TAGS, winback_enrollment: 'gentle-90_1002_20260302' }],
  ['a touch without its enrollment', { winback_customer: '1001', winback_touch: 'miss-you' }],
  ['an enrollment without its touch', { winback_customer: '1001', winback_enrollment: TAGS.winback_enrollment }],
  ['ids and no customer', { winback_enrollment: TAGS.winback_enrollment, winback_touch: 'miss-you' }],
  ['a number for a customer', { ...TAGS, winback_customer: 1001 }],
  ['an empty customer', { ...TAGS, winback_customer: '' }],
  ['ids that an object only inherits by its name', JSON.parse(`{"__proto__":${JSON.stringify(TAGS)}}`)],
  ['a list', [TAGS]],
  ['nothing', null],
  ['no ids', {}],
])('%s names nobody', (_what, values) => {
  expect(oursAmong(values)).toBeUndefined();
});

test.each([[undefined], [7], [''], ['order 7'], ['winback_customer=ada@customer.example']])(
  '%j names nobody',
  (text) => {
    expect(oursInText(text)).toBeUndefined();
  },
);
