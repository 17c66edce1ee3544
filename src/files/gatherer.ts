import { address, columnLetters, parseAddress } from './address.ts';
import type { SheetLook } from './look.ts';
import type { RowCells } from './sheet-scanner.ts';

const topSize = 40;
const bottomSize = 8;
const mergesNear = 100;
const mergesKept = 1000;
const longest = 4096;

/** Gathers what a sheet is like while its rows pass: extent, first and last rows, what is hidden. */
export class Gatherer {
  filled = 0;
  #cells = 0;
  #firstRow = 0;
  #lastRow = 0;
  #firstColumn = Number.POSITIVE_INFINITY;
  #lastColumn = 0;
  #hiddenRows = 0;
  #merged = 0;
  readonly #top: Kept[] = [];
  readonly #bottom: Kept[] = [];
  readonly #merges: string[] = [];
  readonly #hidden = new Set<number>();

  /** Cells seen, formulas without a value included. */
  get cells(): number {
    return this.#cells;
  }

  row(row: number, cells: RowCells): void {
    const { count, columns, types } = cells;
    this.#cells += count;
    this.filled += count;
    for (let n = 0; n < count; n++) if (types[n] === 'formula') this.filled -= 1;
    if (this.#firstRow === 0) this.#firstRow = row;
    this.#lastRow = row;
    this.#firstColumn = Math.min(this.#firstColumn, columns[0] ?? 1);
    this.#lastColumn = Math.max(this.#lastColumn, columns[count - 1] ?? 1);
    if (this.#top.length < topSize) this.#top.push(kept(row, cells));
    // Twice the size, so that rows are thrown out eight at a time.
    this.#bottom.push(kept(row, cells));
    if (this.#bottom.length >= 2 * bottomSize) this.#bottom.splice(0, bottomSize);
  }

  hiddenRow(): void {
    this.#hiddenRows += 1;
  }

  merge(reference: string): void {
    this.#merged += 1;
    const first = parseAddress(reference.split(':')[0] ?? '');
    if (first !== null && first.row <= mergesNear && this.#merges.length < mergesKept)
      this.#merges.push(reference);
  }

  hiddenColumns(first: number, last: number): void {
    for (let column = first; column <= last; column++) this.#hidden.add(column);
  }

  look(name: string, index: number, hidden: boolean): SheetLook {
    const bottom = this.#bottom.slice(-bottomSize);
    const within = [...this.#hidden].filter((column) => column <= this.#lastColumn);
    return {
      name,
      index,
      hidden,
      range: this.range,
      filled: this.filled,
      rows: this.#lastRow,
      columns: this.#lastColumn,
      top: this.#top.map(texts),
      bottom: bottom.map(texts),
      topRows: this.#top.map(({ row }) => row),
      bottomRows: bottom.map(({ row }) => row),
      hiddenRows: this.#hiddenRows,
      hiddenColumns: within.sort((a, b) => a - b).map(columnLetters),
      merged: this.#merged,
      merges: this.#merges,
    };
  }

  get range(): string | null {
    if (this.#firstRow === 0) return null;
    return `${address(this.#firstRow, this.#firstColumn)}:${address(this.#lastRow, this.#lastColumn)}`;
  }
}

/** A row kept for the look, its cells as they came. */
interface Kept {
  readonly row: number;
  readonly columns: readonly number[];
  readonly texts: readonly string[];
}

const kept = (row: number, { count, columns, texts }: RowCells): Kept => ({
  row,
  columns: columns.slice(0, count),
  texts: texts.slice(0, count),
});

/** The row as the grid gives it, from column A to its last filled cell. */
function texts(row: Kept): string[] {
  const all = new Array<string>(row.columns.at(-1) ?? 0).fill('');
  for (const [n, column] of row.columns.entries())
    all[column - 1] = (row.texts[n] ?? '').slice(0, longest);
  return all;
}
