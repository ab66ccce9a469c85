// A topic is wrong, in shop.yaml or in a sequence: what did its author probably mean?
import { nearest } from '#core/nearest';
import type { Topics } from '#core/topics';
import type { Advice } from '#workflows/segment-advice';

type Path = readonly PropertyKey[];

/** The topic that somebody meant who wrote this name, or the words that customers read; undefined when none is near. */
export function topicLike(written: string, topics: Topics): string | undefined {
  const words = new Map(Object.entries(topics).map(([name, said]) => [said, name]));
  const meant = nearest(written, Object.keys(topics)) ?? nearest(written, [...words.keys()]);
  return meant === undefined ? undefined : (words.get(meant) ?? meant);
}

/** The `topic` of a sequence that is no name at all; undefined when it is not the words of a topic either. */
export function topicAdvice(value: unknown, topics: Topics): Advice | undefined {
  if (typeof value !== 'string') return undefined;
  const meant = topicLike(value, topics);
  if (meant === undefined) return undefined;
  return { problem: `there is no topic "${value}"; did you mean "${meant}"?`, fix: `write: topic: ${meant}` };
}

/** Better advice than the schema's own for `topics` of the shop; undefined when there is none. */
export function topicsAdvice({ path, value, said }: { path: Path; value: unknown; said: string }): Advice | undefined {
  const [field, name, ...below] = path;
  if (field !== 'topics' || below.length > 0) return undefined;
  if (name !== undefined) {
    if (value !== null && value !== '') return undefined;
    const fix = `write the words that customers read, as in offers: Offers and discounts`;
    return { problem: `the topic "${String(name)}" has no words for customers`, fix };
  }
  if (Array.isArray(value)) {
    const fix = 'topics are `name: words`, without -, as in offers: Offers and discounts';
    return { problem: 'topics are no list', fix };
  }
  const [most] = /\d+/.exec(said) ?? [];
  if (!said.startsWith('name at most') || most === undefined) return undefined;
  const count = Object.keys(value ?? {}).length;
  return {
    problem: `there are ${count} topics; at most ${most} fit on the page`,
    fix: `remove ${count - Number(most)}`,
  };
}
