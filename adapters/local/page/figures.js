// The top of the page: what time it is, how fast it passes, and how the shop is doing.
import { byId, element, icon } from './dom.js';
import { orToast, tell } from './server.js';
import { counted, liftText, longDayOf, number, OUTCOME_WORDS, speedText, timeOf } from './words.js';

/** Virtual seconds per second that people can choose. */
const SPEEDS = [1, 3_600, 8_640, 17_280, 43_200, 86_400, 604_800];

const speed = byId('speed');
const pause = byId('pause');
let paused = false;
let waitsForSpeed = false;

/** Makes the pace buttons work. */
export function startPacing() {
  pause.addEventListener('click', () => orToast(() => tell('/api/pacing', { paused: !paused })));
  speed.addEventListener('change', async () => {
    waitsForSpeed = true;
    await orToast(() => tell('/api/pacing', { speed: Number(speed.value) }));
    waitsForSpeed = false;
  });
}

/** @param {any} state */
export function showFigures(state) {
  byId('shop').textContent = state.shop.name;
  document.title = `${state.shop.name} · Winback`;
  const now = byId('now');
  now.dateTime = state.now;
  now.textContent = `${longDayOf(state.now)}, ${timeOf(state.now)} · ${state.paused ? 'paused' : speedText(state.speed)}`;
  byId('note').textContent = state.note ?? '';
  showPacing(state);
  showCounts(state);
  showSequences(state.figures.sequences);
}

/** @param {any} state */
function showPacing(state) {
  if (state.paused !== paused || pause.dataset.drawn === undefined) {
    paused = state.paused;
    pause.dataset.drawn = 'yes';
    pause.replaceChildren(icon(paused ? 'play' : 'pause'), paused ? 'Resume' : 'Pause');
  }
  const speeds = [...new Set([...SPEEDS, state.speed])].sort((one, other) => one - other);
  if (speed.dataset.speeds !== speeds.join()) {
    speed.dataset.speeds = speeds.join();
    const optionOf = (/** @type {number} */ value) =>
      element('option', { value }, value === 1 ? 'Real time' : speedText(value));
    speed.replaceChildren(...speeds.map(optionOf));
  }
  if (!waitsForSpeed && document.activeElement !== speed) speed.value = String(state.speed);
}

/** @param {any} state */
function showCounts({ figures, postbox }) {
  const rows = [
    ['Customers', figures.customers, 'Everybody in the store'],
    ['Dormant', figures.dormant, 'Found silent for longer than a sequence waits'],
    ['Enrolled', figures.enrolled, 'On a sequence, now or before'],
    ['Held out', figures.heldOut, 'Left alone on purpose, so that lift can be measured'],
    ['Emails sent', figures.sent.email, 'Emails that left'],
    ['SMS sent', figures.sent.sms, 'SMS that left'],
    ['Came back', figures.cameBack, 'Enrolled customers who came back', figures.cameBack > 0 ? 'good' : ''],
    ['Opted out', figures.optedOut, 'Customers who said no more', figures.optedOut > 0 ? 'bad' : ''],
    [
      'Sent twice',
      postbox.duplicates,
      'Touches that left more than once: must be 0',
      postbox.duplicates > 0 ? 'bad' : 'quiet',
    ],
  ];
  const list = byId('figures');
  if (list.children.length === 0) {
    list.append(...rows.map(([name, , title]) => element('div', { title }, element('dt', {}, name), element('dd'))));
  }
  rows.forEach(([, value, , tone = ''], index) => {
    list.children[index].className = `figure ${tone}`;
    setText(list.children[index].lastElementChild, number(value));
  });
}

/** @param {any[]} sequences */
function showSequences(sequences) {
  const box = byId('sequences');
  const drawing = JSON.stringify(sequences);
  if (box.dataset.drawing === drawing) return;
  box.dataset.drawing = drawing;
  if (sequences.length === 0) {
    box.replaceChildren(element('p', { class: 'quiet' }, 'No sequence is live yet: outcomes will show here.'));
    return;
  }
  box.replaceChildren(...sequences.map(sequenceRow));
}

/** @param {any} sequence */
function sequenceRow({ sequence, version, running, heldOut, outcomes, lift }) {
  const parts = Object.entries({ wonBack: outcomes.wonBack, running, ...outcomes }).filter(([, count]) => count > 0);
  const all = parts.map(([outcome, count]) => `${number(count)} ${OUTCOME_WORDS[outcome]}`);
  const bar = element('div', { class: 'bar', role: 'img', 'aria-label': all.join(', ') || 'nobody enrolled yet' });
  for (const [outcome, count] of parts) {
    const part = element('span', { class: `part ${outcome}` });
    part.style.setProperty('flex-grow', String(count));
    bar.append(part);
  }
  const legend = parts.map(([outcome, count]) =>
    element('li', { class: outcome }, `${number(count)} ${OUTCOME_WORDS[outcome]}`),
  );
  const heading = element('h3', {}, sequence, ' ', element('small', {}, `version ${version}`));
  const worth = element('p', { class: 'lift' }, `${liftText(lift)} · ${counted(heldOut, 'held out', 'held out')}`);
  return element('section', { class: 'sequence' }, heading, worth, bar, element('ul', { class: 'legend' }, ...legend));
}

/**
 * @param {Element} target
 * @param {string} text
 */
function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}
