// Dates, numbers and speeds as people read them.

let zone = 'UTC';
/** Making a formatter costs more than a thousand uses of it, and lists are redrawn all the time. @type {Map<string, Intl.DateTimeFormat>} */
const formatters = new Map();

/**
 * All times are shown in this time zone from now on.
 * @param {string} timeZone
 */
export function useTimeZone(timeZone) {
  if (timeZone !== zone) formatters.clear();
  zone = timeZone;
}

/**
 * @param {string} instant
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(instant, options) {
  const key = JSON.stringify(options);
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  formatters.set(key, formatter);
  return formatter.format(new Date(instant));
}

/** @param {string} instant */
export function timeOf(instant) {
  return format(instant, { hour: '2-digit', minute: '2-digit' });
}

/** @param {string} instant */
export function dayOf(instant) {
  return format(instant, { day: 'numeric', month: 'short' });
}

/** @param {string} instant */
export function longDayOf(instant) {
  const weekday = format(instant, { weekday: 'long' });
  return `${weekday}, ${format(instant, { day: 'numeric', month: 'long', year: 'numeric' })}`;
}

/**
 * The time alone on the day of `now`, else the day.
 * @param {string} instant
 * @param {string} now
 */
export function shortly(instant, now) {
  return dayOf(instant) === dayOf(now) ? timeOf(instant) : dayOf(instant);
}

/** @param {number} count */
export function number(count) {
  return count.toLocaleString('en');
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function counted(count, one, many) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

const SPANS = [
  { name: 'second', seconds: 1 },
  { name: 'minute', seconds: 60 },
  { name: 'hour', seconds: 3_600 },
  { name: 'day', seconds: 86_400 },
  { name: 'week', seconds: 604_800 },
];
/**
 * `1 day = 2 s`: the smallest span that takes at least a second.
 * @param {number} speed virtual seconds per second
 */
export function speedText(speed) {
  const span = SPANS.find(({ seconds }) => seconds / speed >= 1);
  if (span !== undefined) return `1 ${span.name} = ${Number((span.seconds / speed).toPrecision(2))} s`;
  return `${number(Math.round(speed / 86_400))} days = 1 s`;
}

/**
 * `+1.4 points`: a difference of shares, in percentage points.
 * @param {number} share
 */
export function points(share) {
  const rounded = (share * 100).toFixed(1);
  return share >= 0 ? `+${rounded}` : rounded.replace('-', '\u2212');
}

/**
 * What a sequence is worth, honestly.
 * @param {{ status: string, difference: number, low: number, high: number }} lift
 */
export function liftText(lift) {
  if (lift.status === 'tooEarly') return 'Lift: too early to tell';
  const range = `${points(lift.low)} to ${points(lift.high)}`;
  return lift.status === 'measured'
    ? `Lift over holdout: ${points(lift.difference)} points (${range})`
    : `Lift not clear yet: ${range} points`;
}

/** @type {Record<string, string>} */
export const OUTCOME_WORDS = {
  wonBack: 'won back',
  running: 'running',
  lapsed: 'lapsed',
  optedOut: 'opted out',
  unreachable: 'unreachable',
  calledOff: 'called off',
};

/**
 * The sequence of an enrollment: its id begins with it.
 * @param {string} enrollmentId
 */
export function sequenceOf(enrollmentId) {
  return enrollmentId.split('_', 1)[0];
}
