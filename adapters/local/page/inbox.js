// The inbox: emails of all customers, newest first, live.
import { byId, element, moveByKeys } from './dom.js';
import { orToast, read } from './server.js';
import { dayOf, number, sequenceOf, shortly } from './words.js';

const PAGE = 40;
/** Above this the list forgets its oldest rows; "Show older" brings them back. */
const MOST_ROWS = 400;

const list = byId('inbox-list');
const older = byId('inbox-older');
/** @type {Map<string, { item: HTMLElement, button: HTMLElement, time: HTMLElement, at: string }>} by message id */
const rows = new Map();
/** @type {string | undefined} */
let cursor;
let wantsOlder = false;
/** @type {string | undefined} */
let selected;

/** @param {(message: any) => void} choose */
export function startInbox(choose) {
  moveByKeys(list, '.row', { previous: 'ArrowUp', next: 'ArrowDown' });
  older.addEventListener('click', async () => {
    wantsOlder = true;
    const page = await orToast(() =>
      read(`/api/messages?channel=email&limit=${PAGE}&before=${encodeURIComponent(String(cursor))}`),
    );
    if (page === undefined) return;
    for (const message of page.items) addRow(message, choose, 'end');
    setCursor(page.next);
  });
}

/**
 * Reads the newest messages and puts those on top that are not there yet. Answers the newest of all.
 * @param {any} state
 * @param {(message: any) => void} choose
 */
export async function refreshInbox(state, choose) {
  byId('inbox-count').textContent = number(state.postbox.sent.email);
  byId('inbox-empty').hidden = state.postbox.sent.email > 0;
  if (state.postbox.sent.email === 0) return undefined;
  const page = await read(`/api/messages?channel=email&limit=${PAGE}`);
  const known = page.items.some((/** @type {any} */ message) => rows.has(message.messageId));
  if (!known) {
    // More arrived than one page holds: what was shown no longer joins on.
    list.replaceChildren();
    rows.clear();
    wantsOlder = false;
    setCursor(page.next);
  }
  for (const message of [...page.items].reverse()) addRow(message, choose, 'start');
  if (!wantsOlder) forgetOldest();
  tellTimes(state.now);
  return page.items[0];
}

/** @type {string | undefined} */
let toldDay;

/**
 * A time of today becomes a date when the day is over.
 * @param {any} state
 */
export function tickInbox({ now }) {
  const today = dayOf(now);
  if (today !== toldDay) tellTimes(now);
  toldDay = today;
}

/** @param {string} now */
function tellTimes(now) {
  for (const { time, at } of rows.values()) time.textContent = shortly(at, now);
}

/** @param {string} messageId */
export function markSelected(messageId) {
  if (selected !== undefined) rows.get(selected)?.button.removeAttribute('aria-current');
  selected = messageId;
  rows.get(messageId)?.button.setAttribute('aria-current', 'true');
}

/**
 * @param {any} message
 * @param {(message: any) => void} choose
 * @param {'start' | 'end'} where
 */
function addRow(message, choose, where) {
  if (rows.has(message.messageId)) return;
  const time = element('time', { class: 'row-time', datetime: message.at });
  const again = message.copy > 1 ? element('span', { class: 'tag bad' }, 'sent again') : undefined;
  const button = element(
    'button',
    {
      type: 'button',
      class: 'row',
      'aria-current': message.messageId === selected && 'true',
      onclick: () => choose(message),
    },
    element('span', { class: 'row-name' }, message.name ?? message.to),
    time,
    element('span', { class: 'row-subject' }, message.subject ?? ''),
    element('span', { class: 'row-preview' }, message.preview),
    element(
      'span',
      { class: 'row-tags' },
      element('span', { class: 'tag' }, message.touchId),
      element('span', { class: 'tag' }, sequenceOf(message.enrollmentId)),
      again,
    ),
  );
  const item = element('li', { 'data-message': message.messageId }, button);
  rows.set(message.messageId, { item, button, time, at: message.at });
  if (where === 'start') list.prepend(item);
  else list.append(item);
}

function forgetOldest() {
  while (rows.size > MOST_ROWS) {
    rows.delete(list.lastElementChild.dataset.message);
    list.lastElementChild.remove();
    const { message } = list.lastElementChild.dataset;
    setCursor(`${rows.get(message)?.at}#${message}`);
  }
}

/** @param {string | undefined} next */
function setCursor(next) {
  cursor = next;
  older.hidden = next === undefined;
}
