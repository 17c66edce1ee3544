import type { ReadDefinition } from '../../framework/index.ts';
import { periodInWords, type YearOf } from '../../periods/index.ts';
import { done, type Outcome, problem, refused } from '../../problems/index.ts';
import { type Header, headerAt, headerRows, rowsFrom } from './header.ts';
import { begins, firstFilled, type SheetView, tidy, type ViewRow } from './view.ts';

/** A stretch of a sheet that a part reads. Rows count from 1. */
export interface Block {
  /** Where it begins: the text it stands under, or its header. */
  readonly top: number;
  readonly header: Header | null;
  /** Rows of data, both inclusive; `to` is below `from` where there are none. */
  readonly from: number;
  readonly to: number;
  /** The row that ends it, where one is declared. */
  readonly footer: ViewRow | null;
  /** It says in words that there is nothing to report. */
  readonly nil: boolean;
}

/** Finds the block of a part on a sheet. */
export function findBlock(view: SheetView, read: ReadDefinition, calendar: YearOf): Outcome<Block> {
  const place = { sheet: view.name };
  const under = read.under;
  const above = under
    ? view.rows.find(({ cells }) => cells.some((cell) => begins(cell, under)))
    : undefined;
  if (under && !above) return refused(problem('S110', { wanted: under }, place));
  const start = above ? above.row + 1 : 1;
  const header = headerFrom(view, read, start, calendar);
  const wanted = read.header.startsAt;
  if (header === null && (wanted !== null || read.across?.of === 'periods')) {
    if (saysNothing(rowsFrom(view, start, Number.MAX_SAFE_INTEGER), read))
      return done({
        top: start,
        header: null,
        from: start,
        to: start - 1,
        footer: null,
        nil: true,
      });
    return refused(
      wanted === null ? problem('S111', {}, place) : problem('S102', { wanted }, place),
    );
  }
  const from = (header?.row ?? start - 1) + 1;
  const end = endOf(view, read, from);
  if (end === null)
    return refused(
      problem('S104', { wanted: read.endsAt.filter((t) => t !== blankRow).join(' or ') }, place),
    );
  const rows = rowsFrom(view, from, end.to);
  const top = above?.row ?? header?.top ?? from;
  return done({ top, header, from, ...end, nil: saysNothing(rows, read) });
}

const blankRow = 'blank row';

function headerFrom(
  view: SheetView,
  read: ReadDefinition,
  start: number,
  calendar: YearOf,
): Header | null {
  const rows =
    read.header.startsAt === null && read.across?.of === 'periods'
      ? periodRows(view, calendar)
      : headerRows(view, read.header);
  const row = rows.filter((at) => at >= start)[read.block - 1];
  return row === undefined ? null : headerAt(view, row, read.header);
}

/** Rows that hold heads of periods and, right of the first, nothing that is neither period nor word. */
function periodRows(view: SheetView, calendar: YearOf): number[] {
  return view.rows.flatMap(({ row, cells }) => {
    const first = cells.findIndex((cell) => isPeriod(cell, calendar));
    const after = cells.slice(first).filter((cell) => tidy(cell) !== '');
    const fits =
      first >= 0 && after.every((cell) => isPeriod(cell, calendar) || /^\D/.test(tidy(cell)));
    return fits && after.filter((cell) => isPeriod(cell, calendar)).length > 1 ? [row] : [];
  });
}

const isPeriod = (cell: string, calendar: YearOf): boolean =>
  periodInWords(cell, calendar) !== null;

/** Last row and footer; null when a declared footer is missing. */
function endOf(
  view: SheetView,
  read: ReadDefinition,
  from: number,
): { to: number; footer: ViewRow | null } | null {
  const texts = read.endsAt.filter((text) => text !== blankRow);
  const rows = rowsFrom(view, from, Number.MAX_SAFE_INTEGER);
  const footer =
    rows.find((row) => texts.some((text) => begins(firstFilled(row)?.text ?? '', text))) ?? null;
  const last = rows.at(-1)?.row ?? from - 1;
  if (read.endsAt.includes(blankRow)) {
    const gap = rows.find(({ row }, i) => row !== from + i);
    const to = gap ? from + rows.indexOf(gap) - 1 : last;
    return footer && footer.row <= to ? { to: footer.row - 1, footer } : { to, footer: null };
  }
  if (texts.length > 0 && footer === null) return null;
  return { to: footer ? footer.row - 1 : last, footer };
}

/** Rows that hold words of "nothing to report" and nothing else but notes. */
export function saysNothing(rows: readonly ViewRow[], read: ReadDefinition): boolean {
  const says = (row: ViewRow) =>
    row.cells.some((cell) => read.nothing.some((words) => bare(cell) === bare(words)));
  return rows.some(says) && rows.every((row) => says(row) || filledCells(row) <= 1);
}

const bare = (text: string): string =>
  tidy(text)
    .toLowerCase()
    .replace(/[.!]+$/, '');

const filledCells = (row: ViewRow): number => row.cells.filter((cell) => tidy(cell) !== '').length;

/** Rows of data of a block: what is skipped is left out. */
export function dataRows(view: SheetView, block: Block, read: ReadDefinition): ViewRow[] {
  const skip = read.skip.map((pattern) => new RegExp(pattern, 'i'));
  return rowsFrom(view, block.from, block.to).filter((row) => {
    const first = firstFilled(row);
    return first !== null && !skip.some((pattern) => pattern.test(first.text));
  });
}

/** Blocks of one sheet end where the next begins. */
export function endedByNext(blocks: readonly Block[]): Block[] {
  return blocks.map((block) => {
    const below = blocks.map(({ top }) => top).filter((top) => top > block.top);
    const next = Math.min(...below, Number.MAX_SAFE_INTEGER);
    return next <= block.to ? { ...block, to: next - 1 } : block;
  });
}
