import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClickFacts, countLinks, isMachines } from '#core/click';
import { InstantSchema, plusMilliseconds } from '#core/time';

const SENT = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const sentPlus = (seconds: number) => plusMilliseconds(SENT, seconds * 1_000);
const followed = (seconds: number, link?: string) => ({ at: sentPlus(seconds), link });
/** A message with four links, sent at the full hour and delivered two seconds later. */
const facts = (overrides: Partial<ClickFacts>): ClickFacts => ({
  ...{ channel: 'email', click: followed(300, 'a'), sent: SENT, delivered: sentPlus(2), siblings: [], links: 4 },
  ...overrides,
});

describe('a machine follows a link', () => {
  test.each([
    ['within seconds of the delivery', facts({ click: followed(11, 'a') })],
    ['while the message is being delivered', facts({ click: followed(1, 'a') })],
    ['within seconds of our sending, where no delivery is known', facts({ click: followed(9), delivered: undefined })],
    ['of an SMS, within seconds after its delivery', facts({ channel: 'sms', click: followed(11, 'a') })],
    ['of a mail, seconds before its delivery', facts({ click: followed(40), delivered: sentPlus(45) })],
    ['with three others', facts({ siblings: [followed(301, 'b'), followed(302, 'c'), followed(303, 'd')] })],
    ['as the third within seconds, before or after', facts({ siblings: [followed(296, 'b'), followed(305, 'c')] })],
    ['of two, when it follows both', facts({ links: 2, siblings: [followed(301, 'b')] })],
  ])('%s', (_when, told) => {
    expect(isMachines(told)).toBe(true);
  });
});

describe('a person follows a link', () => {
  test.each([
    ['minutes later', facts({})],
    ['eleven seconds after the delivery', facts({ click: followed(13, 'a') })],
    ['and another at once', facts({ siblings: [followed(302, 'b')] })],
    ['and the same one thrice', facts({ siblings: [followed(301, 'a'), followed(302, 'a')] })],
    ['and every other in the course of a minute', facts({ siblings: [followed(320, 'b'), followed(340, 'c')] })],
    ['of two that stand around it, but not together', facts({ siblings: [followed(291, 'b'), followed(309, 'c')] })],
    ['of a message with this link alone', facts({ links: 1 })],
    ['that nobody can tell from others', facts({ click: followed(300), siblings: [followed(301), followed(302)] })],
    ['of a message that is not known any more', facts({ sent: undefined, delivered: undefined, links: 0 })],
    ['of an SMS, seconds before its receipt', facts({ channel: 'sms', click: followed(40), delivered: sentPlus(45) })],
    ['long before a carrier tells of the delivery', facts({ delivered: sentPlus(900) })],
  ])('%s', (_when, told) => {
    expect(isMachines(told)).toBe(false);
  });
});

test('all clicks of one burst are judged alike, whichever of them is asked', () => {
  const burst = fc
    .uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 3, maxLength: 8 })
    .map((offsets) => offsets.map((ms, index) => ({ at: plusMilliseconds(sentPlus(600), ms), link: `link-${index}` })));
  fc.assert(
    fc.property(burst, (clicks) => {
      const verdicts = clicks.map((click) => isMachines(facts({ click, siblings: clicks, links: 9 })));
      expect(new Set(verdicts)).toEqual(new Set([true]));
    }),
  );
});

test('one click alone, long after, is never a machine’s, in whatever second it comes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 13, max: 1e6 }), fc.integer({ min: 2, max: 9 }), (seconds, links) => {
      expect(isMachines(facts({ click: followed(seconds, 'a'), siblings: [followed(seconds, 'a')], links }))).toBe(
        false,
      );
    }),
  );
});

describe('the links of a message', () => {
  const email = (html: string) => ({ email: { subject: '', preview: '', text: '', html } });

  test('are those that lead to the web, each once, the one to say no among them', () => {
    const html = `<a class="logo" href="{{ shop.website }}"><img></a> <A HREF='{{ shop.website }}/new'>New</A>
      <a href="{{ shop.website }}">Shop</a> <a style="x" href="{{ unsubscribe_url }}">No more</a>
      <a href="mailto:hello@shop.example">Write</a> <a href="tel:+1">Call</a> <a href="#top">Up</a> <a name="here">x</a>`;
    expect(countLinks(email(html), 'email')).toBe(3);
  });

  test('of an SMS stand in its text', () => {
    expect(countLinks({ sms: '{{ shop.name }}: {{ shop.website }}/new No more: {{unsubscribe_url}}' }, 'sms')).toBe(2);
    expect(countLinks({ sms: 'See https://shop.example/a and https://shop.example/b' }, 'sms')).toBe(2);
  });

  test('of a message that is gone are none', () => {
    expect([countLinks(undefined, 'email'), countLinks({}, 'sms')]).toEqual([0, 0]);
  });
});
