import { list, lit } from './sql.ts';
import { cell, dayIn } from './staged-column.ts';

/** A sheet as a text grid that the engine reads by itself (the room `files` makes it). */
export interface GridFile {
  readonly path: string;
  /** Columns of the grid, the row-number column included where there is one. */
  readonly columns: number;
  readonly rowNumbers: 'first-column' | 'by-order';
  readonly delimiter: string;
  readonly quote: string;
  readonly quotedNewlines: boolean;
  /** No cell holds another space than U+0020. */
  readonly plainSpaces: boolean;
  readonly records: number;
}

/** Up to here what is planned costs more than what is read. */
const fewRecords = 20_000;

export const isSmall = (grid: GridFile): boolean => grid.records <= fewRecords;

/** What of a sheet is asked for later: the rest is read past. */
export interface StageOptions {
  /** Columns whose cells are kept, from 0; all when absent. */
  readonly columns?: readonly number[];
  /** Columns read as days once, while they are staged: every later question asks for them. */
  readonly dates?: readonly { readonly index: number; readonly formats: readonly string[] }[];
  /** Rows whose first filled cell begins with one of these are kept whole: a footer is among them. */
  readonly footers?: readonly string[];
  /** Rows that are no data: with one of these texts in a column, or without one of them. */
  readonly leaveOut?: readonly {
    readonly index: number;
    readonly texts: readonly string[];
    readonly only: boolean;
  }[];
  /** Patterns of the first filled cell of rows that are no data. */
  readonly skip?: readonly string[];
}

/** Column that holds the day of the n-th of `StageOptions.dates`. */
export const dayColumn = (at: number): string => `d${at}`;

export const isNumbered = (grid: GridFile): boolean => grid.rowNumbers === 'first-column';

/** Whether rows may be no data though something is written in them. */
export const isFiltered = ({ leaveOut, skip }: StageOptions): boolean =>
  (leaveOut ?? []).length + (skip ?? []).length > 0;

/**
 * Reads a grid into a temporary table: cells trimmed (an empty one is null from here on), `filled`
 * where a row is data, `written` where it holds anything, `footer` where it may be one. Each cell is
 * named once, in the inner query: planning what names every cell many times is dearer than reading
 * a small file.
 */
export function stagingOf(name: string, grid: GridFile, options: StageOptions): string {
  const numbered = isNumbered(grid);
  const cells = Array.from({ length: grid.columns - (numbered ? 1 : 0) }, (_, i) => cell(i));
  const columns = (numbered ? ['r', ...cells] : cells).map((c) => `${lit(c)}: 'VARCHAR'`);
  const kept = options.columns?.map(cell) ?? cells;
  const trimmed = trimmer(grid.plainSpaces);
  const first = `coalesce(${cells.join(', ')})`;
  const begins = (options.footers ?? []).map(
    (text) => `starts_with(lower(${first}), ${lit(text.toLowerCase())})`,
  );
  const footer =
    begins.length > 0
      ? `case when ${begins.join(' or ')} then [${cells.join(', ')}] end`
      : 'null::varchar[]';
  const stored = [
    ...(numbered ? ['r'] : []),
    ...kept,
    ...(options.dates ?? []).map(
      ({ index, formats }, i) => `${dayIn(cell(index), formats)} as ${dayColumn(i)}`,
    ),
    `${isData(first, options)} as filled`,
    ...(isFiltered(options) ? [`${first} is not null as written`] : []),
    `${footer} as footer`,
  ];
  const read = [
    ...(numbered ? ['try_cast(r as bigint) as r'] : []),
    ...cells.map((c) => `${trimmed(c)} as ${c}`),
  ];
  // A small file is not worth a second thread. Padding short records and line breaks inside cells do not go together in parallel.
  return `create or replace temp table ${name} as select ${stored.join(', ')} from (select ${read.join(', ')} from read_csv(${lit(grid.path)}, columns={${columns.join(', ')}}, auto_detect=false, header=false, delim=${lit(grid.delimiter)}, quote=${lit(grid.quote)}, escape=${lit(grid.quote)}, null_padding=true, max_line_size=4194304, parallel=${!grid.quotedNewlines && !isSmall(grid)}))`;
}

/**
 * A cell without the spaces around it, null when nothing is left. Few cells have any, and trimming is
 * the dearest step of reading: plain text that neither begins nor ends with a space is let through.
 */
const trimmer = (plainSpaces: boolean) => (c: string) =>
  `case when ${c} < '!' or suffix(${c}, ' ')${plainSpaces ? '' : ` or strlen(${c}) <> length(${c})`} then nullif(trim(${c}), '') else ${c} end`;

/** Whether a row holds data, as a condition on its cells. */
function isData(first: string, options: StageOptions): string {
  const filters = (options.leaveOut ?? []).map(({ index, texts, only }) => {
    const among = `coalesce(${cell(index)} in ${list(texts)}, false)`;
    return only ? among : `not ${among}`;
  });
  const skips = (options.skip ?? []).map(
    (pattern) => `not coalesce(regexp_matches(${first}, ${lit(pattern)}, 'i'), false)`,
  );
  return [`${first} is not null`, ...filters, ...skips].join(' and ');
}
