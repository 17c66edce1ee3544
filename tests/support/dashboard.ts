import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Host, openHost } from '../../src/host/index.ts';
import { type Running, serve } from '../../src/server/index.ts';
import { openBrowser } from './browser.ts';
import { atEnd } from './folder.ts';
import { stillClock } from './home.ts';
import { valueIn } from './outcome.ts';
import { copyOfSampleHome } from './sample-home.ts';

/** A copy of the whole sample, served, with a browser that has signed in by the one-time link. */
export interface Dashboard {
  readonly host: Host;
  readonly address: string;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of scripts and of the content security policy; refused addresses are asked for and not counted. */
  readonly faults: readonly string[];
}

let opened: Promise<Dashboard | null> | null = null;

/** The one dashboard of this process; null, and said, where no browser can run. */
export function theDashboard(): Promise<Dashboard | null> {
  opened ??= openDashboard();
  return opened;
}

async function openDashboard(): Promise<Dashboard | null> {
  const browser = await openBrowser();
  if (browser === null) return null;
  atEnd(() => browser.close());
  const home = await copyOfSampleHome('pages');
  const host = valueIn(await openHost(home, { clock: stillClock() }));
  atEnd(() => host.close());
  const running: Running = valueIn(await serve(host, { host: '127.0.0.1', port: 0 }));
  atEnd(() => running.stop());
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  // The first page after a start calculates every figure once.
  context.setDefaultTimeout(180_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 40[034]/.test(message.text()))
      faults.push(message.text());
  });
  page.on('pageerror', (fault) => faults.push(String(fault)));
  await page.goto(running.link ?? '');
  return { host, address: running.address, browser, context, page, faults };
}
