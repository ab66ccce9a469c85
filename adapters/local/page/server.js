// Talking to the server: every failure becomes words that say what to do.
import { toast } from './dom.js';

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
async function ask(path, options) {
  const answer = await fetch(path, options).catch(() => undefined);
  if (answer === undefined) throw new Error('Winback does not answer. Is it still running in its terminal?');
  const body = await answer.json().catch(() => ({ because: 'the answer cannot be read; reload the page' }));
  if (!answer.ok) throw new Error(body.because);
  return body;
}

/** @param {string} path */
export function read(path) {
  return ask(path);
}

/**
 * @param {string} path
 * @param {unknown} body
 */
export function tell(path, body) {
  return ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/**
 * Runs something and shows what went wrong instead of failing silently.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T | undefined>}
 */
export async function orToast(work) {
  try {
    return await work();
  } catch (fault) {
    toast(sentence(fault instanceof Error ? fault.message : String(fault)), 'bad');
    return undefined;
  }
}

const DID = {
  open: 'opened the email',
  click: 'clicked the link',
  buy: 'bought something',
  visit: 'visited the shop',
  unsubscribe: 'unsubscribed',
  reply: 'replied',
};

/**
 * Lets the customer of a message do something, and says what came of it. Answers whether it was done.
 * @param {{ messageId: string, name?: string, customerId: string }} message
 * @param {keyof typeof DID} act
 * @param {string} [words]
 */
export async function actAs(message, act, words) {
  const answer = await orToast(() => tell('/api/act', { messageId: message.messageId, act, words }));
  if (answer === undefined) return false;
  const done = answer.status === 'done';
  toast(done ? `${message.name ?? message.customerId} ${DID[act]}` : sentence(answer.because), done ? 'good' : 'bad');
  return done;
}

/** @param {string} words */
function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
