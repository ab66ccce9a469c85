import { describe, expect, test } from 'vitest';
import { syntheticCustomer, syntheticOrders } from '#adapters/local/synthetic-shop';
import { CustomerSchema } from '#core/customer';
import { ResponseSchema } from '#core/response';
import { type Day, DaySchema, daysBetween, InstantSchema, plusDays } from '#core/time';

const TODAY = DaySchema.parse('2026-07-01');
const NOON = InstantSchema.parse('2026-07-01T16:00:00.000Z');
const SHOP = Array.from({ length: 400 }, (_, index) => syntheticCustomer(index + 1, 'seed', TODAY));
const shareWhere = (holds: (customer: (typeof SHOP)[number]) => boolean) => SHOP.filter(holds).length / SHOP.length;
const silentDays = (customer: (typeof SHOP)[number]) => daysBetween(customer.activity.order?.last ?? TODAY, TODAY);

describe('the customers of a shop that never was', () => {
  test('are valid rows with ids of their own and addresses that reach nobody', () => {
    for (const customer of SHOP) {
      expect(CustomerSchema.parse(customer)).toEqual(customer);
      expect(customer.email).toMatch(/^[a-z.0-9]+@example\.com$/);
      if (customer.phone !== undefined) expect(customer.phone).toMatch(/^\+1[2-9]\d{2}55501\d{2}$/);
    }
    expect(new Set(SHOP.map(({ customerId }) => customerId)).size).toBe(SHOP.length);
    expect(new Set(SHOP.map(({ email }) => email)).size).toBe(SHOP.length);
    const phones = SHOP.flatMap(({ phone }) => phone ?? []);
    expect(new Set(phones).size).toBe(phones.length);
  });

  test('are the same for the same seed, and others for another', () => {
    expect(syntheticCustomer(7, 'seed', TODAY)).toEqual(SHOP[6]);
    expect(syntheticCustomer(7, 'other', TODAY)).not.toEqual(SHOP[6]);
  });

  test('ordered before today only', () => {
    for (const customer of SHOP) expect(customer.activity.order?.last).toSatisfy((last: Day) => last < TODAY);
  });

  test('are of every kind that a sequence must cope with', () => {
    expect(shareWhere((customer) => silentDays(customer) >= 90)).toBeGreaterThan(0.2);
    expect(shareWhere((customer) => silentDays(customer) < 60)).toBeGreaterThan(0.4);
    expect(shareWhere(({ phone }) => phone === undefined)).toBeGreaterThan(0.1);
    expect(shareWhere(({ firstName }) => firstName === undefined)).toBeGreaterThan(0);
    expect(shareWhere(({ consent }) => consent.sms?.state === 'withdrawn')).toBeGreaterThan(0.2);
    expect(shareWhere(({ consent }) => consent.email?.state === 'withdrawn')).toBeGreaterThan(0);
    expect(new Set(SHOP.map(({ timeZone }) => timeZone)).size).toBeGreaterThan(4);
  });
});

describe('the orders of its days', () => {
  const ordersOn = (day: Day) => syntheticOrders(SHOP.length, 'seed', TODAY, day, NOON);

  test('are valid responses, and a day that is played again is the same day', () => {
    const orders = ordersOn(TODAY);
    expect(orders.length).toBeGreaterThan(0);
    expect(ordersOn(TODAY)).toEqual(orders);
    for (const order of orders) expect(ResponseSchema.parse(order)).toEqual(order);
  });

  test('have an id for each customer and day, so that a day after a crash counts once', () => {
    const ids = [...ordersOn(TODAY), ...ordersOn(plusDays(TODAY, 1))].map(({ responseId }) => responseId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('never come from somebody who is silent already', () => {
    const silent = new Set(SHOP.filter((one) => silentDays(one) > 200).map(({ customerId }) => customerId));
    expect(silent.size).toBeGreaterThan(0);
    for (let number = 0; number < 30; number += 1) {
      for (const { customerId } of ordersOn(plusDays(TODAY, number))) expect(silent.has(customerId)).toBe(false);
    }
  });
});
