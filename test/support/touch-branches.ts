// Every way that a touch can go, by the name under which the door counts it.
import { closed, type Enrollment, stopped } from '#core/enrollment';
import { InstantSchema } from '#core/time';
import { MORNING } from './door-world.ts';
import type { Branch, DoorsOnCloud } from './doors-on-cloud.ts';
import { aBatch } from './lambda-events.ts';

const LATER = '2026-07-15T14:00:00.000Z';
const CLOSE = { does: 'close' as const, until: '2026-07-16T14:00:00.000Z' };
const A_TOUCH = (touch: string) => ({ does: 'touch' as const, touch, until: LATER });
const LAST_LEG = 3;

type Asked = Parameters<DoorsOnCloud['enrolled']>[0];

/** What a journey puts on the queue when it enters a leg of the plan. */
function taskOf(enrollment: Enrollment, leg = 0, overrides: object = {}) {
  const { customerId, enrollmentId } = enrollment;
  const expiresAt = 'legs' in enrollment ? enrollment.legs[leg]?.until : undefined;
  return aBatch({ customerId, enrollmentId, leg, token: 'a-new-token', expiresAt, ...overrides });
}

/** A branch that begins with the first leg of somebody's plan. */
function first(
  answer: string,
  what: string,
  asked: Asked = {},
  prepare: (doors: DoorsOnCloud) => void = () => {},
): Branch {
  return {
    answer,
    what,
    event: async (doors) => {
      prepare(doors);
      return taskOf(await doors.enrolled(asked));
    },
  };
}

/** A branch that begins with the leg that closes. */
function last(answer: string, what: string, asked: Asked = {}): Branch {
  return { answer, what, event: async (doors) => taskOf(await doors.enrolled(asked), LAST_LEG) };
}

const stop = { at: MORNING, because: 'cameBack' as const };
const BACK = { first: '2025-01-10', last: '2026-07-01', count: 3, spent: 12_000 };
const NO_ADDRESS = { email: undefined, phone: undefined };
const SAID_NO = { consent: { email: { state: 'withdrawn' as const, at: MORNING, source: 'one-click' } } };

export const TOUCH_BRANCHES: readonly Branch[] = [
  first('sent_email', 'an email'),
  first('sent_email', 'an email with an incentive', { enrollment: { legs: [A_TOUCH('last-offer'), CLOSE] } }),
  first('sent_sms', 'an SMS', { enrollment: { legs: [A_TOUCH('nudge'), CLOSE] } }),
  first('skipped', 'an SMS to somebody without a phone', {
    customer: { phone: undefined },
    enrollment: { legs: [A_TOUCH('nudge'), A_TOUCH('last-offer'), CLOSE] },
  }),
  first('held', 'a second message on one day', { customer: { recentTouches: [{ at: MORNING, channel: 'email' }] } }),
  first('failed', 'an email that SES refuses', {}, ({ answerNextEmailWith }) => answerNextEmailWith(400)),
  first('unknown', 'an email after which SES breaks', {}, ({ answerNextEmailWith }) => answerNextEmailWith(500)),
  first('again', 'an email that is throttled', {}, ({ answerNextEmailWith }) => answerNextEmailWith(429)),
  first('parked', 'a version that is gone', { enrollment: { version: 9 } }),
  first('stopped_cameBack', 'somebody who looked in', { customer: { activity: { visit: BACK } } }),
  first('closed_optedOut', 'somebody who said no', { customer: SAID_NO }),
  first('closed_unreachable', 'somebody without any address', { customer: NO_ADDRESS }),
  first('waiting', 'a leg that only waits', { enrollment: { legs: [{ does: 'wait', until: LATER }, CLOSE] } }),
  first('waiting', 'a retried leg of somebody stopped', { now: (one) => stopped({ ...one, claimed: 0 }, stop) }),
  first('duplicate', 'a leg that was run', {
    enrollment: { claimed: 0, claims: { 0: MORNING }, touches: { 'miss-you': sent() } },
  }),
  first('already', 'a journey behind a closed enrollment', { now: (one) => closed(one, 'lapsed', MORNING) }),
  last('closed_lapsed', 'the end of a silent journey, of which one touch was lost'),
  last('closed_wonBack', 'the end of a journey, with an order in the row', { customer: { activity: { order: BACK } } }),
  {
    answer: 'behind',
    what: 'a journey with an older plan',
    event: async (doors) => taskOf(await doors.enrolled(), 0, { expiresAt: InstantSchema.parse(LATER) }),
  },
];

function sent() {
  return { status: 'sent' as const, at: MORNING, channel: 'email' as const, providerId: 'email-0', parts: 1 };
}
