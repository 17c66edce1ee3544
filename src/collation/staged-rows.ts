import { rmSync } from 'node:fs';
import { type FileLook, gridOf, gridOfRows, type Reader, sheetsOf } from '../files/index.ts';
import type { SourceDefinition, SourcePart } from '../framework/index.ts';
import {
  done,
  nearestName,
  type Outcome,
  type Problem,
  problem,
  refused,
} from '../problems/index.ts';
import { type Staging, stage, type Writer } from '../warehouse/index.ts';
import { type CellsOf, columnCells } from './lineage.ts';
import type { Recognised } from './recognise.ts';
import { sheetMissing, sheetsOfPart } from './recognise.ts';
import { crosstab } from './shapes/across.ts';
import { type Block, endedByNext, findBlock, saysNothing } from './shapes/block.ts';
import { form } from './shapes/form.ts';
import { headerAt, headerRows, headingsNamed, namesOf } from './shapes/header.ts';
import { outline } from './shapes/outline.ts';
import type { ReadContext, Shape, ShapedColumn } from './shapes/shape.ts';
import { table } from './shapes/table.ts';
import { type SheetView, wholeView } from './shapes/view.ts';
import { numberReader } from './written-number.ts';

/** Rows of one part on one sheet, staged in the engine and ready to be mapped. */
export interface StagedRows {
  readonly part: SourcePart;
  readonly view: SheetView;
  readonly staging: Staging;
  /** Column n of the staged grid, from 0. */
  readonly headings: readonly StagedHeading[];
  /** Numbers of the first and last staged row, both inclusive. */
  readonly from: number;
  readonly to: number;
  /** Rows of the sheet, for the layout. */
  readonly sheetRows: { readonly from: number; readonly to: number };
  readonly count: number;
  /** Rows that hold something and are no data. */
  readonly leftOut: number;
  readonly nil: boolean;
  /** Of a spreadsheet, whose cells say what they are. */
  readonly typed: boolean;
  readonly problems: readonly Problem[];
}

export interface StagedHeading {
  readonly name: string;
  readonly full: string;
  /** Column of the staged grid, from 0. */
  readonly index: number;
  readonly cells: CellsOf;
}

export interface OpenFile {
  readonly path: string;
  readonly name: string;
  readonly look: FileLook;
  readonly found: Recognised;
  readonly reader: Reader;
  /** A folder of the home for grids that are made. */
  readonly work: string;
}

const shapes: Readonly<Record<SourcePart['read']['shape'], Shape>> = {
  table,
  crosstab,
  outline,
  form,
};

/** Whether the engine can read the part's sheets by itself: a table whose header stands near their top. */
function isStraight(part: SourcePart, source: SourceDefinition): boolean {
  const { read } = part;
  const alone = source.parts.every((p) => p === part || p.read.sheet !== read.sheet);
  return (
    read.shape === 'table' &&
    alone &&
    read.block === 1 &&
    read.under === null &&
    !read.endsAt.includes('blank row')
  );
}

/** Stages every part of a file; `close` drops what was staged and removes the grids. */
export async function stageFile(
  write: Writer,
  file: OpenFile,
): Promise<{ outcome: Outcome<StagedRows[]>; close: () => Promise<void> }> {
  const grids: string[] = [];
  const staged: Staging[] = [];
  const keep = async (staging: Promise<Staging>, grid: { readonly path: string }) => {
    if (grid.path !== file.path) grids.push(grid.path);
    const made = await staging;
    staged.push(made);
    return made;
  };
  const close = async () => {
    for (const staging of staged) await staging.drop();
    for (const path of grids) rmSync(path, { force: true });
  };
  try {
    return { outcome: await stageParts(write, file, keep), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

type Keep = (staging: Promise<Staging>, grid: { readonly path: string }) => Promise<Staging>;

async function stageParts(
  write: Writer,
  file: OpenFile,
  keep: Keep,
): Promise<Outcome<StagedRows[]>> {
  const { source } = file.found;
  const rows: StagedRows[] = [];
  const shaped: { part: SourcePart; sheets: readonly SheetView[] }[] = [];
  for (const part of source.parts) {
    const sheets = sheetsOfPart(part, file.found.views);
    if (sheets.length === 0 && !part.mayBeAbsent)
      return refused(sheetMissing(part, file.found.views));
    if (!isStraight(part, source)) shaped.push({ part, sheets });
    else
      for (const view of sheets) {
        const straight = await stageStraight(write, file, part, view, keep);
        if (!straight.ok) return straight;
        rows.push(straight.value);
      }
  }
  if (shaped.length === 0) return done(rows);
  const more = await stageShaped(write, file, shaped, keep);
  // In the order of the source's parts, whatever way they were read.
  return more.ok
    ? done(
        [...rows, ...more.value].sort(
          (a, b) => source.parts.indexOf(a.part) - source.parts.indexOf(b.part),
        ),
      )
    : more;
}

let stages = 0;
const stageName = (): string => `stage_${++stages}`;

/** A table goes straight from the file to the engine, its header checked first. */
async function stageStraight(
  write: Writer,
  file: OpenFile,
  part: SourcePart,
  view: SheetView,
  keep: Keep,
): Promise<Outcome<StagedRows>> {
  const { read } = part;
  const place = { sheet: view.name };
  const [row] = headerRows(view, read.header);
  if (row === undefined) {
    if (!view.rows.some((line) => saysNothing([line], read)))
      return refused(problem('S102', { wanted: read.header.startsAt ?? '' }, place));
  }
  const header = row === undefined ? null : headerAt(view, row, read.header);
  const headings = (header?.headings ?? []).map(({ name, full, column }) => ({
    ...{ name, full, index: column - 1, cells: columnCells(column) },
  }));
  const grid = await gridOf(file.path, file.look, view.index, file.work, file.reader);
  if (!grid.ok) return grid;
  const columns = columnsUsed(part, headings);
  const leaveOut = filtersOf(part, view, headings);
  if (!leaveOut.ok) return leaveOut;
  const options = { columns, footers: read.endsAt, leaveOut: leaveOut.value, skip: read.skip };
  const staging = await keep(stage(write, grid.value, options, stageName()), grid.value);
  const from = (header?.row ?? 0) + 1;
  const footer = read.endsAt.length > 0 && header ? await staging.footer(from) : null;
  if (read.endsAt.length > 0 && header && footer === null)
    return refused(problem('S104', { wanted: read.endsAt.join(' or ') }, place));
  const to = footer === null ? Number.MAX_SAFE_INTEGER : footer.row - 1;
  const lines = view.rows.filter((line) => line.row >= from && line.row <= to);
  const counted = header ? await staging.count(from, to) : 0;
  const nil = header === null || (counted <= lines.length && saysNothing(lines, read));
  const withFooter = footer ? { ...view, rows: [...view.rows, footer] } : view;
  return done({
    part,
    view: withFooter,
    staging,
    headings,
    from,
    to: nil ? from - 1 : to,
    sheetRows: { from, to },
    count: nil ? 0 : counted,
    leftOut: header && !nil ? await staging.leftOut(from, to) : 0,
    nil,
    typed: grid.value.typed,
    problems: [],
  });
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

/** Filters of rows by the columns they are about; one that has no column is a problem. */
function filtersOf(
  part: SourcePart,
  view: SheetView,
  headings: readonly StagedHeading[],
): Outcome<{ index: number; texts: readonly string[]; only: boolean }[]> {
  // Where there is nothing to report there may be no header either.
  if (headings.length === 0) return done([]);
  const filters = part.read.rows.map(({ heading, texts, only }) => ({
    ...{ heading, texts, only },
    index: headingIndexes(headings, heading)[0],
  }));
  const missing = filters.filter(({ index }) => index === undefined);
  if (missing.length > 0)
    return refused(
      ...missing.map(({ heading }) =>
        problem(
          'S103',
          { column: heading, nearest: nearestName(heading, namesOf(asHeadings(headings))) },
          { sheet: view.name },
        ),
      ),
    );
  return done(
    filters.flatMap(({ index, ...rest }) => (index === undefined ? [] : [{ index, ...rest }])),
  );
}

const asHeadings = (headings: readonly StagedHeading[]) =>
  headings.map((h) => ({ ...h, column: h.index }));

const headingIndexes = (headings: readonly StagedHeading[], name: string): number[] =>
  headingsNamed(asHeadings(headings), name).map(({ column }) => column);

/** Everything else: the sheets are read as cells, blocks are found, rows are made of them and staged. */
async function stageShaped(
  write: Writer,
  file: OpenFile,
  wanted: readonly { readonly part: SourcePart; readonly sheets: readonly SheetView[] }[],
  keep: Keep,
): Promise<Outcome<StagedRows[]>> {
  const cells = await sheetsOf(file.path, file.name, file.reader);
  if (!cells.ok) return cells;
  const problems: Problem[] = [];
  const rows: StagedRows[] = [];
  const indexes = [...new Set(wanted.flatMap(({ sheets }) => sheets.map(({ index }) => index)))];
  for (const index of indexes) {
    const sheet = cells.value.sheets[index];
    if (!sheet) continue;
    const view = wholeView(file.look, index, sheet);
    const here = wanted.flatMap(({ part, sheets }) =>
      sheets.some((s) => s.index === index) ? [part] : [],
    );
    const blocks = blocksOf(view, here, problems);
    for (const { part, block } of blocks)
      rows.push(await stageBlock(write, file, part, view, block, keep));
  }
  return problems.length > 0 ? { ok: false, problems } : done(rows);
}

function blocksOf(
  view: SheetView,
  parts: readonly SourcePart[],
  problems: Problem[],
): { part: SourcePart; block: Block }[] {
  const found = parts.flatMap((part) => {
    const block = findBlock(view, part.read, part.period.calendar);
    if (block.ok) return [{ part, block: block.value }];
    if (!part.mayBeAbsent) problems.push(...block.problems);
    return [];
  });
  const ended = endedByNext(found.map(({ block }) => block));
  return found.map(({ part }, i) => ({
    part,
    block: ended[i] ?? (found[i] as { block: Block }).block,
  }));
}

async function stageBlock(
  write: Writer,
  file: OpenFile,
  part: SourcePart,
  view: SheetView,
  block: Block,
  keep: Keep,
): Promise<StagedRows> {
  const context: ReadContext = {
    read: part.read,
    calendar: part.period.calendar,
    numberIn: numberReader(file.found.source.markers),
  };
  const { columns, rows, problems } = shapes[part.read.shape](view, block, context);
  const grid = gridOfRows(
    rows.map(({ place, texts }) => ({ row: place, texts })),
    Math.max(1, columns.length),
    file.work,
    { file: file.name, sheet: view.name },
    file.reader.limits,
  );
  const headings = columns.map(({ name, full, cells }: ShapedColumn, index) => ({
    ...{ name, full, index, cells },
  }));
  const filters = filtersOf(part, view, headings);
  const leaveOut = filters.ok ? filters.value : [];
  const staging = await keep(stage(write, grid, { leaveOut }, stageName()), grid);
  const leftOut = await staging.leftOut(0, Number.MAX_SAFE_INTEGER);
  return {
    part,
    view,
    staging,
    headings,
    from: 0,
    to: Number.MAX_SAFE_INTEGER,
    sheetRows: { from: block.from, to: Math.max(block.from, block.to) },
    count: rows.length - leftOut,
    leftOut,
    nil: block.nil,
    typed: file.look.format !== 'csv',
    problems: filters.ok ? problems : [...problems, ...filters.problems],
  };
}
