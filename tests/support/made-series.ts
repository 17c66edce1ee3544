import type { Comparison, Figure, Series } from '../../src/figures/index.ts';
import { period } from '../../src/periods/index.ts';

/** A series with the numbers a test names and nothing else of note. */
export function madeSeries(told: {
  readonly measure: string;
  readonly title: string;
  readonly value: number | null;
  readonly before?: number;
  readonly kind?: Series['measure']['kind'];
  readonly unit?: string;
  readonly theme?: string;
  readonly since?: string;
}): Series {
  const shown = period('2025-Q3');
  const dates = { dataTo: null, asAt: '2026-02-10T09:00:00Z', builtAt: '2026-02-10T09:00:00Z' };
  const figureOf = (value: number | null, id: string): Figure => ({
    measure: told.measure,
    area: 'E23000015',
    category: null,
    period: period(id),
    value,
    status: value === null ? 'missing' : 'complete',
    immature: false,
    numerator: value,
    denominator: null,
    dates,
    loads: [1],
    definition: 'made',
    marking: 'OFFICIAL',
    synthetic: true,
  });
  const figure = figureOf(told.value, '2025-Q3');
  const share = told.kind === 'share';
  const pair = (before: number): Comparison => {
    const change = (told.value ?? 0) - before;
    return {
      against: 'same-last-year',
      base: figureOf(before, '2024-Q3'),
      change: share ? null : change,
      percent: share || before < 5 ? null : change / before,
      points: share ? change : null,
      verdict: 'no-significant-change',
      because: '',
    };
  };
  return {
    measure: {
      id: told.measure,
      title: told.title,
      theme: told.theme ?? told.measure.split('.')[0] ?? '',
      role: 'threat',
      kind: told.kind ?? 'flow',
      unit: told.unit ?? 'offences',
      better: 'lower',
      scale: null,
      trial: false,
      listed: false,
      small: 5,
    },
    area: { id: 'E23000015', title: 'Staffordshire', kind: 'force' },
    category: null,
    shown,
    figure,
    figures: [figure],
    comparisons: told.before === undefined ? [] : [pair(told.before)],
    chart: null,
    waits: null,
    chartFigures: [],
    judged: 'none',
    moves: null,
    verdict: {
      word: told.since ? 'worsening' : 'no-significant-change',
      direction: told.since ? 'up' : null,
      at: period('2025-12'),
      after: null,
      since: told.since ? period(told.since) : null,
      endedSince: null,
      rule: 'none',
      because: '',
      trial: false,
      p: null,
    },
    baseline: null,
    breaks: [],
    notes: [],
    dates,
    sources: [],
    marking: 'OFFICIAL',
    synthetic: true,
  };
}
