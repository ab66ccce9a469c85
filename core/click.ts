// Was it a person who followed a link, or a machine that looks at every message on its way to the mailbox?
import type { Channel } from '#core/channel';
import type { Message } from '#core/sequence';
import { epochOf, type Instant } from '#core/time';

/**
 * Nobody opens, reads and follows within so little; scanners follow at once. Those who look later are known by how many
 * links they follow, or by their provider.
 */
const MACHINE_MS = 10_000;
/** A person follows one link of a message at a time, perhaps two. */
const MOST_BY_HAND = 2;
/** By then all that a machine followed together with it has been told. */
export const CLICK_SETTLES_SECONDS = 15;

/** `link` tells one link of a message from another, where the provider says which it was. */
export type Followed = { readonly at: Instant; readonly link?: string | undefined };

export type ClickFacts = {
  readonly channel: Channel;
  readonly click: Followed;
  /** When the message left us, and when it was delivered, as far as is known. */
  readonly sent: Instant | undefined;
  readonly delivered: Instant | undefined;
  /** All clicks in the same message. */
  readonly siblings: readonly Followed[];
  /** How many links the message has. */
  readonly links: number;
};

/** Was it a machine that followed this link: too soon after the delivery, or together with too many others? */
export function isMachines({ channel, click, sent, delivered, siblings, links }: ClickFacts): boolean {
  if (isAtDelivery(channel, click.at, delivered) || (sent !== undefined && between(sent, click.at) <= MACHINE_MS))
    return true;
  const together = mostTogether(click, siblings);
  return together > MOST_BY_HAND || (links > 1 && together >= links);
}

/**
 * A mail's scanner looks while the mail is being delivered, so before the stamp too. A carrier tells of an SMS when it
 * pleases: who clicked before that had it on their phone already.
 */
function isAtDelivery(channel: Channel, at: Instant, delivered: Instant | undefined): boolean {
  if (delivered === undefined) return false;
  const after = between(delivered, at);
  return after <= MACHINE_MS && after >= (channel === 'email' ? -MACHINE_MS : 0);
}

/** The most links that were followed within one such span of time, the click's own among them. */
function mostTogether(click: Followed, siblings: readonly Followed[]): number {
  const near = [click, ...siblings].filter(({ at }) => Math.abs(between(at, click.at)) <= MACHINE_MS);
  const counts = near.map(({ at: begin }) => {
    const within = near.filter(({ at }) => between(begin, at) >= 0 && between(begin, at) <= MACHINE_MS);
    const holdsClick = between(begin, click.at) >= 0;
    return holdsClick ? new Set(within.flatMap(({ link }) => (link === undefined ? [] : [link]))).size : 0;
  });
  return Math.max(...counts);
}

/** How many links a message has that lead to the web, each once, the one to say no included: machines follow that too. */
export function countLinks(message: Message | undefined, channel: Channel): number {
  const links =
    channel === 'email'
      ? [...(message?.email?.html ?? '').matchAll(HREF)].map(([, double, single]) => double ?? single ?? '')
      : [...(message?.sms ?? '').matchAll(WRITTEN)].map(([link]) => link);
  return new Set(links.filter((link) => !ELSEWHERE.test(link))).size;
}

const HREF = /<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
/** As a text has them: written out, or as the variable that stands for one. */
const WRITTEN =
  /https?:\/\/[^\s<>"]+|\{\{\s*(?:unsubscribe_url|preferences_url|survey_url|shop\.website)[^}]*\}\}[^\s<>"]*/g;
/** What no tracking rewrites: mail, telephone, places in the message itself. */
const ELSEWHERE = /^\s*(?:$|#|mailto:|tel:|sms:)/i;

function between(one: Instant, other: Instant): number {
  return epochOf(other) - epochOf(one);
}
