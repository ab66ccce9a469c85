import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLinks } from '#adapters/aws/links';
import { readHouse, storeFolder } from '#adapters/local/house';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld } from '#adapters/local/world';
import { SequenceNameSchema } from '#core/ids';
import { emptyReport, type SequenceReport } from '#core/report';
import { ShopSchema } from '#core/shop';
import { InstantSchema } from '#core/time';
import { reportText } from '../../cli/report.ts';
import { aPublishedFile } from '../support/builders.ts';
import { aWorkplace, type Workplace } from '../support/winback-command.ts';

const SHOP = ShopSchema.parse(aPublishedFile().shop);
const NAME = SequenceNameSchema.parse('gentle');
const NOW = InstantSchema.parse('2026-08-01T00:00:00.000Z');
const aReport = (overrides: Partial<SequenceReport>): SequenceReport => ({
  ...emptyReport(NAME, 2, NOW),
  ...overrides,
});

describe('the report as people read it', () => {
  const full = aReport({
    enrolled: 12_340,
    heldOut: 1_370,
    running: 40,
    outcomes: { wonBack: 1_234, lapsed: 11_000, optedOut: 60, unreachable: 6, calledOff: 0 },
    touches: {
      email: { sent: 30_000, parts: 30_000, skipped: 400, failed: 3, unknown: 1 },
      sms: { sent: 9_000, parts: 10_000, skipped: 3_000, failed: 0, unknown: 0 },
    },
    treated: { people: 12_000, back: 1_200, cents: 6_000_050 },
    holdout: { people: 1_300, back: 91, cents: 400_000 },
    sendingCost: 93.1,
    offers: { count: 1_500, cents: 1_500_000 },
    discountCents: 120_000,
  });

  test('outcomes with their shares, touches with their parts, lift with its interval, money', () => {
    const text = reportText(full, SHOP);
    expect(text).toMatch(/^gentle, version 2\n/);
    expect(text).toMatch(/^won back +1,234 +10\.0%$/m);
    expect(text).toMatch(/^enrolled +12,340$/m);
    expect(text).toMatch(/^SMS +9,000 +10,000 +3,000 +0 +0$/m);
    expect(text).toContain('Came back while watched: 10.0% of 12,000 enrolled, 7.0% of 1,300 held out.');
    expect(text).toMatch(/^Lift: \+3\.0 points \(95% interval \+1\.\d to \+4\.\d\)\.$/m);
    expect(text).toContain('Revenue while watched: $60,000.50 (held out: $4,000).');
    expect(text).toContain('$93.10 for messages, $1,200 of discounts redeemed.');
    expect(text).toContain('Promised: 1,500 codes, worth $15,000 at most.');
  });

  test('why people had been away, the most frequent first, as shares of those who answered', () => {
    const text = reportText(aReport({ enrolled: 90, away: { quality: 2, price: 18, 'too-many': 21 } }), SHOP);
    expect(
      text
        .split('\n')
        .slice(-6)
        .map((line) => line.trimEnd()),
    ).toEqual([
      expect.stringMatching(/^why they were away +answers +share$/),
      expect.stringMatching(/^[─ ]+$/),
      expect.stringMatching(/^too many messages +21 +51\.2%$/),
      expect.stringMatching(/^the price +18 +43\.9%$/),
      expect.stringMatching(/^the quality +2 +4\.9%$/),
      expect.stringMatching(/^all answers +41$/),
    ]);
    expect(reportText(full, SHOP)).not.toContain('away');
  });

  test('every line fits a terminal of 80 characters', () => {
    for (const line of reportText(full, SHOP).split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('a difference that may be chance is called so', () => {
    const text = reportText(
      aReport({
        enrolled: 60,
        treated: { people: 50, back: 5, cents: 0 },
        holdout: { people: 10, back: 1, cents: 0 },
      }),
      SHOP,
    );
    expect(text).toMatch(/^Lift: \+0\.0 points \(95% interval −\d+\.\d to \+\d+\.\d\); that may be chance\.$/m);
  });

  test('while nobody enrolled has been watched for the whole time, it is too early', () => {
    expect(reportText(aReport({ enrolled: 9, running: 9 }), SHOP)).toContain(
      'Lift: too early to say; no enrolled customer has been watched for the whole time yet.',
    );
  });

  test('without anybody held out it says how many came back, and that there is nothing to compare with', () => {
    const text = reportText(aReport({ enrolled: 5, treated: { people: 5, back: 1, cents: 7_000 } }), SHOP);
    expect(text).toContain('Came back while watched: 20.0% of 5 enrolled.\nLift: nobody who was held out has been');
  });
});

/** Too many have complained in the world of a folder, just now. */
async function trip(folder: string): Promise<void> {
  const house = await readHouse(folder);
  if (house === undefined) throw new TypeError(`there is no world in ${folder}`);
  const { secret, now } = house;
  const world = await openWorld({
    ...{ store: 'local', folder: storeFolder(folder), secret, start: now, keepWords: true },
    links: createLinks({ baseUrl: 'http://localhost:4321', secret }),
    randomness: createSeededRandomness('report'),
  });
  await world.services.reputation.trip({ stopped: now });
  await world.close();
}

describe('the command', () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await aWorkplace();
    const orders = ['A1', 'A2', 'A3', 'A4'].map((id) => `${id},2025-11-20,40\n`).join('');
    await place.write('orders.csv', `customer_id,ordered_on,amount\n${orders}A1,2026-02-21,70\n`);
    const played = ['--orders', 'orders.csv', '--as-of', '2026-02-19', '--days', '3', '--responses', 'none'];
    expect((await place.run('run', ...played, '--data', 'shop')).code).toBe(0);
  });
  afterAll(() => place.leave());

  test('--json has the figures of each version', async () => {
    const { code, out, err } = await place.run('report', '--data', 'shop', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { sequences } = JSON.parse(out);
    expect(sequences).toHaveLength(1);
    const [{ enrolled, heldOut }] = sequences;
    expect(enrolled + heldOut).toBe(4);
    expect(sequences[0]).toMatchObject({ sequence: 'gentle-90', version: 1, lift: { status: 'tooEarly' } });
  });

  test('a sequence that nobody entered is said to be empty, an unknown one is bad input', async () => {
    const empty = await place.run('report', '--data', 'shop', '--sequence', 'valued-365');
    const unknown = await place.run('report', '--data', 'shop', '--sequence', 'valued-366');
    expect(empty).toEqual({ code: 0, out: 'Nobody has entered valued-365 yet.\n', err: '' });
    expect({ code: unknown.code, out: unknown.out }).toEqual({ code: 2, out: '' });
    expect(unknown.err).toContain('"valued-366" is not published here; did you mean "valued-365"?');
  });

  test('CMP-05: it begins with what complaints hold back', async () => {
    expect(JSON.parse((await place.run('report', '--data', 'shop', '--json')).out)).toMatchObject({
      complaints: { level: 'closed' },
    });
    await trip(`${place.folder}/shop`);
    expect((await place.run('report', '--data', 'shop')).out).toMatch(
      /^Sending is stopped by complaints until Feb 28, 2026 \(/,
    );
    expect(JSON.parse((await place.run('report', '--data', 'shop', '--json')).out)).toMatchObject({
      complaints: { level: 'stopped', complaints: 0 },
    });
  });
});
