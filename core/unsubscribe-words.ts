// What do people read behind an unsubscribe link? The words of each page, as plain text, for every world that shows them.
import { CHANNEL_NEEDS, type Channel } from '#core/channel';

/** A title and one paragraph; `button` is what there is to press, on the page that asks. */
export type UnsubscribeWords = { readonly title: string; readonly text: string; readonly button?: string };

/** Asks whether to stop. */
export function askWords(shop: string, channel: Channel): UnsubscribeWords {
  const { called } = CHANNEL_NEEDS[channel];
  return {
    title: `Stop ${called} from ${shop}?`,
    text: `You will get no more marketing ${called} from ${shop}. Messages about your orders are not affected.`,
    button: 'Unsubscribe',
  };
}

/** Says that it is done. */
export function doneWords(shop: string, channel: Channel): UnsubscribeWords {
  const { called } = CHANNEL_NEEDS[channel];
  return {
    title: 'You are unsubscribed',
    text: `You will get no more marketing ${called} from ${shop}. One that is on its way already may still arrive.`,
  };
}

/** Says that we do not know this link, and what works instead. */
export function invalidLinkWords(shop: string): UnsubscribeWords {
  return {
    title: 'This link is not valid',
    text: `It may have been cut off. Open the message again and use its link as a whole. If that does not help, reply to the message or write to ${shop}: say that you want no more.`,
  };
}

/** Says that we failed, and that nothing has been changed. */
export const LATER_WORDS: UnsubscribeWords = {
  title: 'Please try again in a minute',
  text: 'You are not unsubscribed yet: something went wrong on our side. If it happens again, reply to the message instead.',
};

/** Says what a link is for, to programs that do something else with it. */
export const METHOD_WORDS: UnsubscribeWords = {
  title: 'This is an unsubscribe link',
  text: 'Open it in a browser.',
};
