import { randomUUID } from 'node:crypto';
import { copyFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { done, type Outcome, type Place, type Problem } from '../problems/index.ts';
import type { SheetsReply } from './cells.ts';
import { contentOf, notYet } from './content.ts';
import {
  cellsOfCsv,
  isItsOwnGrid,
  type LookedCsv,
  lookAtCsv,
  rowsOfCsv,
  writeGrid,
} from './csv.ts';
import type { Excerpt, WantedRows } from './excerpt.ts';
import type { Grid } from './grid.ts';
import type { GridFile } from './grid-file.ts';
import { gunzip } from './gzip.ts';
import type { Limits } from './limits.ts';
import type { FileLook } from './look.ts';
import { cellsOfDeck } from './pptx.ts';
import { outcomeOf, refuse } from './refuse.ts';
import { cellsOfWorkbook, type LookedSheet, lookAtWorkbook, rowsOfWorkbook } from './xlsx.ts';

/** What the owner may ask of the child. */
export type Question =
  | { readonly kind: 'look'; readonly path: string; readonly name: string }
  | { readonly kind: 'cells'; readonly path: string; readonly name: string }
  | {
      readonly kind: 'rows';
      readonly path: string;
      readonly name: string;
      readonly wanted: readonly WantedRows[];
    }
  | {
      readonly kind: 'grid';
      readonly path: string;
      readonly name: string;
      readonly sheet: number;
      readonly folder: string;
    };

export type Answer = FileLook | Grid | SheetsReply | Excerpt;

/** A file that was looked at, with what was written on the way. */
interface Looked {
  readonly stamp: string;
  readonly look: FileLook;
  readonly notes: readonly Problem[];
  readonly csv: LookedCsv | null;
  readonly sheets: readonly LookedSheet[];
  /** Files in the child's folder. */
  readonly written: string[];
  /** Sheets whose grids were given to the owner. */
  readonly given: Set<number>;
}

const looksKept = 16;

/**
 * The child's desk: answers questions one at a time, and keeps the last files it looked at, because
 * looking at a workbook has already written its grids.
 */
export class Desk {
  readonly #folder: string;
  readonly #limits: Limits;
  readonly #looked = new Map<string, Looked>();

  constructor(folder: string, limits: Limits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  answer(question: Question): Promise<Outcome<Answer>> {
    const place: Place = { file: question.name };
    return outcomeOf<Answer>(place, async () => {
      switch (question.kind) {
        case 'look': {
          const { look, notes } = await this.#look(question.path, place);
          return done(look, notes);
        }
        case 'cells':
          return this.#cells(question.path, place);
        case 'rows':
          return done(await this.#rows(question.path, question.wanted, place));
        case 'grid':
          return done(await this.#grid(question.path, question.sheet, question.folder, place));
      }
    });
  }

  /** Looks, unless it has: the same path, size and time is the same file. */
  async #look(path: string, place: Place): Promise<Looked> {
    const stamp = this.#stamp(path, place);
    const known = this.#looked.get(path);
    if (known?.stamp === stamp && known.look.name === place.file) return known;
    this.#forget(path);
    const written: string[] = [];
    try {
      const looked = await this.#lookAnew(path, place, stamp, written);
      if (this.#stamp(path, place) !== stamp) refuse(place, 'F107', {});
      this.#looked.set(path, looked);
      for (const oldest of this.#looked.keys())
        if (this.#looked.size > looksKept) this.#forget(oldest);
      return looked;
    } catch (error) {
      for (const file of written) rmSync(file, { force: true });
      throw error;
    }
  }

  async #lookAnew(path: string, place: Place, stamp: string, written: string[]): Promise<Looked> {
    const limits = this.#limits;
    const sizeBytes = statSync(path).size;
    const { kind, plain } = await this.#opened(path, place, written);
    // Tables of slides are listed, and loaded by no source.
    if (kind === 'pptx') refuse(place, 'F104', { format: 'a PowerPoint file', advice: notYet });
    const gzip = plain !== path || /\.gz(?:ip)?$/i.test(place.file ?? '');
    const common = { name: place.file ?? '', sizeBytes };
    if (kind === 'text') {
      const csv = lookAtCsv(plain, place, limits, this.#fresh(written));
      const { encoding, notes } = csv;
      const { delimiter } = csv.delimited;
      const compression = gzip ? 'gzip' : 'none';
      const look: FileLook = {
        ...{ format: 'csv', ...common, sheets: [csv.look], encoding, delimiter, compression },
      };
      return { stamp, look, notes, csv, sheets: [], written, given: new Set() };
    }
    const { sheets, notes } = await lookAtWorkbook(plain, place, limits, () =>
      this.#fresh(written),
    );
    const looks = sheets.map((sheet) => sheet.look);
    const look: FileLook = { format: 'xlsx', ...common, sheets: looks, compression: 'none' };
    return { stamp, look, notes, csv: null, sheets, written, given: new Set() };
  }

  /** Says what the file is; of a gzip, what is in it. */
  async #opened(
    path: string,
    place: Place,
    written: string[],
  ): Promise<{ kind: 'text' | 'xlsx' | 'pptx'; plain: string }> {
    const limits = this.#limits;
    const kind = await contentOf(path, place, limits);
    if (kind === 'zip')
      refuse(place, 'F104', {
        format: 'a zip archive',
        advice: 'Unpack it and choose one of its files.',
      });
    const bytes = statSync(path).size;
    const packed = kind === 'xlsx' || kind === 'pptx';
    const limit = packed ? limits.workbookBytes : limits.sizeBytes;
    if (bytes > limit) refuse(place, 'F201', { bytes, limit });
    if (kind !== 'gzip') return { kind, plain: path };
    const plain = this.#fresh(written);
    await gunzip(path, plain, place, limits);
    const inner = await contentOf(plain, { file: '' }, limits);
    if (inner !== 'text') refuse(place, 'F212', { entry: 'The file inside' });
    return { kind: 'text', plain };
  }

  async #cells(path: string, place: Place): Promise<Outcome<SheetsReply>> {
    const written: string[] = [];
    this.#stamp(path, place);
    try {
      const { kind, plain } = await this.#opened(path, place, written);
      if (kind === 'xlsx') {
        const { reply, notes } = await cellsOfWorkbook(plain, place, this.#limits);
        return done(reply, notes);
      }
      if (kind === 'pptx') return done(await cellsOfDeck(plain, place, this.#limits));
      const csv = lookAtCsv(plain, place, this.#limits, this.#fresh(written));
      return done(cellsOfCsv(csv, place, this.#limits), csv.notes);
    } finally {
      for (const file of written) rmSync(file, { force: true });
    }
  }

  async #rows(path: string, wanted: readonly WantedRows[], place: Place): Promise<Excerpt> {
    const written: string[] = [];
    this.#stamp(path, place);
    try {
      const limits = this.#limits;
      const { kind, plain } = await this.#opened(path, place, written);
      if (kind === 'xlsx') return await rowsOfWorkbook({ path: plain, place, limits, wanted });
      if (kind === 'pptx') return { sheets: [] };
      const csv = lookAtCsv(plain, place, limits, this.#fresh(written));
      return rowsOfCsv(csv, place, limits, wanted);
    } finally {
      for (const file of written) rmSync(file, { force: true });
    }
  }

  async #grid(path: string, sheet: number, folder: string, place: Place): Promise<Grid> {
    let looked = await this.#look(path, place);
    if (looked.given.has(sheet)) {
      // Its grid was given away: the file is read again.
      this.#forget(path);
      looked = await this.#look(path, place);
    }
    const to = join(folder, `grid-${randomUUID()}.csv`);
    const { csv } = looked;
    if (csv === null) {
      const grid = looked.sheets[sheet]?.grid ?? null;
      if (grid === null) refuse(place, 'F122', { sheet });
      move(grid.path, to);
      looked.given.add(sheet);
      return numbered(grid, to, looked.look.sheets[sheet]?.columns ?? 0, true);
    }
    if (sheet !== 0) refuse(place, 'F122', { sheet });
    if (!isItsOwnGrid(csv))
      return numbered(writeGrid(csv, to, place, this.#limits), to, csv.look.columns, false);
    const { findings, delimited } = csv;
    const original = csv.path === path;
    if (!original) {
      move(csv.path, to);
      this.#forget(path);
    }
    return {
      path: original ? path : to,
      columns: findings.columns,
      rowNumbers: 'by-order',
      delimiter: delimited.delimiter,
      quote: '"',
      compression: 'none',
      typed: false,
      quotedNewlines: findings.quotedNewlines,
      plainSpaces: csv.plainSpaces,
      longestRecord: findings.longest,
      records: findings.records,
    };
  }

  #forget(path: string): void {
    for (const file of this.#looked.get(path)?.written ?? []) rmSync(file, { force: true });
    this.#looked.delete(path);
  }

  #fresh(written: string[]): string {
    const path = join(this.#folder, randomUUID());
    written.push(path);
    return path;
  }

  #stamp(path: string, place: Place): string {
    const found = statSync(path);
    const { size, mtimeMs, ino } = found;
    // A pipe would be waited for without end.
    if (!found.isFile()) refuse(place, 'F101', { reason: 'it is not a file' });
    if (size === 0) refuse(place, 'F102', {});
    return `${size} ${mtimeMs} ${ino}`;
  }
}

function numbered(grid: GridFile, path: string, columns: number, typed: boolean): Grid {
  return {
    path,
    columns: columns + 1,
    rowNumbers: 'first-column',
    delimiter: ',',
    quote: '"',
    compression: 'none',
    typed,
    quotedNewlines: grid.quotedNewlines,
    plainSpaces: grid.plainSpaces,
    longestRecord: grid.longest,
    records: grid.records,
  };
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(from, to);
    rmSync(from);
  }
}
