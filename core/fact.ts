// What happened, one fact at a time: the journal that `explain` reads and `--journal` prints.
import * as z from 'zod';
import { MOST_AWAY_WORDS } from '#core/away';
import { ChannelSchema } from '#core/channel';
import { withoutContacts } from '#core/contacts-in-text';
import type { Enrollment, TouchRecord } from '#core/enrollment';
import { CustomerIdSchema, EnrollmentIdSchema, SequenceNameSchema, type TouchId, TouchIdSchema } from '#core/ids';
import { OutcomeSchema } from '#core/outcome';
import type { Response } from '#core/response';
import { InstantSchema } from '#core/time';

export const FACT_KINDS = [
  'dormant',
  'enrolled',
  'heldOut',
  'notEnrolled',
  'sent',
  'skipped',
  'held',
  'failed',
  'unknown',
  'response',
  'stopped',
  'closed',
] as const;

/** The reason of a bounce that is for now only. */
export const SOFT = 'soft';

/** A reason has so many characters at most. */
export const LONGEST_REASON = 600;

/**
 * One fact. Ids, reasons and instants only: never an address, a phone number, a name or a code. Words are those that a
 * customer wrote into the survey, without what looks like an address or a number.
 */
export const FactSchema = z.object({
  at: InstantSchema,
  kind: z.enum(FACT_KINDS),
  customerId: CustomerIdSchema,
  enrollmentId: EnrollmentIdSchema.optional(),
  sequence: SequenceNameSchema.optional(),
  version: z.int().positive().optional(),
  touch: TouchIdSchema.optional(),
  channel: ChannelSchema.optional(),
  reason: z.string().max(LONGEST_REASON).optional(),
  response: z.string().max(40).optional(),
  /** The provider's or shop's id of a response, or of a message that was sent. */
  ref: z.string().max(200).optional(),
  outcome: OutcomeSchema.optional(),
  /** Minor units of an order. */
  cents: z.int().nonnegative().optional(),
  /** SMS parts of a message that was sent. */
  parts: z.int().positive().optional(),
  /** When a held touch may go out; how long a pause lasts. */
  until: InstantSchema.optional(),
  /** Tells one link of a message from another. */
  link: z.string().max(40).optional(),
  /** A machine followed it. */
  automated: z.literal(true).optional(),
  words: z.string().max(MOST_AWAY_WORDS).optional(),
});
export type Fact = z.infer<typeof FactSchema>;

type About = Pick<Journeyed, 'customerId' | 'enrollmentId' | 'sequence' | 'version'>;
type Journeyed = Exclude<Enrollment, { status: 'heldOut' }>;

/** The fact of a settled touch, read from its record: told again, it is the same fact. */
export function touchFact(
  { customerId, enrollmentId, sequence, version }: About,
  touch: TouchId,
  record: TouchRecord,
): Fact {
  const { at, status: kind, channel } = record;
  const fact: Fact = { at, kind, customerId, enrollmentId, sequence, version, touch, channel };
  if (record.status === 'sent') return { ...fact, ref: record.providerId, parts: record.parts };
  return { ...fact, reason: record.because };
}

/** The facts that an enrollment itself tells of: its touches, its stop, its end. */
export function factsOfEnrollment(enrollment: Journeyed): Fact[] {
  const { customerId, enrollmentId, sequence, version, goal } = enrollment;
  const about = { customerId, enrollmentId, sequence, version };
  // Object.entries forgets the keys' brand.
  const touches = Object.entries(enrollment.touches).map(([touch, record]) =>
    touchFact(about, touch as TouchId, record),
  );
  const stop = 'stop' in enrollment ? enrollment.stop : undefined;
  const ref = stop?.response === undefined ? {} : { ref: stop.response };
  const stops: Fact[] =
    stop === undefined ? [] : [{ at: stop.at, kind: 'stopped', ...about, reason: stop.because, ...ref }];
  if (enrollment.status !== 'closed') return [...touches, ...stops];
  const { closedAt: at, outcome } = enrollment;
  const money = goal === undefined ? {} : { cents: goal.cents };
  return [...touches, ...stops, { at, kind: 'closed', ...about, outcome, ...money }];
}

/** The fact of a response: the same response is the same fact. */
export function responseFact(response: Response): Fact {
  const { at, customerId, enrollmentId, touchId, kind, responseId } = response;
  return {
    at,
    kind: 'response',
    customerId,
    response: kind,
    ref: responseId,
    ...(enrollmentId === undefined ? {} : { enrollmentId }),
    ...(touchId === undefined ? {} : { touch: touchId }),
    ...('channel' in response ? { channel: response.channel } : {}),
    ...detailsOf(response),
  };
}

/** What a response says beyond its kind. */
function detailsOf(response: Response): Partial<Fact> {
  switch (response.kind) {
    case 'order':
      return { cents: response.cents };
    case 'activity':
      return { reason: response.activity, ...(response.cents > 0 ? { cents: response.cents } : {}) };
    case 'bounced':
      return response.permanent ? {} : { reason: SOFT };
    case 'clicked':
      return {
        ...(response.link === undefined ? {} : { link: response.link }),
        ...(response.automated === true ? { automated: true } : {}),
      };
    case 'unsubscribed':
    case 'consented':
      // Masking may make it longer than it was.
      return { reason: withoutContacts(response.source).slice(0, LONGEST_REASON) };
    case 'replied':
      return response.meaning === 'other' ? {} : { reason: response.meaning };
    case 'chose':
      return { reason: `${response.wants ? 'wants' : 'declined'} ${response.topic}` };
    case 'paused':
      return response.until === undefined ? {} : { until: response.until };
    case 'answered': {
      const words = withoutContacts(response.words ?? '').slice(0, MOST_AWAY_WORDS);
      return { reason: response.away, ...(words === '' ? {} : { words }) };
    }
    default:
      return {};
  }
}

/**
 * What tells a fact from another of the same customer and instant; recording it twice writes the same fact again. A response is
 * told by its kind and id, whether or not its sender knows of an enrollment.
 */
export function factKey(fact: Fact): string {
  if (fact.kind === 'response')
    return [fact.at, fact.kind, '', [fact.response, fact.reason, fact.ref].filter(Boolean).join(':')].join('#');
  const about = fact.ref ?? fact.touch ?? fact.sequence ?? '';
  return [fact.at, fact.kind, fact.enrollmentId ?? '', about].join('#');
}
