import { type CellValue, letters, Markup, markup, writeWorkbook } from '../../ooxml/index.ts';
import type { NumberCode } from '../deck-plan.ts';
import { type Ink, noFill, solid, stroke } from './ink.ts';
import type { Plot } from './plot.ts';

/** A chart part and its workbook from one authority: the same columns write the cells and the references. */
export interface ChartPart {
  readonly xml: Markup;
  readonly workbook: Promise<Uint8Array>;
}

export interface Column {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export const sheet = 'Data';
/** Nothing on a slide is under 11 points. */
export const chartTextSize = 11;

export const val = (name: string, value: string | number): Markup => markup(name, { val: value });

export const seriesName = (name: string, i: number): Markup =>
  markup(
    'c:tx',
    {},
    markup(
      'c:strRef',
      {},
      markup('c:f', {}, `${sheet}!$${letters(i + 1)}$1`),
      markup(
        'c:strCache',
        {},
        val('c:ptCount', 1),
        markup('c:pt', { idx: 0 }, markup('c:v', {}, name)),
      ),
    ),
  );

/** Numbers of a column; a missing point is left out, for an empty value would be a wrong statement. */
export function numbers(
  name: 'c:val' | 'c:cat',
  column: string,
  list: readonly (number | null)[],
  format: string,
): Markup {
  return markup(
    name,
    {},
    markup(
      'c:numRef',
      {},
      markup('c:f', {}, `${sheet}!$${column}$2:$${column}$${list.length + 1}`),
      markup(
        'c:numCache',
        {},
        markup('c:formatCode', {}, format),
        val('c:ptCount', list.length),
        points(list),
      ),
    ),
  );
}

/** Written straight, being nearly all of a chart: numbers hold nothing to escape. */
function points(list: readonly (number | null)[]): Markup {
  let text = '';
  list.forEach((v, n) => {
    if (v !== null) text += `<c:pt idx="${n}"><c:v>${v}</c:v></c:pt>`;
  });
  return new Markup(text);
}

export const layout = (plot: Plot): Markup =>
  markup(
    'c:layout',
    {},
    markup(
      'c:manualLayout',
      {},
      val('c:layoutTarget', 'inner'),
      val('c:xMode', 'edge'),
      val('c:yMode', 'edge'),
      val('c:x', share(plot.x)),
      val('c:y', share(plot.y)),
      val('c:w', share(plot.w)),
      val('c:h', share(plot.h)),
    ),
  );

/** Shares are written to a hundredth of a per cent: the same bytes on every machine. */
export const share = (value: number): number => Math.round(value * 10_000) / 10_000;

export const textProperties = (
  ink: Ink,
  options: { size?: number; bold?: boolean; wraps?: boolean } = {},
): Markup =>
  markup(
    'c:txPr',
    {},
    markup('a:bodyPr', { wrap: options.wraps ? undefined : 'none' }),
    markup('a:lstStyle'),
    markup(
      'a:p',
      {},
      markup(
        'a:pPr',
        {},
        markup(
          'a:defRPr',
          { sz: (options.size ?? chartTextSize) * 100, b: options.bold ? 1 : 0 },
          solid(ink),
          markup('a:latin', { typeface: '+mn-lt' }),
        ),
      ),
      markup('a:endParaRPr', { lang: 'en-GB' }),
    ),
  );

export const unpainted = (): Markup => markup('c:spPr', {}, noFill(), stroke(null));

/** Which words of a label are shown. */
export const labelFlags = (value: boolean, series: boolean): Markup[] =>
  (
    [
      ['c:showLegendKey', false],
      ['c:showVal', value],
      ['c:showCatName', false],
      ['c:showSerName', series],
      ['c:showPercent', false],
      ['c:showBubbleSize', false],
    ] as const
  ).map(([name, on]) => val(name, on ? 1 : 0));

export function chartSpace(plot: Markup): Markup {
  return markup(
    'c:chartSpace',
    {
      'xmlns:c': 'http://schemas.openxmlformats.org/drawingml/2006/chart',
      'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
      'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
    },
    val('c:date1904', 0),
    val('c:roundedCorners', 0),
    markup(
      'c:chart',
      {},
      val('c:autoTitleDeleted', 1),
      plot,
      val('c:plotVisOnly', 1),
      val('c:dispBlanksAs', 'gap'),
    ),
    unpainted(),
    textProperties('soft'),
    markup('c:externalData', { 'r:id': 'rId1' }, val('c:autoUpdate', 0)),
  );
}

/** The workbook behind a chart: its columns and nothing else. */
export function chartWorkbook(
  title: string,
  head: string,
  categories: readonly CellValue[],
  columns: readonly Column[],
  format: NumberCode,
): Promise<Uint8Array> {
  const rows = categories.map((category, i): CellValue[] => [
    category,
    ...columns.map((column): CellValue => {
      const value = column.values[i] ?? null;
      return value === null ? null : { number: value, format };
    }),
  ]);
  return writeWorkbook(
    {
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
    },
    { embedded: true },
  );
}
