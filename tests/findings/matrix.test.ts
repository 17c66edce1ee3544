import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Listed, Series } from '../../src/figures/index.ts';
import {
  activityLevels,
  activityOf,
  heldWords,
  isGap,
  type MatrixView,
  matrixMoves,
  matrixOf,
  type ThreatLevel,
  threatLevels,
} from '../../src/findings/index.ts';
import { day, period } from '../../src/periods/index.ts';
import { madeSeries } from '../support/made-series.ts';
import { sampleHost } from '../support/sample-home.ts';

const series = (
  value: number | null,
  word: Series['verdict']['word'],
  direction: 'up' | 'down' | null,
): Series => {
  const made = madeSeries({ measure: 'soac.disruptions', title: 'Disruptions', value });
  return { ...made, verdict: { ...made.verdict, word, direction } };
};

const view: MatrixView = {
  period: period('2025-Q3'),
  since: { period: period('2025-Q2'), asAt: null, edition: null },
};

describe('threat against activity', () => {
  test('activity stands beside what is usual for it: its verdict says so, none recorded is a word of its own', () => {
    assert.equal(activityOf(series(12, 'changed', 'down')), 'below-usual');
    assert.equal(activityOf(series(12, 'changed', 'up')), 'above-usual');
    assert.equal(activityOf(series(12, 'improving', 'down')), 'below-usual');
    assert.equal(activityOf(series(12, 'no-significant-change', null)), 'usual');
    assert.equal(activityOf(series(12, 'too-few-to-say', null)), 'usual');
    assert.equal(activityOf(series(0, 'no-significant-change', null)), 'none-recorded');
    assert.equal(activityOf(series(null, 'missing', null)), null);
    assert.equal(activityOf(series(12, 'late', null)), null);
  });

  test('a gap is high or very high threat with activity below usual or none', () => {
    const gaps = threatLevels.flatMap((threat) =>
      activityLevels.filter((activity) => isGap({ threat, activity })).map((a) => `${threat} ${a}`),
    );
    assert.deepEqual(gaps, [
      'high none-recorded',
      'high below-usual',
      'very-high none-recorded',
      'very-high below-usual',
    ]);
  });

  /** Assessments as a return would bring them: theme, level, day; those of other kinds are no assessment. */
  const listed =
    (
      of: Readonly<
        Record<
          string,
          readonly (readonly [theme: string, level: ThreatLevel, on: string, kind?: string])[]
        >
      >,
    ) =>
    async (asked: Listed) =>
      (of[asked.period.id] ?? []).map(([theme, level, on, kind = 'assessment']) => ({
        values: { theme, level, made_on: on, kind, role: 'Theme analyst', confidence: 'high' },
        origin: { load: 1, file: 'made', sheet: 'Statements', row: 2, cells: {} },
      }));

  test('the newest assessment places a theme; a statement of another kind and a theme unassessed do not', async () => {
    const host = await sampleHost();
    const matrix = await matrixOf(
      host.figures,
      listed({
        '2025-Q3': [
          ['drugs', 'low', '2025-10-02'],
          ['drugs', 'very-high', '2025-12-20'],
          ['ocg', 'high', '2025-12-20', 'emerging'],
          ['soac', 'medium', '2025-12-20'],
        ],
        '2025-Q2': [['drugs', 'high', '2025-09-20']],
      }),
      view,
    );
    const drugs = matrix.placed.find((p) => p.theme === 'drugs');
    assert.equal(drugs?.threat, 'very-high');
    assert.equal(drugs?.assessed.on, '2025-12-20');
    assert.equal(drugs?.before?.threat, 'high');
    assert.deepEqual(
      matrix.placed.map((p) => p.theme),
      ['drugs', 'soac'],
    );
    assert.equal(matrix.placed.find((p) => p.theme === 'soac')?.before, null);
    assert.equal(matrix.since?.period.id, '2025-Q2');
    assert.ok(matrix.beside.some((b) => b.theme === 'ocg' && b.why === 'not assessed'));
  });

  test('R18: a hollow point is where the last edition had the theme, as it was known on its day', async () => {
    const host = await sampleHost();
    const asked: string[] = [];
    const known: Listed[] = [];
    const rows = listed({
      '2025-Q3': [['drugs', 'very-high', '2025-12-20']],
      '2025-Q1': [['drugs', 'low', '2025-06-20']],
    });
    const figures = {
      ...host.figures,
      series: (question: Parameters<typeof host.figures.series>[0]) => {
        asked.push(`${question.period?.id} ${question.asAt ?? 'now'}`);
        return host.figures.series(question);
      },
    };
    const edition = { title: 'SOC performance', version: 'v1.0' };
    const matrix = await matrixOf(
      figures,
      (list) => {
        known.push(list);
        return rows(list);
      },
      {
        period: period('2025-Q3'),
        since: { period: period('2025-Q1'), asAt: day('2025-07-20'), edition },
      },
    );
    assert.deepEqual(
      known.map((l) => `${l.period.id} ${l.asAt ?? 'now'}`),
      ['2025-Q3 now', '2025-Q1 2025-07-20'],
    );
    assert.deepEqual(asked, ['2025-Q3 now', '2025-Q1 2025-07-20']);
    assert.equal(matrix.placed[0]?.before?.threat, 'low');
    assert.equal(
      matrix.since && heldWords(matrix.since),
      'April to June 2025 as in SOC performance v1.0, known on 20 July 2025',
    );
  });

  test('R12: a theme above the reader’s access is neither placed, listed beside nor counted in the title', async () => {
    const host = await sampleHost();
    const all = listed({
      '2025-Q3': [...host.framework.themes.keys()].map((t) => [t, 'very-high', '2025-12-20']),
    });
    const themes = new Set(['drugs', 'cj', 'peel']);
    const open = new Map([...host.framework.themes].filter(([id]) => themes.has(id)));
    const figures = { ...host.figures, framework: { ...host.framework, themes: open } };
    const matrix = await matrixOf(figures, all, view);
    assert.deepEqual(
      [...matrix.placed.map((p) => p.theme), ...matrix.beside.map((b) => b.theme)].sort(),
      ['cj', 'drugs', 'peel'],
    );
    for (const [id, { title }] of host.framework.themes)
      assert.ok(themes.has(id) || !matrix.title.text.includes(title), matrix.title.text);
  });

  test('R18: what moved says from what to what, each side by itself', async () => {
    const host = await sampleHost();
    const of = (now: ThreatLevel, before: ThreatLevel) =>
      matrixOf(
        host.figures,
        listed({
          '2025-Q3': [['drugs', now, '2025-12-20']],
          '2025-Q2': [['drugs', before, '2025-09-20']],
        }),
        view,
      );
    const moved = await of('very-high', 'medium');
    assert.match(matrixMoves(moved)[0]?.said ?? '', /^drugs moved from medium to very high threat/);
    const stayed = await of('high', 'high');
    const [drugs] = stayed.placed;
    assert.equal(
      matrixMoves(stayed).length,
      drugs && drugs.before && drugs.before.activity !== drugs.activity ? 1 : 0,
    );
  });

  test('the title names the themes of high threat whose activity is low, or says that there are none', async () => {
    const host = await sampleHost();
    const none = await matrixOf(host.figures, listed({}), view);
    assert.equal(none.title.text, 'No theme could be placed by threat and activity');
    const low = await matrixOf(
      host.figures,
      listed({ '2025-Q3': [['drugs', 'low', '2025-12-20']] }),
      view,
    );
    assert.equal(low.title.text, 'No theme is assessed as high threat');
    const high = await matrixOf(
      host.figures,
      listed({
        '2025-Q3': [...host.framework.themes.keys()].map(
          (t) => [t, 'very-high', '2025-12-20'] as const,
        ),
      }),
      view,
    );
    const gaps = high.placed.filter(isGap);
    assert.deepEqual(high.gaps, gaps);
    for (const { title } of gaps.slice(0, 1))
      assert.ok(gaps.length > 3 || high.title.text.startsWith(title), high.title.text);
  });
});
