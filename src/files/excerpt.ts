import type { Place } from '../problems/index.ts';
import type { Limits } from './limits.ts';

/** Rows to be read out of a file again, by the title of their sheet (of a CSV any title). */
export interface WantedRows {
  readonly sheet: string;
  readonly rows: readonly number[];
}

/** The first rows of a sheet that hold anything, and those asked for, in order. */
export interface ExcerptSheet {
  readonly sheet: string;
  readonly rows: readonly { readonly row: number; readonly texts: readonly string[] }[];
}

export interface Excerpt {
  readonly sheets: readonly ExcerptSheet[];
}

/** Rows at the top that come along, since one of them holds the headings. */
const topRows = 40;
const longestText = 200;

/** Keeps what was asked for while the rows of one sheet pass. */
export class ExcerptKeeper {
  readonly #rows: { row: number; texts: string[] }[] = [];
  readonly #wanted: ReadonlySet<number>;
  readonly #sheet: string;

  constructor({ sheet, rows }: WantedRows) {
    this.#sheet = sheet;
    this.#wanted = new Set(rows);
  }

  /** `texts()` is called for rows that are kept alone. */
  row(row: number, texts: () => readonly string[]): void {
    if (this.#rows.length >= topRows && !this.#wanted.has(row)) return;
    this.#rows.push({ row, texts: texts().map((text) => text.slice(0, longestText)) });
  }

  get kept(): ExcerptSheet {
    return { sheet: this.#sheet, rows: this.#rows };
  }
}

/** What an excerpt is read with. */
export interface ExcerptAsked {
  readonly path: string;
  readonly place: Place;
  readonly limits: Limits;
  readonly wanted: readonly WantedRows[];
}
