// winback report: who came back, how many more than without us, and at what cost.
import type { Command } from 'commander';
import { AWAY_REASONS, AWAY_WORDS } from '#core/away';
import { CHANNEL_NEEDS, CHANNELS } from '#core/channel';
import { moneyText } from '#core/money';
import { OUTCOME_WORDS, OUTCOMES } from '#core/outcome';
import { liftOf, type SequenceReport } from '#core/report';
import type { Shop } from '#core/shop';
import { epochOf, type Instant } from '#core/time';
import { addPlaceOptions, atPlace, type PlaceOptions } from './at-place.ts';
import { trippedBy, trippedText } from './breaker-words.ts';
import { liveSequence } from './plan.ts';
import { countedText, countText, createTerminal, percentText, type Terminal, tableText } from './terminal.ts';

type Options = PlaceOptions & { readonly sequence?: string; readonly json: boolean };

export function addReport(program: Command): void {
  const command = program
    .command('report')
    .description('outcomes, lift against the holdout, revenue and cost; in a stage as of its last daily count')
    .option('--sequence <name>', 'only this sequence');
  addPlaceOptions(command, 'look into')
    .option('--json', 'print one JSON object', false)
    .action(async (options: Options) => show(options, createTerminal(options.json)));
}

async function show({ sequence, ...where }: Options, terminal: Terminal): Promise<void> {
  await atPlace(where, { create: false, terminal }, async (place) => {
    if (sequence !== undefined) await liveSequence(place.services, sequence);
    const { asOf, reports: all } = await place.counted();
    const reports = all.filter((one) => sequence === undefined || one.sequence === sequence);
    const tripped = await trippedBy(place.services);
    terminal.answer({
      asOf: asOf ?? null,
      // Asked now, whenever the rest was counted.
      complaints: tripped ?? { level: 'closed' },
      sequences: reports.map((one) => ({ ...one, lift: liftOf(one) })),
    });
    if (tripped !== undefined) terminal.say(`${trippedText(tripped, await place.shop())}\n`);
    if (asOf === undefined) {
      terminal.say(`Nothing has been counted in ${place.called} yet: its report counts once a day.`);
      return;
    }
    const shop = await place.shop();
    // What was counted a moment ago needs no date.
    if (asOf < place.services.clock.now()) terminal.say(`Counted on ${whenText(asOf, shop)}.\n`);
    terminal.say(
      reports.length === 0
        ? `Nobody has entered ${sequence ?? 'a sequence'} yet.`
        : reports.map((one) => reportText(one, shop)).join('\n\n'),
    );
  });
}

/** One sequence version as people read it. */
export function reportText(one: SequenceReport, shop: Shop): string {
  const money = (cents: number) => moneyText(cents, shop);
  const touches = CHANNELS.map((channel) => {
    const { sent, skipped, failed, unknown, parts } = one.touches[channel];
    return [CHANNEL_NEEDS[channel].called, ...[sent, parts, skipped, failed, unknown].map(countText)];
  });
  const outcomes = OUTCOMES.map((outcome) => [
    OUTCOME_WORDS[outcome],
    countText(one.outcomes[outcome]),
    shareOf(one.outcomes[outcome], one.enrolled),
  ]);
  return [
    `${one.sequence}, version ${one.version}`,
    '',
    tableText(
      ['outcome', 'customers', 'share'],
      [
        ...outcomes,
        ['still running', countText(one.running), shareOf(one.running, one.enrolled)],
        ['enrolled', countText(one.enrolled), ''],
        ['held out', countText(one.heldOut), ''],
      ],
    ),
    '',
    tableText(['touches', 'sent', 'parts', 'skipped', 'failed', 'in doubt'], touches),
    '',
    liftText(one),
    `Revenue while watched: ${money(one.treated.cents)} (held out: ${money(one.holdout.cents)}).`,
    `Cost: ${one.sendingCost.toLocaleString('en-US', { style: 'currency', currency: 'USD' })} for messages, ${money(one.discountCents)} of discounts redeemed.`,
    `Promised: ${countedText(one.offers.count, 'code')}, worth ${money(one.offers.cents)} at most.`,
    ...awayLines(one),
  ].join('\n');
}

/** What those said who answered the survey, the most frequent first; nothing where nobody did. */
function awayLines({ away }: SequenceReport): string[] {
  const given = AWAY_REASONS.map((reason) => [AWAY_WORDS[reason], away[reason] ?? 0] as const)
    .filter(([, count]) => count > 0)
    .toSorted(([, one], [, other]) => other - one);
  const answers = given.reduce((sum, [, count]) => sum + count, 0);
  if (answers === 0) return [];
  const rows = given.map(([words, count]) => [words, countText(count), shareOf(count, answers)]);
  return [
    '',
    tableText(['why they were away', 'answers', 'share'], [...rows, ['all answers', countText(answers), '']]),
  ];
}

/** Lines that fit a terminal: how many came back of either arm, and what may be said about the difference. */
function liftText(one: SequenceReport): string {
  const { treated, holdout } = one;
  const lift = liftOf(one);
  if (treated.people === 0)
    return 'Lift: too early to say; no enrolled customer has been watched for the whole time yet.';
  const back = `Came back while watched: ${shareOf(treated.back, treated.people)} of ${countText(treated.people)} enrolled`;
  if (lift.status === 'tooEarly')
    return `${back}.\nLift: nobody who was held out has been watched for the whole time yet.`;
  const points = (share: number) => `${share >= 0 ? '+' : '−'}${Math.abs(share * 100).toFixed(1)}`;
  const interval = `Lift: ${points(lift.difference)} points (95% interval ${points(lift.low)} to ${points(lift.high)})`;
  return [
    `${back}, ${shareOf(holdout.back, holdout.people)} of ${countText(holdout.people)} held out.`,
    `${interval}${lift.status === 'unclear' ? '; that may be chance' : ''}.`,
  ].join('\n');
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? '–' : percentText(part / whole);
}

function whenText(at: Instant, { locale, timeZone }: Shop): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return `${format.format(epochOf(at))} (${timeZone})`;
}
