// What all sequences share: the shop, the incentives and the segments, read strictly.
import { join } from 'node:path';
import * as z from 'zod';
import { IncentiveNameSchema } from '#core/ids';
import { IncentiveSchema } from '#core/incentive';
import { SegmentsSchema } from '#core/segment';
import { ShopSchema } from '#core/shop';
import { checkSegments } from '#workflows/check-segments';
import { INCENTIVE_NOTES, SEGMENT_NOTES, SHOP_NOTES } from '#workflows/field-notes';
import type { Problem } from '#workflows/problems';
import { namesIn, readSource } from '#workflows/read-source';
import { readYaml, type YamlFile } from '#workflows/read-yaml';

const IncentivesSchema = z.record(IncentiveNameSchema, IncentiveSchema);

/** A file with what was written, what it means, and the names that may be referred to. */
type Read<S extends z.ZodType> = {
  readonly file: string;
  readonly names: readonly string[];
  readonly written: z.input<S>;
  readonly parsed: z.output<S>;
};

/** `isWhole`: false when something is wrong with the incentives or the segments; what refers to them cannot be judged then. */
export type PlanFiles = {
  readonly isWhole: boolean;
  readonly shop: Read<typeof ShopSchema>;
  readonly incentives: Read<typeof IncentivesSchema>;
  readonly segments: Read<typeof SegmentsSchema>;
};

export type PlanAnswer =
  | { readonly status: 'read'; readonly files: PlanFiles; readonly problems: readonly Problem[] }
  | { readonly status: 'broken'; readonly problems: readonly Problem[] };

/** Reads the three files of a plan's folder; incentives and segments may be left out, and without the shop nothing is read. */
export async function readPlanFiles(folder: string): Promise<PlanAnswer> {
  const paths = ['shop.yaml', 'incentives.yaml', 'segments.yaml'].map((name) => join(folder, name));
  const [shopSource, ...others] = await Promise.all(paths.map(readSource));
  const [shopFile = '', incentivesFile = '', segmentsFile = ''] = paths;
  if (shopSource === undefined) return noShop(shopFile);
  const [incentivesSource, segmentsSource] = others.map((source) => (isBlank(source?.text) ? undefined : source));
  const none = { file: '', text: '{}' };
  const shop = readYaml(shopSource, ShopSchema, SHOP_NOTES);
  const incentives = readYaml(incentivesSource ?? none, IncentivesSchema, INCENTIVE_NOTES);
  const segments = readYaml(segmentsSource ?? none, SegmentsSchema, SEGMENT_NOTES);
  const unread = [shop, incentives, segments].flatMap((one) => (one.status === 'broken' ? one.problems : []));
  if (shop.status === 'broken') return { status: 'broken', problems: unlooked(unread) };
  const plan = { activities: shop.parsed.activities, sequences: await sequenceNames(folder) };
  const unknown = segments.status === 'read' ? checkSegments(segments.parsed, plan, segments.problemAt) : [];
  const problems = [...unread, ...unknown];
  return {
    status: 'read',
    problems,
    files: {
      isWhole: problems.length === 0,
      shop: { ...shop, file: shopFile, names: [] },
      incentives: named(incentives, incentivesFile),
      segments: named(segments, segmentsFile),
    },
  };
}

/** The name of a sequence is that of its file. */
async function sequenceNames(folder: string): Promise<readonly string[]> {
  const files = (await namesIn(join(folder, 'sequences'))) ?? [];
  return files.flatMap((file) => /^(.*)\.ya?ml$/.exec(file)?.[1] ?? []);
}

/** A broken file gives no names. */
function named<S extends typeof IncentivesSchema | typeof SegmentsSchema>(read: YamlFile<S>, file: string) {
  const { written, parsed } = read.status === 'read' ? read : { written: {}, parsed: {} };
  return { file, written, parsed, names: Object.keys(written) };
}

/** Every message speaks of the shop: without it, silence about the rest must not look like praise. */
function unlooked(problems: readonly Problem[]): readonly Problem[] {
  const last = problems.at(-1);
  if (last === undefined) return [];
  return [...problems.slice(0, -1), { ...last, fix: `${last.fix}\nSequences and messages were not looked at yet.` }];
}

function noShop(file: string): PlanAnswer {
  const fix = 'write it with name, website, address, time zone, currency and email: see workflows/README.md';
  return {
    status: 'broken',
    problems: unlooked([{ file, line: 1, column: 1, problem: 'there is no such file', fix }]),
  };
}

/** Nothing but comments and empty lines. */
function isBlank(text: string | undefined): boolean {
  return text === undefined || text.split('\n').every((line) => /^\s*(#.*)?$/.test(line));
}
