// What all sequences share: the shop, the incentives and the segments, read strictly.
import { join } from 'node:path';
import * as z from 'zod';
import { IncentiveNameSchema, SegmentNameSchema } from '#core/ids';
import { IncentiveSchema } from '#core/incentive';
import { SegmentSchema } from '#core/segment';
import { ShopSchema } from '#core/shop';
import { INCENTIVE_NOTES, SEGMENT_NOTES, SHOP_NOTES } from '#workflows/field-notes';
import type { Problem } from '#workflows/problems';
import { readSource } from '#workflows/read-source';
import { readYaml } from '#workflows/read-yaml';

const IncentivesSchema = z.record(IncentiveNameSchema, IncentiveSchema);
const SegmentsSchema = z.record(SegmentNameSchema, SegmentSchema);

/** A file with what was written, what it means, and the names that may be referred to. */
type Read<S extends z.ZodType> = {
  readonly file: string;
  readonly names: readonly string[];
  readonly written: z.input<S>;
  readonly parsed: z.output<S>;
};

export type PlanFiles = {
  readonly shop: Read<typeof ShopSchema>;
  readonly incentives: Read<typeof IncentivesSchema>;
  readonly segments: Read<typeof SegmentsSchema>;
};

export type PlanAnswer =
  | { readonly status: 'read'; readonly files: PlanFiles }
  | { readonly status: 'broken'; readonly problems: readonly Problem[] };

/** Reads the three files of a plan's folder; incentives and segments may be left out. */
export async function readPlanFiles(folder: string): Promise<PlanAnswer> {
  const paths = ['shop.yaml', 'incentives.yaml', 'segments.yaml'].map((name) => join(folder, name));
  const [shopSource, ...named] = await Promise.all(paths.map(readSource));
  const [shopFile = '', incentivesFile = '', segmentsFile = ''] = paths;
  if (shopSource === undefined) return noShop(shopFile);
  const [incentivesSource, segmentsSource] = named.map((source) => (isBlank(source?.text) ? undefined : source));
  const none = { file: '', text: '{}' };
  const shop = readYaml(shopSource, ShopSchema, SHOP_NOTES);
  const incentives = readYaml(incentivesSource ?? none, IncentivesSchema, INCENTIVE_NOTES);
  const segments = readYaml(segmentsSource ?? none, SegmentsSchema, SEGMENT_NOTES);
  if (shop.status === 'broken' || incentives.status === 'broken' || segments.status === 'broken') {
    const problems = [shop, incentives, segments].flatMap((one) => (one.status === 'broken' ? one.problems : []));
    return { status: 'broken', problems };
  }
  return {
    status: 'read',
    files: {
      shop: { ...shop, file: shopFile, names: [] },
      incentives: { ...incentives, file: incentivesFile, names: Object.keys(incentives.written) },
      segments: { ...segments, file: segmentsFile, names: Object.keys(segments.written) },
    },
  };
}

function noShop(file: string): PlanAnswer {
  const fix = 'write it with name, website, address, time zone, currency and email: see workflows/README.md';
  return { status: 'broken', problems: [{ file, line: 1, column: 1, problem: 'there is no such file', fix }] };
}

/** Nothing but comments and empty lines. */
function isBlank(text: string | undefined): boolean {
  return text === undefined || text.split('\n').every((line) => /^\s*(#.*)?$/.test(line));
}
