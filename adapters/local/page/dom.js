// Building and finding elements. Text always goes in as text, so what customers wrote is never read as HTML.

/**
 * An element with properties (`class`, `on…` handlers, attributes) and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string | undefined)} children
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/**
 * The element of index.html with this id.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  return document.getElementById(id);
}

const SHAPES = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  pause: 'M9 6v12M15 6v12',
  play: 'M8 5.5v13l11-6.5z',
  send: 'M12 19V5M6 11l6-6 6 6',
};

/**
 * A line drawing in the colour of the text around it.
 * @param {keyof typeof SHAPES} name
 */
export function icon(name) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  made.setAttribute('viewBox', '0 0 24 24');
  made.setAttribute('class', 'icon');
  made.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SHAPES[name]);
  made.append(path);
  return made;
}

/**
 * Tells in passing what became of something; errors stay longer.
 * @param {string} words
 * @param {'good' | 'bad'} tone
 */
export function toast(words, tone) {
  const made = element('p', { class: `toast ${tone}` }, words);
  byId('toasts').append(made);
  setTimeout(() => made.remove(), tone === 'bad' ? 9000 : 4000);
}

/**
 * Arrow keys, Home and End move the focus among the elements that `choices` finds.
 * @param {HTMLElement} group
 * @param {string} choices a selector
 * @param {{ previous: string, next: string }} keys
 */
export function moveByKeys(group, choices, { previous, next }) {
  group.addEventListener('keydown', (event) => {
    const all = /** @type {HTMLElement[]} */ ([...group.querySelectorAll(choices)]);
    const here = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const target = { [previous]: here - 1, [next]: here + 1, Home: 0, End: all.length - 1 }[event.key];
    const chosen = target === undefined || here === -1 ? undefined : all[target];
    if (chosen === undefined) return;
    event.preventDefault();
    chosen.focus();
  });
}

/**
 * What a pane shows while it has nothing to show.
 * @param {string} title
 * @param {string} words
 */
export function emptyPane(title, words) {
  return element('div', { class: 'empty' }, element('p', { class: 'empty-title' }, title), element('p', {}, words));
}
