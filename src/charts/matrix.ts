import { escapeXml, f, textWidth, wrapWords } from './frame.ts';

/** What a matrix draws: cells count from the left and from the top. */
export interface MatrixDrawing {
  readonly points: readonly MatrixPoint[];
  /** Heads of the columns, left to right, and of the rows, top to bottom; four of each. */
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** What the two sides are: under the columns and over the rows. */
  readonly across: string;
  readonly upward: string;
  /** Name of the hatched four cells at the top left. */
  readonly hatched: string;
  /** Its accessible name. */
  readonly alt: string;
}

export interface MatrixPoint {
  readonly number: number;
  /** Stands beside its number where it is alone in its cell. */
  readonly name: string;
  readonly at: MatrixCell;
  /** Where it stood last time; null where it did not move or was not placed. */
  readonly before: MatrixCell | null;
}

export interface MatrixCell {
  readonly column: number;
  readonly row: number;
}

const cells = 4;
const frames = {
  full: { width: 560, height: 430, left: 70, top: 26, right: 2, bottom: 46 },
  phone: { width: 358, height: 430, left: 64, top: 26, right: 2, bottom: 60 },
} as const;
type MatrixFrame = (typeof frames)[keyof typeof frames];

/** Threat against activity as SVG (visual.md section 4): this edition solid, the last one hollow, joined. */
export function matrixSvg(
  drawing: MatrixDrawing,
  { id, form }: { readonly id: string; readonly form: keyof typeof frames },
): string {
  const frame = frames[form];
  const pattern = `${id}-hatch`;
  const placed = placesOf(drawing.points, frame);
  const parts = [
    `<defs><pattern id="${pattern}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" class="c-hatch"/></pattern></defs>`,
    ...ground(drawing, frame, pattern),
    ...placed.flatMap(({ from, to }) =>
      from ? [`<path class="x-trail" d="M${f(from.x)},${f(from.y)}L${f(to.x)},${f(to.y)}"/>`] : [],
    ),
    ...placed.flatMap(({ from }) =>
      from ? [`<circle class="x-before" cx="${f(from.x)}" cy="${f(from.y)}" r="4"/>`] : [],
    ),
    ...placed.map(({ to }) => `<circle class="x-now" cx="${f(to.x)}" cy="${f(to.y)}" r="6.5"/>`),
    ...placed.flatMap((one) => labelOf(one, frame)),
  ];
  return `<svg class="chart matrix" viewBox="0 0 ${frame.width} ${frame.height}" width="${frame.width}" height="${frame.height}" role="img" aria-label="${escapeXml(drawing.alt)}">${parts.join('')}</svg>`;
}

const cellSize = (frame: MatrixFrame) => ({
  w: (frame.width - frame.left - frame.right) / cells,
  h: (frame.height - frame.top - frame.bottom) / cells,
});

/** Cells, the hatched corner with its name, and the heads of both sides. */
function ground(drawing: MatrixDrawing, frame: MatrixFrame, pattern: string): string[] {
  const { w, h } = cellSize(frame);
  const [right, foot] = [frame.width - frame.right, frame.height - frame.bottom];
  const lines = [0, 1, 2, 3, 4].flatMap((i) => [
    `<line class="c-grid" x1="${f(frame.left + i * w)}" x2="${f(frame.left + i * w)}" y1="${frame.top}" y2="${foot}"/>`,
    `<line class="c-grid" x1="${frame.left}" x2="${right}" y1="${f(frame.top + i * h)}" y2="${f(frame.top + i * h)}"/>`,
  ]);
  const name = wrapWords(drawing.hatched, Math.floor((2 * w - 14) / 6.8)).map(
    (text, i) =>
      `<text class="x-corner" x="${frame.left + 7}" y="${frame.top + 17 + i * 15}">${escapeXml(text)}</text>`,
  );
  const columns = drawing.columns.flatMap((head, i) =>
    wrapWords(head, Math.floor(w / 6.4)).map(
      (text, n) =>
        `<text class="c-tick" x="${f(frame.left + (i + 0.5) * w)}" y="${foot + 16 + n * 14}" text-anchor="middle">${escapeXml(text)}</text>`,
    ),
  );
  const rows = drawing.rows.map(
    (head, i) =>
      `<text class="c-tick" x="${frame.left - 8}" y="${f(frame.top + (i + 0.5) * h + 4)}" text-anchor="end">${escapeXml(head)}</text>`,
  );
  return [
    `<rect fill="url(#${pattern})" class="x-gap" x="${frame.left}" y="${frame.top}" width="${f(2 * w)}" height="${f(2 * h)}"/>`,
    ...lines,
    ...name,
    ...columns,
    ...rows,
    `<text class="c-unit" x="0" y="14">${escapeXml(drawing.upward)}</text>`,
    `<text class="c-unit" x="${right}" y="${frame.height - 4}" text-anchor="end">${escapeXml(drawing.across)}</text>`,
  ];
}

interface Place {
  readonly x: number;
  readonly y: number;
}
interface Placed {
  readonly point: MatrixPoint;
  readonly alone: boolean;
  /** Its cell has no room for numbers above the points. */
  readonly crowded: boolean;
  readonly to: Place;
  readonly from: Place | null;
}

const key = ({ column, row }: MatrixCell) => `${column} ${row}`;
/** What a point takes with its number above it, and in a crowded cell with its number beside it. */
const airy = { w: 27, h: 31 };
const dense = { w: 32, h: 15 };

/** Points of one cell stand in rows, in the order of their numbers; where they came from lies at the foot of its cell. */
function placesOf(points: readonly MatrixPoint[], frame: MatrixFrame): Placed[] {
  const { w, h } = cellSize(frame);
  const within = new Map<string, MatrixPoint[]>();
  const left = new Map<string, MatrixPoint[]>();
  for (const point of points) {
    within.set(key(point.at), [...(within.get(key(point.at)) ?? []), point]);
    if (point.before) left.set(key(point.before), [...(left.get(key(point.before)) ?? []), point]);
  }
  return points.map((point) => {
    const { at, before } = point;
    const mates = within.get(key(at)) ?? [];
    // The name of the corner stands over its first row of cells.
    const head = at.row === 0 && at.column < 2 ? 18 : 0;
    const crowded = !fits(mates.length, airy, w, h - head);
    const slot = crowded ? dense : airy;
    const perRow = Math.max(1, Math.floor(w / slot.w));
    const rows = Math.ceil(mates.length / perRow);
    const high = Math.min(slot.h, (h - head) / rows);
    const [column, row] = [
      mates.indexOf(point) % perRow,
      Math.floor(mates.indexOf(point) / perRow),
    ];
    const inRow = Math.min(perRow, mates.length - row * perRow);
    const leavers = before ? (left.get(key(before)) ?? []) : [];
    return {
      point,
      alone: mates.length === 1,
      crowded,
      to: {
        x:
          frame.left +
          (at.column + 0.5) * w +
          (column - (inRow - 1) / 2) * slot.w -
          (crowded ? 8 : 0),
        y:
          frame.top +
          at.row * h +
          (h + head) / 2 +
          (row - (rows - 1) / 2) * high +
          (crowded ? 0 : 8),
      },
      from: before && {
        x:
          frame.left +
          before.column * w +
          (w / (leavers.length + 1)) * (leavers.indexOf(point) + 1),
        y: frame.top + (before.row + 1) * h - 9,
      },
    };
  });
}

const fits = (count: number, slot: typeof airy, w: number, h: number): boolean =>
  Math.ceil(count / Math.max(1, Math.floor(w / slot.w))) * slot.h <= h;

/** Above the point; below it where the line runs upward. With its name where it is alone in its cell. */
function labelOf({ point, alone, crowded, to, from }: Placed, frame: MatrixFrame): string[] {
  if (crowded)
    return [`<text class="x-name" x="${f(to.x + 9)}" y="${f(to.y + 4)}">${point.number}</text>`];
  const { w } = cellSize(frame);
  const full = `${point.number} ${point.name}`;
  const most = Math.floor((w - 6) / 6.6);
  const named = alone ? wrapWords(full, most) : [];
  const room = named.length > 0 && named.length <= 2 && named.every((t) => textWidth(t) <= w);
  const lines = room ? named : [String(point.number)];
  const below = from !== null && from.y < to.y - 20;
  const first = below ? to.y + 20 : to.y - 11 - (lines.length - 1) * 14;
  return lines.map(
    (text, i) =>
      `<text class="x-name" x="${f(to.x)}" y="${f(first + i * 14)}" text-anchor="middle">${escapeXml(text)}</text>`,
  );
}
