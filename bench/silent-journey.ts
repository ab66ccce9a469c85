// What happens, request by request, to a customer who never answers? One journey through the local world, leg by leg.
import type { StoreRequest } from '#adapters/local/embedded-store';
import { closeEnrollment } from '#core/flow/close';
import { enroll } from '#core/flow/enroll';
import { respond } from '#core/flow/respond';
import type { TouchId } from '#core/ids';
import type { EnrollmentKey } from '#core/ports';
import type { Response } from '#core/response';
import type { Leg } from '#core/schedule';
import { type PublishedFile, type SequenceVersion, touchOf } from '#core/sequence';
import { type Instant, type TimeZone, TimeZoneSchema } from '#core/time';
import { openCountingWorld } from './counting-world.ts';
import { madeCustomer } from './made-customer.ts';
import { liveVersion } from './shipped-plan.ts';

/** What one message of a queue, or one event, makes a function do. */
export type Phase = 'enroll' | 'wait' | 'plain touch' | 'incentive touch' | 'close' | 'provider event' | 'journey end';
export type Traced = { readonly phase: Phase; readonly requests: readonly StoreRequest[] };
export type JourneyTrace = { readonly phases: readonly Traced[]; readonly transitions: number };

/** Where it is the middle of a working day when the scan runs, and where it is night. */
export const AWAKE: TimeZone = TimeZoneSchema.parse('America/New_York');
export const ASLEEP: TimeZone = TimeZoneSchema.parse('Asia/Tokyo');

const SILENT_DAYS = 100;
/**
 * Plays the whole journey of one customer, with one event of the provider for every message, and the event of the
 * journey's end. The sequence's version is read before, as a warm function has it.
 */
export async function playSilentJourney(file: PublishedFile, timeZone: TimeZone = AWAKE): Promise<JourneyTrace> {
  const { world, taken } = await openCountingWorld();
  try {
    const { services, timeline } = world;
    await services.sequences.publish(file);
    const published = await liveVersion(services.sequences, file.sequence.name);
    const sequence = published.sequence.name;
    const customer = { ...madeCustomer(1, SILENT_DAYS), timeZone };
    const { customerId } = customer;
    await services.customers.save(customer);
    taken();
    const answer = await enroll(services, { customerId, sequence, version: published.version });
    if (answer.status !== 'enrolled') throw new TypeError(`the customer was not enrolled: ${answer.status}`);
    const phases: Traced[] = [{ phase: 'enroll', requests: taken() }];
    const key = { customerId, enrollmentId: answer.enrollmentId };
    const enrollment = await services.enrollments.get(key);
    taken();
    for (const leg of enrollment !== undefined && 'legs' in enrollment ? enrollment.legs : []) {
      await timeline.runUntil(timeline.next() ?? timeline.now());
      phases.push({ phase: phaseOf(leg, published), requests: taken() });
      if (leg.does !== 'touch') continue;
      await respond(services, sentEvent(key, leg.touch, published, timeline.now()));
      phases.push({ phase: 'provider event', requests: taken() });
    }
    const { ended, failed, maxTransitions } = world.journeys.statistics();
    if (ended !== 1 || failed !== 0 || world.deadLetters.length > 0)
      throw new TypeError('the journey did not end well');
    await closeEnrollment(services, key);
    phases.push({ phase: 'journey end', requests: taken() });
    return { phases, transitions: maxTransitions };
  } finally {
    await world.close();
  }
}

/** The sequence with its first `count` touches, and nobody held out. */
export function firstTouches(file: PublishedFile, count: number): PublishedFile {
  const { sequence } = file;
  return { ...file, sequence: { ...sequence, holdout: '0%', touches: sequence.touches.slice(0, count) } };
}

/** The provider says that a message left: the event that the ledger of sends cannot do without. */
function sentEvent(key: EnrollmentKey, touchId: TouchId, { sequence }: SequenceVersion, at: Instant): Response {
  const channel = touchOf(sequence, touchId)?.channel ?? 'email';
  return { kind: 'sent', responseId: `sent-${touchId}`, ...key, touchId, at, channel, providerId: touchId };
}

function phaseOf(leg: Leg, { sequence }: SequenceVersion): Phase {
  if (leg.does !== 'touch') return leg.does;
  return touchOf(sequence, leg.touch)?.incentive === undefined ? 'plain touch' : 'incentive touch';
}
