import type { MeasureDefinition } from '../framework/index.ts';
import { dayNumber, type Month } from '../periods/index.ts';
import {
  type ChartRow,
  type ChartType,
  type ControlChart,
  chooseChart,
  controlChart,
  season,
  variation,
} from '../statistics/index.ts';
import { baselineRows, isCut, partOf } from './baseline.ts';
import type { Figure } from './figure.ts';

/** The chart of a series on its source's own grain, and what its rows were. */
export interface MonthlyChart {
  readonly chart: ControlChart;
  readonly rows: readonly MonthRow[];
  readonly baseline: readonly boolean[];
  /** What each month expects of the level, where the series has a season: 1.1 is a tenth above its mean. */
  readonly expects: readonly number[] | null;
  /** Why this kind of chart, where the definition left it open. */
  readonly because: string | null;
}

/** One month (or quarter) as it is charted. */
export interface MonthRow extends ChartRow {
  readonly part: number;
  readonly exclude: boolean;
  readonly figure: Figure;
}

/** Fewer values than this are points and a centre line: no limits, no signals, nothing to judge. */
export const leastToJudge = 8;

/** Whether a measure counts things one by one. */
export const isCount = (measure: MeasureDefinition): boolean =>
  measure.kind === 'flow' || measure.kind === 'distinct' || measure.kind === 'movement';

/**
 * Months with their stretches between breaks. A break inside a month leaves that month out and the
 * next begins the new stretch; what is not complete or not mature is shown and takes no part.
 */
export function monthRows(measure: MeasureDefinition, points: readonly Figure[]): MonthRow[] {
  const exposed = measure.kind === 'share' || measure.kind === 'rate';
  const scale = measure.kind === 'rate' ? (measure.per?.scale ?? 1) : 1;
  return points.map((figure): MonthRow => {
    const { period } = figure;
    const cut = isCut(measure.breaks, period);
    const known = figure.value !== null && !cut;
    return {
      x: period.id,
      y: known ? (exposed ? figure.numerator : figure.value) : null,
      ...(exposed ? { n: known ? (figure.denominator ?? 0) / scale : null } : {}),
      // What is missing is no exclusion: it interrupts a run, an excluded month does not.
      exclude: known && (figure.immature || figure.status !== 'complete'),
      part: partOf(measure.breaks, period.start),
      figure,
    };
  });
}

/** The latest complete and mature point: the one that is judged. Null where there is none. */
export function judgedRow(rows: readonly MonthRow[]): number | null {
  const last = rows.findLastIndex((row) => row.y !== null && row.n !== 0 && !row.exclude);
  return last < 0 ? null : last;
}

/** Values that may be judged in the stretch of a row. */
export const usableIn = (rows: readonly MonthRow[], part: number): MonthRow[] =>
  rows.filter((row) => row.part === part && row.y !== null && row.n !== 0 && !row.exclude);

/** Chooses the chart (methods.md 2.6), finds whether months differ by season, and draws its lines. */
export function monthlyChart(
  measure: MeasureDefinition,
  points: readonly Figure[],
  window: { readonly from: Month; readonly to: Month } | null,
): MonthlyChart | null {
  if (points.length === 0 || measure.chart === 'table') return null;
  const rows = monthRows(measure, points);
  const baseline = monthlyBaseline(rows, window);
  const { type, because } = typeOf(measure, rows, baseline);
  const plain = withoutUnused(rows, type);
  const settings = {
    type,
    rules: type === 'run' ? 'anhoej' : measure.rules,
    baseline,
    better: measure.better,
  };
  const expects = expectedByMonth(rows, type);
  const chart = expects
    ? followingSeason(
        controlChart(
          plain.map((row, i) => ({ ...row, n: (row.n ?? 1) * (expects[i] ?? 1) })),
          { ...settings, type: type === 'xmr' ? 'u-prime' : type === 'c' ? 'u' : type },
        ),
        expects,
        rows,
      )
    : controlChart(plain, settings);
  return { chart: withoutShortParts(chart), rows, baseline, expects, because };
}

/** Months of the baseline of each stretch. */
export const monthlyBaseline = (
  rows: readonly MonthRow[],
  window: { readonly from: Month; readonly to: Month } | null,
): boolean[] =>
  baselineRows(
    rows.map((row) => ({
      part: row.part,
      first: row.figure.period.first,
      last: row.figure.period.last,
      counts: row.y !== null && !row.exclude,
    })),
    window,
  );

/** A ratio is charted by its parts where the chart pools them, by its value where it does not. */
const withoutUnused = (rows: readonly MonthRow[], type: ChartType): ChartRow[] =>
  rows.map(({ x, y, n, exclude, part, figure }) =>
    n === undefined || pools.has(type)
      ? { x, y, ...(n === undefined ? {} : { n }), exclude, part }
      : { x, y: y === null ? null : figure.value, exclude, part },
  );

const pools = new Set<ChartType>(['p', 'p-prime', 'u', 'u-prime']);

/** Declared, or chosen by kind and baseline of the stretch judged. Waits have a chart of their own: here they are counts. */
function typeOf(
  measure: MeasureDefinition,
  rows: readonly MonthRow[],
  baseline: readonly boolean[],
): { type: ChartType; because: string | null } {
  const declared = measure.chart;
  if (declared === 'g' || declared === 't') return { type: 'c', because: null };
  if (declared !== 'auto' && declared !== 'table') return { type: declared, because: null };
  const used = judgedBaseline(rows, baseline);
  return chooseChart({
    kind:
      measure.kind === 'share' || measure.kind === 'rate'
        ? measure.kind
        : isCount(measure)
          ? 'count'
          : 'other',
    values: used.map((row) => row.figure.value ?? 0),
    n: used.map((row) => row.figure.denominator ?? 0),
  });
}

/** The baseline of the stretch judged; the whole stretch, then the whole series, where that is too short. */
export function judgedBaseline(
  rows: readonly MonthRow[],
  baseline: readonly boolean[],
): readonly MonthRow[] {
  const last = judgedRow(rows);
  if (last === null) return [];
  const part = rows[last]?.part ?? 1;
  const usable = (row: MonthRow) => row.y !== null && row.n !== 0 && !row.exclude;
  const inPart = rows.filter((row, i) => row.part === part && baseline[i] && usable(row));
  const all = rows.filter(usable);
  return inPart.length >= leastToJudge || all.length < leastToJudge ? inPart : all;
}

/**
 * What each month expects of the level, by its place in the year and its days; null where months
 * do not differ by more than chance (p < 0.01), or the series is too short to say (methods.md 7).
 */
function expectedByMonth(rows: readonly MonthRow[], type: ChartType): number[] | null {
  if (!['xmr', 'c', 'u', 'u-prime'].includes(type)) return null;
  if (rows.some((row) => row.figure.period.grain !== 'month')) return null;
  const asked = rows.map(({ y, n, exclude, part, figure: { period } }) => ({
    y: exclude ? null : y,
    month: Number(period.first.slice(5, 7)) - 1,
    days: dayNumber(period.end) - dayNumber(period.start) + 1,
    exposure: n ?? 1,
    part,
  }));
  const found = season(asked);
  if (!found || found.p >= 0.01) return null;
  return asked.map((row) => ((found.effects[row.month] ?? 1) * row.days) / (365.25 / 12));
}

/** Values as they were counted, lines lifted and lowered with the season: what lies beyond them is the same. */
function followingSeason(
  chart: ControlChart,
  expects: readonly number[],
  rows: readonly MonthRow[],
): ControlChart {
  return {
    ...chart,
    points: chart.points.map((point, i) => {
      const times = (value: number | null) => (value === null ? null : value * (expects[i] ?? 1));
      return {
        ...point,
        value: point.value === null ? null : (rows[i]?.figure.value ?? null),
        cl: times(point.cl),
        lcl: times(point.lcl),
        ucl: times(point.ucl),
        lower_near: times(point.lower_near),
        upper_near: times(point.upper_near),
      };
    }),
  };
}

/** A stretch too short to judge keeps its points and centre alone. */
function withoutShortParts(chart: ControlChart): ControlChart {
  const counts = chart.parts.map((_, i) => pointsOfPart(chart, i));
  const short = new Set(counts.flatMap((n, i) => (n < leastToJudge ? [i] : [])));
  if (short.size === 0) return chart;
  let at = -1;
  let left = 0;
  const points = chart.points.map((point) => {
    if (left === 0) {
      at++;
      left = chart.parts[at]?.points ?? 0;
    }
    left--;
    return short.has(at)
      ? { ...point, lcl: null, ucl: null, lower_near: null, upper_near: null, signals: [] }
      : point;
  });
  return {
    ...chart,
    points,
    icons: { ...chart.icons, variation: variation(points, chart.better) },
  };
}

/** Values that count in the n-th stretch of a chart. */
function pointsOfPart(chart: ControlChart, n: number): number {
  const from = chart.parts.slice(0, n).reduce((sum, part) => sum + part.points, 0);
  return chart.points
    .slice(from, from + (chart.parts[n]?.points ?? 0))
    .filter((point) => point.value !== null && !point.excluded).length;
}

/** Points alone: no centre, no limits, no signals. For registers, and under the waits of rare events. */
export function bareChart(chart: ControlChart): ControlChart {
  return {
    ...chart,
    rules: 'none',
    points: chart.points.map((point) => ({
      ...point,
      cl: null,
      lcl: null,
      ucl: null,
      lower_near: null,
      upper_near: null,
      signals: [],
    })),
    icons: { variation: null, assurance: null },
  };
}
