import type { TotalOf } from '../../framework/index.ts';
import { type Problem, problem } from '../../problems/index.ts';
import type { ReadContext } from './shape.ts';
import { addressOf, cellAt, type SheetView, tidy, type ViewRow } from './view.ts';

/** A row of data or of totals, by the labels at its left. */
export interface LabelledRow {
  readonly row: ViewRow;
  readonly labels: readonly string[];
}

/** A column of values, from 1. */
type Column = number;

const said = (row: ViewRow, column: Column): string => tidy(row.cells[column - 1]);

/** Whether a row is a declared total. */
export const isTotal = (labels: readonly string[], wanted: string): boolean =>
  labels.some((label) => label.toLowerCase() === wanted.toLowerCase());

/** Every declared total row against the rows it adds, value column by value column. */
export function totalsDown(
  view: SheetView,
  rows: readonly LabelledRow[],
  columns: readonly Column[],
  context: ReadContext,
): Problem[] {
  const { down } = context.read.totals;
  const totalOf = (row: LabelledRow) => down.find((total) => isTotal(row.labels, total.row));
  const problems: Problem[] = [];
  for (const total of down) {
    const at = rows.findIndex((row) => isTotal(row.labels, total.row));
    if (at < 0) problems.push(problem('S104', { wanted: total.row }, { sheet: view.name }));
  }
  for (const [i, row] of rows.entries()) {
    const total = totalOf(row);
    if (!total) continue;
    const parts = partsOf(total.of, rows, i, (r) => totalOf(r) !== undefined);
    for (const column of columns)
      problems.push(
        ...disagreement(
          view,
          context,
          { row: row.row.row, column, label: total.row },
          said(row.row, column),
          parts.map((part) => said(part.row, column)),
        ),
      );
  }
  return problems;
}

function partsOf(
  of: TotalOf,
  rows: readonly LabelledRow[],
  at: number,
  isAnyTotal: (row: LabelledRow) => boolean,
): readonly LabelledRow[] {
  if (of === 'all') return rows.filter((row) => !isAnyTotal(row));
  if (of === 'above') {
    const before = rows.slice(0, at);
    return before.slice(before.findLastIndex(isAnyTotal) + 1);
  }
  if (of === 'below') {
    const after = rows.slice(at + 1);
    const next = after.findIndex(isAnyTotal);
    return next < 0 ? after : after.slice(0, next);
  }
  return rows.filter((row) => of.some((label) => isTotal(row.labels, label)));
}

/** Every total across against its row. */
export function totalsAcross(
  view: SheetView,
  rows: readonly ViewRow[],
  totals: readonly Column[],
  columns: readonly Column[],
  headerRow: number,
  context: ReadContext,
): Problem[] {
  return rows.flatMap((row) =>
    totals.flatMap((column) =>
      disagreement(
        view,
        context,
        { row: row.row, column, label: cellAt(view, headerRow, column) },
        said(row, column),
        columns.map((c) => said(row, c)),
      ),
    ),
  );
}

/** A total that its parts do not make; where a part is withheld it may be more, never less. */
export function disagreement(
  view: SheetView,
  context: ReadContext,
  at: { readonly row: number; readonly column: Column; readonly label: string },
  total: string,
  parts: readonly string[],
): Problem[] {
  if (total === '' && parts.every((part) => part === '')) return [];
  const stated = context.numberIn(total);
  const numbers = parts.map((part) => (part === '' ? 0 : context.numberIn(part)));
  if (stated === null) return [];
  const sum = numbers.reduce((all: number, number) => all + (number ?? 0), 0);
  const withheld = numbers.includes(null);
  // Sums of money are kept to the penny; what is written was rounded no finer.
  const near = Math.abs(stated - sum) < 0.005 * Math.max(1, numbers.length);
  if (near || (withheld && stated >= sum)) return [];
  return [
    problem(
      'C123',
      { said: stated, found: Number(sum.toFixed(6)), label: at.label || 'total' },
      { sheet: view.name, cell: addressOf(at.row, at.column) },
    ),
  ];
}
