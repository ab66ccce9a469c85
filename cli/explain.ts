// winback explain: one customer's story in order, with the reason for everything that did and did not happen.
import type { Command } from 'commander';
import { storyIn } from '#adapters/local/story-in';
import type { StoryLine } from '#core/explain';
import { CustomerIdSchema } from '#core/ids';
import { openStored } from './open-stored.ts';
import { notAnId } from './options.ts';
import { createTerminal, type Terminal, wrapText } from './terminal.ts';

const ANSWER_IS_NO = 1;

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description("tell one customer's story: what was decided, sent, not sent and why, and what comes next")
    .argument('<customer>', "the customer's id")
    .option('--data <folder>', 'the local world to look into', '.winback/demo')
    .option('--json', 'print one JSON object', false)
    .action(async (customer: string, options: { data: string; json: boolean }) =>
      explain(customer, options.data, createTerminal(options.json)),
    );
}

async function explain(text: string, folder: string, terminal: Terminal): Promise<void> {
  const customerId = CustomerIdSchema.safeParse(text);
  if (!customerId.success) throw notAnId(customerId.error);
  const { world, shop, close } = await openStored(folder, { create: false });
  try {
    const story = await storyIn(world, customerId.data, shop);
    if (story === undefined) {
      terminal.answer({ customerId: customerId.data, found: false });
      terminal.say(`There is no customer ${customerId.data} in ${folder}.`);
      process.exitCode = ANSWER_IS_NO;
      return;
    }
    const customer = await world.services.customers.get(customerId.data);
    terminal.answer({
      customerId: customerId.data,
      found: true,
      timeZone: customer?.timeZone ?? shop.timeZone,
      ...story,
    });
    terminal.say(`Customer ${customerId.data}, times in ${customer?.timeZone ?? shop.timeZone}\n`);
    terminal.say(
      story.lines.length === 0
        ? 'Nothing has happened yet: never found dormant, and no response.'
        : linesText(story.lines, terminal.columns),
    );
    if (story.next.length > 0)
      terminal.say(`\nComing up, unless the customer comes back first:\n${linesText(story.next, terminal.columns)}`);
    if (story.standing.length > 0)
      terminal.say(`\n${story.standing.map((line) => wrapText(line, terminal.columns)).join('\n')}`);
  } finally {
    await close();
  }
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
