// The bubbles of the phone: an SMS of the shop, the replies it got, and the automatic answers to them.
import { element } from './dom.js';
import { counted, dayOf, sequenceOf, timeOf } from './words.js';

/**
 * An SMS, and below it what was texted back and forth about it.
 *
 * @param {any} message
 */
export function bubblesOf(message) {
  const { at, touchId, enrollmentId, parts, preview, replies, copy } = message;
  const about = `${touchId} of ${sequenceOf(enrollmentId)} · ${counted(parts, 'part', 'parts')}${copy > 1 ? ' · sent again' : ''}`;
  const bubble = (
    /** @type {string} */ side,
    /** @type {string} */ when,
    /** @type {string} */ words,
    /** @type {string} */ note,
  ) =>
    element(
      'li',
      { class: `bubble ${side}` },
      element('p', {}, words),
      element('small', {}, `${dayOf(when)}, ${timeOf(when)} · ${note}`),
    );
  const who = message.name ?? 'the customer';
  return [
    bubble('theirs', at, preview, about),
    ...inOrder(replies).map((/** @type {any} */ { at: when, words, by }) =>
      by === 'shop'
        ? bubble('theirs', when, words, 'automatic answer')
        : bubble('mine', when, words, `reply of ${who}`),
    ),
  ];
}

/**
 * As they were said: an answer is kept a moment before the reply that it answers.
 *
 * @param {any[]} replies
 */
export function inOrder(replies) {
  const said = [...replies];
  for (let at = 0; at + 1 < said.length; at += 1) {
    const [one, next] = said.slice(at, at + 2);
    if (one.by !== 'shop' || next.by === 'shop' || next.at > one.at) continue;
    said.splice(at, 2, next, one);
    at += 1;
  }
  return said;
}
