import { gridOf } from '../files/index.ts';
import type { SourcePart } from '../framework/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import { type Staging, stage, type Writer } from '../warehouse/index.ts';
import { columnCells } from './lineage.ts';
import { formatsOf } from './map.ts';
import { saysNothing } from './shapes/block.ts';
import { type Header, headerAt, headerRows } from './shapes/header.ts';
import type { SheetView } from './shapes/view.ts';
import {
  filtersOf,
  headingIndexes,
  type Keep,
  type OpenFile,
  type StagedHeading,
  type StagedRows,
  stageName,
} from './staged-rows.ts';

/** Whether the engine can read the part by itself: a table whose header stands near the top of its sheet. */
export const isStraight = ({ read }: SourcePart): boolean =>
  read.shape === 'table' &&
  read.block === 1 &&
  read.under === null &&
  !read.endsAt.includes('blank row');

/** A table goes straight from the file to the engine, its header checked first. */
export async function stageStraight(
  write: Writer,
  file: OpenFile,
  part: SourcePart,
  view: SheetView,
  keep: Keep,
): Promise<Outcome<StagedRows>> {
  const { read } = part;
  const place = { sheet: view.name };
  const [row] = headerRows(view, read.header);
  if (row === undefined && !view.rows.some((line) => saysNothing([line], read)))
    return refused(problem('S102', { wanted: read.header.startsAt ?? '' }, place));
  const header = row === undefined ? null : headerAt(view, row, read.header);
  const headings = (header?.headings ?? []).map(({ name, full, column }) => ({
    ...{ name, full, index: column - 1, cells: columnCells(column) },
  }));
  const grid = await gridOf(file.path, file.look, view.index, file.work, file.reader);
  if (!grid.ok) return grid;
  const leaveOut = filtersOf(part, view, headings);
  if (!leaveOut.ok) return leaveOut;
  const options = {
    columns: columnsUsed(part, headings),
    dates: datesUsed(part, headings),
    footers: read.endsAt,
    leaveOut: leaveOut.value,
    skip: read.skip,
  };
  const staging = await keep(stage(write, grid.value, options, stageName()), grid.value);
  const extent = await extentOf(part, view, header, staging);
  return extent.ok
    ? done({ part, staging, headings, typed: grid.value.typed, problems: [], ...extent.value })
    : extent;
}

type Extent = Pick<StagedRows, 'view' | 'from' | 'to' | 'sheetRows' | 'count' | 'leftOut' | 'nil'>;

/** From the header to the footer, where one is declared. */
async function extentOf(
  part: SourcePart,
  view: SheetView,
  header: Header | null,
  staging: Staging,
): Promise<Outcome<Extent>> {
  const { read } = part;
  if (header === null) {
    const none = { from: 1, to: 0 };
    return done({ view, ...none, sheetRows: none, count: 0, leftOut: 0, nil: true });
  }
  const from = header.row + 1;
  const footer = read.endsAt.length > 0 ? await staging.footer(from) : null;
  if (read.endsAt.length > 0 && footer === null)
    return refused(problem('S104', { wanted: read.endsAt.join(' or ') }, { sheet: view.name }));
  const to = footer === null ? Number.MAX_SAFE_INTEGER : footer.row - 1;
  const lines = view.rows.filter((line) => line.row >= from && line.row <= to);
  const count = await staging.count(from, to);
  const nil = count <= lines.length && saysNothing(lines, read);
  return done({
    view: footer ? { ...view, rows: [...view.rows, footer] } : view,
    from,
    to: nil ? from - 1 : to,
    sheetRows: { from, to },
    count: nil ? 0 : count,
    leftOut: nil ? 0 : await staging.leftOut(from, to),
    nil,
  });
}

/** Columns whose source says how their days are written. */
function datesUsed(part: SourcePart, headings: readonly StagedHeading[]) {
  const formats = new Map<number, string>();
  for (const columns of part.loads.values())
    for (const from of columns.values())
      if (from.kind === 'column' && from.format !== null && from.joined === null)
        for (const index of headingIndexes(headings, from.column)) formats.set(index, from.format);
  return [...formats].map(([index, format]) => ({ index, formats: formatsOf(format) }));
}

/** Columns of the grid that any dataset of the part is read from. */
function columnsUsed(part: SourcePart, headings: readonly StagedHeading[]): number[] {
  const wanted = [...part.loads.values()].flatMap((columns) =>
    [...columns.values()].flatMap((from) =>
      from.kind === 'column'
        ? [
            ...(from.joined?.columns ?? [from.column]),
            ...(from.unit?.kind === 'column' ? [from.unit.column] : []),
          ]
        : [],
    ),
  );
  return [...new Set(wanted.flatMap((name) => headingIndexes(headings, name)))];
}
