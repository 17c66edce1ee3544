import type { Markup } from '../../ooxml/index.ts';
import type { Box, DeckMatrix, DeckPoint } from '../deck-plan.ts';
import { group, type NextId, shape } from './shape.ts';

const cells = 4;
const inch = 914_400;
const point = 0.25 * inch;
const ghost = 0.13 * inch;
/** Points of a cell stand four in a row, under the room that its name may take. */
const perRow = 4;

/** Points of a matrix as native shapes (visual.md sections 4 and 11): this period solid and numbered, the one before hollow, a line between. */
export function matrixPoints(next: NextId, matrix: DeckMatrix, box: Box): Markup[] {
  const taken = new Map<string, number>();
  const drawn = matrix.points.map((p) => {
    const key = `${p.at.column} ${p.at.row}`;
    const slot = taken.get(key) ?? 0;
    taken.set(key, slot + 1);
    return { p, centre: placeOf(box, p.at, slot) };
  });
  // Lines lie under every point.
  return [
    ...drawn.flatMap(({ p, centre }) =>
      p.before ? [trail(next, p, centre, middleOf(box, p.before))] : [],
    ),
    ...drawn.map(({ p, centre }) => mark(next, p, centre)),
  ];
}

interface Centre {
  readonly x: number;
  readonly y: number;
}

function placeOf(box: Box, at: DeckPoint['at'], slot: number): Centre {
  const [w, h] = [box.w / cells, box.h / cells];
  const [column, row] = [slot % perRow, Math.floor(slot / perRow)];
  return {
    x: box.x + at.column * w + (w * (column + 0.5)) / perRow,
    y: box.y + at.row * h + 0.45 * inch + row * 0.31 * inch,
  };
}

const middleOf = (box: Box, at: DeckPoint['at']): Centre => ({
  x: box.x + (box.w / cells) * (at.column + 0.5),
  y: box.y + (box.h / cells) * (at.row + 0.82),
});

const around = (centre: Centre, side: number): Box => ({
  x: centre.x - side / 2,
  y: centre.y - side / 2,
  w: side,
  h: side,
});

function trail(next: NextId, p: DeckPoint, to: Centre, from: Centre): Markup {
  const box = {
    x: Math.min(to.x, from.x),
    y: Math.min(to.y, from.y),
    w: Math.abs(to.x - from.x),
    h: Math.abs(to.y - from.y),
  };
  const id = next();
  const rises = to.x > from.x === to.y < from.y;
  return group(
    id,
    `Before: ${p.alt}`,
    `Where point ${p.number} stood before`,
    around(from, ghost),
    [
      shape(next, {
        name: 'Line',
        outline: 'line',
        box,
        flip: rises,
        line: { ink: 'soft', width: 15_875 },
      }),
      shape(next, {
        name: 'Hollow point',
        outline: 'ellipse',
        box: around(from, ghost),
        fill: 'page',
        line: { ink: 'soft', width: 15_875 },
      }),
    ],
  );
}

function mark(next: NextId, p: DeckPoint, centre: Centre): Markup {
  const box = around(centre, point);
  const id = next();
  return group(id, `Matrix point: ${p.alt}`, p.alt, box, [
    shape(next, {
      name: 'Point',
      outline: 'ellipse',
      box,
      fill: 'ink',
      text: {
        words: { paragraphs: [{ runs: [{ text: String(p.number) }] }] },
        style: { size: 11, bold: true, ink: 'page', align: 'ctr' },
        anchor: 'ctr',
      },
    }),
  ]);
}
