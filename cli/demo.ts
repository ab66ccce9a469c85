// winback demo: a whole shop on this machine, its inbox and phone, journeys at accelerated time. Ctrl-C keeps the data.
import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { type Demo, openDemo } from '#adapters/local/demo';
import { DAY_SECONDS, epochOf, instantOf } from '#core/time';
import { mustBeFree } from './open-stored.ts';
import { wholeNumber } from './options.ts';
import { loadPlan, shopOf, WORKFLOWS_FOLDER } from './plan.ts';
import { countedText, countText, createTerminal, type Terminal } from './terminal.ts';

type Options = {
  readonly port: number;
  readonly customers: number;
  readonly seed: string;
  readonly speed: number;
  readonly fresh: boolean;
  readonly open: boolean;
  readonly data: string;
};

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
  if (options.fresh) await mustBeFree(options.data);
  const running = await openDemo({
    ...options,
    folder: options.data,
    plan,
    shop,
    realNow: instantOf(Date.now()),
    onSeeded: (done, all) =>
      terminal.progress(`making the shop: ${countText(done)} of ${countedText(all, 'customer')}`),
    onResumed: ({ sent, givenBack }) => {
      if (sent + givenBack > 0)
        terminal.note(
          `Going on where it was cut off: ${countedText(sent, 'touch', 'touches')} had left, ${countText(givenBack)} had not and can leave now.`,
        );
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
  const date = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: shop.timeZone }).format(epochOf(now));
  const { enrolled, sent, cameBack, optedOut } = figures;
  // It must fit on one line of 80 characters: the page has the rest.
  const messages = `${countedText(sent.email, 'email')}, ${countText(sent.sms)} SMS`;
  return `${date} · ${countText(enrolled)} enrolled · ${messages} · ${countText(cameBack)} came back, ${countText(optedOut)} opted out`;
}

/** Opens the page with what the system offers; where it offers nothing, the address above is enough. */
function openBrowser(url: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
