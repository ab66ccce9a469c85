// winback preview: one touch for one customer, rendered by the very renderer that sends.
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { createLinks } from '#adapters/aws/links';
import { reachOf } from '#core/customer';
import { BadInput } from '#core/errors';
import { CustomerIdSchema } from '#core/ids';
import { CODE_BYTES, offerOf } from '#core/incentive';
import { worthOf } from '#core/insight';
import { renderMessage } from '#core/message';
import type { ValueTier } from '#core/model/value-tier';
import { didYouMean } from '#core/nearest';
import { urlsOf } from '#core/pages/link';
import { reasonText } from '#core/reason-words';
import { incentiveFor, PublishedSequenceSchema } from '#core/sequence';
import { smsLengthOf } from '#core/sms-length';
import { dayOf } from '#core/time';
import { ANSWER_IS_NO } from './exit-codes.ts';
import { openStored } from './open-stored.ts';
import { notAnId } from './options.ts';
import { loadPlan, WORKFLOWS_FOLDER } from './plan.ts';
import { countedText, createTerminal, type Terminal } from './terminal.ts';

type Options = {
  readonly sequence: string;
  readonly touch: string;
  readonly html?: string;
  readonly data: string;
  readonly json: boolean;
};
/** Not a real code: a preview must not take one from a budget. */
const SAMPLE = new Uint8Array(CODE_BYTES);

export function addPreview(program: Command): void {
  program
    .command('preview')
    .description('show the message of a touch as it would leave for one customer; nothing is sent or reserved')
    .argument('<customer>', "the customer's id")
    .requiredOption('--sequence <name>', 'the sequence')
    .requiredOption('--touch <id>', 'the touch')
    .option('--html <file>', 'also write the HTML part to a file, to open in a browser')
    .option('--data <folder>', 'the local world with the customer', '.winback/demo')
    .option('--json', 'print one JSON object', false)
    .action(async (customer: string, options: Options) => preview(customer, options, createTerminal(options.json)));
}

async function preview(text: string, options: Options, terminal: Terminal): Promise<void> {
  // What is on disk now, so that an edit can be looked at before it is published anywhere.
  const [file] = await loadPlan(WORKFLOWS_FOLDER, options.sequence);
  const published = PublishedSequenceSchema.parse(file);
  const { world, house, close } = await openStored(options.data, { create: false });
  try {
    const { services } = world;
    const touch = published.sequence.touches.find(({ id }) => id === options.touch);
    const ids = published.sequence.touches.map(({ id }) => id);
    if (touch === undefined)
      throw new BadInput(
        `--touch: ${options.sequence} has no touch "${options.touch}"${didYouMean(options.touch, ids)} (${ids.join(', ')})`,
      );
    const customerId = CustomerIdSchema.safeParse(text);
    if (!customerId.success) throw notAnId(customerId.error);
    const customer = await services.customers.get(customerId.data);
    if (customer === undefined) {
      terminal.answer({ found: false });
      terminal.say(`There is no customer ${customerId.data} in ${options.data}.`);
      process.exitCode = ANSWER_IS_NO;
      return;
    }
    const { shop } = published;
    const timeZone = customer.timeZone ?? shop.timeZone;
    const today = dayOf(house.now, shop.timeZone);
    const isByTier = typeof touch.incentive === 'object';
    const worth = isByTier ? worthOf(customer, await services.models.newest(), today) : undefined;
    const offered = incentiveFor(touch, worth?.tier);
    const terms = offered === undefined ? undefined : published.incentives[offered];
    const incentive =
      offered === undefined || terms === undefined
        ? undefined
        : { terms, offer: offerOf(offered, terms, SAMPLE, house.now, timeZone) };
    const links = createLinks({ baseUrl: shop.website, secret: house.secret });
    const enrollmentId = `${options.sequence}_${customer.customerId}_00000000` as Parameters<
      typeof links.unsubscribe
    >[0]['enrollmentId'];
    const urls = urlsOf(links, { customerId: customer.customerId, enrollmentId, channel: touch.channel });
    const rendered = renderMessage(published, touch, {
      customer,
      shop,
      timeZone,
      today,
      ...urls,
      incentive,
    });
    if (rendered.status === 'unrenderable')
      throw new BadInput(`the message "${touch.message}" cannot be rendered for this customer: ${rendered.problem}`);
    const { message } = rendered;
    const reach = reachOf(customer, touch.channel);
    if (!reach.may) terminal.note(`This would not go out now: ${reasonText(reach.because, touch.channel)}.`);
    if (isByTier) terminal.note(tierNote(worth?.tier, offered));
    if (incentive !== undefined) terminal.note('The code is a sample; a real one is made when the touch goes out.');
    const to = touch.channel === 'email' ? customer.email : customer.phone;
    terminal.answer({
      found: true,
      to,
      reach,
      ...(isByTier ? { tier: worth?.tier ?? null, incentive: offered ?? null } : {}),
      ...message,
      ...(message.channel === 'sms' ? { length: smsLengthOf(message.text) } : {}),
    });
    if (message.channel === 'sms') {
      const { parts, units, encoding } = smsLengthOf(message.text);
      terminal.say(
        `To:   ${to ?? '(no phone number)'}\nSMS:  ${units} characters (${encoding === 'gsm' ? 'GSM' : 'UCS-2'}), ${countedText(parts, 'part')}\n\n${message.text}`,
      );
      if (options.html !== undefined) terminal.note('An SMS has no HTML part: nothing was written.');
      return;
    }
    terminal.say(
      `From:        ${message.from}\nTo:          ${to ?? '(no email address)'}\nSubject:     ${message.subject}\nUnsubscribe: ${urls.unsubscribeUrl}\n             (this link and those to the customer's other pages are samples)\n\n${message.text}`,
    );
    if (options.html === undefined) return;
    await writeFile(options.html, message.html);
    terminal.note(`The HTML part is in ${options.html}.`);
  } finally {
    await close();
  }
}

function tierNote(tier: ValueTier | undefined, offered: string | undefined): string {
  const gets = offered === undefined ? 'which gets no incentive here' : `which is offered ${offered}`;
  return tier === undefined
    ? `The value tier is not known before the shop's first fit, and counts as low, ${gets}.`
    : `The customer is in the value tier ${tier}, ${gets}.`;
}
