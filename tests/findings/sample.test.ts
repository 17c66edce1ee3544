import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { planted } from '../../sample/world.ts';
import { type Finding, matrixOf, type Overview, openStories } from '../../src/findings/index.ts';
import { type OverviewSince, openList, overviewSince } from '../../src/host/index.ts';
import { period } from '../../src/periods/index.ts';
import { analyst } from '../decks/real-pack.ts';
import { sampleHost } from '../support/sample-home.ts';
import { everySeed } from '../support/thorough.ts';

/** What was planted in the sample, and what the overview of October to December 2025 makes of it. */
let overview: Overview;
let changes: readonly Finding[];
before(async () => {
  const host = await sampleHost();
  overview = await openStories(host.figures).overview({ period: period('2025-Q3') });
  changes = overview.findings.filter((f) => f.kind !== 'gap');
});

const listed = () => changes.map((f) => `${f.rank} ${f.id} ${f.sentence.text}`).join('\n');
const since = (f: Finding | undefined) => f?.verdict?.since?.first ?? '';

describe('findings of the sample', () => {
  test('R2: the two planted force-level changes rank first and second', () => {
    const first = changes.slice(0, 2);
    assert.deepEqual(
      first.map((f) => `${f.measure?.id} ${f.kind} ${f.area?.kind}`).sort(),
      ['soac.burglary-business better force', 'soac.plant-agri worse force'],
      listed(),
    );
    assert.deepEqual(
      first.map((f) => f.rank),
      [1, 2],
    );
  });

  test('each of them since the month it was planted, or at most two months before', () => {
    const of = (id: string) => changes.find((f) => f.measure?.id === id);
    // A month that happens to lie on the same side may join the run; no later month may begin it.
    const near = (f: Finding | undefined, from: string) => {
      const before = period(from.slice(0, 7));
      assert.ok(since(f) <= before.first, `${since(f)} is after ${from}`);
      assert.ok(since(f) >= addBack(from, 2), `${since(f)} is long before ${from}`);
    };
    near(of('soac.burglary-business'), planted.businessBurglaryFalls.from);
    near(of('soac.plant-agri'), planted.plantTheftRises.from);
  });

  test('the rise in one local policing area that a flat force total hides is among them', () => {
    const hidden = changes.find(
      (f) => f.area?.kind === 'lpa' && f.measure?.id === 'soac.theft-from-vehicle',
    );
    assert.equal(hidden?.area?.title, 'Burton', listed());
    assert.equal(hidden?.kind, 'worse');
    assert.ok(
      !changes.some((f) => f.measure?.id === hidden?.measure?.id && f.area?.kind === 'force'),
    );
  });

  test('the recording drive is not: what counts disruptions is broken on its day', () => {
    assert.ok(!changes.some((f) => f.theme === 'disruption'), listed());
    assert.ok(!changes.some((f) => /disruption/i.test(f.measure?.title ?? '')), listed());
  });

  test('a theme of high threat whose activity is down stands in the gap of the matrix, and asks its owner', async () => {
    const host = await sampleHost();
    const story = await overviewSince(host, analyst, { period: period('2025-Q3') });
    const { theme } = planted.quietTheme;
    const gap = story.findings.find((f) => f.kind === 'gap' && f.id.startsWith('threat:'));
    assert.equal(gap?.theme, theme);
    assert.match(gap?.sentence.text ?? '', /is assessed as high threat\..*: below usual/);
    assert.match(gap?.ask?.text ?? '', /^Asked of the vulnerability lead: /);
    const matrix = await matrixOf(host.figures, openList(host, analyst), {
      period: period('2025-Q3'),
      since: null,
    });
    assert.deepEqual(
      matrix.gaps.map((placed) => placed.theme),
      [theme],
    );
    assert.match(matrix.title.text, /carries high threat with less than its usual activity$/);
  });

  test('a tier 1 group that no disruption ever named is a gap of its own', async () => {
    const host = await sampleHost();
    const story = await overviewSince(host, analyst, { period: period('2025-Q3') });
    const gap = story.findings.find((f) => f.id === 'untouched:ocg.untouched');
    assert.match(gap?.sentence.text ?? '', /^1 group of tier 1, of \d+, had no disruption/);
    assert.equal(gap?.theme, 'ocg');
  });

  test('none of them rests on too few, on part of a period, or on a step over a break', () => {
    for (const f of changes) {
      assert.ok(['improving', 'worsening', 'changed'].includes(f.verdict?.word ?? ''), f.id);
      assert.ok(f.q !== null && f.q <= 0.1, f.id);
    }
    assert.ok(overview.family.judged > 40);
    assert.equal(overview.family.reported, changes.length);
  });

  test('no sentence says both that a figure fell and that it lies above its usual level, but for a “but”', () => {
    for (const f of changes) {
      const text = `${f.sentence.text} ${f.evidence.text}`;
      const both =
        /\b(fell|fewer|lower)\b/.test(text) && /\b(above|rising|higher since)\b/i.test(text);
      assert.ok(!both || /, but /.test(text), text);
      const turned = /\b(rose|more|higher than)\b/.test(text) && /\b(below|falling)\b/i.test(text);
      assert.ok(!turned || /, but /.test(text), text);
    }
  });

  test('at the reported quarter no measure of disruptions is merely incomplete', async () => {
    const host = await sampleHost();
    const words = await Promise.all(
      [...host.framework.measures.values()]
        .filter((m) => m.theme === 'disruption')
        .map(async (m) => {
          const series = await host.figures.series({
            measure: m.id,
            by: 'quarter',
            period: period('2025-Q3'),
          });
          return series.verdict.word;
        }),
    );
    assert.ok(words.length > 8);
    assert.ok(!words.includes('incomplete'), words.join(' '));
  });
});

for (const seed of everySeed())
  describe(`what is planted, on seed ${seed}`, () => {
    let found: OverviewSince;
    before(async () => {
      const host = await sampleHost(seed);
      found = await overviewSince(host, analyst, { period: period('2025-Q3') });
    });
    const ids = (kinds: readonly Finding['kind'][]) =>
      found.findings.filter((f) => kinds.includes(f.kind)).map((f) => `${f.id} ${f.kind}`);

    test('the two changes of the force and the rise hidden in Burton are among the first six', () => {
      const first = ids(['better', 'worse', 'changed']).slice(0, 6);
      for (const id of [
        'soac.plant-agri@E23000015 worse',
        'soac.burglary-business@E23000015 better',
        'soac.theft-from-vehicle@BUR worse',
      ])
        assert.ok(first.includes(id), `${id} among ${first.join(', ')}`);
    });

    test('no count of disruptions is a change: the recording drive is a break of every one', () => {
      const changed = found.findings.filter((f) => f.kind !== 'gap');
      assert.deepEqual(
        changed.filter((f) => /disruption/i.test(f.measure?.title ?? '')).map((f) => f.id),
        [],
      );
    });

    test('the quiet theme and the untouched group are gaps', () => {
      const gaps = ids(['gap']);
      assert.ok(gaps.includes('threat:safeguarding.referrals gap'), gaps.join(', '));
      assert.ok(gaps.includes('untouched:ocg.untouched gap'), gaps.join(', '));
    });
  });

/** The month so many before one. */
function addBack(from: string, months: number): string {
  const at = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() - months);
  return at.toISOString().slice(0, 7);
}
