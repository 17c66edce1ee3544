/** What is in a file, without its rows. */
export interface FileLook {
  readonly format: 'csv' | 'xlsx';
  /** What people call the file. */
  readonly name: string;
  readonly sheets: readonly SheetLook[];
  /** Of a CSV: `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`. */
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly compression: 'none' | 'gzip';
  readonly sizeBytes: number;
}

export interface SheetLook {
  /** The sheet's title; of a CSV the file's name. */
  readonly name: string;
  /** Place among the sheets, from 0. */
  readonly index: number;
  readonly hidden: boolean;
  /** Smallest range that holds every filled cell, `A1:F20`; null when nothing is filled. */
  readonly range: string | null;
  /** Cells that are not empty. */
  readonly filled: number;
  /** Number of the last filled row and column; for a CSV, blank records count. */
  readonly rows: number;
  readonly columns: number;
  /**
   * Text of the first 40 rows that hold anything, as the grid would give them: `row[0]` is column
   * A, '' is empty, a row ends at its last filled cell. Long cells are cut at 4,096 characters.
   */
  readonly top: readonly (readonly string[])[];
  /** The last 8 rows that hold anything, in order; may overlap `top`. */
  readonly bottom: readonly (readonly string[])[];
  /** Source row number of each row of `top` and of `bottom`. */
  readonly topRows: readonly number[];
  readonly bottomRows: readonly number[];
  /** Count of rows marked hidden; hidden columns up to the last filled one, as A1 letters. */
  readonly hiddenRows: number;
  readonly hiddenColumns: readonly string[];
  /** Count of merged ranges, and those that begin in the first 100 rows (at most 1,000). */
  readonly merged: number;
  readonly merges: readonly string[];
}
