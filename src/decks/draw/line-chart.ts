import { letters, type Markup, markup, serial } from '../../ooxml/index.ts';
import type { Box, DeckChart, DeckSeries } from '../deck-plan.ts';
import { labelText, lastOf, type PlacedLabel, placeLabels } from './chart-labels.ts';
import {
  type ChartPart,
  chartSpace,
  chartWorkbook,
  labelFlags,
  layout,
  numbers,
  seriesName,
  share,
  textProperties,
  unpainted,
  val,
} from './chart-xml.ts';
import { type Ink, noFill, solid, stroke } from './ink.ts';
import { axisFormat, monthsBetweenLabels, type Plot, plotOf, scaleOf } from './plot.ts';

/** The plot of a chart in its frame: what its notes are placed by. */
export function plotIn(chart: DeckChart, box: Box): Plot {
  // Any of them may stand right of the plot.
  const labels = chart.series.filter((s) => s.labelled).map((s) => labelText(chart, s));
  return plotOf(chart, box, labels);
}

/** A native chart over months with a true date axis (visual.md section 11). */
export function lineChart(chart: DeckChart, box: Box): ChartPart {
  const plot = plotIn(chart, box);
  const labels = placeLabels(chart, scaleOf(chart, box, plot), box);
  const days = chart.days.map(serial);
  const category = numbers('c:cat', 'A', days, 'mmm yyyy');
  const series = chart.series.map((s, i) =>
    markup(
      'c:ser',
      {},
      val('c:idx', i),
      val('c:order', i),
      seriesName(s.name, i),
      ...(chart.kind === 'stems' ? stem(s) : line(s, chart.small)),
      lastLabel(chart, s, labels.get(s)),
      category,
      numbers('c:val', letters(i + 1), s.values, chart.format),
      chart.kind === 'stems' ? null : val('c:smooth', 0),
    ),
  );
  const plotted =
    chart.kind === 'stems'
      ? markup(
          'c:barChart',
          {},
          val('c:barDir', 'col'),
          val('c:grouping', 'clustered'),
          val('c:varyColors', 0),
          ...series,
          val('c:gapWidth', 90),
          val('c:overlap', 100),
          ...axisIds(),
        )
      : markup(
          'c:lineChart',
          {},
          val('c:grouping', 'standard'),
          val('c:varyColors', 0),
          ...series,
          val('c:marker', 1),
          ...axisIds(),
        );
  return {
    xml: chartSpace(
      markup(
        'c:plotArea',
        {},
        layout(plot),
        plotted,
        timeAxis(chart),
        valueAxis(chart),
        markup('c:spPr', {}, noFill()),
      ),
    ),
    workbook: chartWorkbook(
      chart.name,
      'Month',
      chart.days.map((day) => ({ day })),
      chart.series,
      chart.format,
    ),
  };
}

interface LineStyle {
  readonly stroke: { ink: Ink; width: number; dash?: string } | null;
  /** Symbol, size in points, fill. */
  readonly marker: readonly [symbol: string, size: number, fill: Ink] | null;
}

const styles: Readonly<Record<DeckSeries['style'], LineStyle>> = {
  figure: { stroke: { ink: 'data', width: 19_050 }, marker: ['circle', 5, 'data'] },
  // Together a dashed line to a hollow point: a ring, for not every renderer draws a marker's outline.
  'to-so-far': {
    stroke: { ink: 'data', width: 19_050, dash: 'sysDash' },
    marker: ['circle', 6, 'data'],
  },
  'so-far': { stroke: null, marker: ['circle', 4, 'page'] },
  improving: { stroke: null, marker: ['circle', 8, 'improving'] },
  worsening: { stroke: null, marker: ['diamond', 9, 'worsening'] },
  changed: { stroke: null, marker: ['square', 8, 'changed'] },
  mean: { stroke: { ink: 'ink', width: 12_700 }, marker: null },
  upper: { stroke: { ink: 'common', width: 12_700, dash: 'dash' }, marker: null },
  lower: { stroke: { ink: 'common', width: 12_700, dash: 'dash' }, marker: null },
};

function line(series: DeckSeries, small: boolean): Markup[] {
  const style = styles[series.style];
  // A scorecard's line marks only what is a signal or not yet whole.
  const marker = small && series.style === 'figure' ? null : style.marker;
  const drawn = style.stroke && small ? { ...style.stroke, width: 12_700 } : style.stroke;
  return [
    markup('c:spPr', {}, stroke(drawn)),
    marker
      ? markup(
          'c:marker',
          {},
          val('c:symbol', marker[0]),
          val('c:size', small ? Math.max(3, marker[1] - 2) : marker[1]),
          markup(
            'c:spPr',
            {},
            solid(marker[2]),
            stroke({ ink: marker[2] === 'data' ? 'data' : 'page', width: 9525 }),
          ),
        )
      : markup('c:marker', {}, val('c:symbol', 'none')),
  ];
}

const stem = (series: DeckSeries): Markup[] => [
  markup(
    'c:spPr',
    {},
    series.style === 'so-far' ? solid('page') : solid('data'),
    stroke(series.style === 'so-far' ? { ink: 'data', width: 9525, dash: 'sysDash' } : null),
  ),
  val('c:invertIfNegative', 0),
];

function lastLabel(
  chart: DeckChart,
  series: DeckSeries,
  placed: PlacedLabel | undefined,
): Markup | null {
  if (!placed) return null;
  const named = series.style !== 'figure';
  const stems = chart.kind === 'stems';
  return markup(
    'c:dLbls',
    {},
    markup(
      'c:dLbl',
      {},
      val('c:idx', lastOf(series)),
      Math.abs(placed.shift) < 0.001 && placed.across < 0.001
        ? null
        : markup(
            'c:layout',
            {},
            markup(
              'c:manualLayout',
              {},
              val('c:x', share(placed.across)),
              val('c:y', share(placed.shift)),
            ),
          ),
      markup('c:numFmt', { formatCode: chart.format, sourceLinked: 0 }),
      unpainted(),
      textProperties('ink', { bold: series.style === 'figure' || series.style === 'so-far' }),
      val('c:dLblPos', stems ? 'outEnd' : placed.position),
      ...labelFlags(true, named),
      named ? markup('c:separator', {}, ' ') : null,
    ),
    unpainted(),
    ...labelFlags(false, false),
  );
}

const [timeId, valueId] = ['111111111', '222222222'];
const axisIds = (): Markup[] => [val('c:axId', timeId), val('c:axId', valueId)];

function timeAxis(chart: DeckChart): Markup {
  return markup(
    'c:dateAx',
    {},
    val('c:axId', timeId),
    markup('c:scaling', {}, val('c:orientation', 'minMax')),
    val('c:delete', chart.small ? 1 : 0),
    val('c:axPos', 'b'),
    markup('c:numFmt', { formatCode: 'mmm yyyy', sourceLinked: 0 }),
    val('c:majorTickMark', 'out'),
    val('c:minorTickMark', 'none'),
    val('c:tickLblPos', 'low'),
    markup('c:spPr', {}, stroke({ ink: 'soft', width: 9525 })),
    textProperties('soft'),
    val('c:crossAx', valueId),
    val('c:crosses', 'autoZero'),
    val('c:auto', 0),
    val('c:lblOffset', 100),
    val('c:baseTimeUnit', 'months'),
    val('c:majorUnit', monthsBetweenLabels(chart.days)),
    val('c:majorTimeUnit', 'months'),
  );
}

function valueAxis(chart: DeckChart): Markup {
  return markup(
    'c:valAx',
    {},
    val('c:axId', valueId),
    markup(
      'c:scaling',
      {},
      val('c:orientation', 'minMax'),
      val('c:max', chart.axis.max),
      val('c:min', chart.axis.min),
    ),
    val('c:delete', chart.small ? 1 : 0),
    val('c:axPos', 'l'),
    chart.small
      ? null
      : markup('c:majorGridlines', {}, markup('c:spPr', {}, stroke({ ink: 'line', width: 9525 }))),
    markup('c:numFmt', { formatCode: axisFormat(chart), sourceLinked: 0 }),
    val('c:majorTickMark', 'none'),
    val('c:minorTickMark', 'none'),
    val('c:tickLblPos', 'nextTo'),
    markup('c:spPr', {}, stroke(null)),
    textProperties('soft'),
    val('c:crossAx', timeId),
    val('c:crosses', 'autoZero'),
    val('c:crossBetween', 'between'),
    val('c:majorUnit', chart.axis.step),
  );
}
