// winback consent: what a customer has said yes and no to, with the proof of each, and what holds now.
import type { Command } from 'commander';
import { CHANNEL_NEEDS, CHANNELS, type Channel } from '#core/channel';
import type { ConsentRecord } from '#core/consent';
import { type Consent, type Customer, reachOf } from '#core/customer';
import { consentLine, dayFormat, saidText, wishLines } from '#core/standing';
import { epochOf } from '#core/time';
import { addPlaceOptions, atPlace, type PlaceOptions } from './at-place.ts';
import { createTerminal, type Terminal, tableText, wrapText } from './terminal.ts';
import { addWhom, found, tellUnknown, type WhomOptions, whomOf } from './whom.ts';

type Options = PlaceOptions & WhomOptions & { readonly json: boolean };

/** So wide are words that may be of any length, so that a line of the table fits into 100 columns. */
const WIDE = { purpose: 12, source: 18, proof: 24 };

export function addConsent(program: Command): void {
  const command = addWhom(
    program
      .command('consent')
      .description('what one customer has said yes and no to, with the proof of each, and what holds now'),
  );
  addPlaceOptions(command, 'look into')
    .option('--json', 'print one JSON object', false)
    .action(async (customer: string | undefined, options: Options) =>
      consent(customer, options, createTerminal(options.json)),
    );
}

async function consent(text: string | undefined, options: Options, terminal: Terminal): Promise<void> {
  const whom = whomOf(text, options);
  await atPlace(options, { create: false, terminal }, async (place) => {
    const customerId = await found(place, whom, terminal);
    if (customerId === undefined) return;
    const customer = await place.services.customers.get(customerId);
    const records = (await place.services.consents.ofCustomer(customerId)).toReversed();
    if (customer === undefined && records.length === 0) return tellUnknown(place, customerId, terminal);
    const shop = await place.shop();
    const timeZone = customer?.timeZone ?? shop.timeZone;
    terminal.answer({ customerId, found: true, timeZone, ...standing(customer), records });
    terminal.say(`Customer ${customerId}, times in ${timeZone}\n`);
    const dayText = dayFormat({ shop, timeZone });
    const format = new Intl.DateTimeFormat(shop.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
    // Of a yes without its time, the hour of the import says nothing.
    terminal.say(
      recordsText(records, (said) => (said.undated ? saidText(said, dayText) : format.format(epochOf(said.at)))),
    );
    if (customer === undefined) return;
    const told = { customer, shop, timeZone, now: place.services.clock.now() };
    const lines = [
      ...CHANNELS.flatMap((channel) => {
        const unproven = unprovenOf(customer, channel, records);
        const proof = unproven === undefined ? [] : ['no proof on record'];
        return [consentLine(told, channel, proof), ...wordingLines(unproven)];
      }),
      ...wishLines(told),
    ];
    terminal.say(`\nNow\n${lines.map((line) => wrapText(line, terminal.columns)).join('\n')}`);
  });
}

/** What holds now, for scripts. */
function standing(customer: Customer | undefined): object {
  if (customer === undefined) return { now: null };
  const { consent: said, suppression, declined = {}, pausedUntil = null } = customer;
  const now = CHANNELS.map((channel) => {
    const about = { consent: said[channel] ?? null, suppression: suppression[channel] ?? null };
    return [channel, { ...reachOf(customer, channel), ...about }];
  });
  return { now: Object.fromEntries(now), declined, pausedUntil };
}

function recordsText(records: readonly ConsentRecord[], whenText: (said: ConsentRecord) => string): string {
  if (records.length === 0) return 'Nothing is on record.';
  const rows = records.map((record) => [
    whenText(record),
    record.channel === undefined ? 'all' : CHANNEL_NEEDS[record.channel].called,
    shortened(record.purpose.replace(':', ' '), WIDE.purpose),
    yesOrNo(record),
    shortened(record.source, WIDE.source),
    shortened(record.proof, WIDE.proof),
  ]);
  const [header = '', line = '', ...lines] = tableText(
    ['when', 'channel', 'for', 'said', 'source', 'proof'],
    rows,
  ).split('\n');
  // Words are as long as they were; a table cannot hold them.
  const told = lines.flatMap((one, place) => [one, ...wordingLines(records[place])]);
  return ['Every yes and no, newest first', header, line, ...told].join('\n');
}

function yesOrNo({ state }: Pick<Consent, 'state'>): 'yes' | 'no' {
  return state === 'granted' ? 'yes' : 'no';
}

function wordingLines(said: Pick<Consent, 'wording'> | undefined): string[] {
  return said?.wording === undefined ? [] : [`    in the words: “${said.wording}”`];
}

/** The middle goes: an id is told from others by its end. `--json` has the whole. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return `${text.slice(0, most - 1 - end)}…${text.slice(-end)}`;
}

/** A word in the row that no record proves: it was there before records were kept, or was made up. */
function unprovenOf({ consent }: Customer, channel: Channel, records: readonly ConsentRecord[]): Consent | undefined {
  const said = consent[channel];
  const isProven = records.some((one) => one.channel === channel && one.state === said?.state && one.at === said.at);
  return isProven ? undefined : said;
}
