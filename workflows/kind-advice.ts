// A kind of activity is none that the shop has: which one did its author mean?
import { didYouMean, nearest } from '#core/nearest';
import { isActivityOf, kindsOfShop, type Shop } from '#core/shop';
import type { Advice } from '#workflows/segment-advice';

/** The shop and its file, as its author would type it. */
export type ShopFile = {
  readonly file: string;
  readonly parsed: Pick<Shop, 'activities'> & Partial<Pick<Shop, 'topics'>>;
};
/** `among`: the list that it stands in. */
type NamedKind = { readonly field: string; readonly named: string; readonly among?: readonly string[] | undefined };

/** What people write who would count an open as a sign of life. */
const OPENS = /^(?:e?-?mail-)?open(?:s|ed)?$/;

/** What to write for a kind that the shop does not have; undefined when it has it. */
export function kindAdvice({ field, named, among }: NamedKind, shop: ShopFile): Advice | undefined {
  if (isActivityOf(shop.parsed, named)) return undefined;
  const writeKind = (kind: string) => {
    const list = new Set(among?.map((one) => (one === named ? kind : one)));
    return `write: ${field}: ${among === undefined ? kind : `[${[...list].join(', ')}]`}`;
  };
  if (OPENS.test(named)) {
    const problem = 'an open is no sign of life: mailboxes open mail by themselves';
    return { problem, fix: `${writeKind('click')}, which only people do` };
  }
  const kinds = kindsOfShop(shop.parsed);
  const meant = nearest(named, kinds);
  const own = [...shop.parsed.activities, named].join(', ');
  const fix =
    meant === undefined
      ? `use one of ${kinds.join(', ')}, or name it in ${shop.file}: activities: [${own}]`
      : writeKind(meant);
  return { problem: `there is no kind of activity "${named}"${didYouMean(named, kinds)}`, fix };
}
