// The phone: SMS conversations as bubbles, one per customer, and a field to reply in their place.
import { bubblesOf, inOrder } from './bubbles.js';
import { byId, element, emptyPane, icon } from './dom.js';
import { actAs, read } from './server.js';
import { number, shortly, timeOf } from './words.js';

const PAGE = 60;
const ACTS = { click: 'Tap the link', buy: 'Buy', visit: 'Visit' };

const screen = byId('screen');
/** @type {any[]} */
let messages = [];
/** @type {string | undefined} */
let openThread;
let chosenByHand = false;
let drawing = '';
let now = '';
/** @type {(customerId: string) => void} */
let openCustomer = () => {};
let shopName = '';

const NOTHING_YET = 'SMS arrive here, to customers who agreed to them and inside their send window.';
/** Whether the server was asked yet: before that, nothing is known to be missing. */
let hasLooked = false;

/** @param {(customerId: string) => void} open */
export function startPhone(open) {
  openCustomer = open;
  draw();
}

/** @param {any} state */
export function tickPhone(state) {
  now = state.now;
  shopName = state.shop.name;
  byId('phone-time').textContent = timeOf(now);
  byId('phone-count').textContent = number(state.postbox.sent.sms);
}

/** Reads the newest SMS, with the replies they got. */
export async function refreshPhone() {
  const page = await read(`/api/messages?channel=sms&limit=${PAGE}`);
  const newest = new Set(page.items.map((/** @type {any} */ { messageId }) => messageId));
  // An open conversation stays, however many newer messages there are.
  const kept = messages.filter(({ messageId, customerId }) => customerId === openThread && !newest.has(messageId));
  messages = [...page.items, ...kept];
  hasLooked = true;
  if (!chosenByHand && openThread === undefined) openThread = messages[0]?.customerId;
  draw();
}

function draw() {
  const thread = messages.filter(({ customerId }) => customerId === openThread);
  const next = JSON.stringify([
    hasLooked,
    openThread,
    thread.length > 0 ? thread : messages.map(({ messageId }) => messageId),
  ]);
  if (next === drawing) return;
  drawing = next;
  if (thread.length > 0) drawThread([...thread].reverse());
  else if (messages.length > 0) drawList();
  else screen.replaceChildren(...(hasLooked ? [emptyPane('No SMS has left yet', NOTHING_YET)] : []));
}

function drawList() {
  const newestFirst = [...new Set(messages.map(({ customerId }) => customerId))];
  const rows = newestFirst.map((customerId) => {
    const newest = messages.find((message) => message.customerId === customerId);
    return element(
      'li',
      {},
      element(
        'button',
        { type: 'button', class: 'thread', onclick: () => choose(customerId) },
        element('span', { class: 'thread-name' }, newest.name ?? newest.to),
        element('time', { class: 'thread-time', datetime: newest.at }, shortly(newest.at, now)),
        element('span', { class: 'thread-last' }, inOrder(newest.replies).at(-1)?.words ?? newest.preview),
      ),
    );
  });
  const head = element('div', { class: 'thread-head' }, element('h3', { tabindex: '-1' }, 'Messages'));
  screen.replaceChildren(head, element('ol', { class: 'threads' }, ...rows));
}

/** @param {string | undefined} customerId */
function choose(customerId) {
  chosenByHand = true;
  openThread = customerId;
  draw();
  screen.querySelector('h3')?.focus();
}

/** @param {any[]} thread oldest first */
function drawThread(thread) {
  const newest = thread.at(-1);
  const who = newest.name ?? newest.to;
  const draft = screen.querySelector('.reply input');
  const written = screen.dataset.thread === newest.customerId ? (draft?.value ?? '') : '';
  const wasTyping = draft !== null && document.activeElement === draft;
  screen.dataset.thread = newest.customerId;
  const back = element(
    'button',
    { type: 'button', class: 'back', onclick: () => choose(undefined) },
    icon('back'),
    element('span', { class: 'unseen' }, 'All conversations'),
  );
  const name = element(
    'button',
    { type: 'button', class: 'link', onclick: () => openCustomer(newest.customerId) },
    who,
  );
  const title = element('h3', { tabindex: '-1' }, name, element('small', {}, newest.to));
  const head = element('div', { class: 'thread-head' }, back, title);
  const bubbles = element('ol', { class: 'bubbles' }, ...thread.flatMap(bubblesOf));
  const reply = replyForm(newest, who);
  const hadFocus = screen.contains(document.activeElement);
  screen.replaceChildren(head, bubbles, actsOf(newest, who), reply);
  bubbles.scrollTop = bubbles.scrollHeight;
  const field = /** @type {HTMLInputElement} */ (reply.firstElementChild);
  field.value = written;
  if (hadFocus) (wasTyping ? field : title).focus();
}

/**
 * @param {any} message
 * @param {string} who
 */
function actsOf(message, who) {
  const buttons = Object.entries(ACTS).map(([act, label]) =>
    element('button', { type: 'button', class: 'act', onclick: () => actAs(message, /** @type {any} */ (act)) }, label),
  );
  const stop = element(
    'button',
    { type: 'button', class: 'act quiet-act', onclick: () => reply(message, 'STOP') },
    'Reply STOP',
  );
  return element('fieldset', { class: 'acts', 'aria-label': `Act in the place of ${who}` }, ...buttons, stop);
}

/**
 * @param {any} message
 * @param {string} who
 */
function replyForm(message, who) {
  const input = element('input', {
    type: 'text',
    placeholder: `Reply to ${shopName}`,
    'aria-label': `Reply in the place of ${who}`,
    maxlength: 1600,
    autocomplete: 'off',
  });
  const send = element(
    'button',
    { class: 'send' },
    icon('send'),
    element('span', { class: 'unseen' }, 'Send the reply'),
  );
  const submit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const words = input.value.trim();
    if (words === '') return;
    input.value = '';
    if (!(await reply(message, words))) input.value = words;
  };
  return element('form', { class: 'reply', onsubmit: submit }, input, send);
}

/**
 * @param {any} message
 * @param {string} words
 */
async function reply(message, words) {
  const done = await actAs(message, 'reply', words);
  if (done) await refreshPhone();
  return done;
}
