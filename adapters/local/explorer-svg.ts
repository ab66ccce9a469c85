// The histogram of silence as an inline drawing; its colours come from the style of the page around it.
import type { Exploration } from '#core/explorer';
import { foldedTail } from '#core/explorer-silence';

const WIDTH = 840;
const HEIGHT = 320;
/** Room for the numbers at the left, the words above and the days below, also in the large letters of a phone. */
const FRAME = { left: 88, right: 16, top: 40, bottom: 44 } as const;
const GAP = 3;
/** Three years; more bars would be too thin. */
const MOST_BARS = 36;
/** About so many lines across, and numbers below: of those, every second one is left out on a phone. */
const LINES = 4;
const LABELS = 8;
/** Words of two lines this close would run into each other in the letters of a phone; the colours tell then. */
const ROOM_FOR_WORDS = 240;
const ROUND_STEPS = [1, 2, 2.5, 5, 10];

/** Bars of 30 days, the dormant part of each at the bottom; with lines where dormancy begins and ends, if all have the same. */
export function histogramSvg({ histogram, after, until }: Exploration, withLines: boolean, locale: string): string {
  const buckets = foldedTail(histogram, MOST_BARS);
  const count = (number: number) => number.toLocaleString(locale);
  const step = roundStep(Math.max(...buckets.map(({ customers }) => customers)) / LINES);
  const top = Math.ceil(Math.max(...buckets.map(({ customers }) => customers)) / step) * step;
  const [wide, high] = [WIDTH - FRAME.left - FRAME.right, HEIGHT - FRAME.top - FRAME.bottom];
  const y = (customers: number) => FRAME.top + high * (1 - customers / top);
  const slot = wide / buckets.length;
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => {
    const at = y(index * step);
    const label = `<text x="${FRAME.left - 10}" y="${px(at + 5)}" text-anchor="end">${count(index * step)}</text>`;
    return `<path class="grid" d="M${FRAME.left} ${px(at)}H${WIDTH - FRAME.right}"/>${label}`;
  });
  const bars = buckets.map(({ from, to, customers, dormant }, index) => {
    const rect = (kind: string, low: number, up: number) =>
      up === low
        ? ''
        : `<rect class="${kind}" x="${px(FRAME.left + index * slot + GAP / 2)}" y="${px(y(up))}" width="${px(slot - GAP)}" height="${px(y(low) - y(up))}"/>`;
    const title = `<title>${from} to ${to - 1} days: ${count(customers)}, dormant: ${count(dormant)}</title>`;
    return `<g>${title}${rect('dormant', 0, dormant)}${rect('awake', dormant, customers)}</g>`;
  });
  const every = Math.ceil(buckets.length / LABELS);
  const days = buckets.map(({ from }, index) => {
    if (index % every !== 0) return '';
    const fine = index % (2 * every) === 0 ? '' : ' class="fine"';
    return `<text${fine} x="${px(FRAME.left + index * slot)}" y="${HEIGHT - 14}" text-anchor="middle">${count(from)}</text>`;
  });
  // A folded bar has a scale of its own, so a line within it would be nowhere.
  const scaled = (buckets.length - (buckets.length < histogram.length ? 1 : 0)) * slot;
  const bucketDays = (buckets[0]?.to ?? 1) - (buckets[0]?.from ?? 0);
  const ends = [
    { at: after, words: `from ${count(after)} days` },
    ...(until === null
      ? []
      : [{ at: until, words: ((until - after) / bucketDays) * slot < ROOM_FOR_WORDS ? '' : `to ${count(until - 1)}` }]),
  ];
  const marks = (withLines ? ends : []).flatMap(({ at, words }) => {
    const offset = (at / bucketDays) * slot;
    if (offset > scaled) return [];
    const x = FRAME.left + offset;
    const side = offset > wide * (3 / 4) ? ['end', -6] : ['start', 6];
    const text = `<text class="mark" x="${px(x + Number(side[1]))}" y="24" text-anchor="${side[0]}">${words}</text>`;
    return [`<path class="line" d="M${px(x)} 8V${HEIGHT - FRAME.bottom}"/>${text}`];
  });
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Customers by days of silence">
${[...lines, ...bars, ...days, ...marks].filter((part) => part !== '').join('\n')}
</svg>`;
}

/** The next round number that is no smaller, at least 1: steps between customers are whole. */
function roundStep(least: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  const found = ROUND_STEPS.map((step) => step * magnitude).find((step) => step >= least && Number.isInteger(step));
  return found ?? magnitude;
}

function px(length: number): string {
  return length.toFixed(1);
}
