// What did a customer do, in words for people?
import { AWAY_WORDS, AwayReasonSchema } from '#core/away';
import { CHANNEL_NEEDS } from '#core/channel';
import { kindWord } from '#core/dormancy-words';
import { type Fact, SOFT } from '#core/fact';
import type { ReplyMeaning } from '#core/reply-kind';
import type { ResponseKind } from '#core/response';

/** What the ids of responses begin with that simulated customers gave: nobody may take them for real. */
export const SIMULATED = 'sim-';

const RESPONSES: Readonly<Record<ResponseKind, string>> = {
  order: 'Ordered',
  visit: 'Visited the shop',
  activity: 'Gave a sign of life',
  sent: 'The provider confirmed that it sent',
  delivered: 'Received',
  opened: 'Opened',
  clicked: 'Clicked in',
  failed: 'Not delivered:',
  bounced: 'Bounced:',
  complained: 'Complained about',
  unsubscribed: 'Unsubscribed from',
  replied: 'Replied to',
  consented: 'Said yes to',
  chose: 'Chose topics',
  paused: 'Asked for a pause',
  answered: 'Said why they had been away',
};

const MEANT: Readonly<Record<Exclude<ReplyMeaning, 'other'>, string>> = {
  stop: 'no more, please',
  start: 'yes again, please',
  help: 'asked who we are',
};

/** One response as a sentence. `money` and `pauseEndText` are in the words of the shop's place. */
export function responseText(fact: Fact, money: string, pauseEndText: (at: Fact['at']) => string): string {
  const { response = '', touch, channel, ref, reason = '' } = fact;
  const simulated = ref?.startsWith(SIMULATED) ? ' (simulated)' : '';
  const words = RESPONSES[response as ResponseKind] ?? response;
  const by = channel === undefined ? undefined : CHANNEL_NEEDS[channel].called;
  const about = [words, touch ?? by].filter(Boolean).join(' ');
  switch (response) {
    case 'activity':
      return `${sentence(kindWord(reason))}${money}${simulated}.`;
    case 'order':
    case 'visit':
      return `${words}${money}${touch === undefined ? '' : ` after ${touch}`}${simulated}.`;
    case 'clicked':
      return fact.automated === true
        ? `A machine followed a link in ${touch ?? 'a message'}.`
        : `${about}${simulated}.`;
    case 'bounced':
      return reason === SOFT ? `Bounced for now: ${touch ?? by}.` : `${about}${simulated}.`;
    // A channel is what they say yes or no to, whichever message brought them there.
    case 'unsubscribed':
    case 'consented': {
      const through = by === undefined || touch === undefined ? '' : ` after ${touch}`;
      const source = reason === '' ? '' : ` (${reason})`;
      return `${[words, by ?? touch].filter(Boolean).join(' ')}${through}${source}${simulated}.`;
    }
    case 'replied':
      return `${about}${isMeant(reason) ? `: ${MEANT[reason]}` : ''}${simulated}.`;
    case 'chose':
      return `On the preference page: ${reason}${simulated}.`;
    case 'paused':
      return fact.until === undefined
        ? `Ended the pause${simulated}.`
        : `${words} until ${pauseEndText(fact.until)}${simulated}.`;
    case 'answered':
      return `${words}: ${awayText(reason)}${fact.words === undefined ? '' : ` ("${fact.words}")`}${simulated}.`;
    default:
      return `${about}${simulated}.`;
  }
}

/** Is it bad news: a no, a complaint, or a message that came back, if only for now? */
export function isBadNews({ response = '', reason }: Fact): boolean {
  return ['complained', 'bounced', 'unsubscribed'].includes(response) || (response === 'replied' && reason === 'stop');
}

/** As the beginning of a sentence. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function isMeant(reason: string): reason is keyof typeof MEANT {
  return Object.hasOwn(MEANT, reason);
}

function awayText(reason: string): string {
  const known = AwayReasonSchema.safeParse(reason);
  return known.success ? AWAY_WORDS[known.data] : reason;
}
