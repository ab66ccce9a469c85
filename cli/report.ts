// winback report: who came back, how many more than without us, and at what cost.
import type { Command } from 'commander';
import { CHANNEL_NEEDS, CHANNELS } from '#core/channel';
import { report } from '#core/flow/report';
import { moneyText } from '#core/money';
import { OUTCOME_WORDS, OUTCOMES } from '#core/outcome';
import { liftOf, type SequenceReport } from '#core/report';
import type { Shop } from '#core/shop';
import { openStored } from './open-stored.ts';
import { liveSequence } from './plan.ts';
import { countedText, countText, createTerminal, percentText, type Terminal, tableText } from './terminal.ts';

type Options = { readonly sequence?: string; readonly data: string; readonly json: boolean };

export function addReport(program: Command): void {
  program
    .command('report')
    .description('outcomes, lift against the holdout, revenue and cost')
    .option('--sequence <name>', 'only this sequence')
    .option('--data <folder>', 'the local world to look into', '.winback/demo')
    .option('--json', 'print one JSON object', false)
    .action(async (options: Options) => show(options, createTerminal(options.json)));
}

async function show({ sequence, data }: Options, terminal: Terminal): Promise<void> {
  const { world, shop, close } = await openStored(data, { create: false });
  try {
    if (sequence !== undefined) await liveSequence(world.services, sequence);
    const { reports: all } = await report(world.services);
    const reports = all.filter((one) => sequence === undefined || one.sequence === sequence);
    terminal.answer({ asOf: world.timeline.now(), sequences: reports.map((one) => ({ ...one, lift: liftOf(one) })) });
    terminal.say(
      reports.length === 0
        ? `Nobody has entered ${sequence ?? 'a sequence'} yet.`
        : reports.map((one) => reportText(one, shop)).join('\n\n'),
    );
  } finally {
    await close();
  }
}

/** One sequence version as people read it. */
export function reportText(one: SequenceReport, shop: Shop): string {
  const money = (cents: number) => moneyText(cents, shop.currency, shop.locale);
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
  ].join('\n');
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
