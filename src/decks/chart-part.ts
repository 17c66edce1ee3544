import {
  type CellValue,
  type Element,
  letters,
  make,
  type NumberFormat,
  serial,
  writeWorkbook,
} from '../ooxml/index.ts';
import type { DeckBars, DeckChart } from './deck-plan.ts';
import { ink, solid } from './shapes.ts';

/** A chart part and its workbook from one authority: the same columns write the cells and the references. */
export interface ChartPart {
  readonly xml: Element;
  readonly workbook: Promise<Uint8Array>;
}

interface Column {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

const sheet = 'Data';
const textSize = 1100;

export function chartPart(chart: DeckChart | DeckBars): ChartPart {
  return chart.kind === 'line' ? linePart(chart) : barsPart(chart);
}

function linePart(chart: DeckChart): ChartPart {
  const columns = chart.series.map((s): Column => ({ name: s.name, values: s.values }));
  const count = chart.days.length;
  const category = (): Element =>
    make(
      'c:cat',
      {},
      make(
        'c:numRef',
        {},
        make('c:f', {}, `${sheet}!$A$2:$A$${count + 1}`),
        make(
          'c:numCache',
          {},
          make('c:formatCode', {}, 'mmm yyyy'),
          make('c:ptCount', { val: count }),
          ...chart.days.map((d, i) => make('c:pt', { idx: i }, make('c:v', {}, String(serial(d))))),
        ),
      ),
    );
  const series = chart.series.map((s, i) => {
    const marker = {
      figure: ['circle', 5, ink.data],
      improving: ['circle', 8, ink.improving],
      worsening: ['diamond', 9, ink.worsening],
      changed: ['square', 8, ink.changed],
      mean: null,
      limit: null,
    }[s.style] as [string, number, string] | null;
    const size = chart.small && marker ? Math.max(3, marker[1] - 2) : (marker?.[1] ?? 0);
    const outline =
      s.style === 'figure'
        ? make('a:ln', { w: 19050, cap: 'rnd' }, solid(ink.data), make('a:round'))
        : s.style === 'mean'
          ? make('a:ln', { w: 12700 }, solid(ink.ink))
          : s.style === 'limit'
            ? make('a:ln', { w: 12700 }, solid(ink.limit), make('a:prstDash', { val: 'dash' }))
            : make('a:ln', { w: 19050 }, make('a:noFill'));
    return make(
      'c:ser',
      {},
      make('c:idx', { val: i }),
      make('c:order', { val: i }),
      seriesName(s.name, i),
      make('c:spPr', {}, outline),
      marker
        ? make(
            'c:marker',
            {},
            make('c:symbol', { val: marker[0] }),
            make('c:size', { val: size }),
            make(
              'c:spPr',
              {},
              solid(marker[2]),
              make('a:ln', { w: 9525 }, solid(s.style === 'figure' ? marker[2] : 'FFFFFF')),
            ),
          )
        : make('c:marker', {}, make('c:symbol', { val: 'none' })),
      s.label === null ? null : lastLabel(s.values, s.label, chart.format, s.style === 'figure'),
      category(),
      values(columns[i]?.values ?? [], i, chart.format, 'c:val'),
      make('c:smooth', { val: 0 }),
    );
  });
  const [x, y] = ['111111111', '222222222'];
  const plot = make(
    'c:plotArea',
    {},
    make(
      'c:layout',
      {},
      make(
        'c:manualLayout',
        {},
        make('c:layoutTarget', { val: 'inner' }),
        make('c:xMode', { val: 'edge' }),
        make('c:yMode', { val: 'edge' }),
        make('c:x', { val: chart.small ? 0.02 : 0.085 }),
        make('c:y', { val: 0.05 }),
        make('c:w', { val: chart.small ? 0.94 : 0.7 }),
        make('c:h', { val: chart.small ? 0.88 : 0.82 }),
      ),
    ),
    make(
      'c:lineChart',
      {},
      make('c:grouping', { val: 'standard' }),
      make('c:varyColors', { val: 0 }),
      ...series,
      make('c:marker', { val: 1 }),
      make('c:axId', { val: x }),
      make('c:axId', { val: y }),
    ),
    make(
      'c:dateAx',
      {},
      make('c:axId', { val: x }),
      make('c:scaling', {}, make('c:orientation', { val: 'minMax' })),
      make('c:delete', { val: chart.small ? 1 : 0 }),
      make('c:axPos', { val: 'b' }),
      make('c:numFmt', { formatCode: 'mmm yyyy', sourceLinked: 0 }),
      make('c:majorTickMark', { val: 'out' }),
      make('c:minorTickMark', { val: 'none' }),
      make('c:tickLblPos', { val: 'low' }),
      make('c:spPr', {}, make('a:ln', { w: 9525 }, solid(ink.soft))),
      textProperties(),
      make('c:crossAx', { val: y }),
      make('c:crosses', { val: 'autoZero' }),
      make('c:auto', { val: 0 }),
      make('c:lblOffset', { val: 100 }),
      make('c:baseTimeUnit', { val: 'months' }),
      make('c:majorUnit', { val: 6 }),
      make('c:majorTimeUnit', { val: 'months' }),
    ),
    make(
      'c:valAx',
      {},
      make('c:axId', { val: y }),
      make(
        'c:scaling',
        {},
        make('c:orientation', { val: 'minMax' }),
        make('c:max', { val: chart.max }),
        make('c:min', { val: chart.min }),
      ),
      make('c:delete', { val: chart.small ? 1 : 0 }),
      make('c:axPos', { val: 'l' }),
      chart.small
        ? null
        : make(
            'c:majorGridlines',
            {},
            make('c:spPr', {}, make('a:ln', { w: 9525 }, solid(ink.line))),
          ),
      make('c:numFmt', {
        formatCode:
          chart.format === '0.0%' &&
          Math.abs(chart.step * 100 - Math.round(chart.step * 100)) < 1e-6
            ? '0%'
            : chart.format,
        sourceLinked: 0,
      }),
      make('c:majorTickMark', { val: 'none' }),
      make('c:minorTickMark', { val: 'none' }),
      make('c:tickLblPos', { val: 'nextTo' }),
      make('c:spPr', {}, make('a:ln', {}, make('a:noFill'))),
      textProperties(),
      make('c:crossAx', { val: x }),
      make('c:crosses', { val: 'autoZero' }),
      make('c:crossBetween', { val: 'midCat' }),
      make('c:majorUnit', { val: chart.step }),
    ),
    make('c:spPr', {}, make('a:noFill')),
  );
  return {
    xml: space(plot),
    workbook: book(
      chart.name,
      chart.days.map((d) => ({ day: d })),
      columns,
      chart.format,
      'Month',
    ),
  };
}

function barsPart(chart: DeckBars): ChartPart {
  const columns: Column[] = [
    { name: 'Our force', values: chart.own },
    { name: 'Other forces', values: chart.others },
    { name: 'Region', values: chart.region },
  ];
  const count = chart.categories.length;
  const fills = [solid(ink.brand), solid(ink.other), make('a:noFill')];
  const series = columns.map((column, i) =>
    make(
      'c:ser',
      {},
      make('c:idx', { val: i }),
      make('c:order', { val: i }),
      seriesName(column.name, i),
      make(
        'c:spPr',
        {},
        fills[i] ?? make('a:noFill'),
        i === 2 ? make('a:ln', { w: 19050 }, solid(ink.ink)) : make('a:ln', {}, make('a:noFill')),
      ),
      make('c:invertIfNegative', { val: 0 }),
      make(
        'c:dLbls',
        {},
        make('c:numFmt', { formatCode: chart.format, sourceLinked: 0 }),
        make('c:spPr', {}, make('a:noFill'), make('a:ln', {}, make('a:noFill'))),
        textProperties(1200, ink.ink),
        make('c:dLblPos', { val: 'outEnd' }),
        make('c:showLegendKey', { val: 0 }),
        make('c:showVal', { val: 1 }),
        make('c:showCatName', { val: 0 }),
        make('c:showSerName', { val: 0 }),
        make('c:showPercent', { val: 0 }),
        make('c:showBubbleSize', { val: 0 }),
      ),
      make(
        'c:cat',
        {},
        make(
          'c:strRef',
          {},
          make('c:f', {}, `${sheet}!$A$2:$A$${count + 1}`),
          make(
            'c:strCache',
            {},
            make('c:ptCount', { val: count }),
            ...chart.categories.map((name, n) => make('c:pt', { idx: n }, make('c:v', {}, name))),
          ),
        ),
      ),
      values(column.values, i, chart.format, 'c:val'),
    ),
  );
  const [x, y] = ['333333333', '444444444'];
  const plot = make(
    'c:plotArea',
    {},
    make(
      'c:layout',
      {},
      make(
        'c:manualLayout',
        {},
        make('c:layoutTarget', { val: 'inner' }),
        make('c:xMode', { val: 'edge' }),
        make('c:yMode', { val: 'edge' }),
        make('c:x', { val: 0.3 }),
        make('c:y', { val: 0.03 }),
        make('c:w', { val: 0.62 }),
        make('c:h', { val: 0.94 }),
      ),
    ),
    make(
      'c:barChart',
      {},
      make('c:barDir', { val: 'bar' }),
      make('c:grouping', { val: 'clustered' }),
      make('c:varyColors', { val: 0 }),
      ...series,
      make('c:gapWidth', { val: 60 }),
      make('c:overlap', { val: 100 }),
      make('c:axId', { val: x }),
      make('c:axId', { val: y }),
    ),
    make(
      'c:catAx',
      {},
      make('c:axId', { val: x }),
      make('c:scaling', {}, make('c:orientation', { val: 'maxMin' })),
      make('c:delete', { val: 0 }),
      make('c:axPos', { val: 'l' }),
      make('c:numFmt', { formatCode: 'General', sourceLinked: 0 }),
      make('c:majorTickMark', { val: 'none' }),
      make('c:minorTickMark', { val: 'none' }),
      make('c:tickLblPos', { val: 'low' }),
      make('c:spPr', {}, make('a:ln', { w: 9525 }, solid(ink.soft))),
      textProperties(1200, ink.ink),
      make('c:crossAx', { val: y }),
      make('c:crosses', { val: 'autoZero' }),
      make('c:auto', { val: 1 }),
      make('c:lblAlgn', { val: 'ctr' }),
      make('c:lblOffset', { val: 100 }),
      make('c:noMultiLvlLbl', { val: 0 }),
    ),
    make(
      'c:valAx',
      {},
      make('c:axId', { val: y }),
      make('c:scaling', {}, make('c:orientation', { val: 'minMax' })),
      make('c:delete', { val: 1 }),
      make('c:axPos', { val: 't' }),
      make('c:numFmt', { formatCode: chart.format, sourceLinked: 0 }),
      make('c:majorTickMark', { val: 'none' }),
      make('c:minorTickMark', { val: 'none' }),
      make('c:tickLblPos', { val: 'nextTo' }),
      make('c:crossAx', { val: x }),
      make('c:crosses', { val: 'autoZero' }),
      make('c:crossBetween', { val: 'between' }),
    ),
    make('c:spPr', {}, make('a:noFill')),
  );
  return {
    xml: space(plot),
    workbook: book(chart.name, chart.categories, columns, chart.format, 'Area'),
  };
}

const seriesName = (name: string, i: number): Element =>
  make(
    'c:tx',
    {},
    make(
      'c:strRef',
      {},
      make('c:f', {}, `${sheet}!$${letters(i + 1)}$1`),
      make(
        'c:strCache',
        {},
        make('c:ptCount', { val: 1 }),
        make('c:pt', { idx: 0 }, make('c:v', {}, name)),
      ),
    ),
  );

/** A missing point is left out; an empty value would be a wrong statement. */
function values(
  list: readonly (number | null)[],
  i: number,
  format: string,
  name: string,
): Element {
  const column = letters(i + 1);
  return make(
    name,
    {},
    make(
      'c:numRef',
      {},
      make('c:f', {}, `${sheet}!$${column}$2:$${column}$${list.length + 1}`),
      make(
        'c:numCache',
        {},
        make('c:formatCode', {}, format),
        make('c:ptCount', { val: list.length }),
        ...list.flatMap((v, n) =>
          v === null ? [] : [make('c:pt', { idx: n }, make('c:v', {}, String(v)))],
        ),
      ),
    ),
  );
}

function lastLabel(
  list: readonly (number | null)[],
  kind: 'value' | 'name-and-value',
  format: string,
  bold: boolean,
): Element | null {
  const last = list.findLastIndex((v) => v !== null);
  if (last < 0) return null;
  const show = (name: string, on: boolean) => make(name, { val: on ? 1 : 0 });
  const flags = (value: boolean, series: boolean) => [
    show('c:showLegendKey', false),
    show('c:showVal', value),
    show('c:showCatName', false),
    show('c:showSerName', series),
    show('c:showPercent', false),
    show('c:showBubbleSize', false),
  ];
  return make(
    'c:dLbls',
    {},
    make(
      'c:dLbl',
      {},
      make('c:idx', { val: last }),
      make('c:numFmt', { formatCode: format, sourceLinked: 0 }),
      make('c:spPr', {}, make('a:noFill'), make('a:ln', {}, make('a:noFill'))),
      textProperties(textSize, ink.ink, bold),
      make('c:dLblPos', { val: kind === 'value' ? 't' : 'r' }),
      ...flags(true, kind === 'name-and-value'),
      kind === 'name-and-value' ? make('c:separator', {}, ' ') : null,
    ),
    make('c:spPr', {}, make('a:noFill'), make('a:ln', {}, make('a:noFill'))),
    ...flags(false, false),
  );
}

const textProperties = (size = textSize, colour: string = ink.soft, bold = false): Element =>
  make(
    'c:txPr',
    {},
    make('a:bodyPr'),
    make('a:lstStyle'),
    make(
      'a:p',
      {},
      make(
        'a:pPr',
        {},
        make(
          'a:defRPr',
          { sz: size, b: bold ? 1 : 0 },
          solid(colour),
          make('a:latin', { typeface: 'Arial' }),
        ),
      ),
      make('a:endParaRPr', { lang: 'en-GB' }),
    ),
  );

function space(plot: Element): Element {
  return make(
    'c:chartSpace',
    {
      'xmlns:c': 'http://schemas.openxmlformats.org/drawingml/2006/chart',
      'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
      'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
    },
    make('c:date1904', { val: 0 }),
    make('c:roundedCorners', { val: 0 }),
    make(
      'c:chart',
      {},
      make('c:autoTitleDeleted', { val: 1 }),
      plot,
      make('c:plotVisOnly', { val: 1 }),
      make('c:dispBlanksAs', { val: 'gap' }),
    ),
    make('c:spPr', {}, make('a:noFill'), make('a:ln', {}, make('a:noFill'))),
    textProperties(),
    make('c:externalData', { 'r:id': 'rId1' }, make('c:autoUpdate', { val: 0 })),
  );
}

function book(
  title: string,
  categories: readonly CellValue[],
  columns: readonly Column[],
  format: string,
  head: string,
): Promise<Uint8Array> {
  const shown = (
    ['#,##0', '0.0%', '0.00', '£#,##0'].includes(format) ? format : '#,##0'
  ) as NumberFormat;
  const rows: CellValue[][] = categories.map((category, i) => [
    category,
    ...columns.map(
      (c): CellValue =>
        c.values[i] === null || c.values[i] === undefined
          ? null
          : { number: c.values[i] as number, format: shown },
    ),
  ]);
  return writeWorkbook({
    title,
    sheets: [
      {
        name: sheet,
        rows: [[head, ...columns.map((c) => c.name)], ...rows],
        widths: [14, ...columns.map(() => 14)],
        bold: [1],
        freeze: 1,
      },
    ],
  });
}
