// Which places and hours stand behind a text message that the law holds back? In words for people.
import type { Customer } from '#core/customer';
import { type SmsLaw, smsLaw } from '#core/law/sms-law';
import { smsPlaces } from '#core/law/sms-places';

type Hours = SmsLaw['zones'][number]['week'][number];

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const FIRST = 1;
const LAST = 7;

/**
 * Where the customer may be by their row, and the hours that the law allows there, in local time: `Rhode Island: Mon-Fri
 * 9:00-18:00, Sat 10:00-17:00, not on holidays`. Undefined where no law is known (any more).
 */
export function lawWords(customer: Pick<Customer, 'phone' | 'fields' | 'timeZone'>): string | undefined {
  const { called: places } = smsPlaces(customer);
  const { zones } = smsLaw(customer);
  const weeks = new Set(zones.map(({ week }) => weekText(week)));
  const [hours] = weeks;
  if (places === undefined || hours === undefined) return undefined;
  // Each state in its own zones: no line has room for them all.
  if (weeks.size > 1) return `${places}: only hours that all of its states allow`;
  const holidays = zones.some(({ notOn }) => notOn.length > 0) ? ', not on holidays' : '';
  return `${places}: ${hours}${holidays}`;
}

/** `Mon-Fri 9:00-18:00, Sat 10:00-17:00`; days with the same hours that follow each other are told together. */
function weekText(week: SmsLaw['zones'][number]['week']): string {
  const runs: { from: number; to: number; hours: NonNullable<Hours> }[] = [];
  for (let day = FIRST; day <= LAST; day += 1) {
    const hours = week[day];
    const run = runs.at(-1);
    if (hours === undefined) continue;
    if (run?.to === day - 1 && hoursText(run.hours) === hoursText(hours)) run.to = day;
    else runs.push({ from: day, to: day, hours });
  }
  return runs.map(({ from, to, hours }) => `${daysText(from, to)} ${hoursText(hours)}`).join(', ') || 'never';
}

function daysText(from: number, to: number): string {
  if (from === FIRST && to === LAST) return 'daily';
  return from === to ? `${DAYS[from]}` : `${DAYS[from]}-${DAYS[to]}`;
}

function hoursText({ from, to }: NonNullable<Hours>): string {
  return [from, to].map((time) => time.replace(/^0/, '')).join('-');
}
