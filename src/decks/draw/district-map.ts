import { type DistrictShape, districtMap, type MapLabel } from '../../charts/index.ts';
import { type Markup, markup } from '../../ooxml/index.ts';
import type { Box, DeckMap } from '../deck-plan.ts';
import { colour, type Ink, solid } from './ink.ts';
import { emuPerPoint, textWidth } from './measure.ts';
import { freeform, group, type NextId, shape } from './shape.ts';

const pt = emuPerPoint;
const size = 11;
/** Height of a line of a label, in points. */
const lineHeight = 14;
/** The legend under the map, in points: its blocks and the numbers below them. */
const legend = { height: 34, block: 50, bar: 11 };

/** The district map as native shapes: a freeform for each, labels over them, the classes below (visual.md 11). */
export function drawMap(next: NextId, map: DeckMap, box: Box): Markup {
  const id = next();
  const [width, height] = [box.w / pt, box.h / pt - legend.height];
  const { districts, labels } = districtMap(map.areas, map.boundaries, width, height);
  const at = (x: number, y: number) => ({ x: box.x + x * pt, y: box.y + y * pt });
  return group(id, map.name, map.alt, box, [
    ...districts.map((d) => outline(next, d, box)),
    ...labels.flatMap((label) => leader(next, label, at)),
    ...labels.map((label) => words(next, label, at)),
    ...classes(next, map, { ...box, y: box.y + (height + 6) * pt }),
  ]);
}

const hatch = (): Markup =>
  markup(
    'a:pattFill',
    { prst: 'wdUpDiag' },
    markup('a:fgClr', {}, colour('data')),
    markup('a:bgClr', {}, colour('page')),
  );

const fillOf = (level: number): Markup => (level === 0 ? hatch() : solid(`map-${level}` as Ink));

/** One district; its path is in EMU from the corner of its own box. */
function outline(next: NextId, { name, ring, level }: DistrictShape, box: Box): Markup {
  const points = ring.map(([x, y]) => [Math.round(x * pt), Math.round(y * pt)] as const);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [w, h] = [Math.max(...xs) - left, Math.max(...ys) - top];
  return shape(next, {
    name: `District ${name}`,
    outline: freeform(
      w,
      h,
      points.map(([x, y]) => [x - left, y - top] as const),
      'closed',
    ),
    box: { x: box.x + left, y: box.y + top, w, h },
    fill: fillOf(level),
    line: { ink: 'page', width: 12_700 },
  });
}

type At = (x: number, y: number) => { readonly x: number; readonly y: number };

/** From a district without room for its name to where that stands. */
function leader(next: NextId, { leader: ends }: MapLabel, at: At): Markup[] {
  if (!ends) return [];
  const [[x1, y1], [x2, y2]] = ends;
  const corner = at(Math.min(x1, x2), Math.min(y1, y2));
  return [
    shape(next, {
      name: 'Leader',
      outline: 'line',
      box: { ...corner, w: Math.abs(x2 - x1) * pt, h: Math.abs(y2 - y1) * pt },
      flip: x2 > x1 === y2 < y1,
      line: { ink: 'soft', width: 9525 },
    }),
  ];
}

/** A name, and its value under it in bold; light on a dark district. */
function words(next: NextId, { lines, at: [x, y], anchor, leader: ends, level }: MapLabel, at: At) {
  const wide = Math.max(...lines.map((l) => textWidth(l, size, true))) + 2;
  const left = anchor === 'middle' ? x - wide / 2 : anchor === 'end' ? x - wide : x;
  const top = y - 11;
  const align = anchor === 'middle' ? 'ctr' : anchor === 'end' ? 'r' : 'l';
  return shape(next, {
    name: `Label ${lines.slice(0, -1).join(' ')}`,
    outline: 'rect',
    box: { ...at(left, top), w: wide * pt, h: lines.length * lineHeight * pt },
    text: {
      words: {
        paragraphs: lines.map((text, i) => ({
          runs: [{ text, bold: i === lines.length - 1 }],
        })),
      },
      style: { size, ink: !ends && level >= 4 ? 'page' : 'ink', align },
      anchor: 't',
    },
  });
}

/** Five blocks with their lower bounds, then the hatched one where a district is withheld. */
function classes(next: NextId, { legend: { bounds, hatched } }: DeckMap, at: Box): Markup[] {
  const block = (i: number, level: number): Markup =>
    shape(next, {
      name: level === 0 ? `Class ${hatched}` : `Class ${level}`,
      outline: 'rect',
      box: { x: at.x + i * legend.block * pt, y: at.y, w: legend.block * pt, h: legend.bar * pt },
      fill: fillOf(level),
    });
  const label = (i: number, text: string): Markup =>
    shape(next, {
      name: `Class label ${text}`,
      outline: 'rect',
      box: {
        x: at.x + i * legend.block * pt,
        y: at.y + (legend.bar + 1) * pt,
        w: (textWidth(text, size) + 4) * pt,
        h: lineHeight * pt,
      },
      text: {
        words: { paragraphs: [{ runs: [{ text }] }] },
        style: { size, ink: 'soft' },
        anchor: 't',
      },
    });
  return [
    ...bounds.flatMap((text, i) => [block(i, i + 1), label(i, text)]),
    ...(hatched === '' ? [] : [block(bounds.length + 1, 0), label(bounds.length + 1, hatched)]),
  ];
}
