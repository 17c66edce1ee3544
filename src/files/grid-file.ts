import { closeSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Place } from '../problems/index.ts';
import type { Limits } from './limits.ts';
import { refuse } from './refuse.ts';
import { hasPlainSpaces } from './spaces.ts';

const block = 2 ** 18;

/** Writes a grid: records of text, the row's number first. Blocks, because few large writes are fast. */
export class GridFile {
  records = 0;
  /** Bytes of the longest record, at most. */
  longest = 0;
  quotedNewlines = false;
  plainSpaces = true;
  readonly path: string;
  #pending = '';
  #bytes = 0;
  readonly #file: number;
  readonly #place: Place;
  readonly #limits: Limits;

  constructor(path: string, place: Place, limits: Limits) {
    this.path = path;
    this.#place = place;
    this.#limits = limits;
    this.#file = openSync(path, 'wx', 0o600);
  }

  /** Adds a row; `texts[n]` stands in column `columns[n]`, counted from 1 and ascending. */
  row(row: number, count: number, columns: readonly number[], texts: readonly string[]): void {
    let line = String(row);
    let at = 0;
    for (let n = 0; n < count; n++) {
      const column = columns[n] ?? 0;
      for (; at < column; at++) line += ',';
      line += this.#quoted(texts[n] ?? '');
    }
    this.#add(line);
  }

  /** Adds a record whose fields stand in columns 1, 2, 3... */
  record(row: number, fields: readonly string[]): void {
    let line = String(row);
    for (const field of fields) line += `,${field === '' ? '' : this.#quoted(field)}`;
    this.#add(line);
  }

  close(): void {
    try {
      this.#flush();
    } finally {
      closeSync(this.#file);
    }
  }

  #add(line: string): void {
    // A character of a string is at most three bytes of UTF-8.
    if (3 * line.length > this.longest) this.longest = 3 * line.length;
    this.#pending += `${line}\n`;
    this.records += 1;
    if (this.#pending.length > block) this.#flush();
  }

  #quoted(text: string): string {
    if (!/[",\n\r]/.test(text)) return text;
    if (text.includes('\n') || text.includes('\r')) {
      this.quotedNewlines = true;
      // DuckDB takes a lone carriage return inside quotes for the end of a record.
      text = text.replace(/\r\n?/g, '\n');
    }
    return `"${text.replaceAll('"', '""')}"`;
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending, 'utf8');
    this.#pending = '';
    this.#bytes += bytes.length;
    this.plainSpaces &&= hasPlainSpaces(bytes);
    const limit = this.#limits.expandedBytes;
    if (this.#bytes > limit)
      refuse(this.#place, 'F202', { bytes: this.#bytes, limit, entry: 'A sheet' });
    writeWhole(this.#file, bytes, this.path, this.#place);
  }
}

/** Writes all bytes, or says that the disk is full. */
export function writeWhole(file: number, bytes: Uint8Array, path: string, place: Place): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // fs throws nothing else
    if (code === 'ENOSPC' || code === 'EFBIG' || code === 'EDQUOT')
      refuse(place, 'F121', { folder: dirname(path) });
    throw error;
  }
}
