import { gridOfRows, sheetsOf } from '../files/index.ts';
import type { SourcePart } from '../framework/index.ts';
import { done, type Outcome, type Problem } from '../problems/index.ts';
import { stage, type Writer } from '../warehouse/index.ts';
import { crosstab } from './shapes/across.ts';
import { type Block, endedByNext, findBlock } from './shapes/block.ts';
import { form } from './shapes/form.ts';
import { outline } from './shapes/outline.ts';
import type { ReadContext, Shape, ShapedColumn } from './shapes/shape.ts';
import { table } from './shapes/table.ts';
import { type SheetView, wholeView } from './shapes/view.ts';
import { filtersOf, type Keep, type OpenFile, type StagedRows, stageName } from './staged-rows.ts';
import { numberReader } from './written-number.ts';

const shapes: Readonly<Record<SourcePart['read']['shape'], Shape>> = {
  table,
  crosstab,
  outline,
  form,
};

/** Everything else: the sheets are read as cells, blocks are found, rows are made of them and staged. */
export async function stageShaped(
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
