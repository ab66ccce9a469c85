// The pages as customers meet them: in a real browser, on a phone, without scripts, by keyboard, in their language.
import { existsSync } from 'node:fs';
import axe, { type RunOptions } from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#core/language';
import { wordsIn } from '#core/pages/translations';
import { aCustomer } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aToken } from '../support/customer-pages.ts';
import { VISITS } from '../support/page-visits.ts';
import { type PagesServer, servePages } from '../support/pages-server.ts';

/** Debian's, or the one that is named. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Where to put a picture of every page, to be looked at: SHOTS=/tmp/shots npx vitest run test/pages */
const SHOTS = process.env.SHOTS;
const PHONE = { viewport: { width: 390, height: 844 } };
const DESK = { viewport: { width: 1_100, height: 800 } };
/** The smallest screen that WCAG 2.2 asks for (1.4.10, reflow): also 1280 pixels at 400 %. */
const TINY = { viewport: { width: 320, height: 568 } };

captureLog();

test.skipIf(existsSync(CHROMIUM))(
  `needs a browser: there is none at ${CHROMIUM}; install chromium or set CHROMIUM`,
  ({ skip }) => skip(),
);

describe.runIf(existsSync(CHROMIUM))('in a browser', () => {
  let browser: Browser;
  let server: PagesServer;
  let context: BrowserContext;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    server = await servePages();
  });
  afterEach(async () => {
    await context.close();
    await server.close();
  });

  async function openPage(options: BrowserContextOptions): Promise<Page> {
    context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    return context.newPage();
  }
  async function visitAll(page: Page, look: (name: string) => Promise<void>): Promise<void> {
    for (const [name, visit] of Object.entries(VISITS)) {
      server.pages.row = aCustomer();
      await visit(page, server);
      await look(name);
    }
  }

  describe.each(LANGUAGES)('that asks for %s', (locale) => {
    test.each(['light', 'dark'] as const)('axe finds nothing on any page, in %s', async (colorScheme) => {
      // In the dark a page has other colours, and nothing else that is other.
      const only: RunOptions = colorScheme === 'dark' ? { runOnly: ['cat.color'] } : {};
      // Only the tool needs scripts: the pages themselves forbid them.
      const page = await openPage({ ...PHONE, locale, colorScheme, bypassCSP: true });
      await visitAll(page, async (name) => {
        expect(await page.locator('html').getAttribute('lang')).toBe(locale);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(
          (options) => (globalThis as unknown as { axe: typeof axe }).axe.run(options),
          only,
        );
        const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
        expect.soft(found, name).toEqual([]);
        if (SHOTS !== undefined)
          await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}-${locale}.png`, fullPage: true });
      });
    });

    test('nothing has to be scrolled sideways on the smallest screen, nor with letters twice as large', async () => {
      const page = await openPage({ ...TINY, locale, bypassCSP: true });
      const overflow = () =>
        page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      await visitAll(page, async (name) => {
        expect.soft(await overflow(), name).toBe(0);
        await page.addStyleTag({ content: 'html { font-size: 200% }' });
        expect.soft(await overflow(), `${name}, large letters`).toBe(0);
      });
    });

    test('everything can be done by keyboard, without scripts', async () => {
      const page = await openPage({ ...DESK, locale, javaScriptEnabled: false });
      const focused = page.locator(':focus');
      const tabTo = async (selector: string) => {
        for (let presses = 0; presses < 40; presses += 1) {
          await page.keyboard.press('Tab');
          if ((await page.locator(`${selector}:focus`).count()) > 0) return;
        }
        throw new Error(`no Tab leads to ${selector}`);
      };
      const enter = async () => {
        await focused.press('Enter');
        await page.waitForLoadState();
      };
      const words = wordsIn(locale);

      await page.goto(`${server.url}/u/${aToken()}`);
      await tabTo('button');
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px');
      await enter();
      expect(await page.locator('h1').textContent()).toBe(words.unsubscribe.done.title);

      await tabTo('a[href*="/s/"]');
      await enter();
      await tabTo('button[value=service]');
      await enter();
      await tabTo('textarea');
      await page.keyboard.type('Slow.');
      await tabTo('button');
      await enter();
      expect(await page.locator('main').textContent()).toContain(words.survey.words.thanks);

      await tabTo('a[href*="/p/"]');
      await enter();
      await tabTo('#on-sms');
      await page.keyboard.press('Space');
      await tabTo('#pause-keep');
      await page.keyboard.press('ArrowDown');
      await tabTo('button[value=save]');
      await enter();
      expect(await page.locator('h1').textContent()).toBe(words.preferences.saved.title);

      await tabTo('a[href*="/p/"]');
      await enter();
      await tabTo('button.plain');
      await enter();
      expect(await page.locator('h1').textContent()).toBe(words.preferences.stopped.title);
      expect(server.pages.queue.map(({ kind }) => kind)).toEqual([
        ...['unsubscribed', 'answered', 'answered'],
        ...['unsubscribed', 'paused', 'unsubscribed', 'unsubscribed'],
      ]);
    });
  });

  test('whatever is to be pressed is large enough for a thumb', async () => {
    const page = await openPage({ ...PHONE, locale: 'de' });
    await visitAll(page, async (name) => {
      const sizes = await page
        .locator('button, .row:has(input), .links a')
        .evaluateAll((all) =>
          all.map((one) => ({ what: one.textContent, height: Math.round(one.getBoundingClientRect().height) })),
        );
      expect
        .soft(
          sizes.filter(({ height }) => height < 44),
          name,
        )
        .toEqual([]);
    });
  });

  test("the whole row of a choice can be tapped, the day of one's own apart", async () => {
    const page = await openPage({ ...PHONE, hasTouch: true, javaScriptEnabled: false });
    await page.goto(`${server.url}/p/${aToken()}`);
    const row = page.locator('.row', { has: page.locator('#on-email') });
    const box = (await row.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.touchscreen.tap(box.x + box.width - 5, box.y + box.height - 5);
    expect(await page.locator('#on-email').isChecked()).toBe(false);
    await page.locator('input[type=date]').fill('2026-12-24');
    await page.locator('button[value=save]').tap();
    expect(await page.locator('dl').textContent()).toContain('until December\u00a024,\u00a02026');
    expect(server.pages.queue.map(({ kind }) => kind)).toEqual(['unsubscribed', 'paused']);
  });

  test('looking at every page, as scanners do, tells us nothing; nothing is loaded from elsewhere, and nothing is refused', async () => {
    const page = await openPage(DESK);
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    for (const path of ['u', 'p', 's']) await page.goto(`${server.url}/${path}/${aToken()}`);
    expect(server.pages.queue).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('no page can be framed by another, or runs what a shop is called', async () => {
    const page = await openPage(DESK);
    await page.setContent(`<iframe src="${server.url}/u/${aToken()}"></iframe>`);
    await page.waitForTimeout(200);
    expect(await page.frames()[1]?.locator('button').count()).toBe(0);
  });
});
