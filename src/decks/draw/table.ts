import { type Markup, markup } from '../../ooxml/index.ts';
import type { Box, DeckCell, DeckRow, DeckTable } from '../deck-plan.ts';
import { type Ink, noFill, solid } from './ink.ts';
import { emuPerPoint, lineHeight, linesIn } from './measure.ts';
import { graphicFrame } from './shape.ts';
import { paragraphs } from './text.ts';

const margin = { x: 45_720, y: 27_432 };
/** Between numbers that stand right and the words of the next column. */
const apart = 137_160;
/** 0.343 in: the room a verdict mark needs. */
const leastRow = 313_639;

const headSize = (table: Pick<DeckTable, 'size'>) => Math.max(11, table.size - 1);
export const cellOf = (cell: string | DeckCell): DeckCell =>
  typeof cell === 'string' ? { text: cell } : cell;

const leftOf = (columns: DeckTable['columns'], i: number): number =>
  columns[i - 1]?.right && !columns[i]?.right ? apart : margin.x;

/** Height of each row, the head first: what its longest cell needs when it wraps, in EMU. */
export function rowHeights(
  table: Pick<DeckTable, 'columns' | 'rows' | 'size' | 'dense'>,
  width: number,
): number[] {
  const total = table.columns.reduce((sum, c) => sum + c.share, 0);
  const heads: DeckRow = { cells: table.columns.map((c) => c.head), bold: true };
  return [heads, ...table.rows].map((row, r) => {
    const size = r === 0 ? headSize(table) : table.size;
    const lines = table.columns.map((column, i) => {
      const cell = cellOf(row.cells[i] ?? '');
      const sides = leftOf(table.columns, i) + margin.x;
      // A point less than there is, for what renderers round differently.
      const room = ((width * column.share) / total - sides) / emuPerPoint - 1;
      return linesIn(cell.text, room, size, row.bold ?? cell.bold ?? false);
    });
    const text = Math.max(...lines) * size * lineHeight * emuPerPoint;
    return Math.max(table.dense ? 0 : leastRow, Math.ceil(text + 2 * margin.y));
  });
}

/** Rows that fit a height, at the largest of some sizes at which all do, else as many as fit at the smallest. */
export function rowsThatFit(
  table: Pick<DeckTable, 'columns' | 'rows' | 'dense'>,
  box: Box,
  sizes: readonly number[],
): { readonly rows: readonly DeckRow[]; readonly size: number } {
  for (const size of sizes) {
    const heights = rowHeights({ ...table, size }, box.w);
    if (heights.reduce((sum, h) => sum + h, 0) <= box.h) return { rows: table.rows, size };
  }
  const size = sizes.at(-1) ?? 11;
  let left = box.h;
  const heights = rowHeights({ ...table, size }, box.w);
  const count = heights.findIndex((h) => {
    left -= h;
    return left < 0;
  });
  return { rows: table.rows.slice(0, Math.max(1, count - 1)), size };
}

/** A native table: no banding, hairlines, an ink line under the head, numbers right. */
export function tableFrame(
  id: number,
  table: DeckTable,
  box: Box,
  heights: readonly number[],
): Markup {
  const total = table.columns.reduce((sum, c) => sum + c.share, 0);
  const widths = table.columns.map((c) => Math.floor((box.w * c.share) / total));
  const heads: DeckRow = { cells: table.columns.map((c) => ({ text: c.head, tone: 'soft' })) };
  const row = (r: DeckRow, i: number) =>
    markup(
      'a:tr',
      { h: Math.round(heights[i] ?? leastRow) },
      ...table.columns.map((column, n) =>
        cell(
          cellOf(r.cells[n] ?? ''),
          i === 0 ? headSize(table) : table.size,
          i === 0 || (r.bold ?? false),
          column.right ?? false,
          leftOf(table.columns, n),
          i === 0,
        ),
      ),
    );
  const height = heights.reduce((sum, h) => sum + h, 0);
  return graphicFrame(
    id,
    table.name,
    table.alt,
    { ...box, h: height },
    'table',
    markup(
      'a:tbl',
      {},
      markup('a:tblPr', { firstRow: 1 }),
      markup('a:tblGrid', {}, ...widths.map((w) => markup('a:gridCol', { w }))),
      ...[heads, ...table.rows].map(row),
    ),
  );
}

const noEdges = ['a:lnL', 'a:lnR', 'a:lnT'].map((name) => markup(name, { w: 0 }, noFill()));

function cell(
  content: DeckCell,
  size: number,
  bold: boolean,
  right: boolean,
  left: number,
  head: boolean,
): Markup {
  const edge = (ink: Ink, w: number) => markup('a:lnB', { w }, solid(ink));
  const run = {
    text: content.text,
    bold: content.bold ?? bold,
    ...(content.tone ? { tone: content.tone } : {}),
  };
  return markup(
    'a:tc',
    {},
    markup(
      'a:txBody',
      {},
      markup('a:bodyPr'),
      markup('a:lstStyle'),
      ...paragraphs({ paragraphs: [{ runs: [run] }] }, { size, align: right ? 'r' : 'l' }),
    ),
    markup(
      'a:tcPr',
      { marL: left, marR: margin.x, marT: margin.y, marB: margin.y, anchor: 'ctr' },
      ...noEdges,
      head ? edge('ink', 12_700) : edge('line', 9525),
      content.fill ? solid(content.fill) : noFill(),
    ),
  );
}
