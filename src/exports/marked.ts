import { parseAddress } from '../files/index.ts';
import {
  child,
  type Element,
  elements,
  isElement,
  make,
  openPackage,
  type Package,
} from '../ooxml/index.ts';
import { addNotes } from './marked-notes.ts';
import { filledStyle } from './marked-style.ts';

/** A cell that is to be corrected, and what a person is told there. */
export interface CellMark {
  readonly sheet: string;
  /** A1 address. */
  readonly cell: string;
  readonly words: string;
}

/** A larger sheet is not taken apart in memory: its cells are listed instead. */
const mostBytes = 24 * 2 ** 20;
const mostMarks = 2000;

/**
 * A workbook as it came, each bad cell filled and with a note that says what is wrong and how to
 * mend it. Nothing else of it changes: what the sender wrote stays where it stood. Null where the
 * workbook is of a kind that cannot be marked in place (too large, the strict namespace).
 */
export async function markedWorkbook(
  bytes: Uint8Array,
  marks: readonly CellMark[],
): Promise<Uint8Array | null> {
  const book = await openPackage(bytes);
  const sheets = sheetPaths(book);
  const byPath = new Map<string, CellMark[]>();
  for (const mark of marks.slice(0, mostMarks)) {
    const path = sheets.get(mark.sheet);
    if (path && parseAddress(mark.cell)) byPath.set(path, [...(byPath.get(path) ?? []), mark]);
  }
  if (byPath.size === 0) return null;
  const style = filledStyle(book);
  if (style === null) return null;
  for (const [path, of] of byPath) {
    if (book.bytes(path).length > mostBytes) return null;
    const sheet = book.xml(path);
    const data = child(sheet, 'sheetData');
    if (!data) return null;
    const told = new Map<string, string[]>();
    for (const { cell, words } of of) told.set(cell, [...(told.get(cell) ?? []), words]);
    const cells = cellsOf(data);
    for (const address of told.keys()) {
      const cell = cells(address);
      if (cell) cell.attributes.s = String(style(Number(cell.attributes.s ?? 0)));
    }
    addNotes(book, path, sheet, told);
  }
  return book.save();
}

/** Titles of the sheets and the parts that hold them. */
function sheetPaths(book: Package): ReadonlyMap<string, string> {
  const path = book.target('', 'officeDocument');
  const listed = path === null ? undefined : child(book.xml(path), 'sheets');
  const found = new Map<string, string>();
  if (path === null || !listed) return found;
  for (const sheet of elements(listed, 'sheet')) {
    const id = Object.entries(sheet.attributes).find(([name]) => name.endsWith(':id'))?.[1];
    const related = book.related(path).find((r) => r.id === id);
    if (related && /\/worksheet$/.test(related.type) && book.has(related.target))
      found.set(sheet.attributes.name ?? '', related.target);
  }
  return found;
}

/** Finds a cell by its address, and puts one there where the sheet leaves it out. */
function cellsOf(data: Element): (address: string) => Element | null {
  const rows = new Map<number, { row: Element; cells: Map<number, Element> }>();
  let at = 0;
  for (const row of elements(data, 'row')) {
    at = Number(row.attributes.r ?? at + 1);
    row.attributes.r = String(at);
    const cells = new Map<number, Element>();
    let column = 0;
    for (const cell of elements(row, 'c')) {
      column = parseAddress(cell.attributes.r ?? '')?.column ?? column + 1;
      cells.set(column, cell);
    }
    rows.set(at, { row, cells });
  }
  return (address) => {
    const place = parseAddress(address);
    if (!place) return null;
    const found = rows.get(place.row) ?? { row: make('row', { r: place.row }), cells: new Map() };
    if (!rows.has(place.row)) {
      rows.set(place.row, found);
      insert(data, found.row, (row) => Number(row.attributes.r) > place.row);
    }
    const known = found.cells.get(place.column);
    if (known) return known;
    const cell = make('c', { r: address });
    insert(found.row, cell, (other) => columnOf(found.cells, other) > place.column);
    found.cells.set(place.column, cell);
    return cell;
  };
}

const columnOf = (cells: ReadonlyMap<number, Element>, cell: Element): number =>
  [...cells].find(([, other]) => other === cell)?.[0] ?? 0;

/** Puts an element before the first that comes after it. */
function insert(into: Element, what: Element, after: (other: Element) => boolean): void {
  const at = into.children.findIndex((other) => isElement(other) && after(other));
  into.children.splice(at < 0 ? into.children.length : at, 0, what);
}
