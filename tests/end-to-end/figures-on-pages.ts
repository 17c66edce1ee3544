import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, type TestContext, test } from 'node:test';
import type { APIResponse } from 'playwright-core';
import { violationsOf } from '../support/axe.ts';
import { withoutWay } from '../support/clicks.ts';
import { type Dashboard, theDashboard } from '../support/dashboard.ts';
import { crimeCsv, crimeName, crimeRows } from '../support/extracts.ts';
import { freshFolder } from '../support/folder.ts';
import { repository } from '../support/home.ts';
import { thorough } from '../support/thorough.ts';

let opened: Dashboard | null;
before(async () => {
  opened = await theDashboard();
});
function dashboard(t: TestContext): Dashboard | null {
  if (opened === null) t.skip('no browser can run here');
  return opened;
}

/** What the API says of a measure: the page is held to it, with numbers printed here by themselves. */
interface Answer {
  unit: string;
  verdict: { word: string };
  chart: {
    type: string;
    points: {
      x: string;
      value: number | null;
      cl: number | null;
      lcl: number | null;
      ucl: number | null;
    }[];
  };
}
type Print = (value: number) => string;
const half = (value: number, places: number) =>
  (Math.round((value + 1e-12) * 10 ** places) / 10 ** places).toFixed(places);
const whole: Print = (v) => Math.round(v + 1e-12).toLocaleString('en-GB');
/** One measure of each kind that is drawn differently. */
const printed: readonly (readonly [id: string, print: Print])[] = [
  ['soac.plant-agri', whole],
  ['cj.charge-share-closed', (v) => `${half(v * 100, 1)}%`],
  ['soac.vehicle-rate-people', (v) => half(v, 2)],
  ['ocg.active', whole],
];

describe('charts say in words and in their table what the figures are', () => {
  for (const [id, print] of printed)
    test(`${id}: name, spoken points and table equal the figures`, async (t) => {
      const { page, address } = dashboard(t) ?? {};
      if (!page) return;
      const query = 'by=quarter&period=2025-Q3';
      const answer = (await (
        await page.request.get(`${address}/api/measures/${id}?${query}`)
      ).json()) as Answer;
      await page.goto(`${address}/measures/${id}?period=2025-Q3&all=1`);
      const { points } = answer.chart;
      const name = (await page.getAttribute('.on-wide svg.chart', 'aria-label')) ?? '';
      const last = points.findLast((p) => p.cl !== null);
      assert.match(name, /whole force, April 2022 to December 2025\./);
      if (last?.cl != null && answer.chart.type === 'xmr' && id !== 'ocg.active')
        assert.ok(name.includes(`Mean ${print(last.cl)}`), `${name} has mean ${print(last.cl)}`);
      assert.ok(name.toLowerCase().includes(answer.verdict.word.replaceAll('-', ' ')), name);
      const spoken = JSON.parse(
        (await page.getAttribute('[data-island=chart]', 'data-points')) ?? '[]',
      ) as [string, string | null][];
      const rows = await page.$$eval('#figures tbody tr', (all) =>
        all.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim())),
      );
      assert.equal(rows.length, points.length);
      assert.equal(spoken.length, points.length);
      points.forEach((point, i) => {
        const text = point.value === null ? 'no data' : print(point.value);
        assert.equal((rows[i]?.[1] ?? '').replace(' so far', ''), text, `${point.x} in the table`);
        const said = (spoken[i]?.[0] ?? '').split(': ')[1] ?? '';
        assert.ok(
          said === text || said.startsWith(`${text} `) || said.startsWith(`${text},`),
          `${spoken[i]?.[0]} is ${text}`,
        );
      });
    });

  test('every chart of a theme is named, is one stop, and has a link to its table', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.goto(`${address}/themes/soac`);
    const charts = await page.$$eval('.multiple', (all) =>
      all.map((one) => ({
        title: one.querySelector('h3')?.textContent ?? '',
        names: [...one.querySelectorAll('svg.chart')].map(
          (s) => s.getAttribute('aria-label') ?? '',
        ),
        stops: one.querySelectorAll('[data-island=chart][tabindex="0"]').length,
        table: one.querySelector('.as-table a')?.getAttribute('href') ?? '',
      })),
    );
    assert.ok(charts.length >= 15);
    for (const chart of charts) {
      for (const name of chart.names)
        assert.ok(
          name.toLowerCase().includes(chart.title.toLowerCase()),
          `${name} names ${chart.title}`,
        );
      assert.equal(chart.stops, 1, chart.title);
      assert.match(chart.table, /^\/measures\/.*#figures$/);
    }
  });
});

const words =
  'Improving|Worsening|Changed|No significant change|Too few to say|Not comparable|Incomplete|Late|Missing|Withheld';

describe('nothing is blank', () => {
  test('every page of every theme and measure holds a figure, with a way to its cells, or one of the ten words with its reason', async (t) => {
    const { page, host, address } = dashboard(t) ?? {};
    if (!page || !host) return;
    const bare: string[] = [];
    const { themes, measures } = host.framework;
    // All of them in the long run; else each theme's lead and every fourth measure.
    const leads = new Set([...themes.values()].map((theme) => theme.lead));
    const asked = [...measures.keys()].filter((id, i) => thorough || leads.has(id) || i % 4 === 0);
    const pages = [
      ...['/', '/findings', '/matrix', '/decisions', '/registers/lines'],
      ...[...themes.keys()].map((id) => `/themes/${id}`),
      ...asked.map((id) => `/measures/${id}`),
    ];
    const { cookies } = await page.context().storageState();
    const cookie = cookies.map((c) => `${c.name}=${c.value}`).join('; ');
    for (const path of pages) {
      const answer = await fetch(`${address}${path}`, { headers: { cookie } });
      const html = await answer.text();
      if (answer.status !== 200) bare.push(`${path}: ${answer.status}`);
      if (/^\/(themes|measures)\//.test(path))
        bare.push(
          ...blanksOf(html, path.startsWith('/themes')).map((fault) => `${path}: ${fault}`),
        );
      bare.push(...withoutWay(html).map((piece) => `${path}: no way to the cells of ${piece}`));
    }
    assert.deepEqual(bare, []);
  });
});

/** What a page leaves unsaid: a verdict without its word, a figure without words for its absence, an empty cell. */
function blanksOf(html: string, theme: boolean): string[] {
  const found: string[] = [];
  const verdicts = [
    ...html.matchAll(/<span class="verdict verdict-[a-z-]+">.*?<span class="word">([^<]*)</g),
  ];
  if (verdicts.length === 0) found.push('no verdict');
  if (theme) {
    for (const [, title, figure] of html.matchAll(
      /<article class="multiple"><h3><a[^>]*>([^<]*)<\/a>.*?class="multiple-figure">([^<]*)</gs,
    ))
      if (!/\d|no data|not yet in|withheld|not applicable/.test(figure ?? ''))
        found.push(`${title}: no figure`);
  } else {
    const side = /<div class="side">(.*?)<\/div>/s.exec(html)?.[1] ?? '';
    const text = side.replace(/<[^>]*>/g, ' ');
    const said = new RegExp(`(${words})\\s+(\\S.*)`).exec(text);
    if (!said || (said[2] ?? '').trim().length < 15) found.push(`no word with its reason: ${text}`);
    const lead = /<p class="lead">([^<]*)</.exec(html)?.[1] ?? '';
    if (!/\d|No data|Not yet in|Withheld|Not applicable/.test(lead))
      found.push(`no figure: ${lead}`);
  }
  const empty = [
    ...html.matchAll(/<t[dh](?![^>]*note-)[^>]*>(?:\s|<span[^>]*>\s*<\/span>)*<\/t[dh]>/g),
  ];
  if (empty.length > 0) found.push(`${empty.length} empty cells, ${empty[0]?.[0]}`);
  return found;
}

describe('an analyst’s work in the browser', () => {
  test('a bad file is refused with every problem at its cell, a good one is loaded; the refusal stands first and has the focus', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    const folder = freshFolder('uploads');
    const rows = crimeRows('2026-01', 40).map((row) => [...row]);
    const set = (row: number, column: number, value: string) => rows[row]?.splice(column, 1, value);
    set(3, 1, '31/09/2025 10:30');
    set(7, 9, '-5');
    const bad = join(folder, crimeName('2026-01'));
    writeFileSync(bad, crimeCsv({ month: '2026-01', rows }));
    const good = join(folder, 'nrm-police-referrals-by-quarter.csv');
    const published = join(
      repository(),
      'sample',
      'published',
      'nrm-police-referrals-by-quarter.csv',
    );
    writeFileSync(good, `${readFileSync(published, 'utf8')}\n`);
    await page.goto(`${address}/sources`);
    await page.setInputFiles('input[type=file]', [good, bad]);
    await page.waitForURL(/\/sources\?visit=\d+/);
    const results = await page.$$eval('.result h3', (all) => all.map((h) => h.textContent ?? ''));
    assert.deepEqual(results, [
      'BO_SOC_CRIME_202601.csv was refused. Nothing was loaded',
      'nrm-police-referrals-by-quarter.csv was loaded',
    ]);
    const refused = (await page.textContent('.result-refused table')) ?? '';
    assert.match(refused, /B7\b.*31\/09\/2025/s, 'the date at its cell');
    assert.match(refused, /J11\b.*5/s, 'the amount at its cell');
    assert.equal(
      await page.evaluate('document.activeElement.textContent'),
      'BO_SOC_CRIME_202601.csv was refused. Nothing was loaded',
    );
    assert.equal(await page.getAttribute('.results', 'role'), 'status');
    await page.reload();
    assert.equal(await page.locator('.result').count(), 2, 'the address holds the results');
  });

  test('a load can be taken out on the page of its source, which says so', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.goto(`${address}/sources/nrm-published`);
    const load = (await page.textContent('tbody tr[id^=load-] th')) ?? '';
    await page.click('tbody tr[id^=load-] .undo summary');
    await page.click('tbody tr[id^=load-] .undo button');
    await page.waitForURL(/undone=/);
    assert.match((await page.textContent('main')) ?? '', new RegExp(`Load ${load} was taken out`));
    assert.equal(await page.textContent(`#${load.replace('L-', 'load-')} .pill`), 'Taken out');
  });

  test('R9: from a page to the rows of a point in two steps: each with its file and row, and they add up', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.goto(`${address}/measures/soac.plant-agri?period=2025-Q3&area=stafford`);
    const row = page.locator('#figures tbody tr').last();
    const figure = (await row.locator('td').first().textContent()) ?? '';
    await row.locator('a', { hasText: 'Rows' }).click();
    await page.waitForURL(/\/rows\?/);
    const said = (await page.textContent('main')) ?? '';
    assert.match(said, new RegExp(`These rows add up to the point: ${figure}\\b`));
    assert.match(said, /Looking at them has been recorded/);
    const rows = await page.locator('tbody tr th').allTextContents();
    assert.equal(rows.length, Number(figure));
    for (const from of rows) assert.match(from, /^BO_SOC_CRIME_\d{6}\.csv, row \d+$/);
  });

  test('a pack is built, checked, looked at slide by slide from the keyboard, and downloaded', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.goto(`${address}/packs`);
    await page.click('form.build button[type=submit]');
    await page.waitForURL(/built=/, { timeout: 60_000 });
    assert.match((await page.textContent('h1')) ?? '', /is ready to check$/);
    const checks = await page.$$eval('.pack-columns tbody .pill', (all) =>
      all.map((pill) => pill.textContent),
    );
    assert.ok(checks.length >= 5 && checks.every((check) => check === 'Passed'), String(checks));
    await page.focus('.slide-pictures li:nth-child(2) .slide-picture');
    await page.keyboard.press('Enter');
    await page.waitForURL(/slides\/2$/);
    await page.focus('.slide-steps a >> text=Next slide');
    await page.keyboard.press('Enter');
    await page.waitForURL(/slides\/3$/);
    const drawn = `document.querySelector('.slide-large img')`;
    const wide = await page.evaluate(
      `(async () => { await ${drawn}.decode(); return ${drawn}.naturalWidth; })()`,
    );
    assert.equal(wide, 960);
    assert.deepEqual(await violationsOf(page), []);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of [`${address}/packs`, page.url()]) {
      await page.goto(path);
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      assert.ok(Number(over) <= 0, `${path}: ${over} px too wide`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${address}/packs`);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.click('.actions a.primary'),
    ]);
    assert.match(file.suggestedFilename(), /\.pptx$/);
    const path = join(freshFolder('pack'), 'pack.pptx');
    await file.saveAs(path);
    assert.equal(readFileSync(path).subarray(0, 2).toString(), 'PK');
  });

  test('figures are taken away as XLSX, CSV, chart and map, each marked and written to the trail', async (t) => {
    const { page, host, address } = dashboard(t) ?? {};
    if (!page || !host) return;
    await page.goto(`${address}/measures/soac.vehicle-taken?period=2025-Q3`);
    await page.click('summary.button >> text=Download');
    const links = await page.$$eval('.take-away a', (all) =>
      all.map((a) => a.getAttribute('href') ?? ''),
    );
    assert.equal(links.length, 4);
    const starts: string[] = [];
    for (const link of links) {
      const answer: APIResponse = await page.request.get(`${address}${link}`);
      assert.equal(answer.status(), 200, link);
      assert.match(answer.headers()['content-disposition'] ?? '', /OFFICIAL.*SYNTHETIC/, link);
      starts.push((await answer.body()).subarray(0, 4).toString('latin1'));
    }
    assert.deepEqual(starts, ['PK\u0003\u0004', 'meas', '\u0089PNG', '\u0089PNG']);
    const trail = await host.trail.list(4);
    assert.ok(trail.every((entry) => entry.event === 'figures-downloaded'));
  });

  test('nothing was reported to the console', (t) => {
    const { faults } = dashboard(t) ?? {};
    if (faults) assert.deepEqual(faults, []);
  });
});
