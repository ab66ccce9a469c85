// The JSONata of the state machine: which of it we run, and what it evaluates to.
import jsonata from 'jsonata';
import * as z from 'zod';
import { BadDefinition } from '#core/errors';

export const JsonSchema = z.json();
export type Json = z.infer<typeof JsonSchema>;

/** What an expression may refer to as `$states`. */
export type States = {
  readonly input: Json;
  readonly errorOutput?: { readonly Error: string; readonly Cause: string };
  readonly context: {
    readonly State: { readonly EnteredTime: string };
    readonly Task?: { readonly Token: string };
  };
};

/** A compiled piece of the file. Rejects when an expression fails or comes to nothing, as on AWS. */
export type Evaluate = (states: States) => Promise<Json>;

const EXPRESSION = /^\{%(.*)%\}$/s;

/** AWS adds `$parse`; the others are JSONata's own. None of them reads a clock or a source of randomness. */
const FUNCTIONS = ['ceil', 'count', 'max', 'merge', 'min', 'parse', 'toMillis'];

/** Why a string of the file cannot be run; undefined when it can, or is no expression at all. */
export function faultOfExpression(text: string): string | undefined {
  const source = EXPRESSION.exec(text)?.[1];
  if (source === undefined) return undefined;
  let ast: unknown;
  try {
    ast = jsonata(source).ast();
  } catch (fault) {
    const { message } = fault as jsonata.JsonataError; // the only thing that its parser throws
    return `is not JSONata 2.0 as AWS runs it: ${message}`;
  }
  const names = { used: new Set<string>(), bound: new Set(['states', ...FUNCTIONS]) };
  collectNames(ast, names);
  const unknown = [...names.used].find((name) => !names.bound.has(name));
  return unknown === undefined ? undefined : `uses $${unknown}, which the local runner does not implement`;
}

/** Compiles a value of the file, expressions at any depth included; everything else stands for itself. */
export function compileTemplate(template: Json): Evaluate {
  if (typeof template === 'string') return compileText(template);
  if (Array.isArray(template)) {
    const items = template.map(compileTemplate);
    return (states) => Promise.all(items.map((item) => item(states)));
  }
  if (typeof template !== 'object' || template === null) return () => Promise.resolve(template);
  const fields = Object.entries(template).map(([name, value]) => [name, compileTemplate(value)] as const);
  return async (states) => {
    const result: Record<string, Json> = {};
    for (const [name, evaluate] of fields) result[name] = await evaluate(states);
    return result;
  };
}

function compileText(text: string): Evaluate {
  const source = EXPRESSION.exec(text)?.[1];
  if (source === undefined) return () => Promise.resolve(text);
  const expression = jsonata(source);
  return async (states) => {
    const result: unknown = await expression.evaluate(undefined, { states, parse });
    if (result === undefined) throw new BadDefinition(`the expression ${text} came to nothing`);
    return JsonSchema.parse(result);
  };
}

function parse(text: unknown): unknown {
  return typeof text === 'string' ? JSON.parse(text) : undefined;
}

function collectNames(node: unknown, names: { used: Set<string>; bound: Set<string> }): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node) && 'type' in node) {
    if (node.type === 'variable' && 'value' in node) names.used.add(String(node.value));
    if (node.type === 'bind' && 'lhs' in node) bind(node.lhs, names.bound);
  }
  for (const child of Object.values(node)) collectNames(child, names);
}

function bind(variable: unknown, bound: Set<string>): void {
  if (typeof variable === 'object' && variable !== null && 'value' in variable) bound.add(String(variable.value));
}
