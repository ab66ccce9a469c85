import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Customer } from '#core/customer';
import { type Item, MOST_WITH_REFERRED, type Segment } from '#core/segment';
import { isInNamed, isInSegment } from '#core/segment-membership';
import { aCustomer } from '../support/builders.ts';
import { aSegment, conditions, customers, items, judgedBy, worlds } from '../support/segment-world.ts';

const several = fc.array(items, { minLength: 1, maxLength: 4 });
const holds = (written: object, customer: Customer, segments: Readonly<Record<string, Segment>> = {}) =>
  isInSegment(customer, aSegment(written), judgedBy({ segments }));

test('none of several is not any of them', () => {
  fc.assert(
    fc.property(several, customers, worlds, (list, customer, segments) => {
      expect(holds({ none: list }, customer, segments)).toBe(!holds({ any: list }, customer, segments));
    }),
  );
});

test('not all of several is any of their opposites, and not any of them is all of these (De Morgan)', () => {
  fc.assert(
    fc.property(several, customers, worlds, (list, customer, segments) => {
      const opposites = list.map((item) => ({ none: [item] }));
      expect(holds({ none: [{ all: list }] }, customer, segments)).toBe(holds({ any: opposites }, customer, segments));
      expect(holds({ none: [{ any: list }] }, customer, segments)).toBe(holds({ all: opposites }, customer, segments));
    }),
  );
});

test('all of one, any of one and the one itself are the same', () => {
  fc.assert(
    fc.property(items, customers, worlds, (item, customer, segments) => {
      const alone = holds({ all: [item] }, customer, segments);
      expect(holds({ any: [item] }, customer, segments)).toBe(alone);
      expect(holds({ all: [{ all: [item] }] }, customer, segments)).toBe(alone);
    }),
  );
});

test('several joins at one level must all hold', () => {
  fc.assert(
    fc.property(several, several, several, customers, (all, any, none, customer) => {
      const apart = [{ all }, { any }, { none }].every((one) => holds(one, customer));
      expect(holds({ all, any, none }, customer)).toBe(apart);
    }),
  );
});

test('a name means what is written under it', () => {
  fc.assert(
    fc.property(conditions, customers, (item, customer) => {
      const segments = { named: aSegment({ any: [item] }) };
      expect(isInNamed(customer, 'named', judgedBy({ segments }))).toBe(holds({ all: [item] }, customer));
      expect(holds({ all: [{ segment: 'named' }] }, customer, segments)).toBe(holds({ all: [item] }, customer));
    }),
  );
});

test('whatever refers to whatever, no row makes a segment fail, and asking again gives the same answer', () => {
  fc.assert(
    fc.property(worlds, customers, fc.boolean(), (segments, customer, fitted) => {
      const by = fitted ? judgedBy({ segments }) : judgedBy({ segments, model: undefined });
      const answers = Object.keys(segments).map((name) => isInNamed(customer, name, by));
      const others = Object.keys(segments).toReversed();
      expect(others.map((name) => isInNamed(customer, name, by)).toReversed()).toEqual(answers);
    }),
  );
});

const NEGATIVE: Readonly<Record<string, string>> = { 'is not': 'is', 'not in': 'in', 'not within': 'within' };

test('a negative comparison holds exactly where the positive one does not, so also for who lacks the field', () => {
  const negatives = conditions.filter((item) => Object.keys(item).some((name) => name in NEGATIVE));
  fc.assert(
    fc.property(negatives, customers, (item, customer) => {
      const turned = Object.fromEntries(Object.entries(item).map(([name, want]) => [NEGATIVE[name] ?? name, want]));
      expect(holds({ all: [item] }, customer)).toBe(!holds({ all: [turned] }, customer));
    }),
  );
});

test('a field that the customer lacks meets the negative comparisons and no other', () => {
  const fields = ['fields.shoe_size', 'last order', 'average order', 'value tier', 'last outcome'];
  const known = new Set(fields);
  const nobody = aCustomer({ activity: {}, fields: {} });
  const ofNothing = conditions.filter((item) => 'field' in item && known.has(item.field));
  fc.assert(
    fc.property(ofNothing, (item) => {
      const by = judgedBy({ model: undefined });
      const wanted = Object.entries(item).some(([name, want]) => name in NEGATIVE || (name === 'exists' && !want));
      expect(isInSegment(nobody, aSegment({ all: [item] }), by)).toBe(wanted);
    }),
  );
});

test('however segments refer to each other, a row is asked a bounded number of questions', () => {
  const twice = (name: string): Item[] => [{ segment: name }, { all: [{ segment: name }, { segment: name }] }];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.boolean(), (length, circle) => {
      const names = Array.from({ length }, (_, index) => `s${index}`);
      const segments = Object.fromEntries(
        names.map((name, index) => {
          const next = names[index + 1] ?? (circle ? 's0' : undefined);
          const own = { field: 'orders', 'at least': 0 };
          return [name, aSegment({ all: next === undefined ? [own] : [own, ...twice(next)] })];
        }),
      );
      let asked = 0;
      const watched = new Proxy(aCustomer(), {
        get(row, property, receiver) {
          if (property === 'activity') asked += 1;
          return Reflect.get(row, property, receiver);
        },
      });
      for (const name of names) {
        asked = 0;
        isInNamed(watched, name, judgedBy({ segments }));
        expect(asked).toBeLessThanOrEqual(MOST_WITH_REFERRED);
      }
    }),
  );
});
