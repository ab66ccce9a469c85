// Who lives in the emulated shop, and what are they sent? One customer for each claim, and the shipped messages.
import { enrollmentFor, isHeldOut, judgedBy } from '#core/admission';
import type { Customer } from '#core/customer';
import { dormancyOf } from '#core/dormancy';
import type { Enrollment } from '#core/enrollment';
import { CustomerIdSchema, enrollmentIdOf, type SequenceName, SequenceNameSchema } from '#core/ids';
import type { EnrollmentKey, JourneyInput } from '#core/ports';
import { type PublishedFile, PublishedSequenceSchema } from '#core/sequence';
import { type Day, dayOf, instantOf, plusDays, type TimeZone, TimeZoneSchema } from '#core/time';
import { fourTouches } from '../../bench/shipped-plan.ts';
import { aCustomer } from '../support/builders.ts';
import { TIME_SCALE } from './emulated-stage.ts';

export const SEQUENCE: SequenceName = SequenceNameSchema.parse('emulated');
const HOLDOUT = 0.1;
const SILENT_DAYS = 100;
const ZONE: TimeZone = TimeZoneSchema.parse('America/New_York');
const today: Day = dayOf(instantOf(Date.now()), ZONE);
/** The last order of everybody who is dormant. */
export const EPISODE = plusDays(today, -SILENT_DAYS);

/** The shipped sequence of four touches, at even distances and at all hours: a second of the run is half a day. */
export async function thePlan(): Promise<PublishedFile> {
  const { sequence, shop, ...file } = await fourTouches();
  const { 'at most': _cap, ...unlimited } = shop;
  return {
    ...file,
    shop: unlimited,
    sequence: {
      ...sequence,
      name: SEQUENCE,
      holdout: `${HOLDOUT * 100}%`,
      send: { between: '00:00-23:59', days: 'mon-sun' },
      'close after': '4 days',
      touches: sequence.touches.map(({ after: _shipped, ...touch }, index) => ({
        ...touch,
        ...(index === 0 ? {} : { after: '4 days' }),
      })),
    },
  };
}

/** The first id that begins with this word and draws the wanted arm. */
function idOf(word: string, heldOut = false): Customer['customerId'] {
  for (let count = 1; ; count += 1) {
    const customerId = CustomerIdSchema.parse(`${word}-${count}`);
    if (isHeldOut({ customerId }, { name: SEQUENCE, holdout: HOLDOUT }) === heldOut) return customerId;
  }
}

export const IDS = {
  silent: idOf('silent'),
  buyer: idOf('buyer'),
  bouncer: idOf('bouncer'),
  complainer: idOf('complainer'),
  leaver: idOf('leaver'),
  texter: idOf('texter'),
  noNumber: idOf('no-number'),
  broken: idOf('broken'),
  heldOut: idOf('held-out', true),
  regular: idOf('regular'),
} as const;

/** The rows of everybody, as an import would leave them. */
export function everybody(): readonly Customer[] {
  const { broken: _enrolledByTheTest, ...others } = IDS;
  return Object.values(others).map((customerId) => {
    const last = customerId === IDS.regular ? plusDays(today, -1) : EPISODE;
    const { phone, ...row } = person(customerId, last);
    // Whoever bounces has no other way to be reached.
    return customerId === IDS.bouncer || phone === undefined ? row : { ...row, phone };
  });
}

/** One row: may be written to on every channel. */
export function person(customerId: Customer['customerId'], last: Day = EPISODE): Customer {
  return aCustomer({
    customerId,
    email: `${customerId}@customer.example`,
    activity: { order: { first: plusDays(last, -200), last, count: 2, spent: 12_000 } },
  });
}

/** The one enrollment that a customer has in this run. */
export function keyOf(customerId: Customer['customerId']): EnrollmentKey {
  return { customerId, enrollmentId: enrollmentIdOf(SEQUENCE, customerId, EPISODE) };
}

/** A version that nobody published. */
const GONE = 99;

/** An enrollment, and the start of its journey, on a version that is not in the table of sequences. */
export async function withoutVersion(
  customerId: Customer['customerId'],
): Promise<{ enrollment: Enrollment; input: JourneyInput }> {
  const published = { ...PublishedSequenceSchema.parse(await thePlan()), version: GONE };
  const row = person(customerId);
  const dormancy = dormancyOf(row, published.sequence.dormant, judgedBy(published, { today, model: undefined }));
  if (dormancy.status !== 'dormant') throw new TypeError('this customer is dormant');
  const decided = { status: 'decided', decision: 'enrolled', dormancy } as const;
  const enrollment = enrollmentFor(row, decided, published, instantOf(Date.now()), TIME_SCALE);
  const until = 'legs' in enrollment ? enrollment.legs.map((leg) => leg.until) : [];
  return { enrollment, input: { ...keyOf(customerId), sequence: SEQUENCE, version: GONE, leg: 0, until } };
}
