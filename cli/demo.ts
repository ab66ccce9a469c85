// winback demo: a whole shop on this machine, its inbox and phone, journeys at accelerated time. Ctrl-C keeps the data.
import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { type Demo, openDemo } from '#adapters/local/demo';
import { epochOf, instantOf } from '#core/time';
import { wholeNumber } from './options.ts';
import { loadPlan, shopOf, WORKFLOWS_FOLDER } from './plan.ts';
import { countText, createTerminal, type Terminal } from './terminal.ts';

type Options = {
  readonly port: number;
  readonly customers: number;
  readonly seed: string;
  readonly speed: number;
  readonly fresh: boolean;
  readonly open: boolean;
  readonly data: string;
};

const DAY_SECONDS = 86_400;
/** One day in four seconds: time enough to look at a message before the next. */
const USUAL_SPEED = DAY_SECONDS / 4;
const REPORT_EVERY_MS = 1_000;

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('a synthetic shop, its inbox and phone on this machine, at accelerated time (npm start)')
    .option('--port <n>', 'where the page is served, on 127.0.0.1', wholeNumber(1, 65_535), 4321)
    .option('--customers <n>', 'how many customers the shop has', wholeNumber(10, 100_000), 600)
    .option('--seed <text>', 'the same seed makes the same shop', '1')
    .option('--speed <n>', 'virtual seconds per second', wholeNumber(1, 1_000_000), USUAL_SPEED)
    .option('--fresh', 'begin anew, with the data of earlier demonstrations gone', false)
    .option('--no-open', 'do not open a browser')
    .option('--data <folder>', 'where the data is kept', '.winback/demo')
    .action((options: Options) => demo(options, createTerminal(false)));
}

async function demo(options: Options, terminal: Terminal): Promise<void> {
  const plan = await loadPlan(WORKFLOWS_FOLDER, undefined);
  const shop = shopOf(plan);
  const running = await openDemo({
    ...options,
    folder: options.data,
    plan,
    shop,
    realNow: instantOf(Date.now()),
    onSeeded: (done, all) => terminal.progress(`making the shop: ${countText(done)} of ${countText(all)} customers`),
    onResumed: ({ sent, givenBack }) => {
      if (sent + givenBack > 0)
        terminal.note(`Going on where it was cut off: ${sent} touches had left, ${givenBack} had not and leave now.`);
    },
  });
  terminal.say(
    `\n  ${shop.name}: the inbox and the phone are at ${running.page.url}\n  Ctrl-C stops and keeps the data; npm start goes on, npm start -- --fresh begins anew.\n`,
  );
  if (options.open && process.stdout.isTTY) openBrowser(running.page.url);
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  process.once('SIGTERM', () => stopping.abort());
  const reporting = setInterval(() => terminal.progress(lineOf(running)), REPORT_EVERY_MS);
  try {
    await running.run(stopping.signal);
  } finally {
    clearInterval(reporting);
    await running.page.close();
    await running.world.close();
  }
  terminal.say('Stopped; the data is kept.');
}

function lineOf({ view }: Demo): string {
  const { now, shop, figures } = view.state();
  const date = new Intl.DateTimeFormat('en-US', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: shop.timeZone,
  }).format(epochOf(now));
  const { enrolled, heldOut, sent, cameBack, optedOut } = figures;
  return `${date} · ${enrolled} enrolled, ${heldOut} held out · ${sent.email} emails, ${sent.sms} SMS · ${cameBack} came back, ${optedOut} opted out`;
}

/** Opens the page with what the system offers; where it offers nothing, the address above is enough. */
function openBrowser(url: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
