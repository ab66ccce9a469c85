// Journeys are planned inside the hours of the law, so that putting off is rare.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLawful, smsLaw } from '#core/law/sms-law';
import { isOpen } from '#core/opening';
import { planFrom, planJourney, storyTime } from '#core/schedule';
import { PublishedSequenceSchema } from '#core/sequence';
import { instantOf, TimeZoneSchema } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';
import { LAW_CASES } from '../support/law-cases.ts';

const zone = TimeZoneSchema.parse('America/New_York');
const { sequence } = PublishedSequenceSchema.parse(aPublishedFile());
const [, nudge] = sequence.touches;
const cases = fc.constantFrom(...LAW_CASES);
const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 1) }).map(instantOf);
const scales = fc.constantFrom(1, 1440);

describe('CMP-31: wherever the customer may be and whenever they are enrolled', () => {
  test('the SMS is due at a lawful instant, inside the send window', () => {
    fc.assert(
      fc.property(cases, instants, scales, ({ customer }, enrolledAt, timeScale) => {
        const law = smsLaw(customer);
        const { customerId } = customer;
        const facts = { sequence, customerId, zone, enrolledAt, timeScale, smsLaw: law };
        const { legs } = planJourney(facts);
        const before = legs.findIndex((leg) => leg.does === 'touch' && leg.touch === nudge?.id) - 1;
        const due = storyTime(legs[before]?.until ?? enrolledAt, facts);
        expect(isLawful(due, law)).toBe(true);
        expect(isOpen(due, sequence.send, zone)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a touch that was put off is due at a lawful instant too: it is not put off for ever', () => {
    fc.assert(
      fc.property(cases, instants, fc.nat({ max: 14 * 24 * 60 }), ({ customer }, now, minutes) => {
        const law = smsLaw(customer);
        const facts = { sequence, customerId: customer.customerId, zone, enrolledAt: now, timeScale: 1, smsLaw: law };
        const notBefore = instantOf(Date.parse(now) + minutes * 60_000);
        const [wait] = planFrom(facts, 1, now, notBefore).legs;
        const due = wait?.does === 'wait' ? wait.until : now;
        expect(due >= notBefore).toBe(true);
        expect(isLawful(due, law)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a sliver of an hour is enough: nobody’s share of the spread lies beyond it', () => {
  // 14:00 to 14:30 in New York is all that window and law leave a toll-free number in summer.
  const sliver = PublishedSequenceSchema.parse(aPublishedFile({ sequence: { send: { between: '13:00-14:30' } } }));
  const law = smsLaw(aCustomer({ phone: '+18005550100' }));
  for (let number = 0; number < 200; number += 1) {
    const { customerId } = aCustomer({ customerId: `c${number}` });
    const now = instantOf(Date.UTC(2026, 6, 7));
    const facts = { sequence: sliver.sequence, customerId, zone, enrolledAt: now, timeScale: 1, smsLaw: law };
    const [wait] = planFrom(facts, 1, now, now).legs;
    expect(wait?.until).toBeDefined();
    expect(isLawful(wait?.until ?? now, law)).toBe(true);
    expect(isOpen(wait?.until ?? now, sliver.sequence.send, zone)).toBe(true);
  }
});

test('emails of the same journey are where they always were', () => {
  const { customerId } = aCustomer();
  const facts = { sequence, customerId, zone, enrolledAt: instantOf(Date.UTC(2026, 6, 1, 14)), timeScale: 1 };
  const [first] = planJourney(facts).legs;
  const strict = smsLaw(aCustomer({ phone: '+18005550100' }));
  expect(planJourney({ ...facts, smsLaw: strict }).legs[0]?.does).toBe(first?.does);
  expect(planJourney({ ...facts, smsLaw: smsLaw(aCustomer()) })).toEqual(planJourney(facts));
});
