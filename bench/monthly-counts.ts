// What does one of each happening ask of the store, and how large are the rows that it leaves? Played on the embedded store.
import type { StoreRequest } from '#adapters/local/embedded-store';
import type { World } from '#adapters/local/world';
import type { Enrollment } from '#core/enrollment';
import { factKey } from '#core/fact';
import { enroll } from '#core/flow/enroll';
import { respond } from '#core/flow/respond';
import { CustomerIdSchema } from '#core/ids';
import type { EnrollmentKey } from '#core/ports';
import { type Response, ResponseSchema } from '#core/response';
import type { PublishedFile, SequenceVersion } from '#core/sequence';
import { plusMilliseconds } from '#core/time';
import { openCountingWorld } from './counting-world.ts';
import { itemBytes } from './item-bytes.ts';
import { madeCustomer, metBefore } from './made-customer.ts';
import { liveVersion } from './shipped-plan.ts';
import { firstTouches, type JourneyTrace, playSilentJourney } from './silent-journey.ts';

const SEED = 'bench';
const SILENT_DAYS = 100;
/** Enough for one who is held out to be among them. */
const MOST_CUSTOMERS = 200;
/** More than any sequence of the repository takes. */
const WHOLE_JOURNEY_MS = 180 * 86_400_000;
const ROWS_WEIGHED = 1_000;
const ORDER_CENTS = 4_800;
/** The second after which DynamoDB may forget a fact, which the store writes beside each. */
const EXPIRES_AT = 1_800_000_000;

/** DynamoDB stores so much beside each item (developer guide, item sizes and formats). */
export const BYTES_BESIDE = 100;

type Requests = readonly StoreRequest[];
/** `seen`: opened or clicked. `order`, `visit`: of somebody without a journey. `comingBack`: an order that ends one. */
export type Happening = 'heldOut' | 'delivered' | 'seen' | 'order' | 'visit' | 'comingBack';
type Weighed = 'customer' | 'enrollment' | 'heldOut' | 'offers' | 'journeyFacts' | 'heldOutFacts' | 'responseFact';
export type Counts = {
  /** The whole journey of a customer who never answers, part by part. */
  readonly journey: JourneyTrace;
  readonly requests: Readonly<Record<Happening, Requests>>;
  /** Of one row: a customer's, and that of an enrollment that ended. Of codes and facts: all of them, as they are stored. */
  readonly bytes: Readonly<Record<Weighed, number>>;
};
type Asked = (happens: () => Promise<unknown>) => Promise<Requests>;

/** Plays everything once that a month consists of. */
export async function countHappenings(file: PublishedFile): Promise<Counts> {
  const journey = await playSilentJourney(firstTouches(file, file.sequence.touches.length));
  const { world, taken } = await openCountingWorld();
  const asked: Asked = async (happens) => {
    taken();
    await happens();
    return taken();
  };
  try {
    await world.services.sequences.publish(file);
    return { journey, ...(await played(world, file, asked)) };
  } finally {
    await world.close();
  }
}

async function played(
  world: World,
  { sequence: { name, touches } }: PublishedFile,
  asked: Asked,
): Promise<Omit<Counts, 'journey'>> {
  const { services, timeline } = world;
  const published = await liveVersion(services.sequences, name);
  let responses = 0;
  const tell = (response: object) => {
    responses += 1;
    return asked(() => respond(services, told(world, responses, response)));
  };
  const active = metBefore(madeCustomer(0), [published]);
  await services.customers.save(active);
  const customerId = CustomerIdSchema.parse(active.customerId);
  const order = { kind: 'order', customerId, cents: ORDER_CENTS };
  // The first response that a function handles reads what is published, and the function keeps it.
  await tell(order);
  const responseFact = await factBytes(world, { customerId });
  const asActive = { order: await tell(order), visit: await tell({ kind: 'visit', customerId }) };

  const { silent, answering, heldOut } = await enrolledSome(world, published, asked);
  await timeline.runUntil(timeline.next() ?? timeline.now());
  const comingBack = await tell({ ...order, customerId: answering.customerId });
  await timeline.runUntil(plusMilliseconds(timeline.now(), WHOLE_JOURNEY_MS));
  const enrollment = await services.enrollments.get(silent);
  const bytes = {
    customer: customerBytes(published),
    enrollment: itemBytes(enrollment ?? {}),
    offers: await offerBytes(world, enrollment),
    heldOut: itemBytes((await services.enrollments.get(heldOut.key)) ?? {}),
    journeyFacts: await factBytes(world, silent),
    heldOutFacts: await factBytes(world, heldOut.key),
    responseFact,
  };
  const message = { ...silent, touchId: touches[0]?.id, channel: 'email', providerId: SEED };
  const delivered = await tell({ kind: 'delivered', ...message });
  const seen = await tell({ kind: 'opened', ...message });
  return { requests: { heldOut: heldOut.requests, delivered, seen, ...asActive, comingBack }, bytes };
}

/** Two who are enrolled and one who is held out, with what the latter asked for. */
async function enrolledSome(world: World, { sequence, version }: SequenceVersion, asked: Asked) {
  const { services } = world;
  const enrolled: EnrollmentKey[] = [];
  for (let number = 1; number <= MOST_CUSTOMERS; number += 1) {
    const customer = madeCustomer(number, SILENT_DAYS);
    const { customerId } = customer;
    await services.customers.save(customer);
    let answer: Awaited<ReturnType<typeof enroll>> | undefined;
    const requests = await asked(async () => {
      answer = await enroll(services, { customerId, sequence: sequence.name, version });
    });
    if (answer === undefined || !('enrollmentId' in answer)) continue;
    const key = { customerId, enrollmentId: answer.enrollmentId };
    if (answer.status === 'enrolled') enrolled.push(key);
    const [silent, answering] = enrolled;
    if (answer.status === 'heldOut' && silent && answering) return { silent, answering, heldOut: { key, requests } };
  }
  throw new TypeError(`nobody of ${MOST_CUSTOMERS} was held out of ${sequence.name}; the measurement needs one`);
}

function told({ timeline }: World, number: number, response: object): Response {
  return ResponseSchema.parse({ responseId: `response-${number}`, at: timeline.now(), ...response });
}

async function factBytes({ services }: World, { customerId }: Pick<EnrollmentKey, 'customerId'>): Promise<number> {
  const facts = await services.journal.ofCustomer(customerId);
  return facts.reduce(
    (sum, fact) => sum + itemBytes({ ...fact, factKey: factKey(fact), expiresAt: EXPIRES_AT }) + BYTES_BESIDE,
    0,
  );
}

async function offerBytes({ services }: World, enrollment: Enrollment | undefined): Promise<number> {
  const offers = enrollment === undefined || enrollment.status === 'heldOut' ? {} : enrollment.offers;
  const codes = await Promise.all(Object.values(offers).map(({ code }) => services.incentives.find(code)));
  return codes.reduce((sum, code) => sum + itemBytes(code ?? {}) + BYTES_BESIDE, 0);
}

function customerBytes(published: SequenceVersion): number {
  const rows = Array.from({ length: ROWS_WEIGHED }, (_, number) => metBefore(madeCustomer(number), [published]));
  return rows.reduce((sum, row) => sum + itemBytes(row), 0) / ROWS_WEIGHED;
}
