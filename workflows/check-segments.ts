// Do the segments speak of kinds of activity, sequences and segments that there are?
import { didYouMean, nearest } from '#core/nearest';
import { isGroup, isReference, itemsOf, MOST_CHAIN, MOST_WITH_REFERRED, type Segment, weightsOf } from '#core/segment';
import { fieldNames, fieldOf, type KnownNames } from '#core/segment-field-names';
import { kindsOfShop } from '#core/shop';
import type { Problem } from '#workflows/problems';
import type { ProblemAt } from '#workflows/read-yaml';
import { sentAdvice } from '#workflows/segment-advice';

type Segments = Readonly<Record<string, Segment>>;
/** What else stands in the plan: the shop's own kinds of activity, and its sequences. */
export type PlanNames = { readonly activities: readonly string[]; readonly sequences: readonly string[] };
type Path = readonly PropertyKey[];

/** Everything that the segments of a plan name and the plan does not have, and every circle of segments. */
export function checkSegments(segments: Segments, plan: PlanNames, problemAt: ProblemAt): readonly Problem[] {
  const names = { kinds: kindsOfShop(plan), sequences: plan.sequences };
  const unknown = Object.entries(segments).flatMap(([name, segment]) =>
    [...itemsOf(segment)].flatMap(({ path, item }) => {
      if (isGroup(item)) return [];
      const at = [name, ...path];
      return isReference(item)
        ? referenceProblems(item.segment, [...at, 'segment'], { segments, problemAt })
        : fieldProblems(item.field, [...at, 'field'], { names, activities: plan.activities, problemAt });
    }),
  );
  return [...unknown, ...circles(segments, problemAt), ...tooLarge(segments, problemAt)];
}

function fieldProblems(
  written: string,
  path: Path,
  {
    names,
    activities,
    problemAt,
  }: { readonly names: KnownNames; readonly activities: readonly string[]; readonly problemAt: ProblemAt },
): Problem[] {
  const about = fieldOf(written)?.about;
  if (about === undefined || about.what === 'name') return [];
  const there = about.what === 'kind' ? names.kinds : names.sequences;
  if (there.includes(about.name)) return [];
  const sent = sentAdvice(written);
  if (sent !== undefined) return [problemAt(path, 'value', sent.problem, sent.fix)];
  const meant = nearest(written, fieldNames(names));
  if (meant !== undefined) {
    const problem = `there is no field "${written}"; did you mean "${meant}"?`;
    return [problemAt(path, 'value', problem, `write: field: ${meant}`)];
  }
  const one = there.length === 0 ? 'take the condition out' : `use one of ${there.join(', ')}`;
  return about.what === 'kind'
    ? [
        problemAt(
          path,
          'value',
          `there is no kind of activity "${about.name}"`,
          `${one}, or name it in shop.yaml: activities: [${[...activities, about.name].join(', ')}]`,
        ),
      ]
    : [problemAt(path, 'value', `there is no sequence "${about.name}"`, one)];
}

function referenceProblems(
  written: string,
  path: Path,
  { segments, problemAt }: { readonly segments: Segments; readonly problemAt: ProblemAt },
): Problem[] {
  if (Object.hasOwn(segments, written)) return [];
  const names = Object.keys(segments);
  const meant = nearest(written, names);
  const fix = meant === undefined ? `use one of ${names.join(', ')}, or write one` : `write: segment: ${meant}`;
  return [problemAt(path, 'value', `there is no segment "${written}"${didYouMean(written, names)}`, fix)];
}

/** Each circle once, where it is entered from the first of its segments. */
function circles(segments: Segments, problemAt: ProblemAt): Problem[] {
  const told = new Set<string>();
  return Object.keys(segments).flatMap((name) => {
    if (told.has(name)) return [];
    const circle = circleFrom(name, segments);
    if (circle === undefined) return [];
    for (const one of circle) told.add(one);
    const [, next = name] = circle;
    const path = referencesOf(segments[name]).find((one) => one.name === next)?.path ?? [];
    const words =
      circle.length === 2 ? 'this segment refers to itself' : `these segments lead in a circle: ${circle.join(', ')}`;
    return [problemAt([name, ...path, 'segment'], 'value', words, 'take out one of the references')];
  });
}

/** The shortest way from a segment back to itself, both ends named; undefined when there is none. */
function circleFrom(start: string, segments: Segments): readonly string[] | undefined {
  const seen = new Set<string>();
  let ways: readonly (readonly string[])[] = [[start]];
  while (ways.length > 0) {
    const longer = ways.flatMap((way) =>
      referencesOf(segments[way.at(-1) ?? start]).map(({ name }) => [...way, name] as const),
    );
    const back = longer.find((way) => way.at(-1) === start);
    if (back !== undefined) return back;
    ways = longer.filter((way) => {
      const last = way.at(-1) ?? start;
      const isNew = Object.hasOwn(segments, last) && !seen.has(last);
      seen.add(last);
      return isNew;
    });
  }
  return undefined;
}

/** Told of the first ones only: whatever refers to them is as large. */
function tooLarge(segments: Segments, problemAt: ProblemAt): Problem[] {
  const weights = weightsOf(segments);
  const weigh = (name: string) => weights.get(name) ?? Number.POSITIVE_INFINITY;
  return Object.keys(segments).flatMap((name) => {
    const referred = referencesOf(segments[name]).map((one) => one.name);
    const isFirst = referred.every((one) => weigh(one) <= MOST_WITH_REFERRED || !Object.hasOwn(segments, one));
    if (!isFirst || weigh(name) <= MOST_WITH_REFERRED) return [];
    const problem = weights.has(name)
      ? `with all that it refers to, this segment has ${weigh(name)} conditions; at most ${MOST_WITH_REFERRED} are possible`
      : `this segment goes through more than ${MOST_CHAIN} others`;
    return [problemAt([name], 'key', problem, 'write it with fewer references')];
  });
}

function referencesOf(segment: Segment | undefined): readonly { readonly name: string; readonly path: Path }[] {
  if (segment === undefined) return [];
  return [...itemsOf(segment)].flatMap(({ path, item }) => (isReference(item) ? [{ name: item.segment, path }] : []));
}
