/** One filled cell. */
export interface Cell {
  /** A1 address. */
  readonly a: string;
  /** Dates ISO text, errors as `#N/A`, a formula without a stored value as `=SUM(A1:A3)`. */
  readonly v: string | number | boolean;
  readonly t: CellType;
}

export type CellType = 'number' | 'text' | 'date' | 'boolean' | 'error' | 'formula';

/** The reply of `socpf sheets` (DESIGN 11). */
export interface SheetsReply {
  readonly format: 'csv' | 'xlsx';
  readonly sheets: readonly SheetCells[];
  /** Charts of decks; none in the formats read by now. */
  readonly charts: readonly never[];
}

export interface SheetCells {
  readonly name: string;
  readonly range: string | null;
  readonly hidden: boolean;
  readonly filled: number;
  readonly cells: readonly Cell[];
}
