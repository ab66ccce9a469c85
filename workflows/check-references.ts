// Is there everything that a sequence names: segments, incentives, topics, kinds of activity, the shop's window behind a clock?
import type { ActivityKind } from '#core/activity';
import type { DormancyPart, DormancyRule, PersonalPart } from '#core/dormancy-rule';
import { PERSONAL_RULE } from '#core/model/personal-dormancy';
import { didYouMean, nearest } from '#core/nearest';
import { isReference, itemsOf } from '#core/segment';
import { type Sequence, segmentsNamedBy } from '#core/sequence';
import { kindAdvice } from '#workflows/kind-advice';
import type { PlanFiles } from '#workflows/plan-files';
import type { Problem } from '#workflows/problems';
import type { ProblemAt } from '#workflows/read-yaml';
import { topicLike } from '#workflows/topic-advice';

type Path = readonly PropertyKey[];
type Placed<T> = { readonly path: Path; readonly named: T };
/** `among`: the list that it stands in. */
type PlacedKind = Placed<ActivityKind> & { readonly among?: readonly ActivityKind[] };

const EXAMPLE_WINDOW = 'dormant: { after: 90 days, until: 1 year }';

/** Every name that the plan does not know, told where it stands. While files of the plan are broken, only kinds are looked at. */
export function referenceProblems(sequence: Sequence, plan: PlanFiles, problemAt: ProblemAt): readonly Problem[] {
  const parts = partsOf(sequence.dormant);
  const kinds = kindsIn(sequence, parts).flatMap((placed) => kindProblem(placed, plan, problemAt));
  const clocks = parts.flatMap(({ path, named }) =>
    named.kind === 'personal' ? clockProblems({ path, named }, plan, problemAt) : [],
  );
  if (!plan.isWhole) return [...kinds, ...clocks];
  const segments = segmentsIn(sequence, parts).flatMap((placed) => nameProblem('segment', placed, plan, problemAt));
  const incentives = incentivesIn(sequence).flatMap((placed) => nameProblem('incentive', placed, plan, problemAt));
  return [...segments, ...kinds, ...clocks, ...incentives, ...topicProblems(sequence, plan, problemAt)];
}

/** The segments that a sequence names and those that they name in turn, each once; unknown ones are left out. */
export function segmentsNeededBy(sequence: Sequence, { segments: { parsed } }: PlanFiles): readonly string[] {
  const needed = new Set<string>(segmentsNamedBy(sequence));
  // A set goes on to what is added while it is walked.
  for (const name of needed) {
    const segment = Object.entries(parsed).find(([known]) => known === name)?.[1];
    if (segment === undefined) needed.delete(name);
    else for (const { item } of itemsOf(segment)) if (isReference(item)) needed.add(item.segment);
  }
  return [...needed];
}

/** The parts of a rule, each where it is written. */
function partsOf({ join, parts }: DormancyRule): readonly Placed<DormancyPart>[] {
  const above = ['for', 'dormant'];
  return parts.map((named, index) => ({ path: parts.length === 1 ? above : [...above, join, index], named }));
}

function segmentsIn({ segment }: Sequence, parts: readonly Placed<DormancyPart>[]): readonly Placed<string>[] {
  const own = segment === undefined ? [] : [{ path: ['for', 'segment'], named: segment }];
  const windows = parts.flatMap(({ path, named: { perSegment } }) =>
    perSegment.map((one, index) => ({ path: [...path, 'per segment', index, 'segment'], named: one.segment })),
  );
  return [...own, ...windows];
}

function incentivesIn({ touches }: Sequence): readonly Placed<string>[] {
  return touches.flatMap(({ incentive }, index) => {
    const path = ['touches', index, 'incentive'];
    if (incentive === undefined) return [];
    if (typeof incentive === 'string') return [{ path, named: incentive }];
    return Object.entries(incentive).map(([tier, named]) => ({ path: [...path, tier], named }));
  });
}

function kindsIn({ goal, stopsOn }: Sequence, parts: readonly Placed<DormancyPart>[]): readonly PlacedKind[] {
  const listed = (above: Path, among: readonly ActivityKind[]) =>
    among.map((named, index) => ({ path: [...above, index], named, among }));
  return [
    ...parts.flatMap(({ path, named }) => (named.kind === 'window' ? listed([...path, 'by'], named.by) : [])),
    { path: ['goal'], named: goal },
    // What it stops on by default follows from the goal, and is told there.
    ...listed(['stops on'], stopsOn).filter(({ named }) => named !== goal),
  ];
}

function nameProblem(
  what: 'segment' | 'incentive',
  { path, named }: Placed<string>,
  plan: PlanFiles,
  problemAt: ProblemAt,
): readonly Problem[] {
  const { names, file } = what === 'segment' ? plan.segments : plan.incentives;
  if (names.includes(named)) return [];
  const meant = nearest(named, names);
  const others = names.length === 0 ? '' : `, or use one of ${names.join(', ')}`;
  const fix = meant === undefined ? `add it to ${file}${others}` : `write: ${String(path.at(-1))}: ${meant}`;
  return [problemAt(path, 'value', `there is no ${what} "${named}"${didYouMean(named, names)}`, fix)];
}

function topicProblems({ topic }: Sequence, { shop }: PlanFiles, problemAt: ProblemAt): readonly Problem[] {
  const names = Object.keys(shop.parsed.topics);
  if (topic === undefined || names.includes(topic)) return [];
  const meant = topicLike(topic, shop.parsed.topics);
  const fix =
    meant === undefined
      ? `add to ${shop.file}: topics: { ${topic}: the words for customers }`
      : `write: topic: ${meant}`;
  const said = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return [problemAt(['topic'], 'value', `there is no topic "${topic}"${said}`, fix)];
}

function kindProblem(
  { path, named, among }: PlacedKind,
  { shop }: PlanFiles,
  problemAt: ProblemAt,
): readonly Problem[] {
  const field = String(path.findLast((segment) => typeof segment === 'string'));
  const advice = kindAdvice({ field, named, among }, shop);
  return advice === undefined ? [] : [problemAt(path, 'value', advice.problem, advice.fix)];
}

/** A clock falls back to the shop's window, and ends with it unless it has an end of its own. */
function clockProblems(
  { path, named }: Placed<PersonalPart>,
  { shop }: PlanFiles,
  problemAt: ProblemAt,
): readonly Problem[] {
  const window = shop.parsed.dormant;
  if (window === undefined) {
    const problem = 'a personal clock needs a window to fall back to, for customers with too few orders';
    return [problemAt(path, 'value', problem, `add to ${shop.file}: ${EXAMPLE_WINDOW}`)];
  }
  const until = named.until ?? window.until;
  const least = Math.max(window.after, PERSONAL_RULE.atLeastDays);
  const short =
    until > least
      ? []
      : [
          problemAt(
            named.until === undefined ? path : [...path, 'until'],
            'value',
            `this ends after ${until} days; the shop's window begins after ${window.after}, and no clock says dormant before ${PERSONAL_RULE.atLeastDays}`,
            named.until === undefined
              ? `in ${shop.file}, write a longer until: under dormant:`
              : 'write: until: 1 year',
          ),
        ];
  const late = named.perSegment.flatMap((own, index) =>
    own.until !== undefined || own.after < until
      ? []
      : problemAt(
          [...path, 'per segment', index, 'after'],
          'value',
          `this begins after ${own.after} days, when the rule has ended (${until} days)`,
          'add an until of its own, for example until: 2 years',
        ),
  );
  return [...short, ...late];
}
