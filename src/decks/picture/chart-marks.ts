import { type Element, make } from '../../ooxml/index.ts';
import { widthOnLine } from '../audit/lines.ts';
import { at as down, type Node, number, under } from '../audit/reader.ts';
import { type PlotScale, typeOf } from './chart-axes.ts';
import { printedBy } from './number-code.ts';
import { accentOf, type Colours, fillOf, strokeOf, tidy } from './paint.ts';
import type { ChartSeries, Plot } from './plot.ts';
import { word } from './words.ts';

/** A line with its markers; a missing point is a gap. */
export function drawLine(
  series: ChartSeries,
  plot: Plot,
  scale: PlotScale,
  colours: Colours,
): Element {
  const line = down(series.node, 'spPr', 'ln');
  const stroke = line
    ? strokeOf(line, colours)
    : { stroke: accentOf(series.node, colours), 'stroke-width': 2.25 };
  const points = [...series.values].map(([i, v]) => ({ i, x: scale.slot(i), y: scale.at(v) }));
  const path = points
    .map(({ i, x, y }, n) => `${points[n - 1]?.i === i - 1 ? 'L' : 'M'}${tidy(x)} ${tidy(y)}`)
    .join(' ');
  return make(
    'g',
    { 'data-series': series.name },
    path !== '' && stroke.stroke
      ? make('path', { d: path, fill: 'none', 'stroke-linejoin': 'round', ...stroke })
      : null,
    ...points.flatMap(({ x, y }) => marker(series.node, x, y, colours)),
    ...labels(series, plot, scale, colours),
  );
}

function marker(series: Node, x: number, y: number, colours: Colours): Element[] {
  const mark = down(series, 'marker');
  const symbol = down(mark, 'symbol')?.attributes.val ?? 'none';
  if (symbol === 'none') return [];
  const half = number(down(mark, 'size')?.attributes.val, 5) / 2;
  const set = down(mark, 'spPr');
  const look = { fill: fillOf(set, colours).fill, ...strokeOf(down(set, 'ln'), colours) };
  const at = (dx: number, dy: number) => `${tidy(x + dx * half)} ${tidy(y + dy * half)}`;
  if (symbol === 'circle')
    return [make('circle', { cx: tidy(x), cy: tidy(y), r: tidy(half), ...look })];
  const d =
    symbol === 'diamond'
      ? `M${at(0, -1)} L${at(1, 0)} L${at(0, 1)} L${at(-1, 0)} Z`
      : `M${at(-1, -1)} L${at(1, -1)} L${at(1, 1)} L${at(-1, 1)} Z`;
  return [make('path', { d, 'data-at': at(0, 0), ...look })];
}

/** Bars beside each other, over each other where they overlap, or as parts of one whole. */
export function drawBars(plot: Plot, scale: PlotScale, colours: Colours): Element[] {
  const gap = number(down(plot.node, 'gapWidth')?.attributes.val, 150) / 100;
  const overlap = number(down(plot.node, 'overlap')?.attributes.val, 0) / 100;
  const beside = plot.stacked ? 1 : 1 + (plot.series.length - 1) * (1 - overlap);
  const thick = scale.step / (beside + gap);
  return plot.series.map((series, s) => {
    const shift = plot.stacked ? 0 : s * thick * (1 - overlap);
    const bars = [...series.values].map(([i, v]) => {
      const along = scale.slot(i) - (thick * beside) / 2 + shift;
      return bar(plot, scale, along, thick, ...ends(plot, series, i, v));
    });
    const set = down(series.node, 'spPr');
    const fill = set ? fillOf(set, colours).fill : accentOf(series.node, colours);
    const look = { fill, ...strokeOf(down(set, 'ln'), colours) };
    return make(
      'g',
      { 'data-series': series.name },
      ...bars.map((at) => make('rect', { ...at, ...look })),
      ...labels(series, plot, scale, colours),
    );
  });
}

/** From where to where a value's bar runs, along the axis of values. */
function ends(plot: Plot, series: ChartSeries, i: number, value: number): [number, number] {
  if (!plot.stacked) return [0, value];
  const of = (list: readonly ChartSeries[]) =>
    list.reduce((sum, s) => sum + (s.values.get(i) ?? 0), 0);
  const before = of(plot.series.slice(0, plot.series.indexOf(series)));
  const whole = of(plot.series) || 1;
  return [before / whole, (before + value) / whole];
}

function bar(
  plot: Plot,
  scale: PlotScale,
  along: number,
  thick: number,
  from: number,
  to: number,
): Record<string, number> {
  const [a, b] = [scale.at(Math.max(from, scale.min)), scale.at(to)];
  const [start, length] = [tidy(Math.min(a, b)), tidy(Math.abs(b - a))];
  return plot.kind === 'bars'
    ? { x: start, y: tidy(along), width: length, height: tidy(thick) }
    : { x: tidy(along), y: start, width: tidy(thick), height: length };
}

/** Labels of single points, else of all where the series shows its values. */
function labels(series: ChartSeries, plot: Plot, scale: PlotScale, colours: Colours): Element[] {
  const all = down(series.node, 'dLbls');
  if (!all) return [];
  const single = under(all, 'dLbl');
  if (single.length > 0)
    return single.flatMap((label) =>
      labelOf(label, number(down(label, 'idx')?.attributes.val, -1), series, plot, scale, colours),
    );
  return [...series.values.keys()].flatMap((i) => labelOf(all, i, series, plot, scale, colours));
}

function labelOf(
  label: Node,
  i: number,
  series: ChartSeries,
  plot: Plot,
  scale: PlotScale,
  colours: Colours,
): Element[] {
  const value = series.values.get(i);
  const text = value === undefined ? '' : labelText(label, series, value);
  if (value === undefined || text === '') return [];
  const type = typeOf(label);
  const width = widthOnLine(text, type);
  const moved = (name: string) =>
    number(down(label, 'layout', 'manualLayout', name)?.attributes.val, 0);
  const [x, y] = placeOf(label, series, plot, scale, i, value, width, type.size);
  return [
    word(
      text,
      x + moved('x') * plot.frame.w,
      y + moved('y') * plot.frame.h + type.size * 0.35,
      width,
      type,
      colours,
    ),
  ];
}

function labelText(label: Node, series: ChartSeries, value: number): string {
  const on = (name: string) => down(label, name)?.attributes.val === '1';
  const code = down(label, 'numFmt')?.attributes.formatCode ?? 'General';
  return [
    ...(on('showSerName') ? [series.name] : []),
    ...(on('showVal') ? [printedBy(code, value)] : []),
  ].join(down(label, 'separator')?.text ?? ', ');
}

/** Left edge and middle height of a label. */
function placeOf(
  label: Node,
  series: ChartSeries,
  plot: Plot,
  scale: PlotScale,
  i: number,
  value: number,
  width: number,
  size: number,
): readonly [number, number] {
  const position = down(label, 'dLblPos')?.attributes.val ?? 'r';
  if (plot.kind === 'bars') {
    const end = scale.at(value);
    return [value < 0 ? end - 4 - width : end + 4, scale.slot(i)];
  }
  const [x, y] = [scale.slot(i), scale.at(value)];
  const mark = number(down(series.node, 'marker', 'size')?.attributes.val, 0) / 2;
  if (position === 'r') return [x + mark + 5, y];
  const away = plot.kind === 'columns' ? size * 0.75 : mark + 3 + size * 0.6;
  return [x - width / 2, position === 'b' ? y + away : y - away];
}
