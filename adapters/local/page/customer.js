// The drawer of one customer: everything that happened, in plain words, and what comes next.
import { byId, element, icon } from './dom.js';
import { orToast, read } from './server.js';
import { longDayOf, timeOf } from './words.js';

const drawer = byId('customer');
/** @type {string | undefined} */
let shown;
let drawing = '';

/** A click beside the drawer closes it, like Escape does. */
export function startCustomer() {
  drawer.addEventListener('click', (/** @type {MouseEvent} */ event) => {
    if (event.target === drawer) drawer.close();
  });
  drawer.addEventListener('close', () => {
    shown = undefined;
    drawing = '';
  });
}

/** @param {string} customerId */
export async function openCustomer(customerId) {
  shown = customerId;
  const story = await orToast(() => read(`/api/customers/${customerId}`));
  if (story === undefined || shown !== customerId) return;
  draw(story);
  if (!drawer.open) drawer.showModal();
}

/** Shows what has happened since, when the drawer is open. */
export async function refreshCustomer() {
  if (shown === undefined || !drawer.open) return;
  const story = await read(`/api/customers/${shown}`);
  if (story.customerId === shown) draw(story);
}

/** @param {any} story */
function draw(story) {
  const next = JSON.stringify(story);
  if (next === drawing) return;
  drawing = next;
  const close = element(
    'button',
    { type: 'button', class: 'close', onclick: () => drawer.close() },
    icon('close'),
    element('span', { class: 'unseen' }, 'Close'),
  );
  const contact = [story.email, story.phone, story.timeZone?.replaceAll('_', ' ')].filter(Boolean);
  const hadFocus = drawer.contains(document.activeElement);
  drawer.replaceChildren(
    element('header', { class: 'drawer-head' }, element('h2', { id: 'customer-name' }, story.name), close),
    element(
      'ul',
      { class: 'contact' },
      element('li', {}, `Customer ${story.customerId}`),
      ...contact.map((words) => element('li', {}, words)),
    ),
    nextCard(story.next),
    element('h3', {}, 'What happened'),
    story.lines.length === 0 ? element('p', { class: 'quiet' }, 'Nothing yet.') : timeline(story.lines),
  );
  if (hadFocus) close.focus();
}

/** @param {{ at?: string, text: string } | undefined} next */
function nextCard(next) {
  const when =
    next?.at === undefined
      ? undefined
      : element('time', { datetime: next.at }, `${longDayOf(next.at)}, ${timeOf(next.at)}`);
  const words = element('p', {}, next?.text ?? 'Nothing is planned.');
  return element('section', { class: 'next' }, element('h3', {}, 'What comes next'), words, when);
}

/** @param {any[]} lines oldest first */
function timeline(lines) {
  /** @type {Map<string, any[]>} */
  const days = new Map();
  for (const line of lines) {
    const day = longDayOf(line.at);
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  const made = [...days].map(([day, ofDay]) => {
    const items = ofDay.map(({ at, text, tone }) =>
      element('li', { class: `line ${tone}` }, element('time', { datetime: at }, timeOf(at)), element('p', {}, text)),
    );
    return element('li', { class: 'day' }, element('h4', {}, day), element('ol', {}, ...items));
  });
  return element('ol', { class: 'timeline' }, ...made);
}
