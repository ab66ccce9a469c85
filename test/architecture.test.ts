import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ringsOf } from './support/import-rings.ts';
import { type Import, lineAt, type Source, sourceOf, sourceTree, withoutStrings } from './support/source-tree.ts';

/** A law: what it says, which breaches it finds, and a tree that breaks it, so that it has been seen to fail. */
type Law = {
  readonly says: string;
  readonly breaches: (tree: readonly Source[]) => readonly string[];
  readonly offender: Readonly<Record<string, string>>;
};

const isCore = (path: string) => /^core\/((law|model|pages)\/)?[^/]+$/.test(path);
const isFlow = (path: string) => path.startsWith('core/flow/');
const isDoor = (path: string) => /^functions\/[^/]+$/.test(path);
const isPlainStore = (path = '') => /^adapters\/(aws\/tables|files\/upload-prefixes)\.ts$/.test(path);
const isPlainGround = (path: string | undefined) => /^infra\/(stages|outputs|bundling)\.ts$/.test(path ?? '');
const isIn = (folder: string) => (path: string | undefined) => path?.startsWith(`${folder}/`) ?? false;
const folderOf = (path: string) => path.split('/').slice(0, 2).join('/');

/** A law on imports: every import of the files that it is about must be `allowed`. */
function onImports(
  about: (path: string) => boolean,
  allowed: (imported: Import, path: string) => boolean,
  because: string,
): Law['breaches'] {
  return (tree) =>
    tree
      .filter(({ path }) => about(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter((imported) => !allowed(imported, path))
          .map(({ line, specifier }) => `${path}:${line} imports ${specifier}: ${because}`),
      );
}

/** A law on words: none of these may stand in the code of the files that it is about. */
function onWords(about: (path: string) => boolean, words: RegExp, because: string): Law['breaches'] {
  return (tree) =>
    tree
      .filter(({ path }) => about(path))
      .flatMap(({ path, code }) => {
        const text = withoutStrings(code);
        return [...text.matchAll(words)].map(
          ({ 0: word, index }) => `${path}:${lineAt(text, index)} says ${word.trim()}: ${because}`,
        );
      });
}

const CORE_PACKAGES =
  /^(zod|temporal-polyfill\/fns\/(Instant|PlainDate|PlainDateTime|ZonedDateTime)|liquidjs|@noble\/hashes\/.+)$/;
/** Mathematics, for the model of the shop only, and zod for what is stored of it. */
const MODEL_PACKAGES = /^(zod|ml-levenberg-marquardt|ml-matrix|@stdlib\/math-base-special-(gammaln|digamma|hyp2f1))$/;
const IMPURE =
  /\b(?:process|console|performance|globalThis|fetch|setTimeout|setInterval|setImmediate)\b(?=\s*[.([])|\bDate\.now\b|\bnew Date\s*\(\s*\)|\bnew Date\b(?!\s*\()|(?<!new )\bDate\s*\(\s*\)|\bTemporal\.Now\b|\bMath\.random\b|\bcrypto\s*\./g;

const ASSEMBLERS = /^(adapters\/local\/|functions\/runtime\/(http-)?services\.ts$|cli\/|bench\/|test\/)/;

/** What is left of a file without its imports and without the names that it passes on. */
function ownCode(code: string): string {
  const others = /\b(?:import|export)\b[\w$\s{},*]*?\bfrom\s*['"][^'"]+['"]\s*;?/g;
  return code
    .replace(others, '')
    .replace(/\bexport\s*\{[^}]*\}\s*;?/g, '')
    .trim();
}

type Budget = { readonly about: (path: string) => boolean; readonly lines: number; readonly name: string };
/** The first that is about a file counts. */
const BUDGETS: readonly Budget[] = [
  { about: isDoor, lines: 60, name: 'a door' },
  { about: isFlow, lines: 120, name: 'a flow' },
  { about: isCore, lines: 200, name: 'a core module' },
  { about: isIn('adapters'), lines: 200, name: 'an adapter' },
  { about: isIn('infra'), lines: 200, name: 'a construct' },
  { about: isIn('test'), lines: 300, name: 'a test' },
  { about: () => true, lines: 300, name: 'any file' },
];
/** Files that may be longer than their budget, and why. */
const DEFENDED: ReadonlyMap<string, string> = new Map();

function overBudget({ path, lines }: Source): string[] {
  const budget = BUDGETS.find(({ about }) => about(path));
  if (budget === undefined || lines <= budget.lines || DEFENDED.has(path)) return [];
  return [`${path}:${budget.lines + 1} is where ${budget.name} should have ended; it has ${lines} lines: split it`];
}

const LAWS: readonly Law[] = [
  {
    says: 'core imports zod, temporal-polyfill, liquidjs, @noble/hashes and itself, its model mathematics too, and nothing else',
    breaches: onImports(
      isCore,
      ({ specifier, target }, path) =>
        (isIn('core/model')(path) ? MODEL_PACKAGES : CORE_PACKAGES).test(specifier) || isIn('core')(target),
      'core decides; whatever touches the world is an adapter',
    ),
    offender: { 'core/time.ts': "import { readFileSync } from 'node:fs';" },
  },
  {
    says: 'core never imports its flow',
    breaches: onImports(isCore, ({ target }) => !isIn('core/flow')(target), 'what decides knows nothing of the steps'),
    offender: { 'core/time.ts': "import { touch } from '#core/flow/touch';" },
  },
  {
    says: 'core, and what reads the words of providers, have no clock, no randomness, no environment and no console',
    breaches: onWords(
      (path) => isCore(path) || isFlow(path) || /^adapters\/webhooks\/(aws|providers)\//.test(path),
      IMPURE,
      'it is an argument, or it is not for this room',
    ),
    offender: { 'core/flow/touch.ts': '// a comment\nconst now = new Date();' },
  },
  {
    says: 'the flow imports core and nothing else',
    breaches: onImports(isFlow, ({ target }) => isIn('core')(target), 'the steps reach the world through ports only'),
    offender: { 'core/flow/touch.ts': "import * as z from 'zod';" },
  },
  {
    says: 'adapters import core and libraries, never the steps and never each other; only adapters/local assembles',
    breaches: onImports(
      (path) => isIn('adapters')(path) && !isIn('adapters/local')(path),
      ({ target }, path) =>
        target === undefined || folderOf(target) === folderOf(path) || (isIn('core')(target) && !isFlow(target)),
      'an adapter knows core and its own SDK',
    ),
    offender: { 'adapters/aws/journal.ts': "import { memoryJournal } from '#adapters/memory/journal';" },
  },
  {
    says: 'only functions/runtime/services.ts and http-services.ts, the command line, the bench and adapters/local assemble a world',
    breaches: onImports(
      (path) => !ASSEMBLERS.test(path) && !isIn('infra')(path),
      ({ target }, path) =>
        !isIn('adapters')(target) ||
        folderOf(target ?? '') === folderOf(path) ||
        // What AWS's records mean is the same behind the queue as behind a webhook, and is written once.
        (isIn('functions/runtime')(path) && isIn('adapters/webhooks/aws')(target)),
      'ask for a port instead',
    ),
    offender: { 'functions/runtime/env.ts': "const aws = await import('#adapters/aws/clients');" },
  },
  {
    says: 'adapters/local never imports the doors, the command line or the ground',
    breaches: onImports(
      isIn('adapters/local'),
      ({ target }) => target === undefined || /^(core|adapters|workflows)\//.test(target),
      'a world is assembled from core, adapters and the plan',
    ),
    offender: { 'adapters/local/world.ts': "import { print } from '../../cli/terminal.ts';" },
  },
  {
    says: 'a door imports its runtime, core and libraries, but no SDK',
    breaches: onImports(
      isDoor,
      ({ specifier, target }) =>
        target === undefined
          ? !/^@aws-sdk\//.test(specifier)
          : isIn('functions/runtime')(target) || isIn('core')(target),
      'a door parses, calls one flow and answers',
    ),
    offender: { 'functions/scan.ts': "import { SQSClient } from '@aws-sdk/client-sqs';" },
  },
  {
    says: 'the plan imports core and libraries, never the steps',
    breaches: onImports(
      isIn('workflows'),
      ({ target }) => target === undefined || isIn('workflows')(target) || (isIn('core')(target) && !isFlow(target)),
      'workflows are data and what judges them',
    ),
    offender: { 'workflows/load.ts': "import { touch } from '#core/flow/touch';" },
  },
  {
    says: 'infra never imports flows, of adapters only where tables and uploads keep things, and of the doors only types',
    breaches: onImports(
      isIn('infra'),
      ({ target, typesOnly }) =>
        (!isIn('adapters')(target) || isPlainStore(target)) &&
        !isIn('core/flow')(target) &&
        (typesOnly || !isIn('functions')(target)),
      'the ground knows the plan, the keys and the shape of the environment',
    ),
    offender: { 'infra/touches.ts': "import { EnvSchema } from '../functions/runtime/env.ts';" },
  },
  {
    says: 'of infra, others import only plain data: stages, outputs and bundling',
    breaches: onImports(
      (path) => !isIn('infra')(path) && !isIn('test')(path),
      ({ target }) => !isIn('infra')(target) || isPlainGround(target),
      'whoever imports a construct loads all of aws-cdk-lib',
    ),
    offender: { 'cli/doctor/doctor.ts': "import { Tables } from '../../infra/tables.ts';" },
  },
  {
    says: 'stages, outputs and bundling do not import the CDK',
    breaches: onImports(
      isPlainGround,
      ({ specifier }) => !/^(aws-cdk-lib|constructs|cdk-nag)/.test(specifier),
      'the command line reads them, and starts fast',
    ),
    offender: { 'infra/stages.ts': "import { Stack } from 'aws-cdk-lib';" },
  },
  {
    says: 'nothing outside test imports test',
    breaches: onImports(
      (path) => !isIn('test')(path),
      ({ target }) => !isIn('test')(target),
      'test data stays in test',
    ),
    offender: { 'bench/scan.ts': "import { aCustomer } from '../test/support/builders.ts';" },
  },
  {
    says: 'core, adapters and workflows are imported by their # names from anywhere',
    breaches: onImports(
      () => true,
      ({ specifier, target }) => specifier.startsWith('#') || !/^(core|adapters|workflows)\/.*\.ts$/.test(target ?? ''),
      'write #core/x, #adapters/x or #workflows/x',
    ),
    offender: { 'cli/run.ts': "import { dayOf } from '../core/time.ts';" },
  },
  {
    says: 'no files import each other in a ring',
    breaches: ringsOf,
    offender: { 'core/a.ts': "import type { B } from '#core/b';", 'core/b.ts': "import { a } from '#core/a';" },
  },
  {
    says: 'no file only passes on what others export',
    breaches: (tree) =>
      tree
        .filter(({ code }) => ownCode(code) === '' && /\bexport\b/.test(code))
        .map(
          ({ path, code }) =>
            `${path}:${lineAt(code, code.search(/\bexport\b/))} only re-exports: import from the source`,
        ),
    offender: {
      'adapters/aws/index.ts': "import { a } from '#adapters/aws/a';\nexport { a };\nexport * from './b.ts';",
    },
  },
  {
    says: 'no file or folder is called utils, helpers or types',
    breaches: (tree) =>
      tree
        .filter(({ path }) => path.split('/').some((name) => /^(utils?|helpers?|types?)(\.|$)/.test(name)))
        .map(({ path }) => `${path}:1 has a name that says nothing: call it by the question that it answers`),
    offender: { 'core/utils.ts': 'export const one = 1;' },
  },
  {
    says: 'only configuration has default exports',
    breaches: onWords(
      (path) => !/\.config\.ts$|\.d\.ts$/.test(basename(path)),
      /\bexport\s+default\b|\bas\s+default\b/g,
      'a name is the same everywhere',
    ),
    offender: { 'core/money.ts': 'export default 1;' },
  },
  {
    says: 'every file keeps its budget of lines',
    breaches: (tree) => tree.flatMap(overBudget),
    offender: { 'functions/scan.ts': 'const line = 1;\n'.repeat(61) },
  },
];

const tree = sourceTree();

describe('the law of the house', () => {
  test.each(LAWS.map((law) => [law.says, law] as const))('%s', (_says, { breaches }) => {
    expect(breaches(tree)).toEqual([]);
  });

  test('is read over all of the house', () => {
    const folders = new Set(tree.map(({ path }) => path.split('/')[0]));
    expect([...folders]).toEqual(expect.arrayContaining(['adapters', 'cli', 'core', 'test', 'workflows']));
    const imports = tree.find(({ path }) => path === 'core/time.ts')?.imports.map(({ specifier }) => specifier);
    expect(imports).toEqual(expect.arrayContaining(['temporal-polyfill/fns/Instant', 'zod']));
  });

  test('defends no file that is gone or has become short enough', () => {
    const longer = tree.filter(({ path, lines }) => lines > (BUDGETS.find(({ about }) => about(path))?.lines ?? 0));
    expect([...DEFENDED.keys()].filter((path) => !longer.some((source) => source.path === path))).toEqual([]);
  });
});

describe('a tree that breaks the law', () => {
  test.each(LAWS.map((law) => [law.says, law] as const))('"%s" is named with its file and line', (_says, law) => {
    const [breach = ''] = law.breaches(Object.entries(law.offender).map(([path, text]) => sourceOf(path, text)));
    const [path = ''] = Object.keys(law.offender);
    expect(breach).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')}:\\d+ `));
  });
});
