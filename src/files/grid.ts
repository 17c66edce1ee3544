/** One sheet as a UTF-8 text table that DuckDB reads by itself. */
export interface Grid {
  /** A CSV without header: every record is a row of the sheet, every column text. */
  readonly path: string;
  /** Columns of the CSV, the row-number column included where there is one. */
  readonly columns: number;
  /**
   * `first-column`: column 0 is the row's number in the source and empty rows are left out.
   * `by-order`: the original file; record n (from 1) is row n of the source.
   */
  readonly rowNumbers: 'first-column' | 'by-order';
  readonly delimiter: string;
  readonly quote: string;
  readonly compression: 'none' | 'gzip';
  /** Dates are ISO text already, numbers plain decimal text, booleans TRUE and FALSE. */
  readonly typed: boolean;
  /**
   * Some cell holds a line break. DuckDB reads such a file with `null_padding` only when told
   * `parallel = false`; short records (always possible) need `null_padding = true`.
   */
  readonly quotedNewlines: boolean;
  /** No cell holds another space than U+0020, so that few cells need a closer look when trimmed. */
  readonly plainSpaces: boolean;
  /** Bytes of the longest record, at most: DuckDB's `max_line_size` must be no less (2,000,000). */
  readonly longestRecord: number;
  /** Records of the CSV. */
  readonly records: number;
}
