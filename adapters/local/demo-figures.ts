// The living figures of the page, counted from the stores.
import type { PageFigures, SequenceFigures } from '#adapters/local/page-world';
import { judgedBy, momentOf } from '#core/admission';
import { CHANNELS } from '#core/channel';
import { dormancyOf } from '#core/dormancy';
import { report } from '#core/flow/report';
import type { Services } from '#core/ports';
import { liftOf, type SequenceReport } from '#core/report';

/** Counts customers and enrollments anew. Cheap for a demonstration's thousands; a real shop reads its daily report. */
export async function figuresOf(services: Services): Promise<PageFigures> {
  const live = await services.sequences.live();
  const [now, model] = [services.clock.now(), await services.models.newest()];
  const asked = live.map((published) => ({
    rule: published.sequence.dormant,
    by: judgedBy(published, momentOf(now, published.shop, model)),
  }));
  let customers = 0;
  let dormant = 0;
  let after: string | undefined;
  do {
    const page = await services.customers.page({ segment: 0, segments: 1, ...(after === undefined ? {} : { after }) });
    customers += page.items.length;
    for (const customer of page.items) {
      if (asked.some(({ rule, by }) => dormancyOf(customer, rule, by).status === 'dormant')) dormant += 1;
    }
    after = page.next;
  } while (after !== undefined);
  const { reports } = await report(services);
  const sum = (count: (one: SequenceReport) => number) => reports.reduce((all, one) => all + count(one), 0);
  const sent = Object.fromEntries(CHANNELS.map((channel) => [channel, sum((one) => one.touches[channel].sent)]));
  return {
    customers,
    dormant,
    enrolled: sum((one) => one.enrolled),
    heldOut: sum((one) => one.heldOut),
    sent: sent as PageFigures['sent'],
    cameBack: sum((one) => one.outcomes.wonBack),
    optedOut: sum((one) => one.outcomes.optedOut),
    sequences: reports.map(sequenceFigures),
  };
}

function sequenceFigures(one: SequenceReport): SequenceFigures {
  const { sequence, version, running, heldOut, outcomes } = one;
  return { sequence, version, running, heldOut, outcomes, lift: liftOf(one) };
}
