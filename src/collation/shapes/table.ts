import { dataRows } from './block.ts';
import { noRows, type Shape } from './shape.ts';
import { letters, tidy } from './view.ts';

/** Rows as they stand, one fact a row. */
export const table: Shape = (view, block, context) => {
  const { header } = block;
  if (header === null || block.nil) return noRows;
  return {
    columns: header.headings.map(({ name, full, column }) => ({
      name,
      full,
      cells: letters(column),
    })),
    rows: dataRows(view, block, context.read).map((row) => ({
      place: row.row,
      texts: header.headings.map(({ column }) => tidy(row.cells[column - 1])),
    })),
    problems: [],
  };
};

/**
 * The columns at the left of values across, with blanks that mean "as above" filled. A level that is
 * blank just inside a new group is that group's total.
 */
export interface LeftColumn {
  readonly name: string;
  readonly full: string;
  readonly column: number;
}

export interface LeftRow {
  readonly texts: readonly string[];
  /** Which of the columns say something in this row itself. */
  readonly own: readonly boolean[];
}

export function filledLeft(
  rows: readonly { readonly cells: readonly string[] }[],
  columns: readonly LeftColumn[],
  levels: readonly string[],
  word: string,
): LeftRow[] {
  const levelAt = columns.map(({ name, full }) => levels.includes(name) || levels.includes(full));
  let above: string[] = columns.map(() => '');
  return rows.map((row) => {
    let fresh = false;
    const own: boolean[] = [];
    above = columns.map(({ column }, i) => {
      const text = tidy(row.cells[column - 1]);
      own.push(text !== '' || !levelAt[i] || fresh);
      if (!levelAt[i]) return text;
      if (text !== '') {
        fresh = true;
        return text;
      }
      return fresh ? word : (above[i] ?? '');
    });
    return { texts: above, own };
  });
}
