import type { Place, Problem } from '../problems/index.ts';
import { address } from './address.ts';
import type { Cell, SheetCells, SheetsReply } from './cells.ts';
import { type Excerpt, type ExcerptAsked, ExcerptKeeper } from './excerpt.ts';
import { Gatherer } from './gatherer.ts';
import { GridFile } from './grid-file.ts';
import type { Limits } from './limits.ts';
import type { SheetLook } from './look.ts';
import { PartScanner } from './part-scanner.ts';
import { refuse } from './refuse.ts';
import { sharedStrings } from './shared-strings.ts';
import { type RowCells, SheetScanner, type SheetSink } from './sheet-scanner.ts';
import { openWorkbook, type Workbook, type WorkbookSheet } from './workbook.ts';
import { openZip, type Zip } from './zip.ts';

/** A sheet looked at, with the grid that was written on the way: nothing is read twice. */
export interface LookedSheet {
  readonly look: SheetLook;
  readonly grid: GridFile | null;
}

/** Looks at every sheet of a workbook and writes each that holds cells as a grid, named by `gridPath`. */
export async function lookAtWorkbook(
  path: string,
  place: Place,
  limits: Limits,
  gridPath: (sheet: number) => string,
): Promise<{ sheets: LookedSheet[]; notes: readonly Problem[] }> {
  return withWorkbook(path, place, limits, async (zip, book, strings) => {
    const sheets: LookedSheet[] = [];
    let left = limits.cells;
    for (const [index, sheet] of book.sheets.entries()) {
      const gatherer = new Gatherer();
      const at = { ...place, sheet: sheet.name };
      const written: { file?: GridFile } = {};
      try {
        await readSheet(zip, book, strings, sheet, at, limits, {
          row: (row, cells) => {
            gatherer.row(row, cells);
            if (gatherer.cells > left) refuse(at, 'F206', { limit: limits.cells });
            written.file ??= new GridFile(gridPath(index), at, limits);
            written.file.row(row, cells.count, cells.columns, cells.texts);
          },
          hiddenRow: () => gatherer.hiddenRow(),
          merge: (reference) => gatherer.merge(reference),
          hiddenColumns: (first, last) => gatherer.hiddenColumns(first, last),
        });
      } finally {
        written.file?.close();
      }
      left -= gatherer.cells;
      const look = gatherer.look(sheet.name, index, sheet.hidden);
      sheets.push({ look, grid: written.file ?? null });
    }
    return { sheets, notes: book.notes };
  });
}

/** Every filled cell of a workbook, for `socpf sheets`. */
export async function cellsOfWorkbook(
  path: string,
  place: Place,
  limits: Limits,
): Promise<{ reply: SheetsReply; notes: readonly Problem[] }> {
  return withWorkbook(path, place, limits, async (zip, book, strings) => {
    const sheets: SheetCells[] = [];
    let left = limits.listedCells;
    for (const sheet of book.sheets) {
      const gatherer = new Gatherer();
      const cells: Cell[] = [];
      const at = { ...place, sheet: sheet.name };
      await readSheet(zip, book, strings, sheet, at, limits, {
        row: (row, found) => {
          gatherer.row(row, found);
          if (gatherer.cells > left) refuse(at, 'F211', { limit: limits.listedCells });
          list(row, found, cells);
        },
        hiddenRow: () => {},
        merge: () => {},
        hiddenColumns: () => {},
      });
      left -= gatherer.cells;
      const { name, hidden } = sheet;
      sheets.push({ name, range: gatherer.range, hidden, filled: gatherer.filled, cells });
    }
    return { reply: { format: 'xlsx', sheets, charts: [] }, notes: book.notes };
  });
}

/** Some rows of some sheets of a workbook. */
export async function rowsOfWorkbook({
  path,
  place,
  limits,
  wanted,
}: ExcerptAsked): Promise<Excerpt> {
  return withWorkbook(path, place, limits, async (zip, book, strings) => {
    const sheets = [];
    for (const asked of wanted) {
      const sheet = book.sheets.find(({ name }) => name === asked.sheet);
      if (!sheet) continue;
      const keeper = new ExcerptKeeper(asked);
      await readSheet(zip, book, strings, sheet, { ...place, sheet: sheet.name }, limits, {
        row: (row, cells) => keeper.row(row, () => spread(cells)),
        hiddenRow: () => {},
        merge: () => {},
        hiddenColumns: () => {},
      });
      sheets.push(keeper.kept);
    }
    return { sheets };
  });
}

/** The row from column A to its last filled cell. */
function spread({ count, columns, texts }: RowCells): string[] {
  const all = new Array<string>(columns[count - 1] ?? 0).fill('');
  for (let n = 0; n < count; n++) all[(columns[n] ?? 1) - 1] = texts[n] ?? '';
  return all;
}

function list(row: number, found: RowCells, cells: Cell[]): void {
  for (let n = 0; n < found.count; n++) {
    const t = found.types[n] ?? 'text';
    const text = found.texts[n] ?? '';
    const v = t === 'number' ? Number(text) : t === 'boolean' ? text === 'TRUE' : text;
    cells.push({ a: address(row, found.columns[n] ?? 1), v, t });
  }
}

async function withWorkbook<T>(
  path: string,
  place: Place,
  limits: Limits,
  read: (zip: Zip, book: Workbook, strings: readonly string[]) => Promise<T>,
): Promise<T> {
  const zip = await openZip(path, place, limits);
  try {
    const book = await openWorkbook(zip, limits);
    return await read(zip, book, await sharedStrings(zip, book.sharedStrings, limits));
  } finally {
    zip.close();
  }
}

async function readSheet(
  zip: Zip,
  book: Workbook,
  strings: readonly string[],
  sheet: WorkbookSheet,
  place: Place,
  limits: Limits,
  sink: SheetSink,
): Promise<void> {
  if (sheet.part === null) return;
  const scanner = new PartScanner(sheet.part.name, place, limits);
  const frame = { strings, formats: book.formats, epoch: book.epoch };
  const reader = new SheetScanner(scanner, frame, sink);
  for await (const chunk of zip.chunks(sheet.part)) scanner.push(chunk, reader);
  scanner.end();
}
