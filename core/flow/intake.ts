// A sequence that takes in so many a day: who waits in line, whose turn it is, and when the day is full.
import { type Decided, isEntry, type Moment } from '#core/admission';
import type { Customer } from '#core/customer';
import { type CustomerId, type EnrollmentId, enrollmentIdOf } from '#core/ids';
import { worthOf } from '#core/insight';
import {
  createLine,
  type InLine,
  type IntakeDay,
  intakeAfter,
  type Line,
  rankBySilence,
  rankByValue,
} from '#core/intake';
import type { ScanTask, Services } from '#core/ports';
import type { SequenceVersion } from '#core/sequence';

/** One limited sequence while a part of the day's scan is walked. */
export type Waiting = {
  readonly published: SequenceVersion;
  readonly day: IntakeDay;
  /** How many may enter today. */
  readonly most: number;
  readonly line: Line;
};

type Asks = Pick<Services, 'intake'>;

/** The line of a sequence on the day of a scan; undefined when its intake is not limited. */
export async function waitingFor(
  services: Asks,
  published: SequenceVersion,
  { today }: Pick<Moment, 'today'>,
): Promise<Waiting | undefined> {
  const day = { sequence: published.sequence.name, day: today };
  const most = await mostToday(services, published, day);
  return most === undefined ? undefined : { published, day, most, line: createLine(most) };
}

/**
 * Must this customer stand in line? Whom the sequence has taken already, before a crash, must not: a low rank would keep a
 * journey from starting for weeks.
 */
export function mustWait(customer: Customer, decided: Decided, { published }: Waiting): boolean {
  return isEntry(decided.decision) && !isTaken(customer, published, decided);
}

/** The place of a customer in the line. Without a model of the shop, worth is what was spent so far. */
export function placeOf(customer: Customer, { dormancy }: Decided, { published }: Waiting, moment: Moment): InLine {
  const { customerId, activity } = customer;
  if (published.sequence.limit?.first !== 'most valuable') return { customerId, rank: rankBySilence(dormancy.episode) };
  const value = worthOf(customer, moment.model, moment.today);
  return { customerId, rank: rankByValue(value === undefined ? (activity.order?.spent ?? 0) : value.amount * 100) };
}

/** Writes down who stands in line so far: what a worker found must not die with it. */
export async function writeLine({ intake }: Asks, { day, line }: Waiting, { segment }: ScanTask): Promise<void> {
  await intake.line({ ...day, segment }, line.first());
}

/**
 * A part of the scan is at its end. Whoever ends the last part calls those whose turn it is; when that worker dies in between,
 * the part is walked again and they are called again, which `mayEnter` makes harmless. A second scan of the day ends with a
 * last part as often as it has parts, and finds a day that is full already.
 */
export async function calledAfter(
  { intake }: Asks,
  { day, most }: Waiting,
  { segment, segments }: ScanTask,
): Promise<readonly CustomerId[]> {
  if ((await intake.finish({ ...day, segment, segments })) === 'waiting') return [];
  return (await intake.entered(day)) < most ? intake.first(day, most) : [];
}

/**
 * May this customer enter today, should that be decided? Asked once for each, right before; however many workers ask, no more
 * than the day's number are let in. A place that is taken and then not used (the customer came back in that moment, the worker
 * died) is lost for the day. Only whoever has an enrollment had a place on the day that it names.
 */
export async function mayEnter(
  services: Pick<Services, 'intake' | 'enrollments'>,
  customer: Customer,
  decided: Decided | undefined,
  published: SequenceVersion,
  { today }: Pick<Moment, 'today'>,
): Promise<boolean> {
  const { sequence } = published;
  if (sequence.limit === undefined) return true;
  if (decided === undefined || !isEntry(decided.decision)) return false;
  if (isTaken(customer, published, decided)) {
    const key = { customerId: customer.customerId, enrollmentId: idOf(customer, published, decided) };
    if ((await services.enrollments.get(key)) !== undefined) return true;
  }
  const day = { sequence: sequence.name, day: today };
  const most = await mostToday(services, published, day);
  return most === undefined || (await services.intake.admit(day, most)) === 'admitted';
}

function isTaken(customer: Customer, published: SequenceVersion, decided: Decided): boolean {
  return customer.open?.enrollmentId === idOf(customer, published, decided);
}

function idOf({ customerId }: Customer, { sequence }: SequenceVersion, { dormancy }: Decided): EnrollmentId {
  return enrollmentIdOf(sequence.name, customerId, dormancy.episode);
}

async function mostToday(
  { intake }: Asks,
  { sequence: { limit } }: SequenceVersion,
  day: IntakeDay,
): Promise<number | undefined> {
  if (limit === undefined) return undefined;
  return intakeAfter(limit, limit.from === undefined ? undefined : await intake.before(day));
}
