import type { MeasureDefinition } from '../framework/index.ts';
import { daysBetween, type Month, monthOf, type PlainDate } from '../periods/index.ts';
import { type ChartRow, type ControlChart, controlChart, isRare } from '../statistics/index.ts';
import { baselineRows, partOf } from './baseline.ts';
import type { Figure } from './figure.ts';
import {
  isCount,
  judgedBaseline,
  judgedRow,
  leastToJudge,
  type MonthlyChart,
  type MonthRow,
} from './monthly-chart.ts';

/** The days between the events of a rare measure, charted (methods.md 2.5). */
export interface WaitsChart {
  readonly chart: ControlChart;
  /** Day on which each wait began. */
  readonly began: readonly PlainDate[];
  /** Whether the last point is a wait that has not ended. */
  readonly open: boolean;
  readonly baseline: readonly boolean[];
  /** The wait that is judged; null where none can be. */
  readonly judged: number | null;
}

/**
 * Whether a series is to be judged by the days between its events: declared so, or left open and
 * rare (under two a month, or a quarter of the months at nought).
 */
export function wantsWaits(
  measure: MeasureDefinition,
  rows: readonly MonthRow[],
  baseline: readonly boolean[],
): boolean {
  if (!isCount(measure)) return false;
  if (measure.chart === 'g' || measure.chart === 't') return true;
  const values = judgedBaseline(rows, baseline).map((row) => row.figure.value ?? 0);
  return measure.chart === 'auto' && values.length >= leastToJudge && isRare(values);
}

/** The last day whose events are all known: none after it is charted. */
export function waitsUntil(rows: readonly MonthRow[]): PlainDate | null {
  const last = judgedRow(rows);
  return last === null ? null : (rows[last]?.figure.period.end ?? null);
}

/**
 * @param days of the events, oldest first, one for each
 * @returns null with fewer than two events
 */
export function waitsChart(
  measure: MeasureDefinition,
  monthly: MonthlyChart,
  days: readonly PlainDate[],
  window: { readonly from: Month; readonly to: Month } | null,
): WaitsChart | null {
  const until = waitsUntil(monthly.rows);
  const first = monthly.rows[0]?.figure.period.start;
  if (until === null || first === undefined) return null;
  const events = days.filter((d) => d >= first && d <= until);
  const spans = coverage(monthly.rows.map((row) => row.figure));
  const rows = events.slice(1).map((d, i): ChartRow & { part: number; began: PlainDate } => {
    const began = events[i] ?? d;
    const part = partOf(measure.breaks, d);
    const whole = part === partOf(measure.breaks, began) && spans(began, d);
    return { x: d, y: whole ? daysBetween(began, d) : null, part, began };
  });
  if (rows.length === 0) return null;
  const baseline = baselineRows(
    rows.map((row) => ({
      part: row.part,
      first: monthOf(row.x as PlainDate),
      last: monthOf(row.x as PlainDate),
      counts: row.y !== null,
    })),
    window,
  );
  const better = { lower: 'higher', higher: 'lower', neutral: 'neutral' } as const;
  const type = measure.chart === 't' && rows.every((row) => row.y !== 0) ? 't' : 'g';
  const chart = controlChart(rows, {
    type,
    rules: measure.rules,
    baseline,
    better: better[measure.better],
  });
  const last = rows.findLastIndex((row) => row.y !== null);
  const made = { chart, began: rows.map((row) => row.began), baseline, open: false };
  return withOpenWait({ ...made, judged: last < 0 ? null : last }, measure, events, until, spans);
}

/** Whether every month from one day to another was spoken for. */
function coverage(figures: readonly Figure[]): (from: PlainDate, to: PlainDate) => boolean {
  const gaps = figures.filter((f) => f.value === null || f.status !== 'complete');
  return (from, to) => !gaps.some((f) => f.period.end >= from && f.period.start <= to);
}

/**
 * The wait since the last event: hollow, and never judged low. One that already lies beyond the
 * upper line is a signal, for it can only grow.
 */
function withOpenWait(
  waits: WaitsChart,
  measure: MeasureDefinition,
  events: readonly PlainDate[],
  until: PlainDate,
  spans: (from: PlainDate, to: PlainDate) => boolean,
): WaitsChart {
  const began = events.at(-1);
  const before = waits.chart.points.at(-1);
  const part = waits.chart.parts.at(-1);
  if (!began || !before || !part) return waits;
  if (partOf(measure.breaks, began) !== partOf(measure.breaks, until)) return waits;
  if (partOf(measure.breaks, began) !== before.part || !spans(began, until)) return waits;
  const value = daysBetween(began, until);
  const long = before.ucl !== null && value > before.ucl && part.baseline >= leastToJudge;
  const point = {
    ...before,
    x: until,
    value,
    excluded: !long,
    signals: long ? ['outside-above'] : [],
  };
  return {
    ...waits,
    chart: {
      ...waits.chart,
      points: [...waits.chart.points, point],
      parts: waits.chart.parts.map((p, i) =>
        i === waits.chart.parts.length - 1 ? { ...p, last: until, points: p.points + 1 } : p,
      ),
    },
    began: [...waits.began, began],
    baseline: [...waits.baseline, false],
    open: true,
    judged: long ? waits.chart.points.length : waits.judged,
  };
}
