import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standardWebhooksScheme, svixScheme } from '#adapters/webhooks/signatures/standard-webhooks';
import { BadDefinition } from '#core/errors';
import { instantOf } from '#core/time';

// The vector of the scheme's own JavaScript library.
const SECRET = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SENT = 1_614_265_330;
const BODY = Buffer.from('{"test": 2432232314}');
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const HEADERS = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': String(SENT),
  'webhook-signature': SIGNATURE,
};
const OTHER = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

function verdict({
  headers = {},
  body = BODY,
  secrets = [SECRET],
  late = 0,
}: {
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array;
  secrets?: readonly string[];
  /** Seconds between the sending and now. */
  late?: number;
} = {}): string {
  const request = { headers: { ...HEADERS, ...headers }, body };
  const told = standardWebhooksScheme(request, { secrets, now: instantOf((SENT + late) * 1_000) });
  return told.status === 'genuine' ? told.status : told.because;
}

describe('a request is genuine', () => {
  test('when it is the one of the scheme’s own tests', () => {
    expect(verdict()).toBe('genuine');
    expect(verdict({ secrets: [`whsec_${SECRET}`] })).toBe('genuine');
  });

  test('when any of several signatures fits, whatever the others are', () => {
    expect(verdict({ headers: { 'webhook-signature': `v1a,abc v1,AAAA v1, ${SIGNATURE} nonsense` } })).toBe('genuine');
  });

  test('when any of our secrets fits, so that one can be replaced without a gap', () => {
    expect(verdict({ secrets: [OTHER, SECRET] })).toBe('genuine');
    expect(verdict({ secrets: [SECRET, OTHER] })).toBe('genuine');
  });

  test.each([-300, 300])('%i seconds from now', (late) => {
    expect(verdict({ late })).toBe('genuine');
  });
});

describe('a request is refused', () => {
  test.each([-301, 301])('%i seconds from now', (late) => {
    expect(verdict({ late })).toBe('stale');
  });

  test.each(['', `${SENT}.0`, `+${SENT}`, ` ${SENT}`, '0x6037d932', 'NaN', 'Infinity', '1'.repeat(13)])(
    'when it is dated "%s"',
    (timestamp) => {
      expect(verdict({ headers: { 'webhook-timestamp': timestamp } })).toMatch(/^(stale|incomplete)$/);
    },
  );

  test.each(Object.keys(HEADERS))('without %s', (name) => {
    expect(verdict({ headers: { [name]: '' } })).toBe('incomplete');
    const rest = Object.fromEntries(Object.entries(HEADERS).filter(([other]) => other !== name));
    const now = instantOf(SENT * 1_000);
    expect(standardWebhooksScheme({ headers: rest, body: BODY }, { secrets: [SECRET], now })).toEqual({
      status: 'refused',
      because: 'incomplete',
    });
  });

  test.each([
    ['a scheme that is not ours', SIGNATURE.replace('v1,', 'v2,')],
    ['no scheme', SIGNATURE.replace('v1,', '')],
    ['half of the signature', SIGNATURE.slice(0, 20)],
    ['more than the signature', `${SIGNATURE.slice(0, -1)}AAAA`],
    ['nothing', 'v1,'],
    // The scheme's own test of a signature that is wrong.
    ['words', 'v1,dawfeoifkpqwoekfpqoekf'],
    ['a header that came twice', `${SIGNATURE},${SIGNATURE}`],
  ])('when it is signed with %s', (_what, signature) => {
    expect(verdict({ headers: { 'webhook-signature': signature } })).toBe('noMatch');
  });

  test('when we have no secret, or another one', () => {
    expect(verdict({ secrets: [] })).toBe('noMatch');
    expect(verdict({ secrets: [OTHER] })).toBe('noMatch');
  });
});

test('Resend signs by the same scheme under other names', () => {
  const headers = Object.fromEntries(
    Object.entries(HEADERS).map(([name, value]) => [name.replace('webhook', 'svix'), value]),
  );
  const using = { secrets: [`whsec_${SECRET}`], now: instantOf(SENT * 1_000) };
  const once = HEADERS['webhook-id'];
  expect(svixScheme({ headers, body: BODY }, using)).toEqual({ status: 'genuine', once });
  expect(standardWebhooksScheme({ headers: HEADERS, body: BODY }, using)).toEqual({ status: 'genuine', once });
  expect(svixScheme({ headers: HEADERS, body: BODY }, using)).toEqual({ status: 'refused', because: 'incomplete' });
  expect(standardWebhooksScheme({ headers, body: BODY }, using)).toEqual({ status: 'refused', because: 'incomplete' });
});

test('an event that is sent again later is the same event', () => {
  const signed = (sent: number) =>
    createHmac('sha256', Buffer.from(SECRET, 'base64')).update(`msg_1.${sent}.`).update(BODY).digest('base64');
  const onceAt = (sent: number) =>
    standardWebhooksScheme(
      {
        headers: {
          'webhook-id': 'msg_1',
          'webhook-timestamp': String(sent),
          'webhook-signature': `v1,${signed(sent)}`,
        },
        body: BODY,
      },
      { secrets: [SECRET], now: instantOf(sent * 1_000) },
    );
  expect(onceAt(SENT)).toEqual({ status: 'genuine', once: 'msg_1' });
  expect(onceAt(SENT + 3_600)).toEqual(onceAt(SENT));
});

test('whatever is signed is believed, and one bit of anything changed is not', () => {
  const aHeader = fc.stringMatching(/^[A-Za-z0-9_.-]{1,40}$/);
  const aBody = fc.uint8Array({ minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(aHeader, aBody, fc.nat(), fc.nat({ max: 7 }), (id, body, where, bit) => {
      const signature = createHmac('sha256', Buffer.from(SECRET, 'base64'))
        .update(Buffer.concat([Buffer.from(`${id}.${SENT}.`), body]))
        .digest('base64');
      const headers = { 'webhook-id': id, 'webhook-signature': `v1,${signature}` };
      expect(verdict({ headers, body })).toBe('genuine');
      const flipped = Uint8Array.from(body, (byte, at) => (at === where % body.length ? byte ^ (1 << bit) : byte));
      expect(verdict({ headers, body: flipped })).toBe('noMatch');
      expect(verdict({ headers: { ...headers, 'webhook-id': `${id}x` }, body })).toBe('noMatch');
      expect(verdict({ headers: { ...headers, 'webhook-timestamp': String(SENT + 1) }, body })).toBe('noMatch');
    }),
  );
});

test.each(['not base64!', 'url_safe-base64-is-not-ours_____', ''])('a secret like "%s" needs mending', (secret) => {
  expect(() => verdict({ secrets: [SECRET, secret] })).toThrow(BadDefinition);
  expect(() => verdict({ secrets: [secret || 'not base64!'] })).not.toThrow(/base64!/);
});
