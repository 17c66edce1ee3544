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
  readonly format: 'csv' | 'xlsx' | 'pptx';
  readonly sheets: readonly SheetCells[];
  /** Charts of decks, in the order of the slides. */
  readonly charts: readonly DeckChart[];
}

/** What a chart of a deck draws. */
export interface DeckChart {
  /** In the order of the show, from 1. */
  readonly slide: number;
  /** `barChart`, `lineChart`; of a combination `barChart+lineChart`. */
  readonly kind: string;
  readonly series: readonly ChartSeries[];
}

export interface ChartSeries {
  readonly kind: string;
  readonly name: string | null;
  /** As the chart holds them; a list a level where there are several. */
  readonly categories: readonly (string | null)[] | readonly (readonly (string | null)[])[];
  /** Null where the chart draws no point. */
  readonly values: readonly (number | null)[];
}

export interface SheetCells {
  readonly name: string;
  readonly range: string | null;
  readonly hidden: boolean;
  readonly filled: number;
  readonly cells: readonly Cell[];
}
