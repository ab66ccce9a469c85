// Every door as it is deployed: its own environment, its own SDK clients, and a recorded AWS at their far end.
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { createDynamoEnrollments } from '#adapters/aws/enrollments';
import { createDynamoSequences } from '#adapters/aws/sequences';
import type { Enrollment } from '#core/enrollment';
import { handler as close } from '../../functions/close.ts';
import { handler as enroll } from '../../functions/enroll.ts';
import { handler as fitting } from '../../functions/fit.ts';
import { handler as gather } from '../../functions/gather.ts';
import { handler as importer } from '../../functions/import.ts';
import { handler as plan } from '../../functions/plan.ts';
import { handler as preferences } from '../../functions/preferences.ts';
import { handler as receive } from '../../functions/receive.ts';
import { handler as report } from '../../functions/report.ts';
import { handler as respond } from '../../functions/respond.ts';
import type { DoorName } from '../../functions/runtime/env.ts';
import { handler as scan } from '../../functions/scan.ts';
import { handler as touch } from '../../functions/touch.ts';
import { handler as track } from '../../functions/track.ts';
import { handler as unsubscribe } from '../../functions/unsubscribe.ts';
import { handler as webhook } from '../../functions/webhook.ts';
import { aCustomer, anEnrollment, aPublishedFile } from './builders.ts';
import { aContext } from './lambda-events.ts';
import type { RecordedCloud } from './recorded-cloud.ts';

const HANDLERS = {
  close,
  enroll,
  fit: fitting,
  plan,
  receive,
  report,
  respond,
  scan,
  touch,
  unsubscribe,
  gather,
  import: importer,
  preferences,
  track,
  webhook,
} as const;

const AnswerSchema = z.union([
  z.object({ statusCode: z.number() }).transform(({ statusCode }) => String(statusCode)),
  z.object({ status: z.string() }).transform(({ status }) => status),
  z.object({ batchItemFailures: z.array(z.unknown()) }).transform(({ batchItemFailures: failures }) => failures.length),
]);
const BatchLineSchema = z.object({
  message: z.literal('a batch was handled'),
  answers: z.record(z.string(), z.number()),
});

/** An email, an SMS, and an email with an incentive. */
const OFFERS_BY_TIER = (aPublishedFile().sequence.touches ?? []).map((touch) =>
  touch.incentive === undefined ? touch : { ...touch, incentive: { top: 'ten-off', low: 'ten-off' } },
);

type Overrides = {
  readonly customer?: Parameters<typeof aCustomer>[0];
  readonly enrollment?: Parameters<typeof anEnrollment>[0];
  /** What has become of the enrollment since. */
  readonly now?: (enrollment: ReturnType<typeof anEnrollment>) => Enrollment;
};

/** What branches are played on. */
export type DoorsOnCloud = Awaited<ReturnType<typeof doorsOnCloud>>;

/** One way through a door. `event` puts what it is about into the stores, and answers what the door is called with. */
export type Branch = {
  /** What the door says of it. */
  readonly answer: string;
  readonly what: string;
  readonly event: (doors: DoorsOnCloud) => Promise<unknown>;
  /** What is left of the invocation's time. @default a minute */
  readonly remainingMs?: number;
};

/**
 * Publishes version 1 of `gentle` (nobody held out), of `spared` (half of them are) and of `measured` (so many a day), each
 * with a cap of one message a day and an incentive for each tier.
 */
export async function doorsOnCloud({ client, answerNextEmailWith }: RecordedCloud) {
  const customers = createDynamoCustomers({ client, table: 'customers' });
  const enrollments = createDynamoEnrollments({ client, table: 'enrollments' });
  const sequences = createDynamoSequences({ client, table: 'sequences' });
  const shop = { 'at most': { messages: 1, in: '1 day' } };
  const rules = { 'stops on': ['order', 'visit'], touches: OFFERS_BY_TIER };
  await sequences.publish(aPublishedFile({ shop, sequence: { ...rules, holdout: '0%' } }));
  const measured = { name: 'measured', holdout: '0%', 'limit per day': { customers: 100, from: 50 } };
  await sequences.publish(aPublishedFile({ shop, sequence: { ...rules, ...measured } }));
  await sequences.publish(aPublishedFile({ shop, sequence: { ...rules, name: 'spared', holdout: '50%' } }));
  let people = 0;

  /** A customer of whom nobody else has heard. */
  async function aNewCustomer(overrides: Overrides['customer'] = {}) {
    people += 1;
    const customer = aCustomer({ customerId: `c${people}`, ...overrides });
    await customers.save(customer);
    return customer;
  }

  return {
    answerNextEmailWith,
    aNewCustomer,
    /** A new customer in the middle of `gentle`. */
    async enrolled({ customer = {}, enrollment = {}, now = (one) => one }: Overrides = {}): Promise<Enrollment> {
      const mine = anEnrollment({ customerId: `c${people + 1}`, ...enrollment });
      const open = { enrollmentId: mine.enrollmentId, until: '2026-07-02T00:00:00.000Z' };
      await aNewCustomer({ open, ...customer });
      await enrollments.open(now(mine));
      return now(mine);
    },
  };
}

/** What the door answers; of a batch, under which name its only record is counted, or `again` if it is given back. */
export async function answerOf(
  door: DoorName,
  event: unknown,
  log: { lines(): Record<string, unknown>[] },
  remainingMs?: number,
): Promise<string> {
  // The handlers take different events; each branch has that of its own door.
  const handle = HANDLERS[door] as (event: unknown, context: Context) => Promise<unknown>;
  const answer = AnswerSchema.parse(await handle(event, aContext(remainingMs)));
  if (typeof answer === 'string') return answer;
  if (answer > 0) return 'again';
  const counted = log.lines().flatMap((line) => Object.keys(BatchLineSchema.safeParse(line).data?.answers ?? {}));
  return counted.at(-1) ?? 'nothing';
}
