// Whom is a message tried on before it is published: customers with everything, with nothing, and in between.
import { type Customer, CustomerSchema, type FieldValue, newCustomer } from '#core/customer';
import { CustomerIdSchema, type IncentiveName } from '#core/ids';
import { CODE_BYTES, type Incentive, offerOf } from '#core/incentive';
import type { MessageFacts } from '#core/message';
import type { Shop } from '#core/shop';
import type { Day, Instant } from '#core/time';

const TODAY = '2026-07-01' as Day;
const NOW = '2026-07-01T14:00:00.000Z' as Instant;
/** As long as a real one: it counts in the length of an SMS. */
const TOKEN = 'c2FtcGxlLWN1c3RvbWVyLWFuZC1hLXNpZ25hdHVyZQ';
const URLS = {
  unsubscribeUrl: `https://links.shop.example.com/u/${TOKEN}`,
  preferencesUrl: `https://links.shop.example.com/p/${TOKEN}`,
  surveyUrl: `https://links.shop.example.com/s/${TOKEN}`,
};

const BYTES = Uint8Array.from({ length: CODE_BYTES }, (_, index) => index * 3);

const MANY_ORDERS = { first: '2024-11-20', last: '2026-04-02', count: 12, spent: 118_050 };
const ONE_ORDER = { first: '2026-04-02', last: '2026-04-02', count: 1, spent: 4_900 };
const FULL = { firstName: 'Alexandra', lastName: 'Montgomery', activity: { order: MANY_ORDERS } };

/** The incentive that a touch carries. */
export type Offered = { readonly name: IncentiveName; readonly terms: Incentive };

export type Samples = readonly [MessageFacts, ...MessageFacts[]];

/**
 * The facts to render a touch with, one for each sample and each offer: the first has everything, the second nothing that may be
 * missing; of the others each lacks one thing, so that a condition on one field does not hide another.
 */
export function sampleFacts(
  shop: Shop,
  [first, ...others]: readonly [Offered | undefined, ...(Offered | undefined)[]],
  fieldNames: readonly string[],
): Samples {
  const [full, ...rest] = samplesWith(shop, first, fieldNames);
  return [full, ...rest, ...others.flatMap((offered) => samplesWith(shop, offered, fieldNames))];
}

function samplesWith(shop: Shop, offered: Offered | undefined, fieldNames: readonly string[]): Samples {
  const fields: Record<string, FieldValue> = Object.fromEntries(fieldNames.map((name) => [name, 'sample']));
  const factsOf = (overrides: object): MessageFacts => ({
    customer: aSample(overrides),
    shop,
    timeZone: shop.timeZone,
    today: TODAY,
    ...URLS,
    incentive: offered && {
      terms: offered.terms,
      offer: offerOf(offered.name, offered.terms, BYTES, NOW, shop.timeZone),
    },
  });
  const { firstName, lastName, activity } = FULL;
  return [
    factsOf({ ...FULL, fields }),
    factsOf({}),
    factsOf({ lastName, activity, fields }),
    factsOf({ firstName, activity, fields }),
    factsOf({ firstName, lastName, fields }),
    factsOf({ ...FULL }),
    factsOf({ ...FULL, fields, activity: { order: ONE_ORDER } }),
  ];
}

function aSample(overrides: object): Customer {
  return CustomerSchema.parse({
    ...newCustomer(CustomerIdSchema.parse('sample')),
    ...overrides,
  });
}
