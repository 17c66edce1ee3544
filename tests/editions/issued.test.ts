import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { generate } from '../../sample/generate.ts';
import type { Actor } from '../../src/access/index.ts';
import { readAnchors } from '../../src/audit/index.ts';
import { sealOfDeck } from '../../src/decks/index.ts';
import { themesOf } from '../../src/framework/index.ts';
import {
  acceptWords,
  buildPack,
  editionFile,
  editions,
  type Host,
  issueEdition,
  keepWords,
  rebuildEdition,
} from '../../src/host/index.ts';
import { period } from '../../src/periods/index.ts';
import { readDeck } from '../decks/deck-reader.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';
import { codeOf, valueIn } from '../support/outcome.ts';

const analyst: Actor = { name: 'analyst', roles: ['analyst'], themes: [] };
const lead: Actor = { name: 'lead', roles: ['theme-lead'], themes: ['soac'] };
const viewer: Actor = { name: 'viewer', roles: ['viewer'], themes: [] };
const shown = { pack: 'soc-quarterly', period: '2025-Q3', area: null, asAt: null };
const at = { theme: 'soac', period: '2025-Q3' };
let host: Host;
let files: string;
/** What went to the log of the operating system. */
const logged: string[] = [];

before(async () => {
  host = await emptyHost({
    sample: true,
    name: 'editions',
    log: async (line) => {
      logged.push(line);
    },
  });
  files = freshFolder('editions-files');
  await generate(files, '7', '2025-07', 'core');
  await host.collate([files], analyst);
});

describe('what people write, and what is issued', () => {
  test('R72: words of a theme are kept with who and when, each number bound to its figure', async () => {
    const story = await host.stories.theme('soac', { period: period('2025-Q3') });
    const draft = story.sentences.map((s) => s.text).join('\n');
    const kept = valueIn(
      await keepWords(host, { ...at, text: draft, ask: 'Task a patrol.' }, lead),
    );
    assert.deepEqual(kept.unbound, []);
    assert.deepEqual(kept.fails, []);
    assert.equal(kept.sentences.map((s) => s.text).join('\n'), draft);
    assert.equal(kept.by, 'lead');
    assert.equal(kept.accepted, null);
  });

  test('a number that no figure prints is kept and pointed out', async () => {
    const kept = valueIn(
      await keepWords(host, { ...at, text: 'About 98,765 things happened.', ask: '' }, analyst),
    );
    assert.deepEqual(kept.unbound, ['98,765']);
  });

  test('the lead of the theme accepts the words; neither another role nor another lead can', async () => {
    assert.deepEqual(codeOf(await acceptWords(host, at, viewer)), 'A102');
    assert.deepEqual(codeOf(await acceptWords(host, { ...at, theme: 'cj' }, lead)), 'A102');
    assert.equal(valueIn(await acceptWords(host, at, lead)).accepted?.by, 'lead');
  });

  test('a rebuilt draft holds the typed words, and counts up', async () => {
    const first = valueIn(await buildPack(host, shown, analyst));
    const second = valueIn(await buildPack(host, shown, analyst));
    assert.match(first.title, /v0\.1 DRAFT/);
    assert.match(second.title, /v0\.2 DRAFT/);
    const plan = readFileSync(editionFile(host, second.id).replace('.pptx', '.json'), 'utf8');
    assert.match(plan, /About 98,765 things happened\./);
  });

  test('every slide of a draft says DRAFT, and none of what is issued from it', async () => {
    const [draft] = await editions(host);
    const footers = (id: string) =>
      readDeck(readFileSync(editionFile(host, id))).slides.map((s) =>
        s.layout.get('Footer')?.join(),
      );
    const [first] = footers(draft?.id ?? '');
    assert.ok(footers(draft?.id ?? '').length > 10);
    for (const said of footers(draft?.id ?? '')) assert.match(said ?? '', / v0\.2 DRAFT /, first);
  });

  test('a draft that no longer says what is known is not issued: what was looked at is what is frozen', async () => {
    const [draft] = await editions(host);
    const issue = () =>
      issueEdition(host, { draft: draft?.id ?? '', recipients: 'Governance', note: '' }, analyst);
    valueIn(await keepWords(host, { ...at, text: 'Other words.', ask: '' }, analyst));
    const refused = await issue();
    assert.equal(codeOf(refused), 'D114');
    assert.match(
      refused.ok ? '' : (refused.problems[0]?.message ?? ''),
      /^Since v0\.2 was built, one of its figures or texts has changed: the text of Serious/,
    );
    valueIn(
      await keepWords(host, { ...at, text: 'About 98,765 things happened.', ask: '' }, analyst),
    );
    const load = (await host.figures.loads()).filter((l) => l.source === 'bo-crime').at(-1);
    valueIn(await host.undo(load?.load ?? 0, analyst));
    assert.equal(codeOf(await issue()), 'D114');
    assert.equal((await editions(host)).filter((e) => e.status !== 'draft').length, 0);
    // What it said again is what was looked at.
    await host.collate([files], analyst);
  });

  test('an edition names its recipients; a correction says what changed; both are disclosures', async () => {
    const [draft] = await editions(host);
    assert.ok(draft);
    const issue = (recipients: string, note: string, actor = analyst) =>
      issueEdition(host, { draft: draft.id, recipients, note }, actor);
    assert.deepEqual(codeOf(await issue('Governance', '', viewer)), 'A102');
    assert.deepEqual(codeOf(await issue(' ', '')), 'D106');
    assert.match(valueIn(await issue('Governance', '')).title, /v1\.0$/);
    assert.deepEqual(codeOf(await issue('Governance', '')), 'D107');
    const corrected = valueIn(await issue('Governance', 'Burglary restated'));
    assert.match(corrected.title, /v1\.1$/);
    const [title, ...others] = readDeck(readFileSync(corrected.file)).slides;
    assert.ok(title?.texts.get('Meeting')?.includes('Corrects v1.0: Burglary restated.'));
    assert.ok(title?.notes.includes('Corrects v1.0: Burglary restated.'));
    for (const slide of others) assert.match(slide.layout.get('Footer')?.join() ?? '', / v1\.1 ·/);
    const all = await editions(host);
    assert.deepEqual(
      all
        .filter((e) => e.status !== 'draft')
        .map((e) => `${e.version} ${e.status}`)
        .sort(),
      ['v1.0 superseded', 'v1.1 issued'],
    );
    const trail = await host.trail.list(20);
    const said = trail.filter((e) => e.event === 'pack-issued').map((e) => JSON.parse(e.detail));
    assert.equal(said.length, 2);
    assert.ok(
      said.every((d) => d.recipient === 'Governance' && d.marking === 'OFFICIAL-SENSITIVE'),
    );
  });

  test('a draft of a district is issued for that district, and leaves the editions of the force alone', async () => {
    const of = async (area: string | null) =>
      (await editions(host))
        .filter((e) => e.area === area && e.status !== 'draft')
        .map((e) => `${e.version} ${e.status}`);
    const before = await of(null);
    const draft = valueIn(await buildPack(host, { ...shown, area: 'E07000193' }, analyst));
    assert.match(draft.title, /v0\.1 DRAFT/);
    const request = { draft: draft.id, recipients: 'East Staffordshire', note: '' };
    const issued = valueIn(await issueEdition(host, request, analyst));
    assert.match(issued.title, /v1\.0$/);
    assert.deepEqual(await of('E07000193'), ['v1.0 issued']);
    assert.deepEqual(await of(null), before);
    const figures = await host.records
      .selectFrom('printed_figure')
      .select('area')
      .distinct()
      .where('edition', '=', issued.id)
      .execute();
    assert.ok(figures.some((f) => f.area === 'E07000193'));
  });

  test('an issued edition is written again byte for byte, whatever was loaded or typed since', async () => {
    const issued = (await editions(host)).find((e) => e.version === 'v1.0' && e.area === null);
    assert.ok(issued);
    valueIn(await keepWords(host, { ...at, text: 'Something else.', ask: '' }, analyst));
    const again = valueIn(await rebuildEdition(host, issued.id));
    assert.deepEqual(Buffer.from(again), readFileSync(editionFile(host, issued.id)));
  });

  test('an issued edition carries the head of the trail, which the trail still fits; a draft does not', async () => {
    const all = await editions(host);
    const sealOf = async (version: RegExp) => {
      const edition = all.find((e) => version.test(e.version) && e.area === null);
      return sealOfDeck(readFileSync(editionFile(host, edition?.id ?? '')));
    };
    const { anchors } = readAnchors(await sealOf(/^v1\.0$/));
    assert.equal(anchors.length, 1);
    assert.equal(anchors[0]?.why, 'issue');
    const outside = readAnchors(logged.join('\n')).anchors;
    assert.deepEqual((await host.trail.verify([...anchors, ...outside])).broken, []);
    // The line outside was laid down once the edition stood in the trail, one for each issue.
    const issues = all.filter((e) => e.status !== 'draft').length;
    assert.deepEqual(
      outside.map((a) => a.why),
      Array.from({ length: issues }, () => 'issue'),
    );
    assert.ok(outside.every((a) => a.entries > (anchors[0]?.entries ?? 0)));
    assert.deepEqual(readAnchors(await sealOf(/DRAFT/)).anchors, []);
  });

  test('a plan that was changed outside is found when the edition is written again', async () => {
    const issued = (await editions(host)).find((e) => e.version === 'v1.0' && e.area === null);
    assert.ok(issued);
    const plan = editionFile(host, issued.id).replace('.pptx', '.json');
    writeFileSync(plan, readFileSync(plan, 'utf8').replace('98,765', '12,345'));
    assert.deepEqual(codeOf(await rebuildEdition(host, issued.id)), 'D108');
  });

  test('the figures of an issued edition are kept with their verdicts', async () => {
    const issued = (await editions(host)).find((e) => e.version === 'v1.0' && e.area === null);
    const rows = await host.records
      .selectFrom('printed_figure')
      .selectAll()
      .where('edition', '=', issued?.id ?? '')
      .execute();
    const printed = themesOf(host.framework).flatMap((theme) => theme.measures);
    assert.deepEqual(rows.map((r) => r.measure).sort(), [...printed].sort());
    const vehicles = rows.find((r) => r.measure === 'soac.vehicle-crime');
    const now = await host.figures.series({
      measure: 'soac.vehicle-crime',
      by: 'quarter',
      period: period('2025-Q3'),
    });
    assert.equal(vehicles?.value, now.figure.value);
    assert.equal(vehicles?.word, now.verdict.word);
  });
});
