// Is the state machine one that both AWS and the local runner can run, and does it keep its one law: no touch twice?
import * as z from 'zod';
import type { Problem, Source } from '#workflows/problems';
import { placeOf } from '#workflows/problems';
import { readYaml } from '#workflows/read-yaml';
import { readStateMachine, type StateMachine } from '#workflows/state-machine';

/** Errors by which Step Functions tells that the message did not reach SQS: of the request, and of the service. */
export const TRANSPORT_ERRORS: readonly string[] = ['SQS.SdkClientException', 'SQS.AmazonSQSException'];

/** What the stack and the local world fill in. */
export const SUBSTITUTIONS: readonly string[] = ['TouchQueueUrl', 'ParkedQueueUrl'];

type Finding = { readonly path: readonly PropertyKey[]; readonly problem: string; readonly fix: string };

const FIXES = {
  runner: 'use what the machine uses already, or teach adapters/local/asl-interpreter.ts first',
  retry: `name only ${TRANSPORT_ERRORS.join(' and ')}: retries come before catchers, so more would send a touch twice or swallow a Replan`,
  substitution: `use exactly ${SUBSTITUTIONS.join(' and ')}`,
};

/** Everything that is wrong in `workflows/journey.asl.json`, where, and what to do; nothing when it may be deployed. */
export function checkJourney(source: Source): Problem[] {
  const definition = parseJson(source.text);
  if (definition.status === 'broken') {
    const place = placeOf(source.text, definition.offset);
    const fix = 'compare the commas, quotes and brackets with the lines around it';
    return [{ file: source.file, ...place, problem: `this is not JSON: ${definition.why}`, fix }];
  }
  // JSON is YAML: this finds fields that are written twice, and the places of all others.
  const located = readYaml(source, z.unknown(), {});
  if (located.status === 'broken') return [...located.problems];
  return findingsIn(definition.value).map(({ path, problem, fix }) => located.problemAt(path, 'value', problem, fix));
}

function findingsIn(definition: unknown): Finding[] {
  const strays = strayProblems(definition);
  const reading = readStateMachine(definition);
  if (reading.status === 'read') return [...strays, ...retryProblems(reading.machine)];
  return [...strays, ...reading.refusals.map((refusal) => ({ ...refusal, fix: FIXES.runner }))];
}

function retryProblems({ States }: StateMachine): Finding[] {
  return Object.entries(States).flatMap(([name, state]) => {
    if (state.Type !== 'Task') return [];
    return state.Retry.flatMap(({ ErrorEquals }, index) =>
      ErrorEquals.filter((error) => !TRANSPORT_ERRORS.includes(error)).map((error) => ({
        path: ['States', name, 'Retry', index, 'ErrorEquals', ErrorEquals.indexOf(error)],
        problem: `Retry names ${error}, which is no error of the transport (state ${name})`,
        fix: FIXES.retry,
      })),
    );
  });
}

function strayProblems(definition: unknown): Finding[] {
  const used = substitutionsIn(definition, []);
  const unknown = used.filter(({ name }) => !SUBSTITUTIONS.includes(name));
  const missing = SUBSTITUTIONS.filter((name) => !used.some((one) => one.name === name));
  return [
    ...unknown.map(({ name, path }) => ({ path, problem: `nobody fills in \${${name}}`, fix: FIXES.substitution })),
    ...missing.map((name) => ({ path: [], problem: `\${${name}} is not used`, fix: FIXES.substitution })),
  ];
}

function substitutionsIn(
  value: unknown,
  path: readonly PropertyKey[],
): { name: string; path: readonly PropertyKey[] }[] {
  if (typeof value === 'string') {
    return [...value.matchAll(/\$\{(.*?)\}/g)].map(([, name = '']) => ({ name, path }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => substitutionsIn(child, [...path, key]));
}

type Parsed =
  | { readonly status: 'parsed'; readonly value: unknown }
  | { readonly status: 'broken'; readonly offset: number; readonly why: string };

function parseJson(text: string): Parsed {
  try {
    return { status: 'parsed', value: JSON.parse(text) };
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault);
    const position = /at position (\d+)/.exec(message)?.[1];
    const why = message.replace(/(, .*| in JSON at .*)$/s, '').replace(/token '\s'/, 'end of line');
    return { status: 'broken', offset: position === undefined ? offsetOfBadToken(text) : Number(position), why };
  }
}

/** The engine does not say where an unexpected token stands: behind the longest start of the text that lacks only its end. */
function offsetOfBadToken(text: string): number {
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (hasBadToken(text.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return good;
}

function hasBadToken(start: string): boolean {
  try {
    JSON.parse(start);
    return false;
  } catch (fault) {
    return fault instanceof Error && fault.message.startsWith('Unexpected token');
  }
}
