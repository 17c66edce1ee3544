import type { TrailRow } from '../audit/index.ts';
import type { PointRef, RowsBehind, Series } from '../figures/index.ts';
import type { Problem } from '../problems/index.ts';

/**
 * A series as CSV: one header row and nothing else, unrounded values, the state in words where there
 * is no value. Marking, dates and definition go with every row, for a row may travel alone.
 */
export function seriesCsv(series: Series, definition: string): string {
  const head = [
    'measure',
    'title',
    'area',
    'area title',
    'period',
    'start',
    'end',
    'value',
    'status',
    'numerator',
    'denominator',
    'mean',
    'lower limit',
    'upper limit',
    'signals',
    'data to',
    'as known at',
    'definition',
    'definition version',
    'marking',
    'synthetic',
  ];
  const rows = series.chartFigures.map((f, i) => {
    const point = series.chart?.points[i];
    return [
      f.measure,
      series.measure.title,
      f.area,
      series.area.title,
      f.period.id,
      f.period.start,
      f.period.end,
      f.value,
      f.status,
      f.numerator,
      f.denominator,
      point?.cl ?? null,
      point?.lcl ?? null,
      point?.ucl ?? null,
      point?.signals.join(' ') ?? '',
      f.dates.dataTo,
      f.dates.asAt,
      definition,
      f.definition.slice(0, 12),
      f.marking,
      f.synthetic ? 'SYNTHETIC' : '',
    ];
  });
  return table([head, ...rows]);
}

/**
 * Every row behind a point as CSV, each with the file, sheet and row it came from, then its values.
 * What the point is, the marking and SYNTHETIC go with every row, for a row may travel alone.
 */
export function rowsCsv(
  behind: RowsBehind,
  carried: PointRef & { readonly marking: string; readonly synthetic: boolean },
): string {
  const columns = [...new Set(behind.rows.flatMap((row) => Object.keys(row.values)))];
  const point = [carried.measure, carried.period, carried.area, carried.category];
  const end = [...point, carried.marking, carried.synthetic ? 'SYNTHETIC' : ''];
  return table([
    ['file', 'sheet', 'row', 'load', ...columns, ...endHeads],
    ...behind.rows.map(({ origin, values }) => [
      ...[origin.file, origin.sheet, origin.row, origin.load],
      ...columns.map((column) => values[column] ?? null),
      ...end,
    ]),
  ]);
}

/** What was wrong with a file, a line a problem: for a sender whose file cannot be marked in place. */
export function problemsCsv(
  file: string,
  problems: readonly Problem[],
  carried: { readonly marking: string; readonly synthetic: boolean },
): string {
  return table([
    ['file', 'sheet', 'cell', 'heading', 'found', 'to do', 'code', 'marking', 'synthetic'],
    ...problems.map(({ where, message, mend, code }) => [
      ...[file, where.sheet ?? '', where.cell ?? '', where.heading ?? '', message, mend, code],
      ...[carried.marking, carried.synthetic ? 'SYNTHETIC' : ''],
    ]),
  ]);
}

/** Entries of the trail as CSV, each with its seal. */
export const trailCsv = (rows: readonly TrailRow[]): string =>
  table([
    ['entry', 'at', 'who', 'duty', 'what', 'detail', 'seal'],
    ...rows.map((r) => [r.entry, r.at, r.actor, r.category, r.event, r.detail, r.hash]),
  ]);

const endHeads = [
  ...['point measure', 'point period', 'point area', 'point category'],
  ...['marking', 'synthetic'],
];

const table = (rows: readonly (readonly CellText[])[]): string =>
  `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

type CellText = string | number | boolean | null;

/** Quotes where RFC 4180 asks; a leading sign that a spreadsheet would calculate is kept as text. */
function cell(value: CellText): string {
  if (value === null) return '';
  const text =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
