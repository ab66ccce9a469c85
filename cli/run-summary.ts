// What became of everybody in a run: the JSON contract (README.md), and the same for people.
import type { Tally } from '#adapters/local/tally';
import { CHANNEL_NEEDS, CHANNELS } from '#core/channel';
import { OUTCOME_WORDS, OUTCOMES } from '#core/outcome';
import { reasonText } from '#core/reason-words';
import { countedText, countText, tableText } from './terminal.ts';

export type RunSummary = Tally & {
  readonly customers: number;
  readonly orders: number;
  readonly rejected: number;
  readonly journeys: { readonly ended: number; readonly open: number };
  readonly transitionsPerJourney: { readonly max: number; readonly mean: number };
  /** Messages that left a second time: must be 0. */
  readonly sentTwice: number;
  readonly deadLetters: number;
  readonly days: number;
  readonly seconds: number;
};

/** The summary as people read it. */
export function runSummaryText(summary: RunSummary, data: string | undefined): string {
  const touchRows = CHANNELS.map((channel) => {
    const { sent, skipped, failed, unknown } = summary.touches[channel];
    return [
      CHANNEL_NEEDS[channel].called,
      countText(sent),
      countText(sum(skipped)),
      countText(failed),
      countText(unknown),
    ];
  });
  const skips = CHANNELS.flatMap((channel) =>
    Object.entries(summary.touches[channel].skipped).map(
      ([reason, count]) =>
        `  ${CHANNEL_NEEDS[channel].called} skipped ${countedText(count ?? 0, 'time')}: ${reasonText(reason, channel)}`,
    ),
  );
  const outcomes = OUTCOMES.filter((outcome) => summary.outcomes[outcome]).map((outcome) => [
    OUTCOME_WORDS[outcome],
    countText(summary.outcomes[outcome] ?? 0),
  ]);
  const { max, mean } = summary.transitionsPerJourney;
  return [
    `${countedText(summary.customers, 'customer')} with ${countedText(summary.orders, 'order')}, ${countedText(summary.days, 'day')} played in ${summary.seconds} s`,
    '',
    tableText(
      ['', 'customers'],
      [
        ['found dormant', countText(summary.dormant)],
        ['enrolled', countText(summary.enrolled)],
        ['held out', countText(summary.heldOut)],
        ['not enrolled', countText(sum(summary.notEnrolled))],
      ],
    ),
    ...Object.entries(summary.notEnrolled).map(
      ([reason, count]) => `  ${countText(count ?? 0)} not enrolled: ${reasonText(reason)}`,
    ),
    '',
    tableText(['touches', 'sent', 'skipped', 'failed', 'in doubt'], touchRows),
    ...skips,
    '',
    ...(outcomes.length > 0 ? [tableText(['outcome', 'journeys'], outcomes), ''] : []),
    `${countedText(summary.journeys.ended, 'journey')} ended, ${countText(summary.journeys.open)} still running`,
    `transitions per journey: mean ${mean}, most ${max}`,
    `sent after a stop: ${summary.sentAfterStop}; sent twice: ${summary.sentTwice}; dead letters: ${summary.deadLetters}`,
    ...(data === undefined
      ? []
      : [
          '',
          `Look closer: npx winback explain <customer> --data ${data}`,
          `             npx winback report --data ${data}`,
        ]),
  ].join('\n');
}

function sum(counts: Partial<Record<string, number>>): number {
  return Object.values(counts).reduce((all: number, one) => all + (one ?? 0), 0);
}
