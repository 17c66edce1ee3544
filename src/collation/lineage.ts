import { addressOf, letters } from './shapes/view.ts';

/**
 * A fact's row number says where it stands. Of a table that is the row of the sheet; where several
 * facts come from one row (crosstab, form) it also holds the column of the value, so that each fact
 * has a number of its own.
 */
const columnStep = 2 ** 32;

export const packedPlace = (row: number, column: number): number => row + column * columnStep;

/** Row and column of a fact's number; column 0 where the fact is the whole row. */
export const placeOfFact = (packed: number): { row: number; column: number } => ({
  row: packed % columnStep,
  column: Math.floor(packed / columnStep),
});

/** Where the cells of one column stand, for every row of a part; written into the load's layout. */
export type CellsOf =
  /** Letters of a column: the cell in the fact's row. */
  | string
  /** The value's own cell. */
  | { readonly value: true }
  /** The head of the value's column, in this row. */
  | { readonly head: number }
  /** A column whose blanks mean "as above": rows where something is written. */
  | { readonly column: string; readonly starts: readonly number[] }
  /** One cell for all rows. */
  | { readonly cell: string }
  /** Each fact its own. */
  | { readonly cells: Readonly<Record<string, string>> };

/** The address of one cell; null where nothing stands for it. */
export function cellOf(cells: CellsOf, packed: number): string | null {
  const { row, column } = placeOfFact(packed);
  if (typeof cells === 'string') return `${cells}${row}`;
  if ('value' in cells) return addressOf(row, column);
  if ('head' in cells) return addressOf(cells.head, column);
  if ('cell' in cells) return cells.cell;
  if ('cells' in cells) return cells.cells[String(packed)] ?? null;
  const start = cells.starts.findLast((at) => at <= row);
  return start === undefined ? null : `${cells.column}${start}`;
}

/** The layout of one part on one sheet, as a load keeps it. */
export interface PartLayout {
  readonly dataset: string;
  readonly sheet: number;
  /** Rows of the sheet, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly columns: Readonly<Record<string, CellsOf>>;
  /** Columns whose facts are differences of running totals, not what the cell says. */
  readonly differenced?: readonly string[];
}

export interface LoadLayout {
  readonly sheets: Readonly<Record<string, string>>;
  readonly parts: readonly PartLayout[];
}

/** Row of the sheet and the cell of each column of a fact. */
export function originCells(
  layout: Readonly<Record<string, unknown>>,
  dataset: string,
  sheet: number,
  packed: number,
): { readonly row: number; readonly cells: Readonly<Record<string, string>> } {
  const { row } = placeOfFact(packed);
  const columns = columnsOf(layout, dataset, sheet, row);
  const cells = Object.entries(columns).flatMap(([name, where]) => {
    const cell = cellOf(where, packed);
    return cell === null ? [] : [[name, cell] as const];
  });
  return { row, cells: Object.fromEntries(cells) };
}

/** Loads of the first release have one layout a dataset, letters by column. */
function columnsOf(
  layout: Readonly<Record<string, unknown>>,
  dataset: string,
  sheet: number,
  row: number,
): Readonly<Record<string, CellsOf>> {
  const parts = layout.parts as readonly PartLayout[] | undefined;
  if (parts === undefined) return (layout[dataset] ?? {}) as Readonly<Record<string, string>>;
  const part = parts.find(
    (p) => p.dataset === dataset && p.sheet === sheet && p.from <= row && row <= p.to,
  );
  return part?.columns ?? {};
}

/** Letters of a column from 1, as a layout holds them. */
export const columnCells = (column: number): CellsOf => letters(column);
