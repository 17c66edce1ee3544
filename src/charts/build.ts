import type { ExpectedNext, Figure, Series } from '../figures/index.ts';
import {
  dayLabel,
  type Month,
  month,
  monthLabel,
  monthNames,
  monthsBetween,
  type PlainDate,
} from '../periods/index.ts';
import { chartName, countWord, formatValue, plainDays, spokenPoint } from '../wording/index.ts';
import { axisOf, perCent } from './axis.ts';
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
        drawn[i]?.cl ?? null,
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
  const centre = level(
    (p) => p.cl,
    (v) => `${chart?.type === 'run' ? 'Median' : 'Mean'} ${formatValue(measure, v)}`,
  );
  const trial = chart?.parts.at(-1)?.trial ? 'trial ' : '';
  const upper = level(
    (p) => p.ucl,
    (v) => `Upper ${trial}limit ${formatValue(measure, v)}`,
  );
  const lower = level(
    (p) => p.lcl,
    (v) => `Lower ${trial}limit ${formatValue(measure, v)}`,
    true,
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
        ? perCent
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
    expected: [],
    gaps: gapsOf(figures),
    y: axisOf(values, measure.kind === 'share', areCounts(points)),
    annotations: annotationsOf(series, points, drawn),
    alt: plainDays(chartName(series)),
  };
}

/** Whether every figure drawn is a whole number. */
export const areCounts = (points: Chart['points']): boolean =>
  points.every((p) => p.value === null || Number.isInteger(p.value));

/** A dated action that aimed at what the chart shows. */
export interface ChartAction {
  readonly title: string;
  readonly from: PlainDate;
  readonly ended: PlainDate | null;
  /** Where it was, when the chart shows more than that. */
  readonly where: string | null;
}

/** A chart with the actions that aimed at it, each said at the first point after it began; four annotations at most, the newest actions first. */
export function withActions(chart: Chart, actions: readonly ChartAction[]): Chart {
  const room = Math.max(0, 4 - chart.annotations.length);
  const drawn = actions.flatMap((action) => {
    const point = chart.points.find(
      (p) => p.value !== null && p.start.slice(0, 7) >= action.from.slice(0, 7),
    );
    if (!point) return [];
    const days = action.ended
      ? `${dayLabel(action.from, 'short')} to ${dayLabel(action.ended, 'short')}`
      : `From ${dayLabel(action.from, 'short')}`;
    const second = action.where ? `${days}, ${action.where}` : days;
    return [
      { index: point.index, shape: 'common' as const, lines: [action.title, second] as const },
    ];
  });
  if (drawn.length === 0) return chart;
  const kept = drawn.slice(-room);
  return {
    ...chart,
    annotations: room === 0 ? chart.annotations : [...chart.annotations, ...kept],
    alt: `${chart.alt} ${drawn.map(({ lines }) => `${lines.join(', ')}.`).join(' ')}`,
  };
}

/** A chart with the range in which its next months are expected; stems have none. */
export function withExpected(chart: Chart, next: ExpectedNext | null, said: string): Chart {
  const first = chart.points[0];
  if (!next?.holds || !first || chart.kind === 'stems') return chart;
  const expected = next.months.map(({ period, mean, lower, upper }) => ({
    index: monthsBetween(month(first.start.slice(0, 7)), period.first),
    start: period.start,
    label: monthAbbreviation(period.first),
    mean,
    lower,
    upper,
  }));
  const levels = [...chart.centre, ...chart.upper, ...chart.lower].flatMap((l) => l.values);
  const values = [
    ...chart.points.map((p) => p.value),
    ...levels,
    ...expected.map((e) => e.upper),
  ].filter((v) => v !== null);
  return {
    ...chart,
    expected,
    y: axisOf(values, false, areCounts(chart.points)),
    alt: `${chart.alt} ${said}`,
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

/** A month by its name, a longer period by the month it begins with, a year by the one it ends with. */
function labelOf({ period }: Figure): string {
  if (period.grain === 'rolling-12') return `To ${monthLabel(period.last, 'short')}`;
  return monthAbbreviation(period.first);
}

const monthAbbreviation = (of: Month): string =>
  (monthNames[Number(of.slice(5, 7)) - 1] ?? '').slice(0, 3);

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

/** What is seen on the chart from the first point of the signal on, said at that point. */
function annotationsOf(
  series: Series,
  points: readonly DrawnPoint[],
  drawn: readonly { readonly cl: number | null }[],
): Chart['annotations'] {
  const { verdict } = series;
  const { word, since } = verdict;
  if (series.judged === 'waits') return [];
  if (!since || (word !== 'improving' && word !== 'worsening' && word !== 'changed')) return [];
  const index = points.findIndex((p) => p.period === since.id);
  const last = points.findLastIndex((p) => p.value !== null && !p.soFar);
  if (index < 0 || last < index) return [];
  const above = verdict.direction === 'up';
  const side = above ? 'Above' : 'Below';
  const run = countWord(last - index + 1, 'point');
  const centre = series.chart?.type === 'run' ? 'median' : 'mean';
  const from = index === last ? '' : ' from here';
  const lines = ((): readonly [string, string] => {
    if (series.judged === 'month-adjusted')
      return [`${side} its usual level${from}`, `${run}, season allowed for`];
    if (verdict.rule.startsWith('outside'))
      return [
        `Beyond the ${above ? 'upper' : 'lower'} limit`,
        index === last ? (points[index]?.text ?? '') : `${run} in a row`,
      ];
    if (verdict.rule.startsWith('trend'))
      return [`${above ? 'Rising' : 'Falling'}${from}`, `${run} in a row`];
    if (/^(two-of-three|we2|nelson5|three-beyond)/.test(verdict.rule))
      return [`Close to the ${above ? 'upper' : 'lower'} limit`, '2 of 3 points'];
    return [`${side} the ${centre}${from}`, `${run} in a row`];
  })();
  const value = points[index]?.value ?? null;
  return value === null || (drawn[index]?.cl ?? null) === null
    ? []
    : [{ index, shape: word, lines }];
}
