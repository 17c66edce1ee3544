import assert from 'node:assert/strict';
import { type Figure, type JudgeInput, type Judgement, judge } from '../../src/figures/index.ts';
import type { MeasureDefinition } from '../../src/framework/index.ts';
import {
  addMonths,
  type Month,
  month,
  type Period,
  period,
  periodOf,
} from '../../src/periods/index.ts';
import { smallFramework } from '../support/small-framework.ts';

const framework = smallFramework();

/** A measure of the small framework with what a test changes of it. */
export function measureLike(
  id: string,
  changed: Partial<MeasureDefinition> = {},
): MeasureDefinition {
  const found = framework.measures.get(id);
  assert.ok(found, id);
  return { ...found, ...changed };
}

export const flow = (changed: Partial<MeasureDefinition> = {}): MeasureDefinition =>
  measureLike('t.flow', { better: 'lower', ...changed });

export type Told = number | null | Partial<Figure>;

export function figureOf(at: Period, told: Told): Figure {
  const value = typeof told === 'number' ? told : null;
  return {
    measure: 't.flow',
    area: 'F1',
    category: null,
    period: at,
    value,
    status: told === null ? 'missing' : 'complete',
    immature: false,
    numerator: value,
    denominator: null,
    dates: { dataTo: null, asAt: '2026-02-10T09:00:00Z', builtAt: '2026-02-10T09:00:00Z' },
    loads: [],
    definition: 'made',
    marking: 'OFFICIAL',
    synthetic: true,
    ...(told !== null && typeof told === 'object' ? told : {}),
  };
}

/** Months one after the other; null is a month that was not supplied. */
export const monthly = (values: readonly Told[], from = '2022-04'): Figure[] =>
  values.map((told, i) => figureOf(periodOf('month', addMonths(month(from), i)), told));

/** The last quarter of the months, as far as it is whole. */
function quarterOf(points: readonly Figure[]): Figure {
  const last = points.at(-1);
  assert.ok(last);
  const shown = periodOf('quarter', last.period.last);
  const inside = points.filter((p) => p.period.first >= shown.first && p.period.last <= shown.last);
  return {
    ...figureOf(
      shown,
      inside.reduce((sum, p) => sum + (p.value ?? 0), 0),
    ),
    immature: inside.some((p) => p.immature),
    status: inside.every((p) => p.status === 'complete') ? 'complete' : 'partial',
  };
}

/** Judges months, showing their last quarter; the baseline is the first two years unless said. */
export function judged(
  measure: MeasureDefinition,
  points: readonly Figure[],
  more: Partial<JudgeInput> = {},
): Judgement {
  const first = points[0]?.period.first as Month;
  return judge({
    measure,
    points,
    shown: quarterOf(points),
    lastYear: null,
    moves: null,
    byMoves: false,
    baseline: { from: first, to: addMonths(first, 23) },
    absent: [],
    events: null,
    ...more,
  });
}

/** Values that wander a little about a level without any pattern: ..., +3, -2, +1, -3, +2, -1, 0. */
export const steady = (level: number, length: number): number[] =>
  Array.from({ length }, (_, i) => level + ([3, -2, 1, -3, 2, -1, 0][i % 7] ?? 0));

export const noteKinds = (judgement: Judgement): string[] => judgement.notes.map((n) => n.kind);

export const monthId = (id: string): Period => period(id);

/** Random numbers that a seed makes the same on every machine (Mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A Poisson count: by multiplication where the mean is small, in chunks where it is large. */
export function poisson(random: () => number, mean: number): number {
  let [left, count] = [mean, 0];
  while (left > 0) {
    const step = Math.min(left, 30);
    left -= step;
    const limit = Math.exp(-step);
    for (let product = random(); product > limit; product *= random()) count++;
  }
  return count;
}
