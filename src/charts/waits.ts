import type { Series, Waits } from '../figures/index.ts';
import { dayLabel, type PlainDate } from '../periods/index.ts';
import { plainNumber, verdictReason, verdictWords } from '../wording/index.ts';
import { axisOf } from './axis.ts';
import { shapeFor } from './build.ts';
import type { Chart, DrawnPoint, Level } from './chart.ts';

/** Longer waits are fewer events, so the better side turns over. */
const turned = { lower: 'higher', higher: 'lower', neutral: 'neutral' } as const;

/**
 * Days between the events of a rare measure: each point is one event, higher means longer between
 * them (visual.md section 4). Null for every other series.
 */
export function waitsChartOf(series: Series): Chart | null {
  const { waits, measure } = series;
  if (!waits) return null;
  const points = waits.chart.points.map((_, i) => pointOf(series, waits, i));
  const centre = linesOf(waits, 'cl', waits.chart.type === 'g' ? 'Median' : 'Centre');
  const upper = linesOf(waits, 'ucl', 'Upper limit');
  const drawn = [...points.map((p) => p.value), ...upper.flatMap((l) => l.values)];
  const heading = `Days between events: ${measure.title}`;
  const place = series.area.kind === 'force' ? 'whole force' : series.area.title;
  const dates = `${points[0]?.label ?? ''} to ${points.at(-1)?.label ?? ''}`;
  return {
    kind: 'line',
    every: 'event',
    heading,
    unit: 'Days',
    points,
    centre,
    upper,
    lower: [],
    baseline: null,
    breaks: [],
    expected: [],
    gaps: [],
    y: axisOf(drawn.filter((v) => v !== null)),
    annotations: [],
    alt: `${waits.chart.type} chart of the days between events: ${measure.title}, ${place}, ${dates}. ${points.length} waits; higher means longer between them. ${verdictWords[series.verdict.word]}: ${verdictReason(series)}`,
  };
}

function pointOf(series: Series, waits: Waits, index: number): DrawnPoint {
  const point = waits.chart.points[index];
  const on = (point?.x ?? '') as PlainDate;
  const open = waits.open && index === waits.chart.points.length - 1;
  const text = point?.value == null ? 'no data' : plainNumber(point.value);
  return {
    index,
    period: on.slice(0, 7),
    start: on,
    label: dayLabel(on),
    value: point?.value ?? null,
    text,
    shape: shapeFor(point?.signals ?? [], turned[series.measure.better]),
    soFar: open,
    spoken: `${dayLabel(on)}: ${text}${point?.value == null ? '' : ` ${point.value === 1 ? 'day' : 'days'} since the one before${open ? ', and no other yet' : ''}`}`,
    ref: {
      measure: series.measure.id,
      period: on.slice(0, 7),
      area: series.area.id,
      category: series.category,
      asAt: null,
    },
  };
}

/** A line of each stretch, never joined. */
function linesOf({ chart }: Waits, field: 'cl' | 'ucl', name: string): Level[] {
  const found: Level[] = [];
  let first = 0;
  for (const part of chart.parts) {
    const values = chart.points.slice(first, first + part.points).map((p) => p[field]);
    const value = values.findLast((v) => v !== null);
    if (value !== undefined && value !== null)
      found.push({
        first,
        last: first + part.points - 1,
        values,
        label: `${name} ${plainNumber(value)}`,
      });
    first += part.points;
  }
  return found;
}
