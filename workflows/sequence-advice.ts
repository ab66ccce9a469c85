// A rule of dormancy, a kind of activity, a topic, what stops a sequence or a daily limit is wrong: what did its author probably mean?
import { kindsThatMeet } from '#core/activity';
import { nearest } from '#core/nearest';
import { kindsOfShop } from '#core/shop';
import { DurationSchema } from '#core/time';
import { kindAdvice, type ShopFile } from '#workflows/kind-advice';
import { valueAt } from '#workflows/meant-way';
import type { Advice } from '#workflows/segment-advice';
import { topicAdvice, topicsAdvice } from '#workflows/topic-advice';
import { nameLike } from '#workflows/value-advice';

type Path = readonly PropertyKey[];

/** The author's value and where it stands; `said` is the schema's own message. */
type WrongAt = { readonly path: Path; readonly value: unknown; readonly said: string };

/** `home`: what else is wrong there follows from it. */
type Misplaced = Advice & { readonly home: Path };

const LISTS = ['by', 'stops on', 'activities'];
const OF_WINDOW = ['after', 'until', 'by', 'per segment'];

/** Better advice than the schema's own; undefined when there is none. `shop`: whose kinds a sequence names. */
export function sequenceAdvice(wrong: WrongAt, shop: ShopFile | undefined): Advice | undefined {
  const { path, value } = wrong;
  const field = path.findLast((segment) => typeof segment === 'string');
  if (path[0] === 'topics') return topicsAdvice(wrong);
  if (path[0] === 'topic' && shop?.parsed.topics !== undefined) return topicAdvice(value, shop.parsed.topics);
  if (field === 'dormant') return windowAdvice(value);
  if (field === 'personal') return clockAdvice(value);
  if (field === 'limit per day' && Number.isInteger(Number(value))) {
    const customers = `{ customers: ${String(value)} }`;
    return { problem: `${String(value)} of what?`, fix: `write: limit per day: ${customers}` };
  }
  if (wrong.said.startsWith('a kind of activity has')) return kindSpelling(wrong, field ?? '');
  if (typeof value === 'string' && LISTS.includes(field ?? '') && path.at(-1) === field) {
    const kinds = value.split(/[^a-z0-9-]+(?:(?:and|or)\b[^a-z0-9-]*)?/i).filter((kind) => kind !== '');
    const known = shop === undefined ? [] : kindsOfShop(shop.parsed);
    const meant = kinds.map((kind) => nearest(kind, known) ?? kind);
    return { problem: 'expected a list, found text', fix: `write: ${field}: [${meant.join(', ')}]` };
  }
  return undefined;
}

/**
 * What meets the goal does not stop the sequence. A kind that the shop does not have is told instead: most likely it is a slip,
 * and nothing is missing.
 */
export function stopsAdvice(path: Path, written: unknown, shop: ShopFile | undefined): Advice & { path: Path } {
  // The schema has read both before it compared them.
  const { goal, 'stops on': stopsOn } = written as { goal: string; 'stops on': readonly string[] };
  const named = [
    { path: ['goal'], kind: { field: 'goal', named: goal } },
    ...stopsOn.map((kind, index) => ({
      path: [...path, index],
      kind: { field: 'stops on', named: kind, among: stopsOn },
    })),
  ];
  for (const { path: at, kind } of named) {
    const advice = shop && kindAdvice(kind, shop);
    if (advice !== undefined) return { path: at, ...advice };
  }
  const missing = kindsThatMeet(goal).filter((kind) => !stopsOn.includes(kind));
  const problem = `what meets the goal must also stop the sequence: add ${missing.join(' and ')}`;
  return { path, problem, fix: `write: stops on: [${[...stopsOn, ...missing].join(', ')}]` };
}

/** A field of a rule that is right in itself and stands in the wrong place; undefined when it is not that. */
export function misplacedInRule(path: Path, written: unknown): Misplaced | undefined {
  if (!path.includes('dormant')) return undefined;
  const [above, field] = [path.slice(0, -1), path.at(-1)];
  const beside = (valueAt(written, above) ?? {}) as { by?: unknown; all?: unknown; any?: unknown };
  const { by } = beside;
  if (typeof by === 'string' && valueAt(written, path) === null) {
    const fix = `write: by: [${by}, ${String(field)}]`;
    return { problem: `"${String(field)}" belongs into the list of by:`, fix, home: above };
  }
  const join = ['all', 'any'].find((one) => Object.hasOwn(beside, one));
  if (join !== undefined && OF_WINDOW.includes(String(field))) {
    const problem = `"${String(field)}" belongs inside a window of the list of ${join}:`;
    return { problem, fix: `write: ${join}: [{ …, ${String(field)}: … }, …]`, home: above };
  }
  if (field !== 'all' && field !== 'any') return undefined;
  const fix = `write: dormant: { ${field}: [ … ] } with windows and personal in the list, and nothing beside it`;
  return { problem: `"${field}" stands alone: nothing beside it, and not inside another`, fix, home: above };
}

/** A length of time alone. */
function windowAdvice(value: unknown): Advice | undefined {
  const days = lengthLike(value);
  if (days === undefined) return undefined;
  const problem = 'a window has a beginning and an end';
  return { problem, fix: `write: dormant: { after: ${days}, until: 1 year }, with the end that you want` };
}

/** A length of time for a clock that each customer has of their own. */
function clockAdvice(value: unknown): Advice | undefined {
  const days = lengthLike(value);
  if (days === undefined) return undefined;
  const problem = "personal takes no length of time: each customer's own orders say how long";
  return { problem, fix: `write: personal: true, or a window instead: dormant: { after: ${days}, until: 1 year }` };
}

function lengthLike(value: unknown): string | undefined {
  const days = typeof value === 'number' ? `${value} days` : value;
  return typeof days === 'string' && DurationSchema.safeParse(days).success ? days : undefined;
}

function kindSpelling({ path, value, said }: WrongAt, field: string): Advice | undefined {
  const kind = nameLike(String(value));
  if (kind === undefined) return undefined;
  const rule = said.replace(/, like .*$/, '').replace('activity has', 'activity has only');
  const isItem = path.at(-1) !== field;
  return { problem: `"${String(value)}": ${rule}`, fix: `write: ${field}: ${isItem ? `[${kind}]` : kind}` };
}
