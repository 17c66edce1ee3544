import { closeSync, openSync, readSync } from 'node:fs';
import { type Place, type Problem, problem } from '../problems/index.ts';
import { address } from './address.ts';
import type { Cell, SheetsReply } from './cells.ts';
import { fieldsOf } from './csv-record.ts';
import { type CsvFindings, CsvScanner, type RecordSeen } from './csv-scanner.ts';
import { type Delimited, delimiterOf } from './delimiter.ts';
import { copyAsUtf8, type Encoding, eachBlock, encodingOf } from './encoding.ts';
import { type Excerpt, ExcerptKeeper, type WantedRows } from './excerpt.ts';
import { GridFile } from './grid-file.ts';
import type { Limits } from './limits.ts';
import type { SheetLook } from './look.ts';
import { refuse } from './refuse.ts';

/** A CSV looked at. `path` is the file itself, or its copy in UTF-8. */
export interface LookedCsv {
  readonly path: string;
  readonly encoding: Encoding;
  /** Of a UTF-8 file: no space but U+0020. */
  readonly plainSpaces: boolean;
  readonly delimited: Delimited;
  readonly findings: CsvFindings;
  readonly look: SheetLook;
  readonly notes: readonly Problem[];
}

/** Passes once over the bytes of a CSV; nothing of it is kept but its first and last rows. */
export function lookAtCsv(path: string, place: Place, limits: Limits, copyTo: string): LookedCsv {
  const { encoding, plainSpaces } = encodingOf(path, place);
  const utf8 = encoding === 'utf-8' ? path : copyTo;
  if (utf8 !== path) copyAsUtf8(path, encoding, utf8, place, limits);
  const delimited = delimiterOf(headOf(utf8), place, limits);
  const kept = new EndsKept();
  const findings = scan(utf8, delimited, place, limits, kept.seen);
  if (findings.records === 0) refuse(place, 'F117', { detail: 'the text holds no records' });
  const notes =
    encoding === 'windows-1252' ? [problem('F303', { encoding: 'Windows-1252' }, place)] : [];
  const look = lookOf(place, findings, kept, new Window(utf8), delimited.delimiter);
  return { path: utf8, encoding, plainSpaces, delimited, findings, look, notes };
}

/** Whether DuckDB may read the file as it is: each record would be the row we counted. */
export const isItsOwnGrid = ({ findings, delimited }: LookedCsv): boolean =>
  findings.regular && !delimited.declared;

/** Writes an irregular CSV anew, each row with its number. */
export function writeGrid(csv: LookedCsv, to: string, place: Place, limits: Limits): GridFile {
  const grid = new GridFile(to, place, limits);
  try {
    eachRecord(csv, place, limits, (row, fields) => grid.record(row, fields));
  } finally {
    grid.close();
  }
  return grid;
}

/** Every filled field, for `socpf sheets`; all of a CSV is text. */
export function cellsOfCsv(csv: LookedCsv, place: Place, limits: Limits): SheetsReply {
  const { name, range, filled } = csv.look;
  if (filled > limits.listedCells) refuse(place, 'F211', { limit: limits.listedCells });
  const cells: Cell[] = [];
  eachRecord(csv, place, limits, (row, fields) => {
    for (const [n, v] of fields.entries())
      if (v !== '') cells.push({ a: address(row, n + 1), v, t: 'text' });
  });
  return { format: 'csv', sheets: [{ name, range, hidden: false, filled, cells }], charts: [] };
}

/** Some rows of a CSV, whatever its sheet is called. */
export function rowsOfCsv(
  csv: LookedCsv,
  place: Place,
  limits: Limits,
  wanted: readonly WantedRows[],
): Excerpt {
  const keeper = new ExcerptKeeper({
    sheet: wanted[0]?.sheet ?? csv.look.name,
    rows: wanted.flatMap(({ rows }) => rows),
  });
  eachRecord(csv, place, limits, (row, fields) => keeper.row(row, () => fields));
  return { sheets: [keeper.kept] };
}

function eachRecord(
  csv: LookedCsv,
  place: Place,
  limits: Limits,
  read: (row: number, fields: readonly string[]) => void,
): void {
  const window = new Window(csv.path);
  try {
    scan(csv.path, csv.delimited, place, limits, (row, start, end, _fields, filled) => {
      if (filled > 0) read(row, fieldsOf(window.text(start, end), csv.delimited.delimiter));
    });
  } finally {
    window.close();
  }
}

function scan(
  path: string,
  { delimiter, start }: Delimited,
  place: Place,
  limits: Limits,
  seen: RecordSeen,
): CsvFindings {
  const scanner = new CsvScanner(delimiter, start, place, limits, seen);
  let end = 0;
  eachBlock(path, (bytes, at) => {
    const from = Math.max(0, start - at);
    scanner.push(bytes.subarray(from), at + from);
    end = at + bytes.length;
    return bytes.length;
  });
  return scanner.end(end);
}

/** Where the first and the last records that hold something lie. */
class EndsKept {
  readonly top: (readonly [row: number, start: number, end: number])[] = [];
  readonly #rows = new Float64Array(8);
  readonly #starts = new Float64Array(8);
  readonly #ends = new Float64Array(8);
  #seen = 0;

  readonly seen: RecordSeen = (row, start, end, _fields, filled) => {
    if (filled === 0) return;
    if (this.top.length < 40) this.top.push([row, start, end]);
    const n = this.#seen++ % 8;
    this.#rows[n] = row;
    this.#starts[n] = start;
    this.#ends[n] = end;
  };

  get bottom(): (readonly [row: number, start: number, end: number])[] {
    const all = [...this.#rows].map(
      (row, n) => [row, this.#starts[n] ?? 0, this.#ends[n] ?? 0] as const,
    );
    return all.filter(([row]) => row > 0).sort(([a], [b]) => a - b);
  }
}

function lookOf(
  place: Place,
  findings: CsvFindings,
  kept: EndsKept,
  window: Window,
  delimiter: string,
): SheetLook {
  const { firstRow, lastRow, firstColumn, lastColumn, filled, columns } = findings;
  const { bottom, top } = kept;
  const texts = ([, start, end]: readonly [number, number, number]) => {
    const fields = fieldsOf(window.text(start, end), delimiter).map((text) => text.slice(0, 4096));
    while (fields.at(-1) === '') fields.pop();
    return fields;
  };
  try {
    return {
      name: (place.file ?? '').split(/[!/\\]/).at(-1) ?? '',
      index: 0,
      hidden: false,
      range:
        filled === 0 ? null : `${address(firstRow, firstColumn)}:${address(lastRow, lastColumn)}`,
      filled,
      rows: lastRow,
      columns,
      top: top.map(texts),
      bottom: bottom.map(texts),
      topRows: top.map(([row]) => row),
      bottomRows: bottom.map(([row]) => row),
      hiddenRows: 0,
      hiddenColumns: [],
      merged: 0,
      merges: [],
    };
  } finally {
    window.close();
  }
}

/** Reads stretches of a file that follow one another, a window at a time. */
class Window {
  readonly #file: number;
  #bytes = Buffer.alloc(0);
  #base = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
  }

  text(start: number, end: number): string {
    if (start < this.#base || end > this.#base + this.#bytes.length) {
      const buffer = Buffer.allocUnsafe(Math.max(2 ** 20, end - start));
      const got = readSync(this.#file, buffer, 0, buffer.length, start);
      this.#bytes = buffer.subarray(0, got);
      this.#base = start;
    }
    return this.#bytes.toString('utf8', start - this.#base, end - this.#base);
  }

  close(): void {
    closeSync(this.#file);
  }
}

function headOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.allocUnsafe(2 ** 16);
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}
