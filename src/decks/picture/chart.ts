import { type Element, make } from '../../ooxml/index.ts';
import { at as down, type Node } from '../audit/reader.ts';
import type { Box } from '../audit/slides.ts';
import { drawAxes, plotScale } from './chart-axes.ts';
import { drawBars, drawLine } from './chart-marks.ts';
import { type Colours, fillOf } from './paint.ts';
import { plotIn } from './plot.ts';

/** A native line or bar chart from its cached points; null where it is of another kind. */
export function drawChart(chart: Node, frame: Box, colours: Colours): Element[] | null {
  const area = down(chart, 'chart', 'plotArea');
  const plot = area && plotIn(area, frame);
  if (!area || !plot) return null;
  const scale = plotScale(plot);
  const back = fillOf(down(area, 'spPr'), colours).fill;
  const { x, y, w, h } = plot.box;
  return [
    ...(back === 'none' ? [] : [make('rect', { x, y, width: w, height: h, fill: back })]),
    ...drawAxes(plot, scale, colours),
    ...(plot.kind === 'line'
      ? plot.series.map((s) => drawLine(s, plot, scale, colours))
      : drawBars(plot, scale, colours)),
  ];
}
