// Why is a customer dormant, or not? The verdict in words.
import type { ActivityKind } from '#core/activity';
import type { Dormancy, Measured, WindowSource } from '#core/dormancy';
import type { Window } from '#core/dormancy-rule';

const KIND_WORDS: Readonly<Record<string, string>> = { 'app-open': 'app opening', support: 'contact with support' };

/** "last order 94 days ago, window 90 to 365 days"; of several silences each, joined by semicolons. */
export function dormancyText({ measured }: Dormancy): string {
  return measured.map(measuredText).join('; ');
}

function measuredText(measured: Measured): string {
  const { silentDays, after, source } = measured;
  const signs = measured.by.map(kindWord).join(' or ');
  if (silentDays === undefined) return `no ${signs} yet`;
  const window = Number.isFinite(after) ? `${windowWord(source)} ${spanText(measured)}` : 'no window';
  return `last ${signs} ${silentDays} ${silentDays === 1 ? 'day' : 'days'} ago, ${window}`;
}

/** What people call a kind of activity. */
export function kindWord(kind: ActivityKind): string {
  return KIND_WORDS[kind] ?? kind.replaceAll('-', ' ');
}

function windowWord(source: WindowSource): string {
  switch (source.from) {
    case 'sequence':
      return 'window';
    case 'shop':
      return "the shop's window";
    case 'segment':
      return `window of ${source.segment}`;
    case 'clock':
      return `their own clock (model ${source.model})`;
  }
}

/** `90 to 365 days`: the first included, the last excluded. */
export function spanText({ after, until }: Window): string {
  return until === undefined ? `${after} days or more` : `${after} to ${until} days`;
}
