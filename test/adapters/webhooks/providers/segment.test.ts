import { describe, expect, test } from 'vitest';
import { readCall, type TrackWith } from '#adapters/webhooks/providers/segment';
import { InstantSchema } from '#core/time';

const RECEIVED_AT = InstantSchema.parse('2026-07-03T15:00:00.000Z');
const USING: TrackWith = { receivedAt: RECEIVED_AT, shop: { currency: 'USD', activities: ['store-visit'] } };
const MESSAGE = {
  userId: '1001',
  messageId: '022bb90c-bbac-11e4-8dfc-aa07a5b093db',
  timestamp: '2026-07-03T14:59:58.276Z',
};
const ABOUT = {
  customerId: '1001',
  responseId: 'segment-message-022bb90c-bbac-11e4-8dfc-aa07a5b093db',
  at: '2026-07-03T14:59:58.276Z',
};

function read(call: string, body: unknown) {
  return readCall(call, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), USING);
}
function messages(call: string, body: unknown) {
  const reading = read(call, body);
  if (reading.status !== 'read') throw new Error(reading.because);
  return reading.messages;
}
const tracked = (event: unknown, properties: object = {}, others: object = {}) =>
  messages('track', { ...MESSAGE, event, properties, ...others });

describe('an order', () => {
  // The example of the ecommerce spec, v2, "Order Completed".
  const COMPLETED = {
    checkout_id: 'fksdjfsdjfisjf9sdfjsd9f',
    order_id: '50314b8e9bcf000000000000',
    affiliation: 'Google Store',
    total: 27.5,
    subtotal: 22.5,
    revenue: 25,
    shipping: 3,
    tax: 2,
    discount: 2.5,
    coupon: '7K3M-9QXT-2HBA',
    currency: 'USD',
    products: [{ product_id: '507f1f77bcf86cd799439011', price: 19, quantity: 1 }],
  };

  test('that is completed is told with its total and its code, under its own id', () => {
    expect(tracked('Order Completed', COMPLETED)).toEqual([
      {
        status: 'ofCustomer',
        response: {
          kind: 'order',
          ...ABOUT,
          responseId: 'segment-order-50314b8e9bcf000000000000',
          cents: 2_750,
          code: '7K3M-9QXT-2HBA',
        },
      },
    ]);
  });

  test('told by the browser and by the server is one', () => {
    const ids = ['a', 'b'].flatMap((messageId) => tracked('Order Completed', COMPLETED, { messageId }));
    const [one, other] = ids.map((message) => (message.status === 'ofCustomer' ? message.response.responseId : 'none'));
    expect(one).toBe(other);
  });

  test('has the name of the first spec too, and its revenue where there is no total', () => {
    expect(tracked('Completed Order', { revenue: '14.99', orderId: 'x' })).toMatchObject([
      { response: { kind: 'order', cents: 1_499, responseId: ABOUT.responseId } },
    ]);
  });

  test('in another currency, or of no sensible amount, counts without its money', () => {
    for (const wrong of [
      { currency: 'EUR' },
      { total: -1, revenue: -1 },
      { total: 1e12, revenue: 1e12 },
      { total: [], revenue: {} },
    ])
      expect(tracked('Order Completed', { ...COMPLETED, ...wrong })).toMatchObject([{ response: { cents: 0 } }]);
  });

  test('whose id could be anything is told by a digest of it', () => {
    const [one] = tracked('Order Completed', { ...COMPLETED, order_id: 'ada@customer.example #1' });
    expect(one).toMatchObject({ response: { responseId: expect.stringMatching(/^segment-order-[0-9a-f]{32}$/) } });
  });
});

describe('a sign of life', () => {
  test.each([
    ['Store Visit', 'store-visit'],
    ['storeVisit', 'store-visit'],
    ['store_visit', 'store-visit'],
    ['Login', 'login'],
    ['Signed In', 'login'],
    ['App Open', 'app-open'],
    ['Application Opened', 'app-open'],
    ['Support', 'support'],
  ])('"%s" is the activity %s', (event, activity) => {
    expect(tracked(event)).toEqual([
      { status: 'ofCustomer', response: { kind: 'activity', activity, ...ABOUT, cents: 0 } },
    ]);
  });

  test('that a subscription was renewed comes with its money', () => {
    expect(tracked('Subscription Renewed', { revenue: 9.99 })).toMatchObject([
      { response: { kind: 'activity', activity: 'renewal', cents: 999 } },
    ]);
  });

  test.each([
    ['page', { name: 'Home' }],
    ['screen', { name: 'Start' }],
    ['track', { event: 'Visit' }],
  ])('by %s is a visit', (call, fields) => {
    expect(messages(call, { ...MESSAGE, ...fields })).toEqual([
      { status: 'ofCustomer', response: { kind: 'visit', ...ABOUT } },
    ]);
  });

  test.each(['Product Viewed', 'Order', 'Click', 'Reply', '', 'constructor', '__proto__', 7, null, undefined, {}])(
    '%j is none, and no fault',
    (event) => {
      expect(tracked(event)).toMatchObject([{ status: 'nothing', because: 'unknownKind' }]);
    },
  );

  test('is not given by what goes on while nobody is there', () => {
    expect(tracked('Login', {}, { context: { active: false } })).toMatchObject([{ because: 'notAnAnswer' }]);
  });

  test.each(['group', 'alias'])('is not given by %s', (call) => {
    expect(messages(call, MESSAGE)).toMatchObject([{ because: 'notAnAnswer' }]);
  });
});

describe('whose it is', () => {
  const ADA = { status: 'ofContact', contact: { kind: 'email', address: 'ada@customer.example' } };

  test.each([
    ['traits', { traits: { email: 'Ada@customer.example' } }],
    ['traits of the context', { context: { traits: { email: 'ada@customer.example' } } }],
    ['properties', { properties: { email: 'ada@customer.example' } }],
  ])('stands in the %s where the id is none of ours', (_where, fields) => {
    for (const userId of [undefined, null, 'auth0|5f7c8ec7c33c6c004bbafe82', 'ada@customer.example'])
      expect(messages('track', { ...MESSAGE, userId, event: 'Login', ...fields })).toMatchObject([ADA]);
  });

  test('is said by a number as well as by a text', () => {
    expect(messages('page', { ...MESSAGE, userId: 1001 })).toMatchObject([{ response: { customerId: '1001' } }]);
  });

  test('is not known of somebody anonymous', () => {
    const anonymous = { ...MESSAGE, userId: null, anonymousId: '507f191e810c19729de860ea' };
    expect(messages('page', anonymous)).toEqual([{ status: 'nothing', because: 'nobody', kind: 'visit' }]);
    expect(messages('identify', anonymous)).toEqual([{ status: 'nothing', because: 'nobody', kind: 'identify' }]);
  });
});

describe('when it happened', () => {
  const at = (fields: object) => {
    const [one] = messages('page', { ...MESSAGE, timestamp: undefined, ...fields });
    return one?.status === 'ofCustomer' ? one.response.at : undefined;
  };

  test('is what the sender says, where its clock is right', () => {
    expect(at({ timestamp: '2026-07-01T10:00:00.000Z', sentAt: '2026-07-03T14:59:59.000Z' })).toBe(
      '2026-07-01T10:00:00.000Z',
    );
    expect(at({ timestamp: '2026-07-01T12:00:00+02:00' })).toBe('2026-07-01T10:00:00.000Z');
  });

  test('is put right by how wrong the clock was when it was sent', () => {
    // Of a phone that is ten days and a bit ahead: sent now, said to have happened an hour before.
    const sentAt = '2026-07-13T16:00:00.000Z';
    expect(at({ originalTimestamp: '2026-07-13T15:00:00.000Z', sentAt })).toBe('2026-07-03T14:00:00.000Z');
    expect(at({ timestamp: '2026-07-13T15:00:00.000Z', sentAt })).toBe('2026-07-03T14:00:00.000Z');
    // And of one that is a year behind.
    expect(at({ timestamp: '2025-07-03T14:00:00.000Z', sentAt: '2025-07-03T15:00:00.000Z' })).toBe(
      '2026-07-03T14:00:00.000Z',
    );
  });

  test('is put right by when the batch was sent', () => {
    const batch = [{ ...MESSAGE, type: 'page', timestamp: '2026-07-13T15:00:00.000Z' }];
    expect(messages('batch', { batch, sentAt: '2026-07-13T16:00:00.000Z' })).toMatchObject([
      { response: { at: '2026-07-03T14:00:00.000Z' } },
    ]);
  });

  test.each([
    ['says nothing of it', {}],
    ['says tomorrow', { timestamp: '2026-07-04T15:00:00.000Z' }],
    ['says 1970', { timestamp: '1970-01-01T00:00:00.000Z' }],
    ['says anything', { timestamp: 'soon', originalTimestamp: {}, sentAt: [] }],
  ])('is now where the sender %s', (_what, fields) => {
    expect(at(fields)).toBe(RECEIVED_AT);
  });

  test('may be a day, or written as in the spec’s own example of a batch', () => {
    expect(at({ timestamp: '2026-07-01' })).toBe('2026-07-01T00:00:00.000Z');
    expect(at({ timestamp: '2015-2-02T00:30:08.276Z' })).toBe('2015-02-02T00:30:08.276Z');
  });
});

describe('a message without an id', () => {
  const responseId = (fields: object) => {
    const [one] = messages('page', { ...MESSAGE, messageId: undefined, ...fields });
    return one?.status === 'ofCustomer' ? one.response.responseId : undefined;
  };

  test('is the same message when it is sent again, and another one when anything in it differs', () => {
    expect(responseId({})).toMatch(/^segment-message-[0-9a-f]{32}$/);
    expect(responseId({})).toBe(responseId({}));
    expect(responseId({ name: 'Home' })).not.toBe(responseId({}));
  });
});

test('a message whose id looks like that of an order is not the order', () => {
  const idOf = (fields: object) => {
    const [one] = messages('track', { ...MESSAGE, event: 'Order Completed', ...fields });
    return one?.status === 'ofCustomer' ? one.response.responseId : undefined;
  };
  expect(idOf({ messageId: 'm', properties: { order_id: '5' } })).toBe('segment-order-5');
  expect(idOf({ messageId: 'order-5', properties: {} })).toBe('segment-message-order-5');
});

describe('a batch', () => {
  test('is read message by message, and one that cannot be used costs no other', () => {
    const batch = [
      { ...MESSAGE, type: 'page' },
      null,
      'page',
      { type: 'wept' },
      { ...MESSAGE, type: 'track', event: 'Login' },
    ];
    for (const call of ['batch', 'import'])
      expect(messages(call, { batch }).map(({ status }) => status)).toEqual([
        'ofCustomer',
        'nothing',
        'nothing',
        'nothing',
        'ofCustomer',
      ]);
  });

  test('shares its context with its messages', () => {
    const batch = [{ messageId: 'm1', type: 'page' }];
    const context = { traits: { email: 'ada@customer.example' } };
    expect(messages('batch', { batch, context })).toMatchObject([{ status: 'ofContact' }]);
  });

  test('has at most 2,500 messages of 32 KB in 500 KB', () => {
    const many = (count: number) => ({ batch: Array.from({ length: count }, () => ({ type: 'page' })) });
    expect(read('batch', many(2_500)).status).toBe('read');
    expect(read('batch', many(2_501)).status).toBe('unreadable');
    const sized = (bytes: number) => ({ batch: [{ type: 'page', name: 'x'.repeat(bytes) }] });
    expect(read('batch', sized(32_000)).status).toBe('read');
    expect(read('batch', sized(32_768))).toMatchObject({
      status: 'unreadable',
      because: expect.stringContaining('message 0'),
    });
    expect(read('batch', ' '.repeat(500 * 1_024 + 1))).toMatchObject({ status: 'tooLarge' });
  });

  test('of a depth that nobody can read is too large, and no fault', () => {
    const deep = `{"batch":[${'['.repeat(200_000)}${']'.repeat(200_000)}]}`;
    expect(read('batch', deep).status).toBe('unreadable');
    const page = `{"userId":"1001","x":${'['.repeat(15_000)}${']'.repeat(15_000)}}`;
    expect(messages('page', page)).toMatchObject([{ status: 'ofCustomer' }]);
  });
});

test.each(['', 'null', '[]', '7', '{', '"page"'])('the body %j is no call', (body) => {
  expect(read('page', body).status).toBe('unreadable');
});

test.each(['', 'constructor', '../batch', 'Track'])('there is no call "%s"', (call) => {
  expect(read(call, MESSAGE).status).toBe('unreadable');
});

test('a call alone has at most 32 KB', () => {
  expect(read('page', { ...MESSAGE, name: 'x'.repeat(32_768) }).status).toBe('tooLarge');
});
