// Wires the page together: the server pushes the state, the panes read what changed.
import { openCustomer, refreshCustomer, startCustomer } from './customer.js';
import { byId } from './dom.js';
import { showFigures, startPacing } from './figures.js';
import { markSelected, refreshInbox, startInbox, tickInbox } from './inbox.js';
import { showMessage, startMessage } from './message.js';
import { refreshPhone, startPhone, tickPhone } from './phone.js';
import { orToast } from './server.js';
import { useTimeZone } from './words.js';

/** Lists are read at most this often, however fast time passes. */
const READ_EVERY_MS = 700;
/** Below this width the panes stand under each other. */
const STACKED = matchMedia('(max-width: 60rem)');

let selectedOnce = false;
/** @type {any} */
let latest;
/** @type {any} */
let seen;
let reading = false;

/** @param {any} message */
async function choose(message) {
  selectedOnce = true;
  const isShown = await showMessage(message, openCustomer);
  if (!isShown) return;
  markSelected(message.messageId);
  if (STACKED.matches) byId('message').scrollIntoView();
}

/** Reads the lists again if anything has happened since the last time. */
async function readChanges() {
  if (reading || latest === undefined || latest === seen) return;
  reading = true;
  const state = latest;
  const before = seen?.postbox.sent;
  seen = state;
  await orToast(async () => {
    if (before?.email !== state.postbox.sent.email) await readInbox(state);
    await refreshPhone();
    await refreshCustomer();
  });
  reading = false;
}

/** @param {any} state */
async function readInbox(state) {
  const newest = await refreshInbox(state, choose);
  if (newest === undefined || selectedOnce) return;
  selectedOnce = true;
  if (await showMessage(newest, openCustomer)) markSelected(newest.messageId);
}

function listen() {
  const live = new EventSource('/api/live');
  live.addEventListener('state', (event) => {
    byId('lost').hidden = true;
    latest = JSON.parse(event.data);
    useTimeZone(latest.shop.timeZone);
    showFigures(latest);
    tickPhone(latest);
    tickInbox(latest);
  });
  live.addEventListener('error', () => {
    byId('lost').hidden = false;
    // After a refusal the browser does not try again by itself.
    if (live.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
}

startPacing();
startInbox(choose);
startMessage();
startPhone(openCustomer);
startCustomer();
listen();
setInterval(readChanges, READ_EVERY_MS);
