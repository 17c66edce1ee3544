/** Rows and columns of the largest sheet there is (Excel specifications and limits, Microsoft). */
export const lastRow = 1_048_576;
export const lastColumn = 16_384;

/** Letters of a column counted from 1: 1 is A, 27 is AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** A1 address of row and column, both counted from 1. */
export const address = (row: number, column: number): string => `${columnLetters(column)}${row}`;

/** Column and row of an A1 reference; null when there can be no such cell. */
export function parseAddress(reference: string): { column: number; row: number } | null {
  const hit = /^\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})$/.exec(reference);
  if (hit === null) return null;
  const row = Number(hit[2]);
  let column = 0;
  for (const letter of (hit[1] ?? '').toUpperCase())
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column > lastColumn || row > lastRow ? null : { column, row };
}
