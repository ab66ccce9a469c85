import { describe, expect, test } from 'vitest';
import { createMemoryCustomers } from '#adapters/memory/customers';
import { createMemoryModels } from '#adapters/memory/models';
import type { Customer } from '#core/customer';
import { fitRows, learn } from '#core/flow/fit';
import { figuresOf } from '#core/insight';
import { fitShop } from '#core/model/fit-shop';
import type { Customers } from '#core/ports';
import { DaySchema, InstantSchema, plusMilliseconds } from '#core/time';
import { aCustomer } from '../../support/builders.ts';
import { simulatedRows } from '../../support/simulated-rows.ts';

const UNTIL = DaySchema.parse('2026-07-06');
const NOW = InstantSchema.parse('2026-07-06T08:00:00.000Z');
const clock = { now: () => NOW };

async function aStore(rows: readonly Customer[]) {
  const services = { clock, customers: createMemoryCustomers(), models: createMemoryModels() };
  for (const row of rows) await services.customers.save(row);
  return services;
}

describe('a shop of many customers', () => {
  const rows = simulatedRows(4, 1_500, UNTIL);
  const never = ['n1', 'n2'].map((customerId) => aCustomer({ customerId, activity: {} }));

  test('is learned from all who ever ordered, and kept under the next version', async () => {
    const services = await aStore([...rows, ...never]);
    const first = await fitRows(services, { until: UNTIL });
    expect(first).toMatchObject({ status: 'fitted', version: 1, rows: 1_502, broken: [] });
    const { version: _, ...model } = (await services.models.newest()) ?? { version: 0 };
    expect(model).toEqual('model' in first ? first.model : undefined);
    expect(model).toMatchObject({ customers: 1_500, until: UNTIL, fittedAt: NOW });
    expect(await fitRows(services, { until: UNTIL })).toMatchObject({ status: 'fitted', version: 2 });
  });

  test('is the same shop to the last digit in whatever order its rows are read', async () => {
    const learned = await learn(await aStore([...rows].reverse()), { until: UNTIL });
    const model = fitShop(
      rows.flatMap((row) => figuresOf(row, UNTIL) ?? []),
      { until: UNTIL, fittedAt: NOW },
    );
    const { timing, spend, value, scores } = model;
    expect(learned).toMatchObject({ status: 'learned', model: { timing, spend, value, scores } });
  });

  test('can be looked at without anything being kept', async () => {
    const services = await aStore(rows);
    expect(await learn(services, { until: UNTIL })).toMatchObject({ status: 'learned', rows: 1_500 });
    expect(await services.models.newest()).toBeUndefined();
  });

  test('is learned from what was read when time runs short', async () => {
    const services = await aStore(rows);
    const late = { until: UNTIL, deadline: plusMilliseconds(NOW, 60_000) };
    const answer = await fitRows(services, late);
    expect(answer).toMatchObject({ status: 'unfit', rows: 15, model: { customers: 15 } });
  });
});

test('a shop without enough customers says so, and is ranked by what they spent', async () => {
  const answer = await fitRows(await aStore([aCustomer()]), { until: UNTIL });
  expect(answer).toMatchObject({
    status: 'unfit',
    version: 1,
    model: { timing: { status: 'unfit', because: 'tooFewRepeatCustomers' }, value: { by: 'spent' } },
  });
});

test('where nobody has ordered nothing is stored', async () => {
  const services = await aStore([aCustomer({ activity: {} })]);
  expect(await fitRows(services, { until: UNTIL })).toEqual({ status: 'nobodyOrdered', rows: 1, broken: [] });
  expect(await services.models.newest()).toBeUndefined();
});

test('rows that cannot be read are named, and the rest is learned from', async () => {
  const services = await aStore([aCustomer()]);
  const customers: Customers = {
    ...services.customers,
    async page(request) {
      const page = await services.customers.page(request);
      return request.segment === 7 ? { ...page, broken: [{ customerId: 'c9' }] } : page;
    },
  };
  const answer = await fitRows({ ...services, customers }, { until: UNTIL });
  expect(answer).toMatchObject({ status: 'unfit', broken: [{ customerId: 'c9' }], model: { customers: 1 } });
});
