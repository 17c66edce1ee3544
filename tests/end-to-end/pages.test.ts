import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { generate } from '../../sample/generate.ts';
import type { Host } from '../../src/host/index.ts';
import { type Running, serve } from '../../src/server/index.ts';
import { openBrowser } from '../support/browser.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

const local = { name: 'local:tests', roles: ['analyst'] as const, themes: [] };
const files = freshFolder('pages-files');
let host: Host;
let running: Running;
let browser: Browser | null;
let context: BrowserContext;
let page: Page;
const faults: string[] = [];

before(async () => {
  host = await emptyHost({ sample: true, name: 'pages' });
  await generate(files, '7', '2025-07', 'core');
  await host.collate([files], local);
  running = valueIn(await serve(host, { host: '127.0.0.1', port: 0 }));
  browser = await openBrowser();
  if (browser === null) return;
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.on('console', (m) => {
    if (m.type() === 'error') faults.push(m.text());
  });
  page.on('pageerror', (fault) => faults.push(String(fault)));
  await page.goto(running.link ?? '');
});
after(async () => {
  await browser?.close();
  await running.stop();
});

describe('the dashboard in a browser', () => {
  test('the one-time link ends on the overview, whose title is a finding', async (t) => {
    if (browser === null) return t.skip('no browser');
    assert.equal(new URL(page.url()).pathname, '/');
    assert.ok(((await page.textContent('h1')) ?? '').length > 20);
    assert.equal(await page.locator('.outcome').count(), 6);
    assert.match((await page.textContent('.synthetic')) ?? '', /SYNTHETIC/);
  });

  test('no page has an axe violation: light, dark and at 390 px', async (t) => {
    if (browser === null) return t.skip('no browser');
    const addresses = [
      '/',
      '/themes',
      '/themes/soac',
      '/themes/ocg',
      '/measures',
      '/measures/soac.vehicle-crime',
      '/measures/soac.vehicle-crime/rows?period=2025-12',
      '/findings',
      '/sources',
      '/packs',
      '/definitions',
      '/admin',
      '/nowhere',
    ];
    const found: string[] = [];
    for (const [scheme, width] of [
      ['light', 1280],
      ['dark', 1280],
      ['light', 390],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      for (const address of scheme === 'dark' ? addresses.filter(isMain) : addresses) {
        await page.goto(`${running.address}${address}`);
        // What stands inside a chart is one picture with a name of its own.
        const { violations } = await new AxeBuilder({ page })
          .exclude('svg.chart > *')
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .analyze();
        for (const v of violations)
          found.push(
            `${scheme} ${width} ${address}: ${v.id} (${v.nodes.length}) ${v.nodes[0]?.html.slice(0, 160)}`,
          );
        if (width === 390) {
          const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
          if (wide) found.push(`${address} scrolls sideways at 390 px`);
        }
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
    assert.deepEqual(found, []);
  });

  test('the choice of the context bar stands in the address: a link is the view', async (t) => {
    if (browser === null) return t.skip('no browser');
    await page.goto(`${running.address}/measures/soac.vehicle-crime`);
    await page.selectOption('select[name=period]', '2025-11');
    await page.waitForURL(/period=2025-11/);
    assert.match((await page.textContent('main')) ?? '', /November 2025/);
  });

  test('with the keyboard alone: skip link, chart point by point, rows behind a point', async (t) => {
    if (browser === null) return t.skip('no browser');
    await page.goto(`${running.address}/measures/soac.vehicle-crime?period=2025-Q3`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.className'), 'skip');
    await page.focus('[data-island=chart]');
    await page.keyboard.press('End');
    const spoken = (await page.textContent('.speak')) ?? '';
    assert.match(spoken, /2025/);
    await page.keyboard.press('ArrowLeft');
    assert.notEqual(await page.textContent('.speak'), spoken);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/rows\?period=/);
    assert.match((await page.textContent('main')) ?? '', /These rows add up to the point: /);
  });

  test('a good file is loaded, a bad one is refused with its problems, and both are said', async (t) => {
    if (browser === null) return t.skip('no browser');
    const bad = join(files, 'BO_SOC_CRIME_203001.csv');
    writeFileSync(bad, 'a,b\n1,2\n');
    const good = join(files, readdirSync(files).find((n) => n.startsWith('BO_SOC_CRIME_2')) ?? '');
    await page.goto(`${running.address}/sources`);
    await page.setInputFiles('input[type=file]', [bad, good]);
    await page.waitForSelector('.result-refused');
    assert.match((await page.textContent('.result-refused')) ?? '', /S1\d\d|R1\d\d/);
    assert.match((await page.textContent('.result-already-loaded')) ?? '', /loaded before/);
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H3');
  });

  test('every measure’s page shows a figure or one of the words with its reason', async () => {
    const cookie = await sessionOf();
    const bare: string[] = [];
    for (const id of host.framework.measures.keys()) {
      const answer = await fetch(`${running.address}/measures/${id}`, { headers: { cookie } });
      const html = await answer.text();
      if (answer.status !== 200 || !/class="verdict verdict-/.test(html)) bare.push(id);
    }
    assert.deepEqual(bare, []);
  });

  test('nothing was reported to the console but refused addresses', () => {
    assert.deepEqual(
      faults.filter((text) => !/404/.test(text)),
      [],
    );
  });
});

/** Colours are the same everywhere: dark is looked at on the pages that have them all. */
const isMain = (address: string) =>
  ['/', '/themes/soac', '/measures/soac.vehicle-crime', '/sources'].includes(address);

async function sessionOf(): Promise<string> {
  const session = await host.accounts.startSession('sample-analyst');
  return `socpf=${session.token}`;
}
