import { textWidth } from './frame.ts';

type Point = readonly [number, number];

/** An area that wants its name and value drawn. */
export interface Spot {
  readonly ring: readonly Point[];
  readonly lines: readonly string[];
  readonly level: number;
}

export interface Label {
  readonly lines: readonly string[];
  readonly at: Point;
  readonly anchor: 'start' | 'middle' | 'end';
  /** From the ring end inside the area to its label; null where the label stands on the area. */
  readonly leader: readonly [Point, Point] | null;
  readonly level: number;
}

interface Box {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

const lineHeight = 14;

/** Labels on their areas where the words fit inside the outline; the others outside, by leader lines that cross no label. */
export function placeLabels(spots: readonly Spot[], width: number, height: number): Label[] {
  const boxes: Box[] = [];
  const labels: Label[] = [];
  const outside: { spot: Spot; from: Point }[] = [];
  for (const spot of spots) {
    const at = insideOf(spot);
    if (at === null) {
      outside.push({ spot, from: poleOf(spot.ring) });
      continue;
    }
    boxes.push(boxOf(spot.lines, at, 'middle'));
    labels.push({
      lines: spot.lines,
      at: topOf(spot.lines, at),
      anchor: 'middle',
      leader: null,
      level: spot.level,
    });
  }
  const edge = edgesOf(spots);
  for (const { spot, from } of outside.sort((a, b) => a.from[1] - b.from[1])) {
    const best = candidates(spot, from, edge, width, height)
      .map((c) => ({ ...c, cost: costOf(c, boxes, from) }))
      .sort((a, b) => a.cost - b.cost)[0];
    if (!best) continue;
    boxes.push(best.box);
    labels.push({
      lines: spot.lines,
      at: topOf(spot.lines, best.at),
      anchor: best.anchor,
      leader: [from, best.end],
      level: spot.level,
    });
  }
  return labels;
}

const blockHeight = (lines: readonly string[]) => lines.length * lineHeight;
const blockWidth = (lines: readonly string[]) => Math.max(...lines.map(textWidth));
/** Baseline of the first line of a block centred at a height. */
const topOf = (lines: readonly string[], [x, y]: Point): Point => [
  x,
  y - blockHeight(lines) / 2 + 11,
];

function boxOf(lines: readonly string[], [x, y]: Point, anchor: Label['anchor']): Box {
  const w = blockWidth(lines);
  const x0 = anchor === 'middle' ? x - w / 2 : anchor === 'end' ? x - w : x;
  return { x0, x1: x0 + w, y0: y - blockHeight(lines) / 2, y1: y + blockHeight(lines) / 2 };
}

/** Centre of a place inside the outline where the whole block of words fits, the roomiest one; null when it fits nowhere. */
function insideOf({ ring, lines }: Spot): Point | null {
  const [w, h] = [blockWidth(lines), blockHeight(lines)];
  const fits = ([x, y]: Point) =>
    [-1, -0.5, 0, 0.5, 1].every((side) =>
      [-1, -0.4, 0.4, 1].every((level) => inside(ring, [x + (side * w) / 2, y + (level * h) / 2])),
    );
  return roomyPlaces(ring, 16).find(({ at }) => fits(at))?.at ?? null;
}

/** The point inside an outline that lies farthest from it. */
function poleOf(ring: readonly Point[]): Point {
  return roomyPlaces(ring, 20)[0]?.at ?? ring[0] ?? [0, 0];
}

type Places = readonly { readonly at: Point; readonly room: number }[];
const placesKept = new WeakMap<readonly Point[], Map<number, Places>>();

/** Places inside an outline, the roomiest first. An outline stays the same from page to page. */
function roomyPlaces(ring: readonly Point[], steps: number): Places {
  const kept = placesKept.get(ring) ?? new Map<number, Places>();
  placesKept.set(ring, kept);
  const known = kept.get(steps);
  if (known) return known;
  const found = grid(ring, steps)
    .filter((at) => inside(ring, at))
    .map((at) => ({ at, room: distance(ring, at) }))
    .sort((a, b) => b.room - a.room);
  kept.set(steps, found);
  return found;
}

function grid(ring: readonly Point[], steps: number): Point[] {
  const { x0, x1, y0, y1 } = boundsOf(ring);
  const points: Point[] = [];
  for (let i = 1; i < steps; i++)
    for (let j = 1; j < steps; j++)
      points.push([x0 + ((x1 - x0) * i) / steps, y0 + ((y1 - y0) * j) / steps]);
  return points;
}

function boundsOf(ring: readonly Point[]): Box {
  const [xs, ys] = [ring.map((p) => p[0]), ring.map((p) => p[1])];
  return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
}

/** Ray casting: an odd number of crossings to the right. */
function inside(ring: readonly Point[], [x, y]: Point): boolean {
  let odd = false;
  let a = ring.at(-1);
  for (const b of ring) {
    if (a && a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0])
      odd = !odd;
    a = b;
  }
  return odd;
}

function distance(ring: readonly Point[], [x, y]: Point): number {
  let least = Number.POSITIVE_INFINITY;
  let a = ring.at(-1) ?? [x, y];
  for (const b of ring) {
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = dx * dx + dy * dy;
    const t =
      length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / length));
    least = Math.min(least, Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy));
    a = b;
  }
  return least;
}

/** How far the map reaches left and right between two heights, so that labels stand clear of it; null where it does not reach. */
function edgesOf(
  spots: readonly Spot[],
): (y0: number, y1: number) => readonly [number, number] | null {
  const points = spots.flatMap((spot) => spot.ring);
  return (y0, y1) => {
    const near = points.filter(([, y]) => y >= y0 - 6 && y <= y1 + 6).map(([x]) => x);
    return near.length === 0 ? null : [Math.min(...near), Math.max(...near)];
  };
}

interface Candidate {
  readonly at: Point;
  readonly anchor: 'start' | 'end';
  readonly end: Point;
  readonly box: Box;
}

/** Places for a label left and right of the map, every few pixels of height. */
function candidates(
  { lines }: Spot,
  from: Point,
  edge: ReturnType<typeof edgesOf>,
  width: number,
  height: number,
): Candidate[] {
  const [w, h] = [blockWidth(lines), blockHeight(lines)];
  const found: Candidate[] = [];
  for (let y = h / 2; y <= height - h / 2; y += 6) {
    const [low, high] = edge(y - h / 2, y + h / 2) ?? [width, 0];
    const leftX = Math.min(low - 18, from[0] - 20);
    if (leftX - w >= 0)
      found.push({
        at: [leftX, y],
        anchor: 'end',
        end: [leftX + 4, y],
        box: boxOf(lines, [leftX, y], 'end'),
      });
    const rightX = Math.max(high + 18, from[0] + 20);
    if (rightX + w <= width)
      found.push({
        at: [rightX, y],
        anchor: 'start',
        end: [rightX - 4, y],
        box: boxOf(lines, [rightX, y], 'start'),
      });
  }
  return found;
}

/** Short leaders that cross no words cost least. */
function costOf(c: Candidate, boxes: readonly Box[], from: Point): number {
  const length = Math.hypot(c.end[0] - from[0], c.end[1] - from[1]);
  const overlaps = boxes.filter(
    (b) => c.box.x0 < b.x1 + 4 && c.box.x1 > b.x0 - 4 && c.box.y0 < b.y1 + 4 && c.box.y1 > b.y0 - 4,
  ).length;
  const crossed = boxes.filter((b) => crosses(b, from, c.end)).length;
  return length + 1000 * overlaps + 500 * crossed;
}

function crosses(box: Box, a: Point, b: Point): boolean {
  for (let i = 0; i <= 24; i++) {
    const [x, y] = [a[0] + ((b[0] - a[0]) * i) / 24, a[1] + ((b[1] - a[1]) * i) / 24];
    if (x > box.x0 - 2 && x < box.x1 + 2 && y > box.y0 - 2 && y < box.y1 + 2) return true;
  }
  return false;
}
