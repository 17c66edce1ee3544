import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Series, Verdict } from '../../src/figures/index.ts';
import {
  againstEdition,
  endedSince,
  type Finding,
  forDecision,
  type Matrix,
  type Printed,
  threatGaps,
  untouchedGap,
} from '../../src/findings/index.ts';
import { day, period } from '../../src/periods/index.ts';
import { sentence } from '../../src/wording/index.ts';
import { madeSeries } from '../support/made-series.ts';
import { smallFramework } from '../support/small-framework.ts';

const until = period('2025-Q2');

function series(id: string, word: Verdict, since: string | null = null, area = 'force'): Series {
  const made = madeSeries({ measure: id, title: id, value: 10 });
  return {
    ...made,
    area: { ...made.area, id: area },
    verdict: {
      ...made.verdict,
      word,
      direction: since ? 'up' : null,
      since: since ? period(since) : null,
    },
  };
}

function finding(of: Series, kind: Finding['kind'] = 'worse', rank = 1): Finding {
  return {
    id: `${of.measure.id}@${of.area.id}`,
    kind,
    theme: of.measure.theme,
    measure: of.measure,
    area: of.area,
    period: of.shown,
    verdict: of.verdict,
    series: of,
    sentence: sentence(of.measure.id),
    evidence: sentence('Because.'),
    contributions: [],
    owner: 'Lead',
    ask: sentence('Asked of the lead: say why.'),
    continuing: false,
    q: 0.01,
    rank,
  };
}

const printed = (measure: string, word: Verdict, up = true): Printed => ({
  measure,
  area: 'force',
  period: until,
  value: 9,
  status: 'complete',
  word,
  direction: up ? 'up' : null,
});

describe('what is new since the last issued edition', () => {
  test('R14: what it did not say stands first, in the order of evidence; what it said already is continuing', () => {
    const told = againstEdition(
      [
        finding(series('known', 'worsening', '2025-06')),
        finding(series('new', 'worsening', '2025-08')),
        finding(series('turned', 'worsening', '2025-10')),
      ],
      [
        printed('known', 'worsening'),
        printed('new', 'no-significant-change', false),
        printed('turned', 'improving'),
      ],
      until,
    );
    assert.deepEqual(
      told.map((f) => `${f.measure?.id} ${f.continuing}`),
      ['new false', 'turned false', 'known true'],
    );
  });

  test('an area, which no edition prints figure by figure, is new where its signal began after the edition’s months', () => {
    const told = againstEdition(
      [
        finding(series('old', 'worsening', '2025-09', 'lpa')),
        finding(series('late', 'worsening', '2025-10', 'lpa')),
      ],
      [printed('old', 'no-significant-change', false)],
      until,
    );
    assert.deepEqual(
      told.map((f) => `${f.measure?.id} ${f.continuing}`),
      ['late false', 'old true'],
    );
  });

  test('R14: a printed change that no longer holds has ended; one about which nothing is known has not', () => {
    const now = [
      series('over', 'no-significant-change'),
      series('holds', 'worsening', '2025-06'),
      series('unknown', 'late'),
      series('never', 'no-significant-change'),
    ];
    const ended = endedSince(now, [
      printed('over', 'worsening'),
      printed('holds', 'worsening'),
      printed('unknown', 'worsening'),
      printed('never', 'no-significant-change', false),
    ]);
    assert.deepEqual(
      ended.map((e) => e.series.measure.id),
      ['over'],
    );
  });
});

describe('what is for decision', () => {
  test('R60: asks that no open decision answers are counted, worse first; progress and data that are owed ask a meeting nothing', () => {
    const asks = [
      finding(series('changed', 'changed', '2025-10'), 'changed'),
      finding(series('worse', 'worsening', '2025-10')),
      finding(series('answered', 'worsening', '2025-10')),
      finding(series('better', 'improving', '2025-10'), 'better'),
      { ...finding(series('owed', 'late'), 'gap'), series: null },
      finding(series('untouched', 'too-few-to-say'), 'gap'),
    ];
    const of = forDecision(asks, [
      { finding: 'answered@force', overdue: true },
      { finding: '', overdue: false },
    ]);
    assert.deepEqual(
      of.asks.map((f) => f.measure?.id),
      ['worse', 'changed', 'untouched'],
    );
    assert.deepEqual([of.open, of.overdue], [2, 1]);
  });
});

describe('gaps that no single figure shows', () => {
  const framework = smallFramework();
  const [theme] = framework.themes.keys();
  const id = theme ?? '';

  test('R15: high threat with less than usual activity names theme, measure, who assessed it and who is asked', () => {
    const activity = series('warrants', 'changed', '2025-10');
    const matrix: Matrix = {
      period: period('2025-Q3'),
      since: null,
      placed: [],
      beside: [],
      title: sentence('Title'),
      gaps: [
        {
          theme: id,
          title: 'Firearms',
          threat: 'very-high',
          activity: 'below-usual',
          before: null,
          assessed: { on: day('2026-01-12'), role: 'Theme analyst', confidence: 'moderate' },
          measure: activity.measure,
        },
      ],
    };
    const [gap] = threatGaps(matrix, [activity], framework);
    assert.equal(
      gap?.sentence.text,
      'Firearms is assessed as very high threat. warrants: below usual in October to December 2025.',
    );
    assert.equal(
      gap?.evidence.text,
      'Assessed on 12 January 2026 by the theme analyst, moderate confidence.',
    );
    assert.equal(gap?.series, activity);
    assert.match(gap?.ask?.text ?? '', /^Asked of the .*: say what more can be done/);
  });

  test('R15: groups of the top tier that nobody touched are counted; of lower tiers none is', () => {
    const tier = (category: string, untouched: number): Series => {
      const made = madeSeries({
        measure: 'ocg.untouched',
        title: 'Untouched',
        value: 0.5,
        theme: id,
      });
      return {
        ...made,
        category,
        figure: { ...made.figure, numerator: untouched, denominator: 6 },
      };
    };
    const [gap, more] = untouchedGap([tier('2', 5), tier('1', 2)], framework);
    assert.equal(more, undefined);
    assert.equal(
      gap?.sentence.text,
      '2 groups of tier 1, of 6, had no disruption in the 12 months to 31 December 2025.',
    );
    assert.deepEqual(untouchedGap([tier('2', 5), tier('1', 0)], framework), []);
  });
});
