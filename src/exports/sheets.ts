import type { Figure, MeasureFacts, Series } from '../figures/index.ts';
import type { CellValue, NumberFormat, SheetContent } from '../ooxml/index.ts';
import { dayLabel } from '../periods/index.ts';

/** What every sheet of a workbook carries. */
export interface Carried {
  readonly marking: string;
  readonly synthetic: boolean;
}

const syntheticLine = 'SYNTHETIC: invented figures for demonstration';

/** Rows above every table: marking, SYNTHETIC where so, title, and that the sheet holds one table. */
const above = (carried: Carried, title: string, about: string): CellValue[][] => [
  [carried.marking],
  ...(carried.synthetic ? [[syntheticLine]] : []),
  [title],
  [`This worksheet contains one table. ${about}`.trim()],
];

/**
 * A sheet of one table after the Government Analysis Function's guidance: title first, no merged or
 * hidden cells, no blank rows, no empty cells in the table, the heads frozen.
 */
export function tableSheet(
  carried: Carried,
  sheet: {
    readonly name: string;
    readonly title: string;
    readonly about?: string;
    readonly heads: readonly string[];
    readonly rows: readonly (readonly CellValue[])[];
    readonly widths: readonly number[];
    readonly wrap?: boolean;
  },
): SheetContent {
  const top = above(carried, sheet.title, sheet.about ?? '');
  const head = top.length + 1;
  return {
    name: sheet.name,
    rows: [
      ...top,
      sheet.heads,
      ...sheet.rows.map((row) => row.map((cell) => (cell === null || cell === '' ? '[z]' : cell))),
    ],
    widths: sheet.widths,
    bold: [1, head - 2, head],
    freeze: head,
    marking: carried.marking,
    ...(sheet.wrap ? { wrap: true } : {}),
    ...(sheet.rows.length > 0 ? { table: { name: sheet.name.replaceAll(' ', '_'), head } } : {}),
  };
}

/** The first sheet: what the workbook is, how to read it, and what stands on the other sheets. */
export function coverSheet(
  carried: Carried,
  cover: {
    readonly title: string;
    readonly facts: readonly (readonly [string, string])[];
    readonly contents: readonly (readonly [string, string])[];
  },
): SheetContent {
  const top: CellValue[][] = [
    [carried.marking],
    ...(carried.synthetic ? [[syntheticLine]] : []),
    [cover.title],
  ];
  const rows: CellValue[][] = [
    ...top,
    ...cover.facts.map(([what, value]) => [what, value]),
    ['Contents'],
    ...cover.contents.map(([name, what]) => [name, what]),
  ];
  return {
    name: 'Cover',
    rows,
    widths: [30, 90],
    bold: [1, top.length, top.length + cover.facts.length + 1],
    wrap: true,
    marking: carried.marking,
  };
}

/** What the shorthand in place of a number means. */
export const shorthands: readonly (readonly [string, string])[] = [
  ['[x]', 'No data: the source has not spoken for this period. Not zero'],
  ['[n]', 'Not yet in: the period is not over, or its source is late'],
  ['[c]', 'Withheld: too small to show, or derivable from what is shown'],
  ['[z]', 'Not applicable'],
  ['Partial', 'In the column State: part of the period is not in'],
  ['Still growing', 'In the column State: too recent to judge, late entries are expected'],
];

export const shorthandSheet = (carried: Carried): SheetContent =>
  tableSheet(carried, {
    name: 'Notes',
    title: 'Notes and shorthand',
    about:
      'Figures are unrounded. A change is judged by the rules of a control chart and not by its size.',
    heads: ['Shorthand', 'Meaning'],
    rows: shorthands,
    widths: [18, 90],
    wrap: true,
  });

/** A number with its format, or the shorthand that stands for none. */
export function figureCell(measure: MeasureFacts, figure: Figure): CellValue {
  if (figure.value !== null) return { number: figure.value, format: formatOf(measure) };
  switch (figure.status) {
    case 'withheld':
    case 'suppressed':
      return '[c]';
    case 'late':
    case 'not-due':
      return '[n]';
    case 'missing':
      return '[x]';
    default:
      return '[z]';
  }
}

export const numberCell = (measure: MeasureFacts, value: number | null): CellValue =>
  value === null ? '[z]' : { number: value, format: formatOf(measure) };

export const formatOf = (measure: MeasureFacts): NumberFormat =>
  measure.kind === 'share'
    ? '0.0%'
    : measure.kind === 'rate'
      ? '0.00'
      : measure.unit === 'GBP'
        ? '£#,##0'
        : '#,##0';

export const stateWords = (figure: Figure): string =>
  figure.immature
    ? 'Still growing'
    : `${figure.status.charAt(0).toUpperCase()}${figure.status.slice(1).replaceAll('-', ' ')}`;

export const dataToWords = (series: Series): string =>
  series.dates.dataTo ? dayLabel(series.dates.dataTo) : 'no data';
