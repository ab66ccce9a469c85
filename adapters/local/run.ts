// Plays N days of a shop from a file of orders: history first, then each day's scan, journeys and orders.

import { type FileOrder, importHistory, LOCAL_IMPORT, type ReadFiles } from '#adapters/local/import-files';
import { endOf, planDay } from '#adapters/local/play';
import { withMadeUpContacts } from '#adapters/local/shop-files';
import type { World } from '#adapters/local/world';
import { importCustomer } from '#core/flow/import';
import { respond } from '#core/flow/respond';
import type { Response } from '#core/response';
import type { Shop } from '#core/shop';
import { type Day, dayOf, type Instant, plusDays } from '#core/time';

export type RunPlan = {
  readonly asOf: Day;
  readonly days: number;
  readonly read: ReadFiles;
  readonly shop: Shop;
  readonly onImport: (done: number, all: number) => void;
  readonly onDay: (day: Day, number: number) => void;
};

/** Imports the orders before the as-of day and plays the days from it on. The world must stand at the start of that day. */
export async function runDays(world: World, plan: RunPlan): Promise<void> {
  const { asOf, days, read, shop } = plan;
  const { services, timeline } = world;
  const past = { before: asOf, at: timeline.now(), onCustomer: plan.onImport };
  await importHistory(services, read, shop, { ...LOCAL_IMPORT, withoutDetails: detailsOf(read), ...past });
  const byDay = Map.groupBy(
    read.orders.filter((order) => order.day >= asOf),
    (order) => order.day,
  );
  for (let number = 0; number < days; number += 1) {
    const day = plusDays(asOf, number);
    const played = { services, timeline, shop, respond: (response: Response) => respondOrMeet(world, response, plan) };
    planDay(played, day, (noon) => (byDay.get(day) ?? []).map((order) => responseOf(order, noon)));
    await timeline.runUntil(endOf(day, shop));
    plan.onDay(day, number + 1);
  }
}

/** Whoever brings real details wants to know whom they reach: then nothing is made up, as in a deployed stage. */
function detailsOf({ profiles }: ReadFiles): 'madeUp' | 'unreachable' {
  return profiles.size > 0 ? 'unreachable' : 'madeUp';
}

/** An order of somebody who was not known yet makes them a customer. */
async function respondOrMeet(
  { services, timeline }: World,
  response: Response,
  { shop, read }: RunPlan,
): Promise<void> {
  const answer = await respond(services, response);
  if (answer.status !== 'ignored' || response.kind !== 'order') return;
  const { customerId, cents } = response;
  const day = dayOf(response.at, shop.timeZone);
  await importCustomer(
    services,
    { customerId, orders: [{ day, cents }], refusal: read.refusals.get(customerId) },
    (row) => (detailsOf(read) === 'madeUp' ? withMadeUpContacts(row, timeline.now(), shop.timeZone) : row),
    timeline.now(),
  );
}

function responseOf({ customerId, cents, line }: FileOrder, at: Instant): Response {
  return { kind: 'order', responseId: `order-${line}`, customerId, at, cents };
}
