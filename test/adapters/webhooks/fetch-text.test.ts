import { afterEach, expect, test, vi } from 'vitest';
import { fetchText } from '#adapters/webhooks/fetch-text';
import { BadInput, TryAgain } from '#core/errors';

const CERTIFICATE = 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The world outside answers like this. */
function answering(answer: () => Promise<Response>) {
  const asked = vi.fn((_url: string, _init: RequestInit) => answer());
  vi.stubGlobal('fetch', asked);
  return asked;
}

test('what stands at an https address is text, and redirects are not followed', async () => {
  const asked = answering(async () => new Response('a certificate'));
  expect(await fetchText(CERTIFICATE)).toBe('a certificate');
  expect(asked.mock.calls[0]?.[1]).toMatchObject({ redirect: 'manual' });
});

test.each([
  ['is not there', async () => new Response('', { status: 404 })],
  ['leads elsewhere', async () => new Response('', { status: 302, headers: { location: 'http://169.254.169.254/' } })],
  ['is far too long', async () => new Response('x'.repeat(100_000))],
])('CMP-44: an address that %s is a no, which no retry helps', async (_what, answer) => {
  answering(answer);
  await expect(fetchText(CERTIFICATE)).rejects.toBeInstanceOf(BadInput);
});

test.each([
  ['does not answer', () => Promise.reject(new TypeError('fetch failed'))],
  ['has a fault of its own', async () => new Response('', { status: 503 })],
])('an address that %s may answer later', async (_what, answer) => {
  answering(answer);
  await expect(fetchText(CERTIFICATE)).rejects.toBeInstanceOf(TryAgain);
});

test.each(['http://sns.us-east-1.amazonaws.com/a.pem', 'file:///etc/passwd', 'gopher://x'])(
  'CMP-44: %s is not visited',
  async (url) => {
    const asked = answering(async () => new Response(''));
    await expect(fetchText(url)).rejects.toBeInstanceOf(BadInput);
    expect(asked).not.toHaveBeenCalled();
  },
);
