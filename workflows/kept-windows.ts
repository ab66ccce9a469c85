// Which sequences look for customers whom the shop no longer keeps? Perhaps they are to be shorter, so it is a note and no problem.
import { type PublishedFile, SequenceSchema } from '#core/sequence';
import { ShopSchema } from '#core/shop';

/** Each sequence with a window that ends later than `keep customers` of the shop. */
export function keptTooShortlyIn(published: readonly PublishedFile[]): readonly string[] {
  return published.flatMap(({ sequence, shop }) => {
    const { name, dormant } = SequenceSchema.parse(sequence);
    const { keepDays } = ShopSchema.parse(shop);
    const ends = dormant.parts.flatMap(({ until, perSegment }) => [until, ...perSegment.map((one) => one.until)]);
    const last = Math.max(0, ...ends.filter((until) => until !== undefined));
    if (keepDays === undefined || last <= keepDays) return [];
    return [
      `${name} looks for customers who have been silent for up to ${last} days, but the shop keeps nobody of whom nothing was heard for more than ${keepDays} (keep customers in shop.yaml): such customers are not enrolled.`,
    ];
  });
}
