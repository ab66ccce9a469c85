// Every page that a customer can come to, and the way there with a mouse.
import type { Page } from 'playwright-core';
import { aCustomer } from './builders.ts';
import { aToken } from './customer-pages.ts';
import { MORNING } from './door-world.ts';
import type { PagesServer } from './pages-server.ts';

/** Brings a browser to a page; the customer's row is set first. */
export type Visit = (page: Page, server: PagesServer) => Promise<unknown>;

const open = (page: Page, { url }: PagesServer, path: 'u' | 'p' | 's', token = aToken()) =>
  page.goto(`${url}/${path}/${token}`);
const EMAIL_ONLY = { email: { state: 'granted', at: MORNING, source: 'checkout' } } as const;

export const VISITS: Readonly<Record<string, Visit>> = {
  'unsubscribe, asked': (page, server) => open(page, server, 'u'),
  'unsubscribe, done': async (page, server) => {
    await open(page, server, 'u', aToken({ channel: 'sms' }));
    await page.locator('button').click();
  },
  'a link that does not work': (page, server) => open(page, server, 'u', 'cut-off'),
  preferences: (page, server) => {
    server.pages.row = aCustomer({ consent: EMAIL_ONLY, declined: { events: MORNING } });
    return open(page, server, 'p');
  },
  'preferences of whom we cannot reach, on a break': (page, server) => {
    const suppression = {
      email: { because: 'complaint', at: MORNING },
      sms: { because: 'hard bounce', at: MORNING },
    } as const;
    server.pages.row = aCustomer({ suppression, pausedUntil: '2026-09-30T04:00:00.000Z' });
    return open(page, server, 'p');
  },
  'preferences, with a day that cannot be': async (page, server) => {
    server.pages.row = aCustomer({ consent: EMAIL_ONLY });
    await open(page, server, 'p');
    await page.locator('#pause-own').check({ force: true });
    await page.locator('button[value=save]').click();
  },
  'preferences, saved': async (page, server) => {
    server.pages.row = aCustomer({ consent: EMAIL_ONLY });
    await open(page, server, 'p');
    await page.locator('label[for=on-sms]').click();
    await page.locator('label[for^=pause-2026]').last().click();
    await page.locator('button[value=save]').click();
  },
  'everything stopped': async (page, server) => {
    await open(page, server, 'p');
    await page.locator('button').last().click();
  },
  'preferences of somebody forgotten': (page, server) => {
    server.pages.row = undefined;
    return open(page, server, 'p');
  },
  survey: (page, server) => open(page, server, 's'),
  'survey, answered': async (page, server) => {
    await open(page, server, 's');
    await page.locator('button[value=too-many]').click();
  },
  'survey, with words': async (page, server) => {
    await open(page, server, 's');
    await page.locator('button[value=other]').click();
    await page.locator('textarea').fill('We moved to another town.');
    await page.locator('button').click();
  },
};
