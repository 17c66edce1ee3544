import type { Figure, Series } from '../figures/index.ts';
import { dayLabel, monthLabel, monthNames } from '../periods/index.ts';
import {
  chartName,
  formatValue,
  plainDays,
  spokenPoint,
  verdictReason,
  verdictWords,
} from '../wording/index.ts';
import type { Chart, DrawnPoint, Level, Shape } from './chart.ts';

/** The chart of a series; the last `months` points where asked (24 for a sparkline, 30 for a small multiple). */
export function chartOf(series: Series, last?: number): Chart {
  const { measure, chart } = series;
  const from = last ? Math.max(0, series.chartFigures.length - last) : 0;
  const figures = series.chartFigures.slice(from);
  const drawn = chart?.points.slice(from) ?? [];
  const points = figures.map(
    (figure, i): DrawnPoint => ({
      index: i,
      period: figure.period.id,
      start: figure.period.start,
      label: labelOf(figure),
      value: figure.value,
      text: figure.value === null ? 'no data' : formatValue(measure, figure.value),
      shape: shapeFor(drawn[i]?.signals ?? [], measure.better),
      soFar: figure.immature || figure.status === 'partial',
      spoken: spokenPoint(
        measure,
        figure,
        series.chartFigures[from + i - 12],
        drawn[i]?.signals ?? [],
      ),
      ref: {
        measure: measure.id,
        period: figure.period.id,
        area: figure.area,
        category: figure.category,
        asAt: null,
      },
    }),
  );
  const rare = series.waits !== null || (chart?.type === 'c' && (drawn.at(-1)?.cl ?? 99) < 2);
  const level = (
    pick: (p: (typeof drawn)[number]) => number | null,
    label: (value: number) => string,
    clip = false,
  ): Level[] => (rare ? [] : levelsOf(drawn, pick, label, clip));
  const count = measure.kind !== 'share' && measure.kind !== 'rate';
  const centre = level(
    (p) => p.cl,
    (v) => `${chart?.type === 'run' ? 'Median' : 'Mean'} ${formatValue(measure, v)}`,
  );
  const upper = level(
    (p) => p.ucl,
    (v) => `Upper limit ${formatValue(measure, v)}`,
  );
  const lower = level(
    (p) => p.lcl,
    (v) => `Lower limit ${formatValue(measure, v)}`,
    count,
  );
  const values = [
    ...points.map((p) => p.value),
    ...[...upper, ...centre].flatMap((l) => l.values),
    ...lower.flatMap((l) => l.values),
  ].filter((v) => v !== null);
  return {
    kind: rare ? 'stems' : 'line',
    every: 'period',
    heading: `${measure.title}, ${series.area.kind === 'force' ? 'whole force' : series.area.title}`,
    unit:
      measure.unit === '%'
        ? 'Per cent'
        : measure.unit === 'GBP'
          ? 'Pounds'
          : measure.unit.charAt(0).toUpperCase() + measure.unit.slice(1),
    points,
    centre,
    upper,
    lower,
    baseline: baselineOf(series, figures),
    breaks: series.breaks.flatMap((b) => {
      const at = figures.findIndex((f) => f.period.end >= b.at);
      return at > 0 ? [{ at, what: b.reason, when: dayLabel(b.at) }] : [];
    }),
    gaps: gapsOf(figures),
    y: axisOf(values, measure.kind === 'share'),
    annotation: annotationOf(series, points),
    alt: plainDays(chartName(series)),
  };
}

/** The mark that a point's signals earn. */
export function shapeFor(
  signals: readonly string[],
  better: 'lower' | 'higher' | 'neutral',
): Shape {
  const directed = signals.find((s) => /-(above|below|up|down)$/.test(s));
  if (!directed) return 'common';
  if (better === 'neutral') return 'changed';
  return (better === 'higher') === /-(above|up)$/.test(directed) ? 'improving' : 'worsening';
}

function labelOf(figure: Figure): string {
  const m = Number(figure.period.first.slice(5, 7));
  return (monthNames[m - 1] ?? '').slice(0, 3);
}

/** Lines of each part, never joined; null values leave a hole. */
function levelsOf(
  drawn: readonly { part: number; value: number | null }[],
  pick: (p: never) => number | null,
  label: (value: number) => string,
  clip: boolean,
): Level[] {
  const found: Level[] = [];
  let start = 0;
  for (let i = 1; i <= drawn.length; i++) {
    if (i < drawn.length && drawn[i]?.part === drawn[start]?.part) continue;
    const values = drawn.slice(start, i).map((p) => pick(p as never));
    const last = values.findLast((v) => v !== null);
    // A lower limit clipped to nought is not drawn.
    if (last !== undefined && last !== null && !(clip && last <= 0))
      found.push({ first: start, last: i - 1, values, label: label(last) });
    start = i;
  }
  return found;
}

function baselineOf(series: Series, figures: readonly Figure[]): Chart['baseline'] {
  if (!series.baseline || series.judged === 'moves') return null;
  const { from, to } = series.baseline;
  const inside = figures.flatMap((f, i) =>
    f.period.first >= from && f.period.last <= to ? [i] : [],
  );
  const [first, last] = [inside[0], inside.at(-1)];
  return first === undefined || last === undefined
    ? null
    : { first, last, label: `Baseline: ${monthLabel(from)} to ${monthLabel(to)}` };
}

function gapsOf(figures: readonly Figure[]): Chart['gaps'] {
  const gaps: { first: number; last: number }[] = [];
  figures.forEach((f, i) => {
    if (f.value !== null || f.status === 'not-applicable') return;
    const open = gaps.at(-1);
    if (open && open.last === i - 1) open.last = i;
    else gaps.push({ first: i, last: i });
  });
  return gaps;
}

const niceSteps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10];

/** Four to six gridlines by steps of 1, 1.5, 2 ... x 10^n; from nought but for narrow shares (visual.md section 4). */
export function axisOf(values: readonly number[], mayStartHigher = false): Chart['y'] {
  const top = Math.max(...values, 0);
  const bottom = Math.min(...values, top);
  if (top === 0) return { min: 0, max: 1, ticks: [0, 1], fromZero: true };
  const fromZero = !mayStartHigher || top - bottom > 0.35 * top;
  const low = fromZero ? Math.min(0, bottom) : bottom;
  const raw = (top * 1.04 - low) / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const whole = values.every((v) => Number.isInteger(v)) && top >= 5;
  const step =
    niceSteps
      .map((s) => s * power)
      .find((s) => s >= raw * 0.999 && (!whole || Number.isInteger(s))) ?? power * 10;
  const min = fromZero && bottom >= 0 ? 0 : Math.floor(low / step) * step;
  const count = Math.ceil((top * 1.02 - min) / step);
  return {
    min,
    max: min + count * step,
    ticks: Array.from({ length: count + 1 }, (_, i) => min + i * step),
    fromZero,
  };
}

function annotationOf(series: Series, points: readonly DrawnPoint[]): Chart['annotation'] {
  const { verdict } = series;
  if (
    !verdict.since ||
    (verdict.word !== 'improving' && verdict.word !== 'worsening' && verdict.word !== 'changed')
  )
    return null;
  const index = points.findIndex((p) => p.period === verdict.since?.id);
  if (index < 0) return null;
  return {
    index,
    shape: verdict.word,
    lines: [verdictWords[verdict.word], verdictReason(series).split('. ')[0] ?? ''],
  };
}
