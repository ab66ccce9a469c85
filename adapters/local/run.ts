// Plays N days of a shop from files: history first, then each day's scan, journeys, orders and other signs of life.
import type { FileActivity, Gathered } from '#adapters/files/gather';
import { importHistory, LOCAL_IMPORT } from '#adapters/local/import-files';
import { withMadeUpContacts } from '#adapters/local/made-up-contacts';
import { endOf, fitWeekly, planDay } from '#adapters/local/play';
import type { World } from '#adapters/local/world';
import { BadInput } from '#core/errors';
import { importCustomer } from '#core/flow/import';
import { respond } from '#core/flow/respond';
import type { Response } from '#core/response';
import type { Shop } from '#core/shop';
import { type Day, dayOf, type Instant, plusDays } from '#core/time';

export type RunPlan = {
  readonly asOf: Day;
  readonly days: number;
  /** What happened before the as-of day. */
  readonly history: Gathered;
  /** The name of the file of customers, if there is one. */
  readonly file?: string | undefined;
  /** What happened on the as-of day and after it. */
  readonly toCome: readonly FileActivity[];
  readonly shop: Shop;
  readonly onImport: (done: number) => void;
  readonly onDay: (day: Day, number: number) => void;
};

/** Tells the past from what is to come: `aside` is for the gatherer, and keeps every activity from a day on, each once. */
export function activitiesFrom(asOf: Day): {
  aside(activity: FileActivity): boolean;
  readonly toCome: readonly FileActivity[];
} {
  const toCome: FileActivity[] = [];
  const met = new Set<string>();
  return {
    toCome,
    aside(activity) {
      const { customerId, day, ref } = activity;
      if (day < asOf) return false;
      const order = ref === undefined ? undefined : `${customerId} ${ref}`;
      if (order === undefined || !met.has(order)) toCome.push(activity);
      if (order !== undefined) met.add(order);
      return true;
    },
  };
}

/** Imports the history and plays the days. The world must stand at the start of the as-of day. Answers how many there are. */
export async function runDays(world: World, plan: RunPlan): Promise<{ readonly customers: number }> {
  const { asOf, days, history, toCome, shop } = plan;
  const { services, timeline } = world;
  const customers = new Set(toCome.filter(({ kind }) => kind === 'order').map(({ customerId }) => customerId));
  const { failed } = await importHistory(services, history, shop, {
    ...{ ...LOCAL_IMPORT, withoutDetails: detailsOf(history), at: timeline.now(), file: plan.file },
    onCustomer(done, { customerId }, { status }) {
      if (status !== 'noted') customers.add(customerId);
      plan.onImport(done);
    },
  });
  const [first] = failed;
  if (first !== undefined) throw new BadInput(`customer ${first.customerId}: ${first.because}`);
  const byDay = Map.groupBy(toCome.entries(), ([, { day }]) => day);
  const answered = (response: Response) => respondOrMeet(world, response, plan);
  for (let number = 0; number < days; number += 1) {
    const day = plusDays(asOf, number);
    planDay({ services, timeline, shop, respond: answered, learn: (on) => fitWeekly(services, on) }, day, (noon) =>
      (byDay.get(day) ?? []).map(([place, activity]) => responseOf(activity, place, noon)),
    );
    await timeline.runUntil(endOf(day, shop));
    plan.onDay(day, number + 1);
  }
  return { customers: customers.size };
}

/** Whoever brings real details wants to know whom they reach: then nothing is made up, as in a deployed stage. */
function detailsOf({ report }: Gathered): 'madeUp' | 'unreachable' {
  return report.profiles > 0 ? 'unreachable' : 'madeUp';
}

/** An order of somebody who was not known yet makes them a customer; a visit does not. */
async function respondOrMeet(
  { services, timeline }: World,
  response: Response,
  { shop, history }: RunPlan,
): Promise<void> {
  const answer = await respond(services, response);
  if (answer.status !== 'ignored' || response.kind !== 'order') return;
  const { customerId, cents } = response;
  const day = dayOf(response.at, shop.timeZone);
  await importCustomer(
    services,
    { customerId, activities: [{ kind: 'order', day, cents }] },
    (row) => (detailsOf(history) === 'madeUp' ? withMadeUpContacts(row, timeline.now(), shop.timeZone) : row),
    timeline.now(),
  );
}

/** A click or reply of a file is of no message of ours: it is a sign of life like any other. */
function responseOf({ customerId, kind, cents }: FileActivity, place: number, at: Instant): Response {
  const about = { responseId: `${kind}-${place}`, customerId, at };
  if (kind === 'order') return { kind, ...about, cents };
  if (kind === 'visit') return { kind, ...about };
  return { kind: 'activity', ...about, activity: kind, cents };
}
