import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { generate } from '../../sample/generate.ts';
import type { Host } from '../../src/host/index.ts';
import { unzip, zip } from '../../src/ooxml/index.ts';
import { serve } from '../../src/server/index.ts';
import { theDashboard } from '../support/dashboard.ts';
import { atEnd, freshFolder } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

/** What other systems lay into the inbox, with no hand. */
const byThemselves = [
  ...['BO_SOC_CRIME_202512.csv', 'BO_SOC_OUTCOME_202512.csv', 'BO_SEIZURE_202512.csv'],
  ...['BO_STOP_SEARCH_202512.csv', 'APMIS_Master_OCG_20260101.xlsx'],
  ...['APMIS_Disruptions_20260104.xlsx', 'APMIS_County_Lines_20260101.xlsx'],
  ...['APMIS_Investigations_20260101.xlsx', 'APMIS_Priority_Individuals_20260101.xlsx'],
];
/** What people send, which the analyst drops on the page. */
const byHand = [
  ...['Fraud_Dashboard_202512.xlsx', 'Fraud_Internal_202512.xlsx', 'MSHT_Tracker_2025-Q3.xlsx'],
  ...['NABIS_Return_2025-Q3.xlsx', 'Narrative_Return_2025-Q3.xlsx', 'POCA_Return_2025-Q3.xlsx'],
  ...['Partner_Return_2025-Q3.xlsx', 'Prevention_Return_2025-Q3.xlsx', 'ROCU_Return_2025-Q3.xlsx'],
  ...['Safeguarding_Return_2025-Q3.xlsx', 'Court_Return_2025-Q3.xlsx'],
];
/** Three of the twenty come with a cell that is wrong: file, what stands there, what should. */
const bad = [
  { file: 'APMIS_Disruptions_20260104.xlsx', wrong: '>Minorr<', right: '>Minor<' },
  { file: 'Safeguarding_Return_2025-Q3.xlsx', wrong: '>Referall<', right: '>Referral<' },
  { file: 'BO_SEIZURE_202512.csv', wrong: ',41/12/2025,', right: ',01/12/2025,' },
];
const password = 'three words will do';

let browser: Browser | null = null;
let host: Host;
let address: string;
let files: string;

/** Changes the first place where a text stands in a file, in the sheets of a workbook. */
async function changed(path: string, from: string, to: string): Promise<void> {
  if (path.endsWith('.csv')) {
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    return;
  }
  let done = false;
  const parts = [...(await unzip(readFileSync(path)))].map(([name, bytes]) => {
    const text = new TextDecoder().decode(bytes);
    if (done || !/worksheets\/.*\.xml$/.test(name) || !text.includes(from))
      return [name, bytes] as const;
    done = true;
    return [name, new TextEncoder().encode(text.replace(from, to))] as const;
  });
  assert.ok(done, `${from} stands in ${path}`);
  writeFileSync(path, await zip(parts));
}

/** A person at the browser: every click, every typed field and every drop counts one. */
class Hand {
  actions = 0;
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  async click(name: string | RegExp, role: 'link' | 'button' = 'link', within = 'body') {
    this.actions++;
    await this.page.locator(within).getByRole(role, { name }).first().click();
    await this.page.waitForLoadState();
  }
  async type(label: string | RegExp, text: string) {
    this.actions++;
    await this.page.getByLabel(label).first().fill(text);
  }
  /** Several files at once are one drop. */
  async drop(paths: readonly string[]) {
    this.actions++;
    const before = this.page.url();
    await this.page.setInputFiles('form[data-island="upload"] input[type="file"]', [...paths]);
    await this.page.waitForURL((url) => url.href !== before);
    await this.page.waitForLoadState();
  }
  async take(name: string | RegExp, within: string): Promise<string> {
    this.actions++;
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.locator(within).getByRole('link', { name }).first().click(),
    ]);
    return download.path();
  }
  async signIn(name: string) {
    await this.page.goto(`${address}/sources`);
    await this.type('User name', name);
    await this.type('Password', password);
    await this.click('Sign in', 'button');
  }
}

before(async () => {
  browser = (await theDashboard())?.browser ?? null;
  if (browser === null) return;
  const folder = freshFolder('quarter');
  files = join(folder, 'files');
  await generate(files, '1', '2025-10');
  for (const { file, wrong, right } of bad) await changed(join(files, file), right, wrong);
  host = await emptyHost({ sample: true, name: 'quarter-home' });
  valueIn(await host.accounts.add('analyst', password, ['analyst']));
  valueIn(await host.accounts.add('soac-lead', password, ['theme-lead'], ['soac']));
  const running = valueIn(await serve(host, { host: '127.0.0.1', port: 0 }));
  atEnd(() => running.stop());
  address = running.address;
});

describe('an analyst’s quarter, from the first return to the issued pack', () => {
  test('twenty sources, three of them with a wrong cell, take at most 40 human actions', async (t) => {
    if (browser === null) return t.skip('no browser can run here');
    assert.equal(byThemselves.length + byHand.length, 20);
    const inbox = host.openInbox();
    for (const file of byThemselves) copyFileSync(join(files, file), join(host.home.inbox, file));
    await inbox.look();
    await inbox.look();

    const context = await browser.newContext({ acceptDownloads: true });
    context.setDefaultTimeout(120_000);
    const hand = new Hand(await context.newPage());
    await hand.signIn('analyst');
    await hand.drop(byHand.map((file) => join(files, file)));
    const mended: string[] = [];
    for (const { file, wrong, right } of bad) {
      const result = `article.result-refused:has(h3:text("${file}"))`;
      const csv = file.endsWith('.csv');
      assert.match(
        (await hand.page.textContent(`${result} .bad-cell`)) ?? '',
        new RegExp(wrong.replaceAll(/[<>,]/g, '')),
      );
      const path = join(freshFolder('mended'), file);
      // A workbook comes back marked and is mended as it lies; of a CSV the list says which cell.
      const taken = await hand.take(csv ? /list of problems/ : /with these cells marked/, result);
      copyFileSync(csv ? join(files, file) : taken, path);
      hand.actions++; // The cell, in the spreadsheet.
      await changed(path, wrong, right);
      mended.push(path);
    }
    await hand.drop(mended);
    const loaded = await hand.page.locator('[data-results] .result-loaded h3').allTextContents();
    for (const path of mended)
      assert.ok(
        loaded.some((words) => words.startsWith(basename(path))),
        loaded.join('; '),
      );

    for (const theme of ['Serious organised acquisitive crime', 'Drugs']) {
      await hand.click('Themes', 'link', 'nav');
      await hand.click(theme, 'link', 'main');
      await hand.page.getByText('Write these words').click();
      hand.actions++;
      const drafted = await hand.page.getByLabel(/^Sentences/).inputValue();
      await hand.type(/^Sentences/, `${drafted}\nThe analyst looked at this again.`);
      await hand.click('Keep these words', 'button');
      assert.match((await hand.page.textContent('#words')) ?? '', /looked at this again/);
    }

    const other = await browser.newContext();
    other.setDefaultTimeout(120_000);
    const lead = new Hand(await other.newPage());
    await lead.signIn('soac-lead');
    await lead.click('Themes', 'link', 'nav');
    await lead.click('Serious organised acquisitive crime', 'link', 'main');
    await lead.click('Accept these words', 'button');
    assert.match((await lead.page.textContent('#words')) ?? '', /Accepted .* by soac-lead/);
    await other.close();

    await hand.click('Packs', 'link', 'nav');
    await hand.click('Build pack', 'button');
    await hand.page.waitForURL(/\/packs\?built=/);
    await hand.type('Who receives it', 'SOC governance meeting');
    await hand.click('Issue this draft', 'button');
    const issued = hand.page
      .locator('table:has(caption:text("Packs that were built")) tbody tr')
      .filter({ hasText: 'v1.0' });
    assert.match((await issued.textContent()) ?? '', /Issued.*SOC governance meeting/s);
    await context.close();

    const sources = new Set(
      (await host.figures.loads()).filter((l) => l.kind === 'load').map((l) => l.source),
    );
    assert.equal(sources.size, 20);
    const words = await host.records.selectFrom('acceptance').selectAll().execute();
    assert.equal(words.length, 1);
    const actions = hand.actions + lead.actions;
    assert.ok(actions <= 40, `${actions} human actions`);
  });
});
