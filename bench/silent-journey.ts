// What happens, request by request, to a customer who never answers? One journey through the local world, leg by leg.
import { createLinks } from '#adapters/aws/links';
import type { StoreRequest } from '#adapters/local/embedded-store';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld, type World } from '#adapters/local/world';
import { enroll } from '#core/flow/enroll';
import type { Enrollments } from '#core/ports';
import type { Leg } from '#core/schedule';
import { type PublishedFile, type SequenceVersion, touchOf } from '#core/sequence';
import { type TimeZone, TimeZoneSchema } from '#core/time';
import { madeCustomer, SCAN_AT } from './made-customer.ts';

export type Phase = 'enroll' | 'wait' | 'plain touch' | 'incentive touch' | 'close';
export type JourneyTrace = {
  readonly phases: readonly { readonly phase: Phase; readonly requests: readonly StoreRequest[] }[];
  readonly transitions: number;
  readonly sent: number;
};

/** Where it is the middle of a working day when the scan runs, and where it is night. */
export const AWAKE: TimeZone = TimeZoneSchema.parse('America/New_York');
export const ASLEEP: TimeZone = TimeZoneSchema.parse('Asia/Tokyo');

const SEED = 'bench';
const SILENT_DAYS = 100;
/**
 * Step Functions' task tokens as published examples have them (664 and 684 characters); local ones have 24. The store
 * is paid by the kilobyte, so a measurement must not take the short ones.
 */
const TOKEN_CHARACTERS = 684;

/** Plays the whole journey of one customer. The sequence's version is read before, as a warm function has it. */
export async function playSilentJourney(file: PublishedFile, timeZone: TimeZone = AWAKE): Promise<JourneyTrace> {
  let requests: StoreRequest[] = [];
  const taken = () => {
    const since = requests;
    requests = [];
    return since;
  };
  const world = await openWorld({
    store: 'local',
    start: SCAN_AT,
    keepWords: false,
    links: createLinks({ baseUrl: 'https://shop.example.com', secret: SEED.padEnd(32, '.') }),
    randomness: createSeededRandomness(SEED),
    onRequest: (request) => void requests.push(request),
  });
  try {
    const { services, timeline } = world;
    Object.assign(services, { enrollments: withRealTokens(services.enrollments) });
    const { sequence, published } = await publish(world, file);
    const { customerId } = { ...madeCustomer(1) };
    await services.customers.save({ ...madeCustomer(1, SILENT_DAYS), timeZone });
    taken();
    const answer = await enroll(services, { customerId, sequence, version: published.version });
    if (answer.status !== 'enrolled') throw new TypeError(`the customer was not enrolled: ${answer.status}`);
    const phases = [{ phase: 'enroll' as Phase, requests: taken() }];
    const enrollment = await services.enrollments.get({ customerId, enrollmentId: answer.enrollmentId });
    const legs = enrollment !== undefined && 'legs' in enrollment ? enrollment.legs : [];
    for (const leg of legs) {
      taken();
      await timeline.runUntil(timeline.next() ?? timeline.now());
      phases.push({ phase: phaseOf(leg, published), requests: taken() });
    }
    const { ended, failed, maxTransitions } = world.journeys.statistics();
    if (ended !== 1 || failed !== 0 || world.deadLetters.length > 0) throw new TypeError('the journey did not end well');
    return { phases, transitions: maxTransitions, sent: (await world.postbox.counts()).sent };
  } finally {
    await world.close();
  }
}

/** The sequence with its first `count` touches, and nobody held out. */
export function firstTouches(file: PublishedFile, count: number): PublishedFile {
  const { sequence } = file;
  return { ...file, sequence: { ...sequence, holdout: '0%', touches: sequence.touches.slice(0, count) } };
}

async function publish({ services }: World, file: PublishedFile) {
  const { version } = await services.sequences.publish(file);
  const [published] = (await services.sequences.live()).filter((live) => live.version === version);
  if (published === undefined) throw new TypeError('the sequence was published and is not live');
  return { sequence: published.sequence.name, published };
}

function withRealTokens(enrollments: Enrollments): Enrollments {
  return {
    ...enrollments,
    claimLeg: (key, claim) =>
      enrollments.claimLeg(key, { ...claim, token: claim.token.padEnd(TOKEN_CHARACTERS, '.') }),
  };
}

function phaseOf(leg: Leg, { sequence }: SequenceVersion): Phase {
  if (leg.does !== 'touch') return leg.does;
  return touchOf(sequence, leg.touch)?.incentive === undefined ? 'plain touch' : 'incentive touch';
}
