import { letters, type Markup, markup } from '../../ooxml/index.ts';
import type { Box, DeckBars } from '../deck-plan.ts';
import {
  type ChartPart,
  chartSpace,
  chartWorkbook,
  labelFlags,
  layout,
  numbers,
  seriesName,
  sheet,
  textProperties,
  unpainted,
  val,
} from './chart-xml.ts';
import { noFill, solid, stroke } from './ink.ts';
import { emuPerPoint, textWidth } from './measure.ts';

const [categoryId, valueId] = ['333333333', '444444444'];

/** Horizontal bars with their values at the ends, or one bar of stacked parts. */
export function barChart(chart: DeckBars, box: Box): ChartPart {
  const stacked = chart.kind === 'parts';
  const series = chart.series.map((s, i) =>
    markup(
      'c:ser',
      {},
      val('c:idx', i),
      val('c:order', i),
      seriesName(s.name, i),
      markup(
        'c:spPr',
        {},
        s.ink ? solid(s.ink) : noFill(),
        s.ink
          ? stroke(stacked ? { ink: 'page', width: 19_050 } : null)
          : stroke({ ink: 'ink', width: 19_050 }),
      ),
      val('c:invertIfNegative', 0),
      stacked ? null : endLabels(chart),
      categories(chart),
      numbers('c:val', letters(i + 1), s.values, chart.format),
    ),
  );
  const longest = Math.max(...chart.categories.map((c) => textWidth(c, 12)));
  // Long names wrap in what is left of half the frame.
  const left = stacked ? 0 : Math.min(0.42, (longest + 14) / (box.w / emuPerPoint));
  const plot = stacked ? { x: 0, y: 0, w: 1, h: 1 } : { x: left, y: 0.02, w: 0.98 - left, h: 0.96 };
  return {
    xml: chartSpace(
      markup(
        'c:plotArea',
        {},
        layout(plot),
        markup(
          'c:barChart',
          {},
          val('c:barDir', 'bar'),
          val('c:grouping', stacked ? 'percentStacked' : 'clustered'),
          val('c:varyColors', 0),
          ...series,
          val('c:gapWidth', stacked ? 0 : 60),
          val('c:overlap', 100),
          val('c:axId', categoryId),
          val('c:axId', valueId),
        ),
        categoryAxis(stacked),
        valueAxis(chart),
        markup('c:spPr', {}, noFill()),
      ),
    ),
    workbook: chartWorkbook(chart.name, chart.head, chart.categories, chart.series, chart.format),
  };
}

const endLabels = (chart: DeckBars): Markup =>
  markup(
    'c:dLbls',
    {},
    markup('c:numFmt', { formatCode: chart.format, sourceLinked: 0 }),
    unpainted(),
    textProperties('ink', { size: 12 }),
    val('c:dLblPos', 'outEnd'),
    ...labelFlags(true, false),
  );

const categories = (chart: DeckBars): Markup =>
  markup(
    'c:cat',
    {},
    markup(
      'c:strRef',
      {},
      markup('c:f', {}, `${sheet}!$A$2:$A$${chart.categories.length + 1}`),
      markup(
        'c:strCache',
        {},
        val('c:ptCount', chart.categories.length),
        ...chart.categories.map((name, n) => markup('c:pt', { idx: n }, markup('c:v', {}, name))),
      ),
    ),
  );

function categoryAxis(hidden: boolean): Markup {
  return markup(
    'c:catAx',
    {},
    val('c:axId', categoryId),
    markup('c:scaling', {}, val('c:orientation', 'maxMin')),
    val('c:delete', hidden ? 1 : 0),
    val('c:axPos', 'l'),
    markup('c:numFmt', { formatCode: 'General', sourceLinked: 0 }),
    val('c:majorTickMark', 'none'),
    val('c:minorTickMark', 'none'),
    val('c:tickLblPos', 'low'),
    markup('c:spPr', {}, stroke({ ink: 'soft', width: 9525 })),
    // Names may wrap here.
    textProperties('ink', { size: 12, wraps: true }),
    val('c:crossAx', valueId),
    val('c:crosses', 'autoZero'),
    val('c:auto', 1),
    val('c:lblAlgn', 'ctr'),
    val('c:lblOffset', 100),
    val('c:noMultiLvlLbl', 0),
  );
}

/** Ends beyond the longest bar, so that its value has room on the side of the names as well. */
function valueAxis(chart: DeckBars): Markup {
  const all = chart.series.flatMap((s) => s.values).filter((v) => v !== null);
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const room = (high - low || 1) * 0.16;
  const edge = (value: number) => Number(value.toPrecision(6));
  const ends =
    chart.kind === 'parts'
      ? []
      : [
          val('c:max', edge(high === 0 ? 0 : high + room)),
          val('c:min', edge(low === 0 ? 0 : low - room)),
        ];
  return markup(
    'c:valAx',
    {},
    val('c:axId', valueId),
    markup('c:scaling', {}, val('c:orientation', 'minMax'), ...ends),
    val('c:delete', 1),
    val('c:axPos', 't'),
    markup('c:numFmt', { formatCode: chart.format, sourceLinked: 0 }),
    val('c:majorTickMark', 'none'),
    val('c:minorTickMark', 'none'),
    val('c:tickLblPos', 'nextTo'),
    val('c:crossAx', categoryId),
    val('c:crosses', 'autoZero'),
    val('c:crossBetween', 'between'),
  );
}
