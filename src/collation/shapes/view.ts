import type { FileLook, SheetCells, SheetLook } from '../../files/index.ts';

/** A sheet as text: what shapes and cell references look at. Rows and columns count from 1. */
export interface SheetView {
  readonly name: string;
  readonly index: number;
  readonly hidden: boolean;
  /** Rows that hold anything, in order; `cells[0]` is column A, '' an empty cell. */
  readonly rows: readonly ViewRow[];
  readonly merges: readonly Merge[];
}

export interface ViewRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The first and last rows of a sheet, without reading it. */
export function glimpse(sheet: SheetLook): SheetView {
  const rows = new Map<number, readonly string[]>();
  for (const [i, cells] of sheet.top.entries()) rows.set(sheet.topRows[i] ?? i + 1, cells);
  for (const [i, cells] of sheet.bottom.entries()) rows.set(sheet.bottomRows[i] ?? 0, cells);
  return {
    name: sheet.name,
    index: sheet.index,
    hidden: sheet.hidden,
    rows: [...rows].sort(([a], [b]) => a - b).map(([row, cells]) => ({ row, cells })),
    merges: mergesOf(sheet),
  };
}

/** The whole of a sheet, from its cells; merged ranges come from the look. */
export function wholeView(look: FileLook, index: number, cells: SheetCells): SheetView {
  const rows: { row: number; cells: string[] }[] = [];
  for (const { a, v, t } of cells.cells) {
    const { row, column } = placeOf(a);
    let last = rows.at(-1);
    if (last?.row !== row) {
      last = { row, cells: [] };
      rows.push(last);
    }
    while (last.cells.length < column - 1) last.cells.push('');
    last.cells[column - 1] = t === 'boolean' ? String(v).toUpperCase() : String(v);
  }
  const sheet = look.sheets[index];
  return {
    name: cells.name,
    index,
    hidden: cells.hidden,
    rows,
    merges: sheet ? mergesOf(sheet) : [],
  };
}

const mergesOf = (sheet: SheetLook): Merge[] =>
  sheet.merges.map((reference) => {
    const [first = 'A1', last = first] = reference.split(':');
    const [a, b] = [placeOf(first), placeOf(last)];
    return { top: a.row, left: a.column, bottom: b.row, right: b.column };
  });

/** Row and column of an A1 address, both from 1. */
export function placeOf(address: string): { row: number; column: number } {
  const [, letters = 'A', digits = '1'] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits), column };
}

/** A1 address of a row and a column, both from 1. */
export const addressOf = (row: number, column: number): string => `${letters(column)}${row}`;

/** A1 letters of a column from 1. */
export function letters(column: number): string {
  let text = '';
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26))
    text = String.fromCharCode(65 + ((n - 1) % 26)) + text;
  return text;
}

/** A cell without line breaks and the spaces around it. */
export const tidy = (cell: string | undefined): string => (cell ?? '').replace(/\s+/g, ' ').trim();

export const cellAt = (view: SheetView, row: number, column: number): string =>
  tidy(view.rows.find((r) => r.row === row)?.cells[column - 1]);

/** Whether a cell begins with a text, in any case of letters. */
export const begins = (cell: string, text: string): boolean =>
  tidy(cell).toLowerCase().startsWith(tidy(text).toLowerCase());

/** The first filled cell of a row and its column; null when there is none. */
export function firstFilled(row: ViewRow): { text: string; column: number } | null {
  const at = row.cells.findIndex((cell) => tidy(cell) !== '');
  return at < 0 ? null : { text: tidy(row.cells[at]), column: at + 1 };
}
