import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Place } from '../problems/index.ts';
import type { Grid } from './grid.ts';
import { GridFile } from './grid-file.ts';
import type { Limits } from './limits.ts';

/** Rows that were made of a sheet, as a grid like any other; the owner removes the file. */
export function gridOfRows(
  rows: readonly { readonly row: number; readonly texts: readonly string[] }[],
  columns: number,
  folder: string,
  place: Place,
  limits: Limits,
): Grid {
  const file = new GridFile(join(folder, `grid-${randomUUID()}.csv`), place, limits);
  try {
    for (const { row, texts } of rows) file.record(row, texts);
  } finally {
    file.close();
  }
  return {
    path: file.path,
    columns: columns + 1,
    rowNumbers: 'first-column',
    delimiter: ',',
    quote: '"',
    compression: 'none',
    typed: true,
    quotedNewlines: file.quotedNewlines,
    plainSpaces: file.plainSpaces,
    longestRecord: file.longest,
    records: file.records,
  };
}
