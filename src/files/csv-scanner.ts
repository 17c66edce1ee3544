import type { Place } from '../problems/index.ts';
import type { Limits } from './limits.ts';
import { refuse } from './refuse.ts';

/** What a pass over a CSV's bytes finds; the bytes are ASCII or a superset of it. */
export interface CsvFindings {
  /** Records, blank ones included, up to the last that is not blank. */
  readonly records: number;
  readonly filled: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  /** Fields of the widest record. */
  readonly columns: number;
  /** Bytes of the longest record. */
  readonly longest: number;
  readonly quotedNewlines: boolean;
  /**
   * DuckDB reads the file record for record as we do: no blank record among the others (it skips
   * them and the count of rows would be lost), one kind of line end, inside quotes too (it takes
   * the first for the kind of all), nothing round the quotes.
   */
  readonly regular: boolean;
}

/** A record passes: its number from 1, where it lies, and how many of its fields hold something. */
export type RecordSeen = (
  number: number,
  start: number,
  end: number,
  fields: number,
  filled: number,
) => void;

const plain = 0; // in a field without quotes, or at its start
const quoted = 1;
const closing = 2; // behind a quote inside quotes: the end of it, or the first of two
const after = 3; // blanks between the closing quote and the end of the field

const delimiterByte = 1;
const lineFeed = 2;
const carriageReturn = 3;
const quoteByte = 4;
const nul = 5;

/**
 * The state machine of RFC 4180, byte by byte over a file of any size, in constant memory. It is
 * tolerant where files are (short and long records, quotes inside a field, every line end) and
 * strict where a guess would move cells: a quote that is not closed, or text after one that is.
 */
export class CsvScanner {
  #state = plain;
  #line = 1;
  #number = 1;
  #fields = 1;
  #filledHere = 0;
  #firstHere = 0;
  #lastHere = 0;
  #recordStart: number;
  #fieldStart: number;
  #lineStart: number;
  #quoteLine = 0;
  #quoteStart = 0;
  #onlySpaces = true;
  #afterReturn = false;
  #blankBefore = false;
  readonly #ends = [0, 0, 0]; // line feeds, both, carriage returns
  readonly #inner = [0, 0]; // the same inside quotes
  #irregular = false;
  #found = {
    records: 0,
    filled: 0,
    firstRow: 0,
    lastRow: 0,
    firstColumn: Number.POSITIVE_INFINITY,
    lastColumn: 0,
    columns: 0,
    longest: 0,
  };
  readonly #kinds = new Uint8Array(256);
  readonly #place: Place;
  readonly #limits: Limits;
  readonly #seen: RecordSeen;

  constructor(delimiter: string, start: number, place: Place, limits: Limits, seen: RecordSeen) {
    this.#recordStart = start;
    this.#fieldStart = start;
    this.#lineStart = start;
    this.#place = place;
    this.#limits = limits;
    this.#seen = seen;
    this.#kinds[0] = nul;
    this.#kinds[10] = lineFeed;
    this.#kinds[13] = carriageReturn;
    this.#kinds[34] = quoteByte;
    this.#kinds[delimiter.charCodeAt(0)] = delimiterByte;
  }

  /** Reads on: `bytes` stand at `base` in the file. */
  push(bytes: Uint8Array, base: number): void {
    const kinds = this.#kinds;
    const length = bytes.length;
    let i = 0;
    while (i < length) {
      let kind = kinds[bytes[i] ?? 0] ?? 0;
      if (this.#afterReturn) i += this.#absorb(kind);
      else if (this.#state === plain || this.#state === quoted) {
        if (this.#state === plain) i = this.#skim(bytes, base, i);
        else while (kind === 0 && ++i < length) kind = kinds[bytes[i] ?? 0] ?? 0;
        if (i === length) break;
        kind = kinds[bytes[i] ?? 0] ?? 0;
        if (kind === nul) this.#nul(base + i);
        if (this.#state === quoted) this.#inQuotes(kind, base + i);
        else this.#inPlain(kind, base + i, bytes, i);
        i += 1;
      } else {
        this.#behindQuote(kind, bytes[i] ?? 0, base + i);
        i += 1;
      }
    }
    this.#tooLong(base + length);
    if (this.#state === plain && this.#onlySpaces)
      this.#onlySpaces = blank(bytes, Math.max(0, this.#fieldStart - base), length);
  }

  /** The file is over, at this byte. */
  end(at: number): CsvFindings {
    if (this.#state === quoted) this.#broken('is never closed');
    if (at > this.#recordStart) this.#endRecord(at);
    if (this.#afterReturn) this.#irregular = true;
    const kinds = [0, 1].filter((kind) => (this.#ends[kind] ?? 0) + (this.#inner[kind] ?? 0) > 0);
    return {
      ...this.#found,
      quotedNewlines: this.#inner.some((count) => count > 0),
      regular: !this.#irregular && kinds.length <= 1 && this.#ends[2] === 0,
    };
  }

  /**
   * The hot path: over the bytes of plain fields and the delimiters between them, up to the first
   * byte that is neither. Places are kept relative to the block, where they are small integers.
   */
  #skim(bytes: Uint8Array, base: number, from: number): number {
    const kinds = this.#kinds;
    const limit = this.#limits.textLength;
    const most = this.#limits.columns;
    const length = bytes.length;
    let start = this.#fieldStart - base;
    let fields = this.#fields;
    let filled = this.#filledHere;
    let first = this.#firstHere;
    let last = this.#lastHere;
    let i = from;
    for (; i < length; i++) {
      const kind = kinds[bytes[i] ?? 0] ?? 0;
      if (kind === 0) continue;
      if (kind !== delimiterByte || i - start > limit || fields >= most) break;
      if (i > start) {
        filled += 1;
        if (first === 0) first = fields;
        last = fields;
      }
      start = i + 1;
      fields += 1;
    }
    if (fields > this.#fields) this.#onlySpaces = true;
    this.#fieldStart = base + start;
    this.#fields = fields;
    this.#filledHere = filled;
    this.#firstHere = first;
    this.#lastHere = last;
    return i;
  }

  /** The byte after a carriage return: a line feed belongs to it. */
  #absorb(kind: number): number {
    this.#afterReturn = false;
    const both = kind === lineFeed;
    if (this.#state === quoted) {
      if (!both) this.#irregular = true;
      this.#inner[1] = (this.#inner[1] ?? 0) + 1;
    } else {
      this.#ends[both ? 1 : 2] = (this.#ends[both ? 1 : 2] ?? 0) + 1;
      if (both) {
        this.#recordStart += 1;
        this.#fieldStart += 1;
      }
    }
    if (both) this.#lineStart += 1;
    return both ? 1 : 0;
  }

  #inPlain(kind: number, at: number, bytes: Uint8Array, i: number): void {
    if (kind === quoteByte) {
      const from = Math.max(0, i - (at - this.#fieldStart));
      if (!(this.#onlySpaces && blank(bytes, from, i))) return; // a quote inside a field is text
      if (at > this.#fieldStart) this.#irregular = true;
      this.#state = quoted;
      this.#quoteLine = this.#line;
      this.#quoteStart = at + 1;
    } else if (kind === delimiterByte) this.#endField(at, at > this.#fieldStart);
    else if (kind !== 0) this.#endLine(kind, at);
  }

  #inQuotes(kind: number, at: number): void {
    if (kind === quoteByte) this.#state = closing;
    else if (kind === lineFeed || kind === carriageReturn) {
      if (kind === lineFeed) this.#inner[0] = (this.#inner[0] ?? 0) + 1;
      this.#afterReturn = kind === carriageReturn;
      this.#line += 1;
      this.#lineStart = at + 1;
    }
  }

  #behindQuote(kind: number, byte: number, at: number): void {
    if (kind === quoteByte && this.#state === closing) this.#state = quoted;
    else if (kind === delimiterByte) this.#endField(at, at > this.#quoteStart + 1);
    else if (kind === lineFeed || kind === carriageReturn) this.#endLine(kind, at);
    else if (byte === 0x20) {
      this.#state = after;
      this.#irregular = true;
    } else if (kind === nul) this.#nul(at);
    else this.#broken('is followed by text where its field should end');
  }

  #endField(at: number, filled: boolean): void {
    this.#tooLong(at);
    if (filled) {
      this.#filledHere += 1;
      if (this.#firstHere === 0) this.#firstHere = this.#fields;
      this.#lastHere = this.#fields;
    }
    if (this.#fields > this.#limits.columns)
      refuse({ ...this.#place, line: this.#line }, 'F207', {
        columns: this.#fields,
        limit: this.#limits.columns,
      });
    this.#state = plain;
    this.#onlySpaces = true;
    this.#fieldStart = at + 1;
    this.#fields += 1;
  }

  #endLine(kind: number, at: number): void {
    this.#endRecord(at);
    this.#line += 1;
    this.#recordStart = at + 1;
    this.#fieldStart = at + 1;
    this.#lineStart = at + 1;
    if (kind === carriageReturn) this.#afterReturn = true;
    else this.#ends[0] = (this.#ends[0] ?? 0) + 1;
  }

  #endRecord(at: number): void {
    const isBlank = this.#fields === 1 && this.#state === plain && at === this.#recordStart;
    const hasQuotes = this.#state !== plain;
    const last = hasQuotes ? at > this.#quoteStart + 1 : at > this.#fieldStart;
    const fields = this.#fields;
    this.#endField(at, last);
    if (isBlank) this.#blankBefore = true;
    else this.#count(fields, at);
    this.#number += 1;
    this.#fields = 1;
    this.#filledHere = 0;
    this.#firstHere = 0;
    this.#lastHere = 0;
  }

  #count(fields: number, at: number): void {
    const found = this.#found;
    if (this.#blankBefore) this.#irregular = true;
    found.records = this.#number;
    if (fields > found.columns) found.columns = fields;
    if (at - this.#recordStart > found.longest) found.longest = at - this.#recordStart;
    if (this.#filledHere > 0) {
      found.filled += this.#filledHere;
      if (found.firstRow === 0) found.firstRow = this.#number;
      found.lastRow = this.#number;
      if (this.#firstHere < found.firstColumn) found.firstColumn = this.#firstHere;
      if (this.#lastHere > found.lastColumn) found.lastColumn = this.#lastHere;
    }
    this.#seen(this.#number, this.#recordStart, at, fields, this.#filledHere);
  }

  #tooLong(at: number): void {
    const limit = this.#limits.textLength;
    if (at - this.#fieldStart <= limit) return;
    if (this.#state === quoted && this.#line > this.#quoteLine)
      this.#broken(`is not closed within ${limit} characters`);
    refuse({ ...this.#place, line: this.#line }, 'F208', { limit });
  }

  #nul(at: number): never {
    const column = at - this.#lineStart + 1;
    return refuse({ ...this.#place, line: this.#line, column }, 'F111', {
      line: this.#line,
      column,
    });
  }

  #broken(detail: string): never {
    const line = this.#quoteLine;
    return refuse({ ...this.#place, line }, 'F112', { line, detail });
  }
}

function blank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0x20) return false;
  return true;
}
