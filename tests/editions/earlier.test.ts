import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { generate } from '../../sample/generate.ts';
import { planted } from '../../sample/world.ts';
import type { Actor, Role } from '../../src/access/index.ts';
import { issueSampleEdition, whatToTry } from '../../src/cli/sample-edition.ts';
import {
  acceptWords,
  type Decision,
  decide,
  decisions,
  type Edition,
  editions,
  type Host,
  keepWords,
  measureSince,
  overviewSince,
  packContent,
  registerList,
  reportResult,
} from '../../src/host/index.ts';
import { day, period } from '../../src/periods/index.ts';
import { openApp } from '../../src/server/index.ts';
import { formatValue } from '../../src/wording/index.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';
import { codeOf, valueIn } from '../support/outcome.ts';

const analyst: Actor = { name: 'analyst', roles: ['analyst'], themes: [] };
const viewer: Actor = { name: 'viewer', roles: ['viewer'], themes: [] };
let host: Host;
let issued: Edition;

before(async () => {
  host = await emptyHost({ sample: true, name: 'earlier' });
  const files = freshFolder('earlier-files');
  await generate(files, '7', '2025-04', 'core');
  await host.collate([files], analyst);
  valueIn(await issueSampleEdition(host));
  const [found] = (await editions(host)).filter((e) => e.status === 'issued');
  assert.ok(found);
  issued = found;
  // Disruptions still ripened on that day; printed as whole, their later entries restate them.
  await host.records
    .updateTable('printed_figure')
    .set({ status: 'complete' })
    .where('measure', '=', 'disruption.all')
    .where('status', '=', 'partial')
    .execute();
});

describe('the edition that a sample has issued before', () => {
  test('R20: it is the pack of July to September 2025, issued in October, and only once', async () => {
    assert.equal(issued.period.id, '2025-Q2');
    assert.match(issued.issuedAt ?? '', /^2025-10-/);
    valueIn(await issueSampleEdition(host));
    assert.equal((await editions(host)).filter((e) => e.status !== 'draft').length, 1);
  });

  test('trap 31: it prints what was known on its day, whatever came after', async () => {
    const rows = await host.records
      .selectFrom('printed_figure')
      .selectAll()
      .where('edition', '=', issued.id)
      .where('measure', 'in', ['soac.vehicle-crime', 'disruption.all', 'drugs.possession'])
      .execute();
    assert.ok(rows.length > 0);
    for (const row of rows) {
      const then = await host.figures.series({
        measure: row.measure,
        by: 'quarter',
        period: period('2025-Q2'),
        asAt: day('2025-10-26'),
      });
      assert.equal(row.value, then.figure.value, row.measure);
    }
    const row = await host.records
      .selectFrom('edition')
      .select('load')
      .where('id', '=', issued.id)
      .executeTakeFirstOrThrow();
    const last = (await host.figures.loads()).find((l) => l.load === row.load);
    assert.ok(last && last.arrivedAt.slice(0, 10) <= '2025-10-26');
  });

  test('the leads of two themes have accepted its sentences', async () => {
    const words = await host.records
      .selectFrom('words')
      .innerJoin('acceptance', 'acceptance.words', 'words.id')
      .select(['words.theme', 'words.period'])
      .execute();
    assert.deepEqual(words.map((w) => w.theme).sort(), ['drugs', 'soac']);
    assert.ok(words.every((w) => w.period === '2025-Q2'));
  });

  test('R28 R60: three findings of it led to decisions with an owner and a day; one is reported on', async () => {
    const made = await decisions(host);
    assert.equal(made.length, 3);
    assert.ok(made.every((d) => d.edition === issued.id && d.owner !== ''));
    assert.deepEqual(made.map((d) => d.state).sort(), ['done', 'open', 'open']);
  });

  test('R28: beside a decision stands the figure that was printed, and the newest one', async () => {
    const [one] = await decisions(host);
    assert.ok(one);
    const measure = 'soac.vehicle-crime';
    const since = await measureSince(host, { ...one, finding: `${measure}@E23000015` });
    const printed = await host.records
      .selectFrom('printed_figure')
      .select(['value', 'word'])
      .where('edition', '=', issued.id)
      .where('measure', '=', measure)
      .executeTakeFirstOrThrow();
    const later = await host.figures.series({ measure, by: 'quarter', period: period('2025-Q3') });
    const number = (shows = '') => Number(shows.replaceAll(/[^\d]/g, ''));
    assert.deepEqual(
      [since?.seen.period.id, number(since?.seen.shows), since?.seen.word],
      ['2025-Q2', printed.value, printed.word],
    );
    assert.deepEqual(
      [since?.now?.period.id, number(since?.now?.shows), since?.now?.word],
      ['2025-Q3', later.figure.value, later.verdict.word],
    );
    assert.equal(await measureSince(host, { ...one, finding: '' }), null);
  });

  test('a decision without owner or day, of a draft, or by a viewer is refused', async () => {
    const [one] = await decisions(host);
    assert.ok(one);
    const asked = (other: Partial<Decision & { dueOn: string }>, actor = analyst) =>
      decide(host, { ...one, ...other }, actor);
    assert.equal(codeOf(await asked({ owner: ' ' })), 'U106');
    assert.equal(codeOf(await asked({ text: '' })), 'U106');
    const draft = (await editions(host)).find((e) => e.status === 'draft');
    assert.equal(codeOf(await asked({ edition: draft?.id ?? '' })), 'D105');
    assert.equal(codeOf(await asked({ theme: 'nowhere' })), 'U103');
    assert.equal(codeOf(await asked({}, viewer)), 'A102');
  });

  test('the newest report on a decision counts', async () => {
    const open = (await decisions(host)).find((d) => d.state === 'open');
    assert.ok(open);
    const report = (state: 'late' | 'done', text: string) =>
      reportResult(host, { decision: open.id, state, text }, analyst);
    assert.equal(valueIn(await report('late', 'Not begun.')).state, 'late');
    assert.equal(valueIn(await report('done', 'Ended.')).result, 'Ended.');
  });

  test('a first start names the file that was refused, the month that was restated and the packs', async () => {
    const said = (await whatToTry(host)).join('\n');
    assert.match(said, new RegExp(planted.refusedFile.replaceAll('.', '\\.')));
    assert.match(said, /^Restated {3}\d{4}-\d\d: /m);
    assert.ok(said.includes(host.home.editions));
  });
});

describe('what the last edition said, held against what is known now', () => {
  const shown = { period: period('2025-Q3') };

  test('R14: findings that it did not print come first, those that it printed with the same verdict are continuing', async () => {
    const told = await overviewSince(host, analyst, shown);
    assert.equal(told.last?.id, issued.id);
    const rows = await printedRows();
    const both = told.findings.flatMap((f) => {
      const row = rows.find((r) => r.measure === f.measure?.id && r.area === f.area?.id);
      return row && f.verdict ? [{ f, row, verdict: f.verdict }] : [];
    });
    assert.ok(both.length > 0);
    for (const { f, row, verdict } of both)
      assert.equal(
        f.continuing,
        row.word === verdict.word && row.direction === verdict.direction,
        f.id,
      );
    for (const gap of [false, true]) {
      const own = told.findings.filter((f) => (f.kind === 'gap') === gap);
      const flags = own.map((f) => f.continuing);
      assert.deepEqual(flags, [...flags].sort());
    }
    const before = await overviewSince(host, analyst, { ...shown, asAt: day('2025-10-20') });
    assert.equal(before.last, null);
  });

  test('trap 31: a printed figure that is another now stands with both values and the file that did it', async () => {
    const { restated } = await overviewSince(host, analyst, shown);
    const changed: string[] = [];
    for (const row of await printedRows()) {
      if (row.status !== 'complete') continue;
      const { figure } = await host.figures.series({
        measure: row.measure,
        by: 'quarter',
        period: period('2025-Q2'),
      });
      if (figure.value !== row.value) changed.push(`${row.measure} ${row.value} ${figure.value}`);
    }
    assert.ok(changed.length > 0);
    assert.deepEqual(
      restated.map((r) => `${r.series.measure.id} ${r.value} ${r.valueNow}`).sort(),
      changed.sort(),
    );
    const files = restated.flatMap((r) => r.files);
    assert.ok(files.length > 0 && files.every((f) => f.on.slice(0, 10) > '2025-10-26'));
  });

  test('R53: a working list says what moved since that edition, as it stood there', async () => {
    const then = valueIn(
      await registerList(host, 'groups', period('2025-Q2'), analyst, { asAt: day('2025-10-26') }),
    );
    const now = valueIn(await registerList(host, 'groups', shown.period, analyst));
    assert.deepEqual(
      [now.since.period.id, now.since.asAt, now.since.edition?.version],
      ['2025-Q2', '2025-10-26', 'v1.0'],
    );
    const tiers = new Map(then.groups.map((g) => [g.ref, g.tier]));
    assert.ok(tiers.size > 0 && now.groups.length > 0);
    for (const { ref, tier, movement } of now.groups) {
      assert.equal(movement === 'New', !tiers.has(ref), ref);
      const was = tiers.get(ref);
      if (was && tier && was !== tier) assert.match(movement, /^Tier (up|down)$/, ref);
    }
    assert.equal(
      now.tiers.reduce((sum, t) => sum + t.before, 0),
      then.groups.length,
    );
  });

  test('R79: the first page says what waits for the person who reads, by role', async () => {
    const { app } = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 }));
    const page = async (role: Role, themes: readonly string[] = []) => {
      valueIn(await host.accounts.add(role, 'three words will do', [role], themes));
      const { token } = await host.accounts.startSession(role);
      const headers = { host: '127.0.0.1:8321', cookie: `socpf=${token}` };
      return (await app.inject({ url: '/', headers })).body;
    };
    const forYou = (body: string) =>
      /<div class="for-you">.*?<\/div>/s.exec(body)?.[0].replaceAll(/<[^>]+>/g, ' ') ?? '';
    const first = (body: string) =>
      /<a href="\/themes\/(\w+)[^>]*>[^<]*<\/a><\/th>/.exec(body)?.[1];
    assert.equal(forYou(await page('viewer')), '');
    const lead = await page('theme-lead', ['soac']);
    assert.match(forYou(lead), /Serious organised acquisitive crime/);
    assert.doesNotMatch(forYou(lead), /refused|to write for/);
    assert.equal(first(lead), 'soac');
    const work = forYou(await page('analyst'));
    for (const task of [
      /\d+ sources? late or missing/,
      /\d+ themes? to write for/,
      /pack to build for Oct to Dec 2025/,
      /decisions? (open|overdue)/,
    ])
      assert.match(work, task);
    assert.match(forYou(await page('administrator')), /4 accounts/);
  });

  const printedRows = () =>
    host.records
      .selectFrom('printed_figure')
      .selectAll()
      .where('edition', '=', issued.id)
      .execute();
});

describe('the pack after that edition', () => {
  const next = { packId: 'soc-quarterly', period: period('2025-Q3'), area: null, version: 'v0.1' };

  test('R28 R60: says what was decided, who owns it, by when, and what the figure did since', async () => {
    const { last } = await packContent(host, { ...next, asAt: null }, analyst);
    assert.equal(last?.version, 'v1.0');
    const made = await decisions(host);
    assert.deepEqual(
      last?.decisions.map((d) => [d.owner, d.dueOn, d.state]),
      made.map((d) => [d.owner, d.dueOn, d.state]),
    );
    for (const [i, decision] of made.entries()) {
      const measure = decision.finding.replace('gap:', '').split('@')[0] ?? '';
      const now = await host.figures.series({ measure, by: 'quarter', period: next.period });
      if (now.figure.value === null) continue;
      assert.ok(
        last?.decisions[i]?.since.includes(formatValue(now.measure, now.figure.value)),
        last?.decisions[i]?.since,
      );
    }
  });

  test('R28: lists what began or ended since, and each printed figure that reads otherwise now', async () => {
    const { last, themes } = await packContent(host, { ...next, asAt: null }, analyst);
    const rows = await host.records
      .selectFrom('printed_figure')
      .selectAll()
      .where('edition', '=', issued.id)
      .execute();
    let moved = 0;
    for (const row of rows) {
      if (row.value === null || row.status !== 'complete') continue;
      const now = await host.figures.series({
        measure: row.measure,
        by: 'quarter',
        period: period('2025-Q2'),
      });
      if (now.figure.value === null) continue;
      const [was, is] = [row.value, now.figure.value].map((v) => formatValue(now.measure, v));
      if (was !== is) moved++;
    }
    assert.equal(last?.restated.length, moved);
    assert.ok(moved > 0);
    const words = new Map(rows.map((row) => [row.measure, row.word]));
    for (const text of last?.ended ?? []) {
      const series = themes.flatMap((t) => t.series).find((s) => text.startsWith(s.measure.title));
      assert.ok(series && words.get(series.measure.id) !== series.verdict.word, text);
    }
  });

  test('an ask that a theme lead accepted stands before the strongest findings', async () => {
    const story = await host.stories.theme('cj', { period: next.period });
    const lead: Actor = { name: 'lead', roles: ['theme-lead'], themes: ['cj'] };
    const text = story.sentences.map((s) => s.text).join('\n') || 'Nothing is known.';
    const at = { theme: 'cj', period: '2025-Q3' };
    valueIn(await keepWords(host, { ...at, text, ask: 'Fund a second reviewer.' }, lead));
    const asks = async () =>
      (await packContent(host, { ...next, asAt: null }, analyst)).asks.map((a) => a.text);
    assert.ok(!(await asks()).includes('Fund a second reviewer.'));
    valueIn(await acceptWords(host, at, lead));
    assert.equal((await asks())[0], 'Fund a second reviewer.');
  });

  test('trap 31: a pack as it was known on a day has the states of sources of that day, and no later decision', async () => {
    const asAt = day('2025-10-26');
    const then = await packContent(host, { ...next, period: period('2025-Q2'), asAt }, analyst);
    const loads = (await host.figures.loads()).filter((l) => l.kind === 'load');
    for (const source of then.sources) {
      const known = loads.filter(
        (l) => l.source === source.id && l.arrivedAt.slice(0, 10) <= asAt && l.dataTo !== null,
      );
      const last =
        known
          .map((l) => l.dataTo)
          .sort()
          .at(-1) ?? null;
      assert.equal(source.dataTo, last, source.id);
    }
    assert.ok(loads.some((l) => l.arrivedAt.slice(0, 10) > asAt));
    assert.ok(!then.refused.includes(planted.refusedFile));
    assert.equal(then.last, null);
    assert.deepEqual(then.editions, []);
  });
});
