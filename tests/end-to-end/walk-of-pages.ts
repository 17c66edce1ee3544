import assert from 'node:assert/strict';
import { before, describe, type TestContext, test } from 'node:test';
import { forDecision, type Overview, retold } from '../../src/findings/index.ts';
import { overviewPage } from '../../src/pages/index.ts';
import { lastCompletePeriod } from '../../src/periods/index.ts';
import { violationsOf } from '../support/axe.ts';
import { type Dashboard, theDashboard } from '../support/dashboard.ts';
import { thorough } from '../support/thorough.ts';
import { faultsOf, type Skeleton, skeleton } from './skeleton-of-page.ts';

/** Every address of the product that a person opens, one of each kind. */
const addresses = [
  '/',
  '/themes',
  '/themes/soac',
  '/matrix',
  '/measures',
  '/measures/soac.plant-agri',
  '/measures/ocg.active',
  '/measures/soac.vehicle-crime/rows?period=2025-12',
  '/findings',
  '/decisions',
  '/feedback',
  '/sources',
  '/sources/bo-crime',
  '/packs',
  '/definitions',
  '/admin',
  '/admin/trail',
  '/admin/accounts/sample-analyst',
  '/password',
  '/nowhere',
];
/** Those that hold every part there is: looked at in dark and on a phone too. */
const everyWidth = ['/', '/themes/soac', '/matrix', '/measures/soac.plant-agri', '/sources'];
/** Lists of links, like others that are asked. */
const alike = ['/themes', '/measures', '/measures/ocg.active'];

/** Kinds of pages that are not walked through link by link. */
const more = [
  '/registers/lines',
  '/admin/use',
  '/measures/soac.burglary-home?period=2025-Q3&area=lpa-burton',
  '/measures/firearms.discharges',
  '/themes/ocg?split=ward',
  '/sources?first=attention',
  '/measures/soac.vehicle-crime/rows?period=nothing',
];

let opened: Dashboard | null;
before(async () => {
  opened = await theDashboard();
});

/** The dashboard, or a skipped test where no browser can run. */
function dashboard(t: TestContext): Dashboard | null {
  if (opened === null) t.skip('no browser can run here');
  return opened;
}

describe('a page anyone can read', () => {
  test('R59: the first 800 pixels hold one sentence, six outcomes, what is not known and what is for decision', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.goto(`${address}/`);
    const title = (await page.textContent('h1')) ?? '';
    assert.ok(title.length > 20 && title.length <= 100, title);
    assert.equal(await page.locator('.outcome-verdict > .verdict .word').count(), 6);
    const lines = page.locator('.two-lines');
    assert.match((await lines.textContent()) ?? '', /Not known:.*For decision:/s);
    const box = await lines.boundingBox();
    assert.ok(
      box && box.y + box.height <= 800,
      `the two lines end at ${box && box.y + box.height}`,
    );
  });

  test('R59: the first 800 pixels hold them also at names of ninety letters, and for who leads four themes', async (t) => {
    const { page, host, address } = dashboard(t) ?? {};
    if (!page || !host) return;
    const told = await host.stories.overview({
      period: lastCompletePeriod('quarter', host.reportingDay),
    });
    await page.route('**/long-names', (route) =>
      route.fulfill({ contentType: 'text/html', body: withLongNames(told) }),
    );
    await page.goto(`${address}/long-names`);
    assert.equal(await page.locator('.outcome-verdict > .verdict .word').count(), 6);
    const lines = page.locator('.two-lines > p');
    assert.equal(await lines.count(), 2);
    for (const line of await lines.all())
      assert.ok(((await line.boundingBox())?.height ?? 99) < 30, (await line.textContent()) ?? '');
    const last = await lines.nth(1).boundingBox();
    const foot = last && last.y + last.height;
    assert.ok(foot !== null && foot <= 800, `the second line ends at ${foot}`);
    assert.equal(
      Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')),
      0,
    );
    assert.match((await page.textContent('.for-you')) ?? '', /themes? more/);
    await page.unroute('**/long-names');
  });

  test('no page has an axe violation: light, dark and at 390 px', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    const found: string[] = [];
    for (const [scheme, width, some] of [
      ['light', 1280, addresses.filter((path) => !alike.includes(path))],
      // Every page in the long form of the tests.
      ['dark', 1280, thorough ? addresses : everyWidth],
      ['light', 390, thorough ? [...addresses, ...more] : everyWidth],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      for (const path of some) {
        await page.goto(`${address}${path}`);
        found.push(...(await violationsOf(page)).map((v) => `${scheme} ${width} ${path}: ${v}`));
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
    assert.deepEqual(found, []);
  });

  test('no page scrolls sideways at 390 or 320 px', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    const wide: string[] = [];
    for (const path of addresses) {
      await page.goto(`${address}${path}`);
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 900 });
        const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        if (Number(over) > 0) wide.push(`${path} at ${width}: ${over} px too wide`);
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    assert.deepEqual(wide, []);
  });

  for (const role of ['analyst', 'viewer'] as const)
    test(`each page as ${role === 'analyst' ? 'an analyst' : 'a viewer'} has it: one h1, no level skipped, its landmarks, marking first and last, names for controls, pictures and tables`, async (t) => {
      const opened = dashboard(t);
      if (!opened) return;
      await reading(opened, role, async ({ page, address }) => {
        const wrong: string[] = [];
        for (const path of [...addresses, ...more]) {
          await page.goto(`${address}${path}`);
          const seen = (await page.evaluate(skeleton)) as Skeleton;
          wrong.push(...faultsOf(seen).map((fault) => `${path}: ${fault}`));
        }
        assert.deepEqual(wrong, []);
      });
    });
});

describe('the keyboard alone', () => {
  test('every page is walked from the skip link to the last link, in the order of reading, each stop seen and named', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    for (const path of addresses) {
      await page.goto(`${address}${path}`);
      const stops = (await page.evaluate(markStops)) as string[];
      assert.match(stops[0] ?? '', /Skip to main content/, path);
      assert.deepEqual(
        stops.filter((name) => name.startsWith('UNNAMED')),
        [],
        path,
      );
      const walked: (string | null)[] = [];
      for (let i = 0; i < stops.length; i++) {
        // A date has a place for day, month, year and its calendar: one stop to who walks past.
        do await page.keyboard.press('Tab');
        while (await page.evaluate(stillInDate));
        walked.push((await page.evaluate(focused)) as string | null);
      }
      assert.deepEqual(
        walked,
        stops.map((name, i) => `${i} ${name}`),
        path,
      );
    }
  });

  test('the skip link goes to the main content', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.goto(`${address}/themes/soac`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'main');
  });

  test('a chart is one stop: arrows, Home, End and a year at a time speak its points; Escape leaves; Enter opens the rows', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.goto(`${address}/measures/soac.plant-agri?period=2025-Q3`);
    const chart = page.locator('[data-island=chart]').first();
    await chart.focus();
    const spoken = async (key: string) => {
      await page.keyboard.press(key);
      return ((await chart.locator('.speak').textContent()) ?? '').split(':')[0];
    };
    assert.equal(await spoken('End'), 'December 2025');
    assert.equal(await spoken('ArrowLeft'), 'November 2025');
    assert.equal(await spoken('PageUp'), 'November 2024');
    assert.equal(await spoken('PageDown'), 'November 2025');
    assert.equal(await spoken('Home'), 'April 2022');
    assert.equal(await spoken('ArrowRight'), 'May 2022');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'BODY');
    await chart.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/rows\?period=2025-12/);
    assert.match((await page.textContent('main')) ?? '', /These rows add up to the point: \d/);
  });

  test('a choice made with arrow keys waits for the button; one made by pointer shows at once', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.goto(`${address}/measures/soac.plant-agri`);
    await page.locator('select[name=period]').focus();
    await page.keyboard.press('ArrowDown');
    assert.doesNotMatch(page.url(), /period=/);
    await page.locator('.context .show').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/period=2025-Q2/);
    assert.match((await page.textContent('main')) ?? '', /July to September 2025/);
  });
});

describe('a link is the view', () => {
  test('period, area, comparison and as-known-on stand in the address, and in every link from it', async (t) => {
    const { page, context, address } = dashboard(t) ?? {};
    if (!page || !context) return;
    await page.goto(`${address}/measures/soac.vehicle-crime`);
    for (const [name, value] of [
      ['period', '2025-Q2'],
      ['against', 'previous'],
      ['area', 'lpa-burton'],
      ['as-at', '2026-01-05'],
    ] as const) {
      await page.selectOption(`select[name=${name}]`, value);
      await page.waitForURL(new RegExp(`${name}=${value}`));
    }
    const said = await page.textContent('main');
    assert.match(said ?? '', /Burton/);
    const other = await context.newPage();
    await other.goto(page.url());
    assert.equal(await other.textContent('h1'), await page.textContent('h1'));
    assert.equal(await other.textContent('.title-block'), await page.textContent('.title-block'));
    await other.close();
    const theme = await page.getAttribute('.kicker a[href^="/themes"]', 'href');
    for (const part of [
      'period=2025-Q2',
      'against=previous',
      'area=lpa-burton',
      'as-at=2026-01-05',
    ])
      assert.ok(theme?.includes(part), `${theme} keeps ${part}`);
  });

  test('the area picker offers the force, its districts, local policing areas and wards', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.goto(`${address}/themes/soac`);
    const groups = await page.$$eval('select[name=area] optgroup', (all) =>
      all.map((g) => [g.getAttribute('label') ?? '', g.children.length] as const),
    );
    const count = new Map(groups);
    assert.equal(count.get('Districts'), 9);
    assert.equal(count.get('Local policing areas'), 10);
    const wards = groups.filter(([label]) => label.startsWith('Wards of '));
    assert.equal(wards.length, 9);
    assert.ok(wards.reduce((sum, [, n]) => sum + n, 0) > 150);
  });

  test('R46: the areas of a theme are districts, local policing areas or wards, of any of its measures', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.goto(`${address}/themes/soac`);
    await page.selectOption('#areas select[name=split]', 'lpa');
    await page.waitForURL(/split=lpa/);
    await page.selectOption('#areas select[name=of]', 'soac.burglary-home');
    await page.waitForURL(/of=soac.burglary-home/);
    assert.equal(await page.textContent('#areas h2'), 'By local policing area');
    assert.ok((await page.locator('#areas tbody tr').count()) >= 11);
  });
});

describe('without script, and as printed', () => {
  test('filters work as a form, the menu is there on a phone, and a file can be chosen', async (t) => {
    const { browser, context, address } = dashboard(t) ?? {};
    if (!browser || !context) return;
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await context.storageState(),
      viewport: { width: 390, height: 844 },
    });
    const page = await plain.newPage();
    await page.goto(`${address}/measures/soac.plant-agri`);
    assert.ok(await page.locator('nav[aria-label=Main] a', { hasText: 'Sources' }).isVisible());
    await page.selectOption('select[name=period]', '2025-11');
    await page.click('.context .show');
    await page.waitForURL(/period=2025-11/);
    assert.match((await page.textContent('main')) ?? '', /November 2025/);
    await page.goto(`${address}/sources`);
    assert.ok(await page.locator('.load-button').isVisible());
    await plain.close();
  });

  test('all script of the first page is under 40 KiB, and comes from here', async (t) => {
    const { context, address } = dashboard(t) ?? {};
    if (!context) return;
    const page = await context.newPage();
    let bytes = 0;
    const elsewhere: string[] = [];
    page.on('response', async (answer) => {
      if (!answer.url().startsWith(address ?? '')) elsewhere.push(answer.url());
      if (answer.url().endsWith('.js')) bytes += (await answer.body()).length;
    });
    await page.goto(`${address}/`, { waitUntil: 'networkidle' });
    await page.close();
    assert.ok(bytes > 0 && bytes < 40 * 1024, `${bytes} bytes`);
    assert.deepEqual(elsewhere, []);
  });

  test('on paper there is no menu and no button, always light, with the marking for the margin of each sheet', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.goto(`${address}/`);
    const marking = ((await page.textContent('.marking')) ?? '').toLowerCase();
    for (const sheet of [marking, 'synthetic'])
      assert.equal(await page.locator(`link[href="/assets/print-${sheet}.css"]`).count(), 1, sheet);
    for (const gone of ['nav', '.context button', '.account'])
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    const paper = await page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    assert.equal(paper, 'rgb(255, 255, 255)');
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  });

  test('light and dark can be chosen against the system, and the choice is kept', async (t) => {
    const { page, address } = dashboard(t) ?? {};
    if (!page) return;
    await page.goto(`${address}/sources`);
    for (const [choice, ground] of [
      ['dark', 'rgb(15, 21, 29)'],
      ['system', 'rgb(255, 255, 255)'],
    ] as const) {
      await page.click('.account summary');
      await page.click(`button[name=appearance][value=${choice}]`);
      await page.waitForURL(/\/sources$/);
      const shown: unknown = await page.evaluate(
        'getComputedStyle(document.documentElement).backgroundColor',
      );
      assert.equal(shown, ground, choice);
    }
  });

  test('nothing was reported to the console on any page of this walk', (t) => {
    const { faults } = dashboard(t) ?? {};
    if (faults) assert.deepEqual(faults, []);
  });
});

/** A name of ninety letters, none like another. */
const ninety = (n: number): string =>
  `${n} thefts of plant, agricultural machinery and quad bikes from farms and from building sites`.slice(
    0,
    90,
  );

/** The first page as a theme lead of four themes has it, in a force whose every name is as long as any. */
function withLongNames(told: Overview): string {
  let n = 100;
  const findings = told.findings.map((f) => ({
    ...f,
    owner: ninety(n++),
    measure: f.measure && { ...f.measure, title: ninety(n++) },
  }));
  const outcomes = told.outcomes.map((o, i) => ({
    ...o,
    title: ninety(n++),
    ...(i === 5
      ? {
          series: null,
          word: 'missing' as const,
          missing: 'No source has been loaded.',
          others: [],
        }
      : {}),
    series:
      o.series && i < 5
        ? { ...o.series, measure: { ...o.series.measure, title: ninety(n++) } }
        : null,
  }));
  const overview = retold({ ...told, outcomes }, findings, []);
  return overviewPage(
    {
      overview,
      edition: null,
      forDecision: forDecision(findings, [{ finding: 'another', overdue: true }]),
      forYou: {
        themes: told.themes
          .slice(0, 4)
          .map(({ theme, counts }) => ({ title: ninety(n++), href: `/themes/${theme}`, counts })),
        tasks: [{ words: '2 decisions overdue', href: '/decisions' }],
      },
      ...{ against: 'same-last-year', freshness: [], automation: '', query: '' },
      sources: { all: 1, loaded: 1 },
      sample: true,
    },
    {
      ...{ force: ninety(n++), marking: 'OFFICIAL-SENSITIVE', synthetic: true, csrf: '' },
      user: {
        ...{ name: 'lead-of-four-themes', canLoad: false, canBuild: true, canExport: true },
        isAdministrator: false,
      },
      ...{ granted: [], dataTo: null, builtAt: '2026-02-10T09:00:00.000Z', path: '/' },
      ...{ frameworkVersion: '12345678', appearance: null },
      context: {
        ...{ period: '', against: 'same-last-year', area: '', asAt: '' },
        periods: [{ value: '', label: 'Oct to Dec 2025 (Q3 2025/26)' }],
        comparators: [{ value: 'same-last-year', label: 'Same quarter last year' }],
        areas: [{ label: '', choices: [{ value: '', label: ninety(n++) }] }],
        asAts: [{ value: '', label: '10 Feb 2026 (today)' }],
      },
    },
  );
}

/** Does something as another role reads, then gives the browser back to the analyst. */
async function reading(
  of: Dashboard,
  role: 'analyst' | 'viewer',
  what: (of: Dashboard) => Promise<void>,
): Promise<void> {
  if (role === 'analyst') return what(of);
  const kept = await of.context.cookies();
  const name = 'walks-as-viewer';
  await of.host.accounts.add(name, 'three words will do', ['viewer']);
  const { token } = await of.host.accounts.startSession(name);
  await of.context.clearCookies();
  await of.context.addCookies([{ name: 'socpf', value: token, url: of.address }]);
  try {
    await what(of);
  } finally {
    await of.context.clearCookies();
    await of.context.addCookies(kept);
  }
}

/** Numbers every place the Tab key should stop at, in the order of the document, and gives their names. */
const markStops = `(() => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const stops = [...document.querySelectorAll(wanted)].filter((e) =>
    !e.disabled && e.checkVisibility({ visibilityProperty: true }) &&
    !(e.type === 'radio' && !e.checked));
  return stops.map((e, i) => {
    e.dataset.stop = String(i);
    const name = e.getAttribute('aria-label') || [...(e.labels ?? [])].map((l) => l.textContent).join(' ') || e.textContent || '';
    return name.trim().replace(/\\s+/g, ' ').slice(0, 60) || 'UNNAMED ' + e.outerHTML.slice(0, 80);
  });
})()`;

/** Whether the focus has moved within the same field of a date alone. */
const stillInDate = `(() => {
  const at = document.activeElement;
  const same = at === window.walkedAt && at?.type === 'date';
  window.walkedAt = at;
  return same;
})()`;

/** Where the focus is, if it can be seen: an outline on it, or on the label that stands for it. */
const focused = `(() => {
  const e = document.activeElement;
  if (!e || e.dataset.stop === undefined) return null;
  const shown = e.type === 'file' ? e.previousElementSibling : e;
  const seen = getComputedStyle(shown).outlineStyle !== 'none' && getComputedStyle(shown).outlineWidth !== '0px';
  const name = e.getAttribute('aria-label') || [...(e.labels ?? [])].map((l) => l.textContent).join(' ') || e.textContent || '';
  return e.dataset.stop + ' ' + (seen ? name.trim().replace(/\\s+/g, ' ').slice(0, 60) : 'NOT SEEN');
})()`;
