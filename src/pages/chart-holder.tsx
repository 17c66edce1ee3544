import type { Chart } from '../charts/index.ts';
import type { Figure, Series } from '../figures/index.ts';
import { Raw } from './parts.tsx';

/** A chart drawn at the width of one medium; the style sheet shows the one that fits. */
export interface Drawing {
  readonly name: string;
  readonly svg: string;
}

/** Address of the rows behind a point, in the area and as known on the day that are shown. */
export function rowsHref(series: Series, period: string, query: string): string {
  const asked = new URLSearchParams(query);
  const kept = new URLSearchParams({ period, area: series.area.id });
  const asAt = asked.get('as-at');
  if (asAt) kept.set('as-at', asAt);
  return `/measures/${series.measure.id}/rows?${kept.toString()}`;
}

/** Address of the rows behind a figure of a series, as known on the day it was asked of. */
export function figureRowsHref(series: Series, figure: Figure, query: string): string {
  const asked = new URLSearchParams(query);
  const known = /^(.{10})T23:59:59Z$/.exec(figure.dates.asAt)?.[1];
  if (known) asked.set('as-at', known);
  return rowsHref(series, figure.period.id, asked.toString());
}

/**
 * One tab stop, walked point by point from the keyboard: what each point says is spoken, Enter opens
 * the rows behind it where the reader may. A link to its table follows.
 */
export function WalkedChart({
  series,
  chart,
  name,
  table,
  draw,
  rows,
}: {
  series: Series;
  chart: Chart;
  name: string;
  table: string;
  draw: (chart: Chart) => readonly Drawing[];
  /** Where the rows behind a point are; none for readers who may not open them. */
  rows?: (period: string) => string;
}) {
  return (
    <>
      <div
        class="chart-holder"
        data-island="chart"
        role="application"
        aria-roledescription="chart"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is walked point by point from the keyboard
        tabIndex={0}
        aria-label={`${name}, point by point with the arrow keys`}
        data-points={JSON.stringify(
          chart.points.map((p) => [p.spoken, p.value === null || !rows ? null : rows(p.period)]),
        )}
        data-measure={series.measure.id}
      >
        {draw(chart).map((drawing) => (
          <Raw key={drawing.name} html={drawing.svg} class={`drawing ${drawing.name}`} />
        ))}
        <p class="speak" aria-live="polite" />
      </div>
      <p class="as-table">
        <a href={table}>
          Show as table<span class="sr">: {name}</span>
        </a>
      </p>
    </>
  );
}
