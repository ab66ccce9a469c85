// winback explain: one customer's story in order, with the reason for everything that did and did not happen.
import type { Command } from 'commander';
import { storyIn } from '#adapters/local/story-in';
import type { Story, StoryLine } from '#core/explain';
import { CustomerIdSchema } from '#core/ids';
import { addPlaceOptions, atPlace, type PlaceOptions } from './at-place.ts';
import { notAnId } from './options.ts';
import { createTerminal, type Terminal, wrapText } from './terminal.ts';
import { tellUnknown } from './whom.ts';

export function addExplain(program: Command): void {
  const command = program
    .command('explain')
    .description("tell one customer's story: what was decided, sent, not sent and why, and what comes next")
    .argument('<customer>', "the customer's id");
  addPlaceOptions(command, 'look into')
    .option('--json', 'print one JSON object', false)
    .action(async (customer: string, options: PlaceOptions & { json: boolean }) =>
      explain(customer, options, createTerminal(options.json)),
    );
}

async function explain(text: string, options: PlaceOptions, terminal: Terminal): Promise<void> {
  const parsed = CustomerIdSchema.safeParse(text);
  if (!parsed.success) throw notAnId(parsed.error);
  const customerId = parsed.data;
  await atPlace(options, { create: false, terminal }, async (place) => {
    const shop = await place.shop();
    const story = await storyIn(place.services, customerId, shop);
    if (story === undefined) return tellUnknown(place, customerId, terminal);
    const customer = await place.services.customers.get(customerId);
    const timeZone = customer?.timeZone ?? shop.timeZone;
    terminal.answer({ customerId, found: true, timeZone, ...story });
    terminal.say(`Customer ${customerId}, times in ${timeZone}\n`);
    terminal.say(storyText(story, terminal.columns));
  });
}

function storyText({ lines, next, standing }: Story, columns: number | undefined): string {
  return [
    lines.length === 0 ? 'Nothing has happened yet: never found dormant, and no response.' : linesText(lines, columns),
    ...(next.length > 0 ? [`\nComing up, unless the customer comes back first:\n${linesText(next, columns)}`] : []),
    ...(standing.length > 0 ? [`\n${standing.map((line) => wrapText(line, columns)).join('\n')}`] : []),
  ].join('\n');
}

function linesText(lines: readonly StoryLine[], columns: number | undefined): string {
  const width = Math.max(...lines.map(({ when }) => when.length));
  const margin = '    '.length + width;
  return lines
    .map(({ when, text }) => {
      const words = wrapText(text, columns === undefined ? undefined : columns - margin);
      return `  ${when.padEnd(width)}  ${words.replaceAll('\n', `\n${' '.repeat(margin)}`)}`;
    })
    .join('\n');
}
