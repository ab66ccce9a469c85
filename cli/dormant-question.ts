// Which rule of dormancy do the options ask about, of which customers, and how many may enter a day?
import type { ActivityKind } from '#core/activity';
import { type DormancyRule, USUAL_AFTER_DAYS, type Window } from '#core/dormancy-rule';
import { BadInput } from '#core/errors';
import type { Question } from '#core/explorer';
import { didYouMean } from '#core/nearest';
import { PublishedSequenceSchema } from '#core/sequence';
import { isActivityOf, kindsOfShop, type Shop } from '#core/shop';
import type { KnownRows } from './known-rows.ts';
import { loadPlan, WORKFLOWS_FOLDER } from './plan.ts';
import { type PlanFacts, segmentNamed } from './plan-facts.ts';

export type QuestionOptions = {
  readonly after?: number;
  readonly until?: number;
  readonly by?: string;
  readonly personal?: true;
  readonly sequence?: string;
  readonly segment?: string;
  readonly perDay?: number;
};
/** What is asked, before it is known of whom. */
export type Asked = Pick<Question, 'rule' | 'segment' | 'limit'> & Pick<Question['by'], 'segments' | 'shopWindow'>;

/** The rule of the options, or that of a sequence. Throws BadInput for names that nobody knows and windows without a length. */
export async function askedBy(options: QuestionOptions, plan: PlanFacts): Promise<Asked> {
  const { perDay, sequence } = options;
  const limit = perDay === undefined ? undefined : ({ customers: perDay, first: 'oldest' } as const);
  if (sequence !== undefined)
    return { ...(await askedBySequence(sequence)), ...(limit === undefined ? {} : { limit }) };
  const { after, until } = windowOf(options, plan.shop);
  const rule: DormancyRule = options.personal
    ? { join: 'all', parts: [{ kind: 'personal', until, perSegment: [] }] }
    : { join: 'all', parts: [{ kind: 'window', after, until, by: kindsFrom(options.by, plan.shop), perSegment: [] }] };
  return {
    rule,
    segment: options.segment === undefined ? undefined : segmentNamed(options.segment, plan),
    limit,
    segments: plan.segments,
    shopWindow: { after, until },
  };
}

/** The same about these customers. */
export function questionAbout({ model, today, reachKnown, shop }: KnownRows, asked: Asked): Question {
  const { rule, segment, limit, segments, shopWindow } = asked;
  return { rule, segment, limit, reachKnown, by: { today, model, segments, shopWindow, zone: shop.timeZone } };
}

async function askedBySequence(name: string): Promise<Asked> {
  const [file] = await loadPlan(WORKFLOWS_FOLDER, name);
  const { sequence, segments, shop } = PublishedSequenceSchema.parse(file);
  const { dormant: rule, segment, limit } = sequence;
  return { rule, segment, limit, segments, shopWindow: shop.dormant };
}

/** A personal clock falls back to the shop's window, unless the options say otherwise. */
function windowOf({ after, until, personal }: QuestionOptions, { dormant }: Shop): Window {
  const own = personal && after === undefined ? dormant : undefined;
  const window = { after: after ?? own?.after ?? USUAL_AFTER_DAYS, until: until ?? own?.until };
  if (window.until === undefined || window.until > window.after) return window;
  throw new BadInput(
    `--until: ${window.until} days are not longer than --after, which is ${window.after} days; give a longer time`,
  );
}

function kindsFrom(words: string | undefined, shop: Shop): readonly ActivityKind[] {
  const kinds = (words ?? 'order').split(',').map((word) => word.trim());
  const unknown = kinds.find((kind) => !isActivityOf(shop, kind));
  if (unknown === undefined) return [...new Set(kinds)];
  const known = kindsOfShop(shop);
  throw new BadInput(
    `--by: "${unknown}" is no kind of activity${didYouMean(unknown, known)} (${known.join(', ')}); your own are named in shop.yaml`,
  );
}
