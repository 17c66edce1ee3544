import { type Element, make } from '../../ooxml/index.ts';
import { breakLines, heightOfLine } from '../audit/lines.ts';
import { at as down, type Node, number, under } from '../audit/reader.ts';
import type { Box } from '../audit/slides.ts';
import { type Paragraph, paragraphsOf } from '../audit/type.ts';
import { type Colours, fillOf, strokeOf, tidy } from './paint.ts';
import { anchorOf, roomOf, setWords } from './words.ts';

const emu = 12_700;
const insets = ['marL', 'marT', 'marR', 'marB'] as const;

interface Cell {
  readonly node: Node;
  readonly paragraphs: readonly Paragraph[];
  readonly box: Box;
}

/** A native table: fills, words and rules; a row is as high as its longest cell needs. */
export function drawTable(
  table: Node,
  frame: Box,
  style: Node | null,
  colours: Colours,
): Element[] {
  const widths = under(down(table, 'tblGrid') ?? table, 'gridCol').map(
    (c) => number(c.attributes.w, 0) / emu,
  );
  let y = frame.y;
  const cells: Cell[] = [];
  for (const row of under(table, 'tr')) {
    const placed = cellsOf(row, widths, { ...frame, y }, style);
    const h = Math.max(number(row.attributes.h, 0) / emu, ...placed.map(needed));
    cells.push(...placed.map((cell) => ({ ...cell, box: { ...cell.box, h } })));
    y += h;
  }
  return [
    ...cells.flatMap((cell) => background(cell, colours)),
    ...cells.flatMap((cell) => rules(cell, colours)),
    ...cells.flatMap((cell) => words(cell, colours)),
  ];
}

function cellsOf(row: Node, widths: readonly number[], at: Box, style: Node | null): Cell[] {
  return under(row, 'tc').flatMap((node, i) => {
    const body = down(node, 'txBody');
    if (!body || node.attributes.hMerge === '1' || node.attributes.vMerge === '1') return [];
    const sum = (from: number, to: number) => widths.slice(from, to).reduce((a, b) => a + b, 0);
    const box = {
      x: at.x + sum(0, i),
      y: at.y,
      w: sum(i, i + number(node.attributes.gridSpan, 1)),
      h: 0,
    };
    return [{ node, box, paragraphs: paragraphsOf(body, style ? [style] : [], 1) }];
  });
}

const room = ({ node, box }: Cell): Box => {
  const own = down(node, 'tcPr')?.attributes;
  return roomOf(box, (key) => own?.[key], insets);
};

/** Height of a cell whose words wrap in its width. */
function needed(cell: Cell): number {
  const inside = room(cell);
  const text = cell.paragraphs.reduce(
    (sum, p) => sum + breakLines(p, inside.w).lines.length * heightOfLine(p),
    0,
  );
  return text - inside.h;
}

function background({ node, box }: Cell, colours: Colours): Element[] {
  const { fill } = fillOf(down(node, 'tcPr'), colours);
  return fill === 'none'
    ? []
    : [
        make('rect', {
          x: tidy(box.x),
          y: tidy(box.y),
          width: tidy(box.w),
          height: tidy(box.h),
          fill,
        }),
      ];
}

function rules({ node, box: { x, y, w, h } }: Cell, colours: Colours): Element[] {
  const edges = {
    lnL: [x, y, x, y + h],
    lnR: [x + w, y, x + w, y + h],
    lnT: [x, y, x + w, y],
    lnB: [x, y + h, x + w, y + h],
  };
  return Object.entries(edges).flatMap(([name, [x1 = 0, y1 = 0, x2 = 0, y2 = 0]]) => {
    const stroke = strokeOf(down(node, 'tcPr', name), colours);
    return stroke.stroke
      ? [make('line', { x1: tidy(x1), y1: tidy(y1), x2: tidy(x2), y2: tidy(y2), ...stroke })]
      : [];
  });
}

const words = (cell: Cell, colours: Colours): Element[] =>
  setWords(
    cell.paragraphs,
    { box: room(cell), anchor: anchorOf(down(cell.node, 'tcPr')?.attributes.anchor), wraps: true },
    colours,
  );
