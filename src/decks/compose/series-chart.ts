import { areCounts, axisOf, type Chart, chartOf, type Level } from '../../charts/index.ts';
import type { Series } from '../../figures/index.ts';
import type { ChartNotes, DeckChart, DeckSeries, NumberCode } from '../deck-plan.ts';
import { shortMonth } from './words.ts';

interface Drawing {
  /** Shape of the template that the chart takes the place of. */
  readonly area: string;
  readonly name: string;
  /** A scorecard's: the last 24 points, no axes, no labels. */
  readonly small?: boolean;
}

/** A series as a native chart: figure, signals repeated as markers, mean and limits of each part apart. */
export function seriesChart(series: Series, drawing: Drawing): DeckChart {
  const small = drawing.small ?? false;
  const chart = chartOf(series, small ? 24 : undefined);
  const drawn = [...figures(series, chart, small), ...levels(series, chart, small)];
  const all = drawn.flatMap((s) => s.values).filter((v) => v !== null);
  return {
    kind: chart.kind,
    name: drawing.name,
    area: drawing.area,
    days: chart.points.map((p) => p.start),
    series: drawn,
    axis: small
      ? closeAxis(all, chart.kind === 'stems')
      : fullAxis(series, all, areCounts(chart.points)),
    format: formatOf(series),
    alt: chart.alt,
    small,
    notes: small ? { baseline: null, gaps: [], breaks: [] } : notesOf(chart),
  };
}

/** Whether the value axis begins above nought, which must be said. */
export const startsHigher = (chart: DeckChart): boolean => !chart.small && chart.axis.min > 0;

/** What a hollow point is, where the chart has any: the last ones still grow, others never were whole. */
export function hollowNote(chart: DeckChart): string[] {
  const hollow = chart.series.find((s) => s.style === 'so-far');
  if (!hollow) return [];
  return hollow.labelled
    ? ['Hollow points still grow as late entries come in.']
    : ['Hollow points rest on a part of their data.'];
}

function figures(series: Series, chart: Chart, small: boolean): DeckSeries[] {
  const { points } = chart;
  const firm = points.map((p) => (p.soFar ? null : p.value));
  const soFar = points.map((p) => (p.soFar ? p.value : null));
  const first = soFar.findIndex((v) => v !== null);
  // The dashed line starts at the last firm point, which it repeats.
  const joined = soFar.map((v, i) => (i === first - 1 ? (firm[i] ?? null) : v));
  const grows = first >= 0 && chart.kind === 'line';
  const last = points.findLastIndex((p) => p.value !== null);
  const ends = points[last]?.soFar ?? false;
  const signal = (style: 'improving' | 'worsening' | 'changed', name: string): DeckSeries[] => {
    const values = points.map((p) => (p.shape === style && !p.soFar ? p.value : null));
    return values.some((v) => v !== null) ? [{ name, style, values, labelled: false }] : [];
  };
  return [
    { name: series.measure.title, style: 'figure', values: firm, labelled: !small && !ends },
    ...(grows
      ? [{ name: 'Up to so far', style: 'to-so-far' as const, values: joined, labelled: false }]
      : []),
    ...(first < 0
      ? []
      : [{ name: 'So far', style: 'so-far' as const, values: soFar, labelled: !small && ends }]),
    ...(chart.kind === 'stems'
      ? []
      : [
          ...signal('improving', 'Improving'),
          ...signal('worsening', 'Worsening'),
          ...signal('changed', 'Changed'),
        ]),
  ];
}

/** Each part of a chart has its own centre and limits: separate series, never joined. */
function levels(series: Series, chart: Chart, small: boolean): DeckSeries[] {
  const trial = series.chart?.parts.at(-1)?.trial ?? false;
  const days = chart.points.map((p) => p.start);
  const of = (list: readonly Level[], name: string, style: 'mean' | 'upper' | 'lower') =>
    list.map((level, i): DeckSeries => {
      const last = i === list.length - 1;
      const values = days.map((_, n) =>
        n >= level.first && n <= level.last ? (level.values[n - level.first] ?? null) : null,
      );
      return {
        name: last ? name : `${name} to ${shortMonth(days[level.last] ?? '')}`,
        style,
        values,
        labelled: !small && last && level.last >= days.length - 3,
      };
    });
  const limit = (side: string) =>
    trial ? `Trial ${side} limit` : `${side === 'upper' ? 'Upper' : 'Lower'} limit`;
  return [
    ...of(chart.centre, series.chart?.type === 'run' ? 'Median' : 'Mean', 'mean'),
    ...of(chart.upper, limit('upper'), 'upper'),
    ...of(chart.lower, limit('lower'), 'lower'),
  ].filter((s) => s.values.some((v) => v !== null));
}

function notesOf(chart: Chart): ChartNotes {
  const month = (i: number) => shortMonth(chart.points[i]?.start ?? '');
  return {
    baseline: chart.baseline,
    gaps: chart.gaps.map((gap) => ({
      ...gap,
      label:
        gap.first === gap.last
          ? `No data for ${month(gap.first)}`
          : `No data from ${month(gap.first)} to ${month(gap.last)}`,
    })),
    breaks: chart.breaks,
  };
}

function fullAxis(series: Series, values: readonly number[], counted: boolean): DeckChart['axis'] {
  const { min, max, ticks } = axisOf(values, series.measure.kind === 'share', counted);
  return { min, max, step: (ticks[1] ?? 1) - (ticks[0] ?? 0) };
}

/** A scorecard's line fills its height: what it shows is the way it moved. */
function closeAxis(values: readonly number[], fromZero: boolean): DeckChart['axis'] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  const min = fromZero ? 0 : low - room;
  return { min, max: high + room, step: high + room - min };
}

function formatOf({ measure }: Series): NumberCode {
  if (measure.kind === 'share') return '0.0%';
  if (measure.kind === 'rate') return '0.00';
  return measure.unit === 'GBP' ? '£#,##0' : '#,##0';
}
