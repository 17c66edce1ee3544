import { columnLetters, lastColumn, lastRow, parseAddress } from './address.ts';
import type { CellType } from './cells.ts';
import { decimalText } from './decimal.ts';
import type { FormatKind } from './number-format.ts';
import type { PartHandler, PartScanner } from './part-scanner.ts';
import { refuse } from './refuse.ts';
import { type Epoch, isLeapOf1900, isoOfSerial } from './serial.ts';
import { withoutEscapes } from './xml-text.ts';

/** The filled cells of one row; the arrays are used again for the next row. */
export interface RowCells {
  count: number;
  /** Columns from 1, ascending. */
  readonly columns: number[];
  readonly types: CellType[];
  readonly texts: string[];
}

/** Receives a sheet as it is read, rows in order. */
export interface SheetSink {
  row(row: number, cells: RowCells): void;
  hiddenRow(row: number): void;
  merge(reference: string): void;
  hiddenColumns(first: number, last: number): void;
}

/** What a sheet needs of its workbook. */
export interface SheetFrame {
  readonly strings: readonly string[];
  readonly formats: readonly FormatKind[];
  readonly epoch: Epoch;
}

/**
 * Reads a worksheet part cell by cell (ECMA-376 part 1, 18.3). Nearly every cell of a real sheet is
 * `<c ...><v>...</v></c>` and is read in one go; all others go element by element.
 */
export class SheetScanner implements PartHandler {
  wantsText = false;
  #row = 0;
  #column = 0;
  #type = '';
  #style = 0;
  #value: string | null = null;
  #formula: string | null = null;
  readonly #cells: RowCells = { count: 0, columns: [], types: [], texts: [] };
  readonly #dates = new Map<string, string | null>();
  readonly #scanner: PartScanner;
  readonly #frame: SheetFrame;
  readonly #sink: SheetSink;

  constructor(scanner: PartScanner, frame: SheetFrame, sink: SheetSink) {
    this.#scanner = scanner;
    this.#frame = frame;
    this.#sink = sink;
  }

  open(name: string, empty: boolean): boolean {
    const { around } = this.#scanner;
    const parent = around[around.length - 1];
    if (name === 'c' && parent === 'row') return this.#openCell(empty);
    if (parent === 'c') {
      if (name === 'v') this.#value ??= '';
      if (name === 'f') this.#formula ??= '';
      this.wantsText = !empty && (name === 'v' || name === 'f');
    } else if (name === 't' && around.includes('is')) {
      this.#value ??= '';
      this.wantsText = !empty && !around.includes('rPh');
    } else if (name === 'row' && parent === 'sheetData') {
      this.#openRow();
      if (empty) this.#closeRow();
    } else if (name === 'mergeCell' && parent === 'mergeCells') {
      this.#sink.merge(this.#scanner.attribute('ref') ?? '');
    } else if (name === 'col' && parent === 'cols') {
      this.#openColumns();
    } else if (parent === undefined && name !== 'worksheet') {
      this.#scanner.damaged('it is not a worksheet');
    }
    return false;
  }

  text(text: string): void {
    const { around, limits, place } = this.#scanner;
    if (around[around.length - 1] === 'f') this.#formula = (this.#formula ?? '') + text;
    else this.#value = (this.#value ?? '') + text;
    if ((this.#value ?? this.#formula ?? '').length > limits.textLength)
      refuse({ ...place, cell: this.#address() }, 'F208', { limit: limits.textLength });
  }

  close(name: string): void {
    this.wantsText = false;
    const { around } = this.#scanner;
    const parent = around[around.length - 1];
    if (name === 'c' && parent === 'row') this.#closeCell();
    else if (name === 'row' && parent === 'sheetData') this.#closeRow();
  }

  #openRow(): void {
    const given = this.#scanner.attribute('r');
    const row = given === null ? this.#row + 1 : Number(given.trim());
    if (!(Number.isInteger(row) && row >= 1 && row <= lastRow))
      this.#impossible(`row ${given ?? row}`);
    if (row <= this.#row)
      refuse(this.#scanner.place, 'F119', { detail: `row ${row} comes after row ${this.#row}` });
    this.#row = row;
    this.#column = 0;
    if (isTrue(this.#scanner.attribute('hidden'))) this.#sink.hiddenRow(row);
  }

  #closeRow(): void {
    const cells = this.#cells;
    if (cells.count > 0) this.#sink.row(this.#row, cells);
    cells.count = 0;
  }

  #openColumns(): void {
    const scanner = this.#scanner;
    if (!isTrue(scanner.attribute('hidden'))) return;
    const first = Number(scanner.attribute('min'));
    const last = Number(scanner.attribute('max'));
    if (first >= 1 && last >= first) this.#sink.hiddenColumns(first, Math.min(last, lastColumn));
  }

  /** Reads the tag of a cell and, where the value follows at once, the whole cell. */
  #openCell(empty: boolean): boolean {
    const scanner = this.#scanner;
    const { buffer } = scanner;
    let referenced = false;
    this.#type = '';
    this.#style = 0;
    for (let n = 0; n < scanner.spans; n += 4) {
      const start = scanner.span(n);
      if (scanner.span(n + 1) !== start + 1) continue;
      const name = buffer.charCodeAt(start);
      const from = scanner.span(n + 2);
      const to = scanner.span(n + 3);
      if (name === 0x72) {
        this.#place(buffer, from, to);
        referenced = true;
      } else if (name === 0x73) this.#style = digits(buffer, from, to);
      else if (name === 0x74) this.#type = buffer.slice(from, to);
    }
    if (!referenced && ++this.#column > lastColumn) this.#impossible(`column ${this.#column}`);
    if (empty) return false;
    this.#value = null;
    this.#formula = null;
    const at = scanner.at;
    if (!buffer.startsWith('<v>', at)) return false;
    const end = buffer.indexOf('<', at + 3);
    if (end === -1 || !buffer.startsWith('</v></c>', end)) return false;
    const raw = buffer.slice(at + 3, end);
    scanner.at = end + 8;
    this.#value = this.#type === 's' || this.#type === '' ? raw : scanner.resolved(raw);
    this.#closeCell();
    return true;
  }

  /** Column of a reference such as `AB12`, whose row must be the present one. */
  #place(buffer: string, from: number, to: number): void {
    let column = 0;
    let row = 0;
    let i = from;
    for (; i < to; i++) {
      const c = buffer.charCodeAt(i);
      if (c < 0x41 || c > 0x5a) break;
      column = column * 26 + c - 64;
    }
    for (; i < to; i++) {
      const c = buffer.charCodeAt(i);
      if (c < 0x30 || c > 0x39) break;
      row = row * 10 + c - 48;
    }
    if (i !== to || row !== this.#row || column < 1 || column > lastColumn) {
      const reference = buffer.slice(from, to);
      const found = parseAddress(reference);
      if (found === null || found.row !== this.#row) this.#impossible(reference);
      column = found.column;
    }
    this.#column = column;
  }

  #closeCell(): void {
    const { strings } = this.#frame;
    const value = this.#value;
    if (value === null || (value === '' && this.#type !== 'str')) {
      if (this.#formula !== null) this.#add('formula', `=${this.#formula}`);
      return;
    }
    switch (this.#type) {
      case 's': {
        const text = strings[digits(value, 0, value.length)];
        if (text === undefined)
          this.#scanner.damaged(`cell ${this.#address()} names a shared string that is not there`);
        this.#add('text', text);
        break;
      }
      case '':
      case 'n':
        this.#addNumber(value);
        break;
      case 'b':
        this.#add('boolean', isTrue(value.trim()) ? 'TRUE' : 'FALSE');
        break;
      case 'e':
        this.#add('error', value.trim());
        break;
      case 'd':
        this.#add('date', tidyIso(value.trim()));
        break;
      default:
        this.#add('text', withoutEscapes(value));
    }
  }

  #addNumber(raw: string): void {
    const format = this.#frame.formats[this.#style] ?? 'number';
    const iso = format === 'date' || format === 'time' ? this.#iso(raw, format) : null;
    const text = iso ?? decimalText(raw);
    if (iso !== null) this.#add(isLeapOf1900(iso) ? 'error' : 'date', iso);
    else if (text !== null) this.#add('number', text);
    // Some writers leave the type out of error cells.
    else if (/^\s*#[A-Z]/.test(raw)) this.#add('error', raw.trim());
    else this.#scanner.damaged(`cell ${this.#address()} holds “${raw.slice(0, 40)}” as a number`);
  }

  /** A date as ISO text; null for what stays a number. A time of day alone is a part of a day. */
  #iso(raw: string, format: 'date' | 'time'): string | null {
    const key = format === 'date' ? raw : `t${raw}`;
    const known = this.#dates.get(key);
    if (known !== undefined) return known;
    const serial = Number(raw);
    const iso = format === 'time' && serial < 1 ? null : isoOfSerial(serial, this.#frame.epoch);
    if (this.#dates.size < 20_000) this.#dates.set(key, iso);
    return iso;
  }

  /** Adds the cell to its row, in the order of columns. */
  #add(type: CellType, text: string): void {
    if (text === '') return;
    const { limits, place } = this.#scanner;
    if (text.length > limits.textLength)
      refuse({ ...place, cell: this.#address() }, 'F208', { limit: limits.textLength });
    const { columns, types, texts } = this.#cells;
    let n = this.#cells.count++;
    for (; n > 0 && (columns[n - 1] ?? 0) >= this.#column; n--) {
      if (columns[n - 1] === this.#column)
        refuse(this.#scanner.place, 'F119', { detail: `cell ${this.#address()} is there twice` });
      columns[n] = columns[n - 1] ?? 0;
      types[n] = types[n - 1] ?? 'text';
      texts[n] = texts[n - 1] ?? '';
    }
    columns[n] = this.#column;
    types[n] = type;
    texts[n] = text;
  }

  #address(): string {
    return `${columnLetters(this.#column)}${this.#row}`;
  }

  #impossible(reference: string): never {
    return refuse(this.#scanner.place, 'F118', { reference });
  }
}

/** A whole number that stands between two places of a text; NaN when it is none. */
function digits(text: string, from: number, to: number): number {
  let number = from < to ? 0 : Number.NaN;
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x30 || c > 0x39) return Number(text.slice(from, to).trim());
    number = number * 10 + c - 48;
  }
  return number;
}

/** ISO 8601 of a strict workbook; midnight and a zone that says nothing are left out. */
function tidyIso(text: string): string {
  return text
    .replace(/Z$/, '')
    .replace(/\.0+$/, '')
    .replace(/T00:00(?::00)?$/, '');
}

const isTrue = (value: string | null): boolean =>
  value === '1' || value === 'true' || value === 'TRUE';
