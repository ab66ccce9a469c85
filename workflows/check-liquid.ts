// Will every name in a message have a value for every customer? Asked of the source, where the lines are the author's.
import { Liquid } from 'liquidjs';
import { IncentiveNameSchema } from '#core/ids';
import { IncentiveSchema } from '#core/incentive';
import { messageVariables, renderPiece, unrenderable } from '#core/message';
import { didYouMean } from '#core/nearest';
import type { Shop } from '#core/shop';
import { type Piece, problemIn, textOf } from '#workflows/message-source';
import type { Problem } from '#workflows/problems';
import { type Samples, sampleFacts } from '#workflows/sample-customers';

type Variables = Readonly<Record<string, unknown>>;
type Found = { readonly name: string; readonly offset: number };

/** What is checked: a piece, how it is rendered, and the names that it may use beside those of every message. */
export type LiquidPiece = { readonly piece: Piece; readonly kind: 'html' | 'text'; readonly extra?: Variables };

/** Only parses: rendering is left to core's renderer, the one that sends. */
const PARSER = new Liquid();
const OWN_FIELD = /^customer\.fields\.([A-Za-z0-9_]{1,40})$/;
/** A message that is wrong in more places than this is shown the first ones. */
const MOST_PROBLEMS = 20;

/** Liquid reads on to the next closing brace, and then complains of something else far below. */
const UNCLOSED = /\{(?:\{(?:(?!\}\}).)*\{\{|%(?:(?!%\}).)*\{%)/gs;

/** A word processor's quotes where Liquid wants straight ones; between straight ones they are just text. */
const CURLY_QUOTE = /(?<=\{[{%](?:"[^"]*"|'[^']*'|(?![}%]\})[^"'“”„‘’])*)[“”„‘’](?=(?:(?![}%]\}).)*[}%]\})/g;

/** What a message may not do: take in files, the clock or unescaped text, or stumble over Liquid's own words. */
const REFUSED = [
  { pattern: UNCLOSED, problem: 'this Liquid is never closed', fix: 'write }} or %} where it ends' },
  { pattern: CURLY_QUOTE, problem: 'curly quotes', fix: 'write default: "there" with straight ones' },
  {
    pattern: /\bdefault:\s*(["'])(?:…|\.{3})\1/g,
    problem: 'some customers would read "…" here',
    fix: 'write default: "your words"',
  },
  {
    pattern: /(?<=\|\s*default:\s*)[a-z][\w'’]*[ \t]+[a-z]/gi,
    problem: 'words need quotes',
    fix: 'put the words in quotes: default: "your words"',
  },
  {
    pattern: /\{%-?\s*(?:render|include|layout|block)\b/g,
    problem: 'Liquid takes in no other files here',
    fix: 'use <mj-include path="…" /> in email.mjml, or write the words here',
  },
  {
    pattern: /\|\s*raw\b/g,
    problem: 'raw would let what a customer typed into the email as HTML',
    fix: 'remove | raw',
  },
  {
    pattern: /\bcustomer\.fields\.(?:size|first|last)\b/g,
    problem: 'size, first and last mean something else to Liquid: it would count the fields',
    fix: 'give the profile field another name, such as shirt_size',
  },
  {
    pattern: /(['"])(?:now|today)\1\s*\|\s*date\b/g,
    problem: 'a message knows no clock: it must read the same in preview and when it leaves',
    fix: "say it without today's date",
  },
];

/** The profile fields (`x` of `customer.fields.x`) that a piece uses; none when it cannot be parsed. */
export function ownFieldsIn(piece: Piece): readonly string[] {
  try {
    return variablesIn(textOf(piece)).flatMap(({ name }) => OWN_FIELD.exec(name)?.[1] ?? []);
  } catch {
    // What cannot be parsed is told by checkLiquid, with its place.
    return [];
  }
}

/** Syntax, filters, unknown names, and names that some of the sample customers lack. */
export function checkLiquid({ piece, kind, extra = {} }: LiquidPiece, samples: Samples): readonly Problem[] {
  const source = textOf(piece);
  const refused = REFUSED.flatMap(({ pattern, problem, fix }) =>
    [...source.matchAll(pattern)].map(({ index }) => problemIn(piece, index, problem, fix)),
  );
  if (refused.length > 0) return refused;
  const complete = { ...everyVariable(samples[0].shop), ...extra };
  const names = namesIn(complete, '');
  try {
    const unknown = variablesIn(source).filter(({ name }) => !names.includes(name) && !OWN_FIELD.test(name));
    if (unknown.length > 0)
      return unknown.map((found) => unquoted(piece, source, found) ?? unknownName(piece, found, names));
  } catch (fault) {
    return [syntaxProblem(piece, source, fault)];
  }
  const isOffered = samples.some(({ incentive }) => incentive !== undefined);
  return samples.flatMap((facts) =>
    missingIn({ piece, kind, extra: { ...messageVariables(facts), ...extra } }, source, complete, isOffered),
  );
}

/** What the renderer itself is given for a customer with everything, incentive included. */
function everyVariable(shop: Shop): Variables {
  const terms = IncentiveSchema.parse({ 'amount off': 5, 'expires after': '14 days' });
  const [full] = sampleFacts(shop, [{ name: IncentiveNameSchema.parse('sample'), terms }], []);
  return messageVariables(full);
}

function namesIn(variables: Variables, above: string): string[] {
  return Object.entries(variables).flatMap(([name, value]) => [
    `${above}${name}`,
    ...(isGroup(value) ? namesIn(value, `${above}${name}.`) : []),
  ]);
}

function variablesIn(source: string): readonly Found[] {
  const { globals } = PARSER.analyzeSync(PARSER.parse(source), { partials: false });
  return Object.values(globals)
    .flat()
    .map(({ segments, location }) => ({
      name: segments.map(String).join('.'),
      offset: offsetOf(source, location.row, location.col),
    }))
    .sort((one, other) => one.offset - other.offset);
}

/** `default: there` is the value of a name to Liquid, where its author meant a word. */
function unquoted(piece: Piece, source: string, { offset }: Found): Problem | undefined {
  if (!/\bdefault:\s*$/.test(source.slice(0, offset))) return undefined;
  const words = /^[^|}"']*/.exec(source.slice(offset))?.[0].trim() ?? '';
  return problemIn(piece, offset, 'words need quotes', `put the words in quotes: default: "${words}"`);
}

function unknownName(piece: Piece, { name, offset }: Found, names: readonly string[]): Problem {
  const groups = names.filter((one) => names.some((other) => other.startsWith(`${one}.`)));
  const printable = names.filter((one) => !groups.includes(one) && one !== 'customer.fields');
  const fix = `use one of ${[...printable, 'customer.fields.<your own>'].join(', ')}`;
  return problemIn(piece, offset, `unknown name "${name}"${didYouMean(name, printable)}`, fix);
}

/** Renders again and again, each time with what was missing filled in, until nothing is. */
function missingIn(
  { piece, kind, extra: variables = {} }: LiquidPiece,
  source: string,
  complete: Variables,
  isOffered: boolean,
): Problem[] {
  const problems: Problem[] = [];
  let filled = variables;
  while (problems.length < MOST_PROBLEMS) {
    try {
      renderPiece(source, kind, filled);
      return problems;
    } catch (fault) {
      const { problem, line, column } = unrenderable(fault);
      const name = /^undefined variable: (.+)$/.exec(problem)?.[1];
      if (name === undefined) return [...problems, syntaxProblem(piece, source, fault)];
      const offset = offsetOf(source, line ?? 1, column ?? 1);
      problems.push(problemIn(piece, offset, ...missingAdvice(name, isOffered)));
      filled = withValue(filled, complete, name.split('.'));
    }
  }
  return problems;
}

/** `isOffered`: some who get the message get an incentive with it. */
function missingAdvice(name: string, isOffered: boolean): [problem: string, fix: string] {
  if (name === 'incentive' || name.startsWith('incentive.')) {
    const around = 'put {% if incentive %} … {% endif %} around them';
    return isOffered
      ? [
          'these words speak of an incentive, which customers of some value tiers do not get',
          `${around}, or give every tier one`,
        ]
      : [
          'these words speak of an incentive, but a touch sends them without one',
          `add incentive: to the touch, or ${around}`,
        ];
  }
  return [
    `"${name}" is missing for some customers`,
    `write {{ ${name} | default: "your words" }}, default before other filters`,
  ];
}

function withValue(variables: Variables, complete: Variables, [name = '', ...rest]: readonly string[]): Variables {
  const whole = complete[name] ?? '';
  if (rest.length === 0) return { ...variables, [name]: whole };
  const [group, full] = [variables[name], whole].map((value) => (isGroup(value) ? value : {}));
  return { ...variables, [name]: withValue(group ?? {}, full ?? {}, rest) };
}

function isGroup(value: unknown): value is Variables {
  return typeof value === 'object' && value !== null;
}

function syntaxProblem(piece: Piece, source: string, fault: unknown): Problem {
  const { problem, line, column } = unrenderable(fault);
  const offset = offsetOf(source, line ?? 1, column ?? 1);
  const filter = /^undefined filter: (.+)$/.exec(problem)?.[1];
  if (filter !== undefined) {
    const meant = didYouMean(filter, Object.keys(PARSER.filters));
    return problemIn(piece, offset, `unknown filter "${filter}"${meant}`, 'use a filter of workflows/README.md');
  }
  const tag = /^tag "(.+)" not found$/.exec(problem)?.[1];
  if (tag !== undefined) {
    const meant = didYouMean(tag, Object.keys(PARSER.tags));
    return problemIn(piece, offset, `unknown or misplaced tag "${tag}"${meant}`, 'compare with the tags before it');
  }
  return problemIn(piece, offset, problem, 'compare the braces, quotes and tags with workflows/README.md');
}

function offsetOf(source: string, line: number, column: number): number {
  const before = source.split('\n').slice(0, line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}
