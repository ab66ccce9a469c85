// How long silent before we try, and after which we no longer try, as marketers write it.
import * as z from 'zod';
import { type ActivityKind, ActivityKindSchema } from '#core/activity';
import { type SegmentName, SegmentNameSchema } from '#core/ids';
import { WholeDaysSchema } from '#core/time';

/** Days of silence: `after` included, `until` excluded; without `until` there is no end. */
export type Window = { readonly after: number; readonly until: number | undefined };
/** What most shops begin with: a quarter of a year. */
export const USUAL_AFTER_DAYS = 90;
/** The window of one segment's customers. */
export type SegmentWindow = Window & { readonly segment: SegmentName };

/** Silence measured against a window: that of the first segment which has the customer, otherwise its own. */
export type WindowPart = Window & {
  readonly kind: 'window';
  readonly by: readonly ActivityKind[];
  readonly perSegment: readonly SegmentWindow[];
};
/** Silence since the last order, measured by the customer's own clock; where that says nothing, by a segment's or the shop's window. */
export type PersonalPart = {
  readonly kind: 'personal';
  readonly until: number | undefined;
  readonly perSegment: readonly SegmentWindow[];
};
export type DormancyPart = WindowPart | PersonalPart;

/** Dormant when all parts say so, or any of them. */
export type DormancyRule = { readonly join: 'all' | 'any'; readonly parts: readonly DormancyPart[] };

const AfterSchema = WholeDaysSchema.refine(
  (days) => days >= 1,
  'a customer is silent for at least 1 day before they are dormant',
);
const UNTIL_TOO_SHORT = { path: ['until'], error: 'until must be longer than after' };
const fits = ({ after, until }: { after: number; until?: number | undefined }) => until === undefined || after < until;

const SegmentWindowSchema = z
  .strictObject({ segment: SegmentNameSchema, after: AfterSchema, until: WholeDaysSchema.optional() })
  .refine(fits, UNTIL_TOO_SHORT)
  .transform((window): SegmentWindow => ({ ...window, until: window.until }));
/** A segment's window without an end of its own ends where the rule does. */
function segmentsFit(
  { until, 'per segment': windows }: { until?: number | undefined; 'per segment': readonly SegmentWindow[] },
  context: z.RefinementCtx,
): void {
  windows.forEach((own, index) => {
    if (own.until !== undefined || until === undefined || own.after < until) return;
    context.addIssue({ code: 'custom', path: ['per segment', index, 'until'], message: ENDS_TOO_SOON });
  });
}
const ENDS_TOO_SOON =
  'until is missing: without it this segment is tried no longer than the others, which is before it begins; write: until: 18 months';

const PerSegment = { 'per segment': z.array(SegmentWindowSchema).min(1).max(20).default([]) };

const WindowPartSchema = z
  .strictObject({
    after: AfterSchema,
    until: WholeDaysSchema.optional(),
    by: z.array(ActivityKindSchema).min(1).default(['order']),
    ...PerSegment,
  })
  .refine(fits, UNTIL_TOO_SHORT)
  .superRefine(segmentsFit)
  .transform(
    ({ after, until, by, 'per segment': perSegment }): WindowPart => ({ kind: 'window', after, until, by, perSegment }),
  );

const PersonalPartSchema = z
  .union([
    z.literal('personal'),
    z
      .strictObject({ personal: z.literal(true), until: WholeDaysSchema.optional(), ...PerSegment })
      .superRefine(segmentsFit),
  ])
  .transform((written): PersonalPart => {
    if (written === 'personal') return { kind: 'personal', until: undefined, perSegment: [] };
    return { kind: 'personal', until: written.until, perSegment: written['per segment'] };
  });

const PartSchema = z.union([WindowPartSchema, PersonalPartSchema]);
const PartsSchema = z
  .array(PartSchema)
  .min(2, 'all and any join two rules or more; write a single one by itself')
  .max(6);

/** A customer may be silent for years before a company begins: without an end the first scan would find them all. */
const NO_END = 'until is missing: without it everybody who fell silent years ago is tried; write: until: 1 year';
const NO_END_IN_ALL =
  'until is missing: one window of all needs an end, or everybody who fell silent years ago is tried; write: until: 2 years';

/**
 * `{ after: 90 days, until: 1 year, by: [order, visit] }`, which any sign of life ends; `{ all: […] }` and `{ any: […] }` of such
 * windows; `personal`. Of windows that all must hold one must have an end, of any others each.
 */
export const DormancyRuleSchema = z
  .union([PartSchema, z.strictObject({ all: PartsSchema }), z.strictObject({ any: PartsSchema })])
  .transform((written): DormancyRule => {
    if ('all' in written) return { join: 'all', parts: written.all };
    return 'any' in written ? { join: 'any', parts: written.any } : { join: 'all', parts: [written] };
  })
  .superRefine(({ join, parts }, context) => {
    const open = parts.flatMap((part, index) => (hasEnd(part) ? [] : [index]));
    const complain = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (parts.length === 1) {
      if (open.length > 0) complain(['until'], NO_END);
    } else if (join === 'any') {
      for (const index of open) complain([join, index, 'until'], NO_END);
    } else if (open.length === parts.length) complain([join, 0, 'until'], NO_END_IN_ALL);
  });

/** `shop.yaml`: the window that holds wherever a personal clock says nothing. */
export const ShopWindowSchema = z
  .strictObject({ after: AfterSchema, until: WholeDaysSchema })
  .refine(fits, UNTIL_TOO_SHORT);

/** All kinds of activity that a rule looks at, each once. */
export function kindsOf({ parts }: DormancyRule): readonly ActivityKind[] {
  return [...new Set(parts.flatMap((part) => (part.kind === 'window' ? part.by : ['order'])))];
}

/** All segments that a rule names, each once. */
export function segmentsOf({ parts }: DormancyRule): readonly SegmentName[] {
  return [...new Set(parts.flatMap(({ perSegment }) => perSegment.map(({ segment }) => segment)))];
}

/** Does a rule ask the customer's own clock, so that it needs a shop's window to fall back to? */
export function isPersonal({ parts }: DormancyRule): boolean {
  return parts.some(({ kind }) => kind === 'personal');
}

/** A personal clock ends with the shop's window at the latest. */
function hasEnd(part: DormancyPart): boolean {
  return part.kind === 'personal' || part.until !== undefined;
}
