// A value is wrong: what did its author probably mean, in the author's own words and numbers?
import { CHANNELS } from '#core/channel';
import { didYouMean } from '#core/nearest';
import { type Advice, segmentAdvice, type WrongValue } from '#workflows/segment-advice';

const LENGTHS = ['after', 'until', 'close after', 'expires after', 'in', 'within', 'not within'];
const MOST_HOLDOUT_PERCENT = 50;
const HOURS = /^\s*(\d{1,2}:\d\d)\s*-\s*(\d{1,2}:\d\d)\s*$/;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Better advice than the schema's own, for the mistakes that people make most; undefined when there is none. */
export function valueAdvice(wrong: WrongValue): Advice | undefined {
  const { field, value } = wrong;
  const ofSegment = segmentAdvice(wrong);
  if (ofSegment !== undefined) return ofSegment;
  if (field === 'channel' && typeof value === 'string') return channelAdvice(value);
  if (field === 'holdout') return holdoutAdvice(value);
  if (field === 'between' && typeof value === 'string') return hoursAdvice(value);
  if (field === 'days' && typeof value === 'string') return daysAdvice(value);
  if (LENGTHS.includes(field) && /^\d+$/.test(String(value))) {
    return { problem: `${String(value)} what?`, fix: `write: ${field}: ${String(value)} days` };
  }
  return nameAdvice(wrong);
}

/** The name that somebody meant who wrote `Hello_again`: `hello-again`; undefined when no name is left. */
export function nameLike(written: string): string | undefined {
  const name = written
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-$/g, '');
  return name === '' ? undefined : name;
}

function channelAdvice(written: string): Advice {
  return {
    problem: `there is no channel "${written}"${didYouMean(written, CHANNELS)}`,
    fix: `write ${CHANNELS.join(' or ')}`,
  };
}

function holdoutAdvice(value: unknown): Advice | undefined {
  const number = Number(String(value).replace(/%$/, ''));
  if (!Number.isFinite(number) || number < 0 || value === null || value === '') return undefined;
  if (number > MOST_HOLDOUT_PERCENT) {
    return {
      problem: `a holdout is at most ${MOST_HOLDOUT_PERCENT}%`,
      fix: `write: holdout: ${MOST_HOLDOUT_PERCENT}%`,
    };
  }
  if (String(value).endsWith('%')) return undefined;
  const percent = number > 0 && number < 1 ? Math.round(number * 100) : number;
  return { problem: `${String(value)} what?`, fix: `write: holdout: ${percent}%` };
}

function hoursAdvice(written: string): Advice | undefined {
  const [from, to] = (HOURS.exec(written)?.slice(1) ?? []).map((time) => time.padStart(5, '0'));
  if (from === undefined || to === undefined) return undefined;
  if (to < from) return { problem: 'the window ends before it begins', fix: `write "${to}-${from}"` };
  if (`${from}-${to}` === written.replaceAll(' ', '')) return undefined;
  return { problem: 'a time of day has two digits before the colon', fix: `write "${from}-${to}"` };
}

function daysAdvice(written: string): Advice | undefined {
  const [from, to] = written
    .toLowerCase()
    .split(/\s*(?:-|–|\bto\b)\s*/)
    .map((word) => WEEKDAYS.find((day) => word.startsWith(day)));
  const range = from !== undefined && to !== undefined ? `${from}-${to}` : undefined;
  const meant = /weekend/i.test(written) ? 'sat-sun' : /week/i.test(written) ? 'mon-fri' : range;
  return meant === undefined
    ? undefined
    : { problem: `"${written}" is not how days are written`, fix: `write: days: ${meant}` };
}

function nameAdvice({ field, value, said }: WrongValue): Advice | undefined {
  if (typeof value !== 'string' || !said.startsWith('a name has')) return undefined;
  const name = nameLike(value);
  if (name === undefined || name === value) return undefined;
  const rule = said.replace(/, like .*$/, '').replace('a name has', 'a name has only');
  const written = field === value ? `${name}:` : `${field}: ${name}`;
  return { problem: `"${value}" is not a name: ${rule}`, fix: `write: ${written}` };
}
