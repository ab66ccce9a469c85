import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROVIDERS } from '#adapters/webhooks/registry';
import { plusMilliseconds } from '#core/time';
import { PEOPLE, RECEIVED_AT } from '../../support/webhook-samples/sample.ts';
import { SAMPLES } from '../../support/webhook-samples/samples.ts';
import { flawsOf } from '../../support/well-formed.ts';

const NAMES = Object.keys(PROVIDERS);
const samples = Object.entries(SAMPLES).flatMap(([name, all]) => all.map((sample) => ({ name, ...sample })));
const read = (name: string, request: (typeof samples)[number]['request'], receivedAt = RECEIVED_AT) => {
  const reading = PROVIDERS[name]?.read(request, { receivedAt });
  if (reading?.status !== 'read') throw new Error(`${name} cannot read its own example`);
  return reading;
};

test('each provider that the README promises is there, by the name in its address', () => {
  expect(NAMES).toEqual(
    expect.arrayContaining(['twilio', 'sendgrid', 'mailgun', 'postmark', 'resend', 'messagebird', 'vonage', 'sns']),
  );
  expect(NAMES).toEqual(expect.arrayContaining(['shopify', 'woocommerce', 'stripe']));
  expect(NAMES.filter((name) => !/^[a-z]+$/.test(name))).toEqual([]);
});

test('no two providers have one scheme by mistake', () => {
  const schemes = Object.values(PROVIDERS).map(({ scheme }) => scheme);
  expect(new Set(schemes).size).toBe(schemes.length);
});

describe('every documented request of every provider', () => {
  test.each(samples)('$name: $about is well formed', ({ name, request }) => {
    expect(flawsOf(read(name, request))).toEqual([]);
  });

  test.each(samples)('$name: $about leaves no address and no number where only ids may stand', ({ name, request }) => {
    for (const told of read(name, request).told) {
      // A contact goes no further than the door, and stands in a place of its own.
      const { contact: _contact, ...kept } = { contact: undefined, ...told };
      for (const person of PEOPLE) expect(JSON.stringify(kept)).not.toContain(person);
    }
  });

  test.each(samples)(
    'CMP-42: $name: $about is the same news when it is told again, an hour later',
    ({ name, request }) => {
      const idsAt = (milliseconds: number) =>
        read(name, request, plusMilliseconds(RECEIVED_AT, milliseconds)).told.map((told) => {
          if (told.status === 'nothing') return told.kind;
          return told.status === 'ofCustomer' ? told.response.responseId : told.said.responseId;
        });
      expect(idsAt(3_600_000)).toEqual(idsAt(0));
    },
  );

  test('is never dated after we heard of it, whatever its clock says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.date({ min: new Date(0), max: new Date('2030-01-01'), noInvalidDate: true }),
        (sample, now) => {
          const receivedAt = plusMilliseconds(RECEIVED_AT, now.getTime() - Date.parse(RECEIVED_AT));
          for (const told of read(sample.name, sample.request, receivedAt).told) {
            if (told.status === 'ofContact' && sample.name !== 'sns') expect(told.said.at <= receivedAt).toBe(true);
          }
        },
      ),
    );
  });
});

test('different news of one message never share an id', () => {
  for (const [name, all] of Object.entries(SAMPLES)) {
    const byId = new Map<string, string>();
    for (const { request } of all) {
      for (const told of read(name, request).told) {
        if (told.status === 'nothing') continue;
        const { responseId, kind, ...rest } = told.status === 'ofCustomer' ? told.response : told.said;
        const permanent = 'permanent' in rest ? rest.permanent : undefined;
        expect([name, responseId, byId.get(responseId) ?? `${kind} ${permanent}`]).toEqual([
          name,
          responseId,
          `${kind} ${permanent}`,
        ]);
        byId.set(responseId, `${kind} ${permanent}`);
      }
    }
  }
});
