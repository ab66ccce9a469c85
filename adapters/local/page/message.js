// The selected email, as its customer sees it, and the buttons that answer in their place.
import { byId, element, moveByKeys } from './dom.js';
import { actAs, orToast, read } from './server.js';
import { longDayOf, sequenceOf, timeOf } from './words.js';

const ACTS = { open: 'Open', click: 'Click', buy: 'Buy', visit: 'Visit', unsubscribe: 'Unsubscribe' };
const VIEWS = ['html', 'text', 'headers'];

const frame = byId('frame');
const narrow = byId('narrow');
const dark = byId('dark');
/** @type {any} */
let shown;
/** @type {string | undefined} the message asked for last: answers may overtake each other */
let wanted;

/** Makes tabs and toggles work. */
export function startMessage() {
  for (const view of VIEWS) byId(`tab-${view}`).addEventListener('click', () => showView(view));
  moveByKeys(byId('tabs'), '[role=tab]', { previous: 'ArrowLeft', next: 'ArrowRight' });
  byId('tabs').addEventListener('focusin', (/** @type {FocusEvent} */ event) => {
    const view = VIEWS.find((name) => event.target === byId(`tab-${name}`));
    if (view !== undefined) showView(view);
  });
  narrow.addEventListener('click', () => {
    byId('view-html').classList.toggle('narrow', toggled(narrow));
  });
  dark.addEventListener('click', () => {
    toggled(dark);
    showFrame();
  });
}

/**
 * Shows one email; `openCustomer` is called with a customer id.
 * @param {{ messageId: string }} summary
 * @param {(customerId: string) => void} openCustomer
 */
export async function showMessage({ messageId }, openCustomer) {
  wanted = messageId;
  const message = await orToast(() => read(`/api/messages/${messageId}`));
  if (message === undefined || wanted !== messageId) return false;
  shown = message;
  const who = message.name ?? message.customerId;
  byId('message-empty').hidden = true;
  byId('message-open').hidden = false;
  byId('subject').textContent = message.subject ?? '(no subject)';
  byId('parties').replaceChildren(
    element('button', { type: 'button', class: 'link', onclick: () => openCustomer(message.customerId) }, who),
    ` at ${message.to} · `,
    element('time', { datetime: message.at }, `${longDayOf(message.at)}, ${timeOf(message.at)}`),
    ` · touch ${message.touchId} of ${sequenceOf(message.enrollmentId)}`,
  );
  byId('acts').setAttribute('aria-label', `Answer in the place of ${who}`);
  byId('acts').replaceChildren(element('span', { class: 'acts-label' }, `As ${who}:`), ...actButtons(message));
  byId('text').textContent = message.text;
  byId('headers').replaceChildren(...headersOf(message));
  if (!message.hasHtml) showView('text');
  showFrame();
  return true;
}

/** @param {any} message */
function actButtons(message) {
  return Object.entries(ACTS).map(([act, label]) => {
    const button = element('button', { type: 'button', class: act === 'unsubscribe' ? 'act quiet-act' : 'act' }, label);
    button.addEventListener('click', async () => {
      button.disabled = true;
      await actAs(message, /** @type {any} */ (act));
      button.disabled = false;
    });
    return button;
  });
}

function showFrame() {
  const scheme = dark.getAttribute('aria-pressed') === 'true' ? 'dark' : 'light';
  // A frame takes its preferred colour scheme from the element that holds it.
  frame.style.setProperty('color-scheme', scheme);
  const address = `/messages/${shown.messageId}?scheme=${scheme}`;
  if (frame.getAttribute('src') !== address) frame.setAttribute('src', address);
  frame.title = `The email: ${shown.subject ?? 'no subject'}`;
}

/** @param {string} chosen */
function showView(chosen) {
  for (const view of VIEWS) {
    const tab = byId(`tab-${view}`);
    tab.setAttribute('aria-selected', String(view === chosen));
    tab.tabIndex = view === chosen ? 0 : -1;
    byId(`view-${view}`).hidden = view !== chosen;
  }
  for (const toggle of [narrow, dark]) toggle.disabled = chosen !== 'html';
}

/** @param {HTMLElement} button */
function toggled(button) {
  const pressed = button.getAttribute('aria-pressed') !== 'true';
  button.setAttribute('aria-pressed', String(pressed));
  return pressed;
}

/** @param {any} message */
function headersOf(message) {
  const link = element(
    'a',
    { href: message.unsubscribeUrl, target: '_blank', rel: 'noreferrer' },
    message.unsubscribeUrl,
  );
  /** @type {[string, Node | string | undefined][]} */
  const headers = [
    ['From', message.from],
    ['To', message.to],
    ['Reply-To', message.replyTo],
    ['Subject', message.subject],
    ['Date', new Date(message.at).toUTCString()],
    ['Message-ID', message.messageId],
    ['List-Unsubscribe', element('span', {}, '<', link, '>')],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ];
  return headers
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
}
