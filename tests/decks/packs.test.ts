import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { planted } from '../../sample/world.ts';
import type { Actor } from '../../src/access/index.ts';
import { auditDeck } from '../../src/decks/index.ts';
import { loadFramework } from '../../src/framework/index.ts';
import {
  buildPack,
  editions,
  type Host,
  keepWords,
  oneSlide,
  packContent,
  scopeOf,
} from '../../src/host/index.ts';
import { period } from '../../src/periods/index.ts';
import { freshFolder } from '../support/folder.ts';
import { repository } from '../support/home.ts';
import { codeOf, valueIn } from '../support/outcome.ts';
import { sampleHost } from '../support/sample-home.ts';
import { type ReadDeck, readDeck, unpack, visible } from './deck-reader.ts';
import { analyst } from './real-pack.ts';

const ids = [
  'soc-quarterly',
  'soc-half-year',
  'tasking',
  'ocgm',
  'performance',
  'partner',
] as const;
type Id = (typeof ids)[number];
const viewer: Actor = { name: 'viewer', roles: ['viewer'], themes: [] };
const otherLead: Actor = { name: 'lead', roles: ['theme-lead'], themes: ['soac'] };

let host: Host;
const bytes = new Map<Id, Buffer>();
const decks = new Map<Id, ReadDeck>();
const deck = (id: Id): ReadDeck => decks.get(id) as ReadDeck;
const titles = (id: Id): string[] => deck(id).slides.map((s) => `${s.kicker} | ${s.title}`);
const tables = (id: Id): string[] => deck(id).slides.flatMap((s) => s.tables.map((t) => t.name));
const said = (id: Id): string =>
  deck(id)
    .slides.flatMap((s) => [...visible(s), ...s.notes])
    .join('\n');
const build = (pack: string, actor: Actor = analyst) =>
  buildPack(host, { pack, period: null, area: null, asAt: null }, actor);

/** Every text of a deck, those of the workbooks inside its charts and all properties included. */
function everything(id: Id): string {
  const texts: string[] = [];
  const take = (zip: Buffer): void => {
    for (const [name, part] of unpack(zip)) {
      if (name.endsWith('.xlsx')) take(part);
      else texts.push(part.toString('utf8'));
    }
  };
  take(bytes.get(id) as Buffer);
  return texts.join('\n').replaceAll('&amp;', '&').replaceAll('&apos;', '’');
}

before(async () => {
  host = await sampleHost();
  for (const id of ids) {
    const built = valueIn(await build(id));
    const read = readFileSync(built.file);
    bytes.set(id, read);
    decks.set(id, readDeck(read));
  }
});

describe('a pack for each meeting', () => {
  test('R53: each passes the audit of decks', async () => {
    for (const id of ids) assert.deepEqual(await auditDeck(bytes.get(id) as Buffer), [], id);
  });

  test('R53: each has what its meeting asks for, and no other has it', () => {
    const alone: Readonly<Record<string, Id>> = {
      'Tiers table': 'ocgm',
      'Movers table': 'ocgm',
      'County lines table': 'tasking',
      'Priority nominals table': 'tasking',
      'SOC investigations table': 'tasking',
      'Left out table': 'partner',
    };
    for (const [table, owner] of Object.entries(alone))
      assert.deepEqual(
        ids.filter((id) => tables(id).includes(table)),
        [owner],
        table,
      );
    const having = (test: RegExp) => ids.filter((id) => titles(id).some((t) => test.test(t)));
    assert.deepEqual(having(/^For decision/), ['soc-quarterly', 'soc-half-year', 'tasking']);
    assert.deepEqual(having(/^Evaluation/), ['soc-half-year', 'performance']);
    assert.deepEqual(having(/^Measures of the intended/), ['soc-half-year', 'performance']);
    assert.deepEqual(having(/overdue/), ['ocgm']);
    assert.ok(deck('tasking').slides.length <= 8);
  });

  test('R53: side by side, each part stands in the packs that this table says, and no two packs are made alike', () => {
    const [governance, half, tasking, groups, performance, partner] = ids;
    const table: readonly (readonly [part: RegExp, packs: readonly Id[]])[] = [
      [/^For decision/, [governance, half, tasking]],
      [/^Intended outcomes/, [governance, half, performance]],
      [/^What changed/, [governance, half, tasking, partner]],
      [/^Threat against activity/, [governance, half]],
      [/^Did it work/, [governance, half, performance]],
      [/^Region compared/, [governance, partner]],
      [/^Measures of the intended/, [half, performance]],
      [/^Evaluation/, [half, performance]],
      [/^Organised crime groups · .*\d{4}/, [tasking, groups]],
      [/^(?:County lines|Priority nominals|SOC investigations) · /, [tasking]],
      [/^Organised crime groups · movement/, [groups]],
      [/^Serious organised acquisitive crime \|/, [governance, half, partner]],
      [/^Criminal justice outcomes \|/, [governance, half, performance]],
      [/^What this pack leaves out/, [partner]],
      [/^Data quality/, [governance, half, performance, partner]],
      [/^Definitions/, [governance, half, groups, performance, partner]],
    ];
    const has = (id: Id, part: RegExp) => titles(id).some((title) => part.test(title));
    assert.deepEqual(
      table.map(([part]) => [part, ids.filter((id) => has(id, part))]),
      table.map(([part, packs]) => [part, [...packs]]),
    );
    const made = ids.map((id) => table.map(([part]) => (has(id, part) ? 1 : 0)).join(''));
    assert.equal(new Set(made).size, ids.length);
  });

  test('R55: the half-year compares halves with halves and says so', () => {
    const text = said('soc-half-year');
    assert.match(text, /than the same half-year last year/);
    assert.doesNotMatch(text, /the (?:same )?(?:quarter|month) (?:before|last year)/);
    assert.deepEqual(deck('soc-half-year').slides[0]?.texts.get('Lines heading'), [
      'The half-year in three lines',
    ]);
  });

  test('tiers of the register add up: before, and new and moved in, less moved out and left, is now', () => {
    const rows = deck('ocgm')
      .slides.flatMap((s) => s.tables)
      .find((t) => t.name === 'Tiers table');
    assert.ok(rows && rows.rows.length > 2);
    for (const [tier, ...cells] of rows.rows.slice(1)) {
      const [was = 0, entered = 0, came = 0, went = 0, left = 0, now = 0] = cells.map(Number);
      assert.equal(was + entered + came - went - left, now, tier);
    }
  });

  test('a list stands together by area, untouched groups of the top tier before all others of it', () => {
    const lists = deck('tasking').slides.flatMap((s) =>
      s.tables.filter((t) => t.name === 'Organised crime groups table'),
    );
    const rows = lists.flatMap((t) => t.rows.slice(1));
    assert.ok(rows.length > 10);
    const areas = rows.map(([area]) => area).filter((area, i, all) => area !== all[i - 1]);
    assert.equal(new Set(areas).size, areas.length);
    for (const area of areas) {
      const words = rows
        .filter(([a]) => a === area)
        .map((row) => row.includes('none in 12 months') && row[2] === '1');
      assert.deepEqual(
        words,
        [...words].sort((a, b) => Number(b) - Number(a)),
      );
    }
  });

  test('the planted group that nobody touched leads the list of its area in the tasking pack', () => {
    const rows = deck('tasking').slides.flatMap((s) =>
      s.tables.filter((t) => t.name === 'Organised crime groups table').flatMap((t) => t.rows),
    );
    const [first] = rows.filter(([area]) => area === 'Longton');
    assert.ok(first?.includes(planted.untouchedGroup.urn), first?.join());
    assert.ok(first?.includes('none in 12 months'), first?.join());
  });

  test('R58 R61 R73 R80: the share without a hand that the evaluation prints is that of the figures it stands on', () => {
    const slide = deck('soc-half-year').slides.find((s) => /^Evaluation/.test(s.kicker));
    const held = slide?.charts[0]?.held.at(-1)?.slice(1).map(Number) ?? [];
    const all = held.reduce((sum, n) => sum + n, 0);
    assert.ok(all > 100);
    const share = Math.floor(((held[0] ?? 0) / all) * 100 + 0.5);
    assert.match(slide?.title ?? '', new RegExp(`^${share}% of the figures`));
    assert.match(slide?.texts.get('List')?.join(' ') ?? '', /no system gives it out/);
  });
});

describe('a register in a pack', () => {
  test('R53: is opened with leave, and the trail says so before the pack is built', async () => {
    valueIn(await build('tasking'));
    const trail = await host.trail.list(6);
    const events = trail.map((e) => e.event);
    assert.equal(events[0], 'pack-built');
    assert.deepEqual(
      events.slice(1, 5),
      Array.from({ length: 4 }, () => 'rows-opened'),
    );
    assert.ok(trail[1]?.detail.includes('register'));
  });

  test('is refused to who may not open rows; nothing is written', async () => {
    const known = (await editions(host)).length;
    assert.equal(codeOf(await build('tasking', viewer)), 'A102');
    assert.equal(codeOf(await build('tasking', otherLead)), 'A102');
    assert.equal((await editions(host)).length, known);
  });
});

describe('the pack for partners', () => {
  test('R20: is marked OFFICIAL on every slide and says what it leaves out', () => {
    for (const slide of deck('partner').slides)
      assert.deepEqual(slide.layout.get('Marking top'), ['OFFICIAL']);
    const { leftOut } = scopeOf(host.framework, packOf('partner'));
    const left = leftOut.reduce((sum, entry) => sum + entry.left, 0);
    assert.ok(left > 50);
    assert.match(said('partner'), new RegExp(`leaves out ${left} `));
  });

  test('R20: no measure of higher marking, no register and no name stands anywhere in its bytes', () => {
    const text = everything('partner');
    const only = new Set(scopeOf(host.framework, packOf('partner')).only);
    const measures = [...host.framework.measures.values()];
    const open = measures.filter((m) => only.has(m.id)).map((m) => m.title.toLowerCase());
    const low = text.toLowerCase();
    // A theme may be called as one of its measures is; its title is no figure.
    const themes = new Set([...host.framework.themes.values()].map((theme) => theme.title));
    for (const { id, title } of measures)
      if (!only.has(id) && !themes.has(title) && !open.some((t) => t.includes(title.toLowerCase())))
        assert.ok(!low.includes(`>${title.toLowerCase()}`), title);
    assert.doesNotMatch(text, /SENSITIVE|SYN-|[A-Z]+-OCG-|apmis|APMIS/);
    for (const id of ids.filter((i) => i !== 'partner'))
      assert.match(everything(id), /OFFICIAL-SENSITIVE/);
  });

  test('a theme that is restricted leaves it whole', async () => {
    const soac = host.framework.themes.get('soac');
    assert.ok(soac);
    const framework = {
      ...host.framework,
      themes: new Map([...host.framework.themes, ['soac', { ...soac, restricted: true }]]),
    };
    const asked = { packId: 'partner', period: period('2025-Q3'), area: null, asAt: null };
    const told = await packContent({ ...host, framework }, { ...asked, version: 'v0.1' }, analyst);
    assert.ok(!told.themes.some((t) => t.theme === 'soac'));
    assert.ok(!told.overview.findings.some((f) => f.theme === 'soac'));
    assert.ok(!told.leftOut.some((entry) => entry.title === soac.title));
  });

  test('a name of an operation or a reference in its words is refused by slide and words; nothing is written', async () => {
    const known = (await editions(host)).length;
    const at = { theme: 'soac', period: '2025-Q3' };
    const write = async (text: string, ask = '') =>
      valueIn(await keepWords(host, { ...at, text, ask }, analyst));
    await write('Thefts fell after Operation Kestrel began.');
    const refused = await build('partner');
    assert.ok(!refused.ok);
    const [first] = refused.problems;
    assert.equal(first?.code, 'D109');
    assert.match(
      first?.message ?? '',
      /^Slide \d+ \(Serious organised acquisitive crime\) names “Operation Kestrel”/,
    );
    assert.ok((first?.where.slide ?? 0) > 1);
    await write('A group is behind it.', 'Say what SYN-OCG-010 did.');
    assert.equal(codeOf(await build('partner')), 'D109');
    assert.equal((await editions(host)).length, known);
    await write('A group is behind it.');
    valueIn(await build('partner'));
  });

  test('a typed number or a figure of higher marking in a person’s sentence does not leave', async () => {
    await keepWords(
      host,
      { theme: 'soac', period: '2025-Q3', text: 'About 98,765 things happened.', ask: '' },
      analyst,
    );
    const built = valueIn(await build('partner'));
    const slides = readDeck(readFileSync(built.file)).slides;
    assert.ok(
      !slides.flatMap((s) => [...visible(s), ...s.notes]).some((t) => t.includes('98,765')),
    );
  });

  test('cannot release what reads single records: the check says where', () => {
    const folder = freshFolder('release');
    cpSync(join(repository(), 'framework'), folder, { recursive: true });
    const file = join(folder, 'packs', 'partner.yaml');
    const yaml = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      yaml.replace('measures: [soac.vehicle-crime', 'measures: [disruption.ocgs-disrupted'),
    );
    const loaded = loadFramework(folder);
    assert.ok(!loaded.ok);
    assert.deepEqual(
      loaded.problems.map((p) => [p.code, p.where.file]),
      [['Y106', 'packs/partner.yaml']],
    );
  });
});

describe('one slide alone', () => {
  const take = async (pack: Id, slide: string, actor: Actor = analyst) => {
    const edition = (await editions(host)).find((e) => e.pack === pack);
    return oneSlide(host, { edition: edition?.id ?? '', slide }, actor);
  };

  test('R54: is a deck that passes the audit, with the marking, edition and notes of its pack, and what it counts', async () => {
    const taken = valueIn(await take('soc-half-year', 'acquisitive'));
    assert.deepEqual(await auditDeck(taken.bytes), []);
    const { slides } = readDeck(taken.bytes);
    assert.equal(slides.length, 1);
    const [alone, whole] = [slides[0], deck('soc-half-year').slides[taken.number - 1]];
    assert.ok(alone && whole);
    for (const name of ['Marking top', 'Marking bottom', 'Footer', 'Synthetic'])
      assert.deepEqual(alone.layout.get(name), whole.layout.get(name), name);
    assert.equal(alone.title, whole.title);
    assert.deepEqual(alone.tables, whole.tables);
    assert.deepEqual(
      alone.charts.map((c) => c.held),
      whole.charts.map((c) => c.held),
    );
    const update = whole.notes.filter((line) => line !== 'If asked:');
    for (const line of update) assert.ok(alone.notes.includes(line), line);
    assert.match(alone.notes.at(-1) ?? '', /rows of recorded crime.*; definition [0-9a-f]{8}\.$/);
    assert.match(
      taken.name,
      /^SOC-performance-half-year_2025-H1_.*_slide-\d+_OFFICIAL-SENSITIVE_SYNTHETIC\.pptx$/,
    );
    const [entry] = await host.trail.list(1);
    assert.equal(entry?.event, 'slide-taken');
    assert.equal(entry?.category, 'disclosure');
  });

  test('slides of every kind of pack can stand alone', async () => {
    for (const id of ids)
      for (const { number } of deck(id).slides.filter((_, i) => i % 6 === 1))
        valueIn(await take(id, String(number)));
  });

  test('a slide that is not there is refused by name; a pack with registers is not there for who may not open rows', async () => {
    assert.equal(codeOf(await take('partner', '99')), 'D113');
    assert.equal(codeOf(await take('partner', 'no such words')), 'D113');
    valueIn(await take('partner', '2', viewer));
    assert.equal(codeOf(await take('tasking', '4', viewer)), 'D105');
  });
});

const packOf = (id: Id) => {
  const pack = host.framework.packs.get(id);
  assert.ok(pack);
  return pack;
};
