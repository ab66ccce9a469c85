import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimed, mayClaim, released, withToken } from '#core/claim';
import { closed, type Enrollment, EnrollmentSchema, isRunning, replanned, stopped } from '#core/enrollment';
import { TouchIdSchema } from '#core/ids';
import { instantOf } from '#core/time';
import { anEnrollment } from '../support/builders.ts';

const LEGS = 4;
const NOON = Date.UTC(2026, 6, 5, 12);
const clock = (tick: number) => instantOf(NOON + tick * 1_000);

type Step = { readonly does: 'claim' | 'release' | 'token' | 'stop' | 'close' | 'replan'; readonly leg: number };
const steps = fc.array(
  fc.record({
    does: fc.constantFrom<Step['does']>('claim', 'claim', 'claim', 'release', 'token', 'stop', 'close', 'replan'),
    leg: fc.nat({ max: LEGS - 1 }),
  }),
  { maxLength: 30 },
);

/** What a step makes of an enrollment, by the same questions that the stores and flows ask. */
function stepped(enrollment: Enrollment, { does, leg }: Step, tick: number): Enrollment {
  if (!isRunning(enrollment)) return enrollment;
  if (does === 'claim') {
    const until = enrollment.legs[leg]?.until ?? clock(tick);
    const claim = { leg, until, token: `t${tick}`, at: clock(tick), claimant: `attempt-${tick}` };
    return mayClaim(enrollment, leg, until) ? claimed(enrollment, claim) : enrollment;
  }
  if (does === 'release') return released(enrollment, enrollment, leg) ?? enrollment;
  // A journey brings a token for a leg that was claimed before, or for any leg once there is nothing left to claim.
  if (does === 'token' && (leg <= enrollment.claimed || enrollment.status === 'stopped')) {
    return withToken(enrollment, leg, `t${tick}`) ?? enrollment;
  }
  if (does === 'token') return enrollment;
  if (does === 'close') return closed(enrollment, 'lapsed', clock(tick));
  if (does === 'replan') {
    const legs = anEnrollment().legs.slice(-2);
    return replanned(enrollment, { legs, closeAt: enrollment.closeAt }, clock(tick));
  }
  return enrollment.status === 'active' ? stopped(enrollment, { at: clock(tick), because: 'cameBack' }) : enrollment;
}

function lives(taken: readonly Step[]): Enrollment[] {
  const life: Enrollment[] = [anEnrollment()];
  taken.forEach((step, tick) => {
    life.push(stepped(life.at(-1) ?? anEnrollment(), step, tick));
  });
  return life;
}

test('after any steps an enrollment is one that the schema knows', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      for (const enrollment of lives(taken)) expect(EnrollmentSchema.parse(enrollment)).toEqual(enrollment);
    }),
  );
});

test('after a stop no leg is ever claimed, whatever follows', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      const life = lives(taken);
      const since = life
        .slice(life.findIndex(({ status }) => status !== 'active'))
        .filter(({ status }) => status !== 'active');
      const newest = since.map((enrollment) => ('claimed' in enrollment ? enrollment.claimed : Number.NaN));
      // A claim may be given back, but the number never rises again.
      expect(newest).toEqual([...newest].sort((one, other) => other - one));
    }),
  );
});

test('tokens never go back to an earlier leg', () => {
  const forward = steps.map((taken) => taken.filter(({ does }) => does !== 'release'));
  fc.assert(
    fc.property(forward, (taken) => {
      const legs = lives(taken).flatMap((enrollment) => ('token' in enrollment ? [enrollment.token?.leg ?? -1] : []));
      expect(legs).toEqual([...legs].sort((one, other) => one - other));
    }),
  );
});

test('a new plan never touches the legs before the one that runs', () => {
  const touch = TouchIdSchema.parse('nudge');
  fc.assert(
    fc.property(steps, fc.nat({ max: 5 }), (taken, length) => {
      const enrollment = lives(taken).findLast(isRunning) ?? anEnrollment();
      const legs = Array.from({ length }, (_, index) => ({ does: 'touch', touch, until: clock(100 + index) }) as const);
      const next = replanned(enrollment, { legs, closeAt: clock(200) }, clock(99));
      const before = Math.max(enrollment.claimed, 0);
      expect(next.legs.slice(0, before)).toEqual(enrollment.legs.slice(0, before));
      expect(next.legs.slice(enrollment.claimed + 1)).toEqual(legs);
    }),
  );
});
