import { line as lineOf } from 'd3-shape';
import type { Chart, DrawnPoint, Shape } from './chart.ts';
import { type Frame, f, type Scale, tenth, textWidth } from './frame.ts';

/** The usual range as a band, where limits are not drawn as lines. */
export function band(chart: Chart, x: Scale, y: Scale, y0: number): string[] {
  return chart.upper.map((upper, i) => {
    const lower = chart.lower.find((l) => l.first === upper.first) ?? chart.lower[i];
    const top = upper.values
      .map((v, n) => (v === null ? null : `${f(x(upper.first + n))},${f(y(v))}`))
      .filter(Boolean);
    const bottom = upper.values
      .map((_, n) => `${f(x(upper.first + n))},${f(y(Math.max(y0, lower?.values[n] ?? y0)))}`)
      .reverse();
    return top.length > 0
      ? `<path class="c-band" d="M${top.join('L')}L${bottom.join('L')}Z"/>`
      : '';
  });
}

/** A mean or limit over its part of the series; never joined to the next part. */
export function levelPath(
  values: readonly (number | null)[],
  first: number,
  x: Scale,
  y: Scale,
  name: string,
): string {
  const d = lineOf<{ v: number | null; i: number }>()
    .defined((p) => p.v !== null)
    .x((p) => tenth(x(first + p.i)))
    .y((p) => tenth(y(p.v ?? 0)))(values.map((v, i) => ({ v, i })));
  return `<path class="${name}" d="${d ?? ''}"/>`;
}

/** The figure's line: broken at every missing point, dashed to what is not complete. */
export function dataLine(chart: Chart, x: Scale, y: Scale, width: number): string[] {
  const draw = (points: readonly DrawnPoint[]) =>
    lineOf<DrawnPoint>()
      .defined((p) => p.value !== null)
      .x((p) => tenth(x(p.index)))
      .y((p) => tenth(y(p.value ?? 0)))(points) ?? '';
  const lastFirm = chart.points.filter((p) => !p.soFar).at(-1)?.index ?? -1;
  const tail = chart.points.slice(Math.max(0, lastFirm));
  // Missing months must stay holes, so unfinished points are cut off and not filtered out.
  return [
    `<path class="c-line" stroke-width="${width}" d="${draw(chart.points.slice(0, lastFirm + 1))}"/>`,
    ...(tail.length > 1
      ? [`<path class="c-line c-sofar" stroke-width="${width}" d="${draw(tail)}"/>`]
      : []),
  ];
}

/** Rare counts as stems from nought, without marks: their verdict comes from another chart. */
export function stems(chart: Chart, x: Scale, y: Scale): string[] {
  return chart.points.flatMap((p) =>
    p.value !== null && p.value > 0
      ? [
          `<line class="c-stem" data-i="${p.index}" x1="${f(x(p.index))}" x2="${f(x(p.index))}" y1="${f(y(0))}" y2="${f(y(p.value))}"/>`,
        ]
      : [],
  );
}

const largeRadii = { common: 3.1, improving: 5, worsening: 6.5, changed: 4.6, excluded: 5 };
const smallRadii = { common: 2, improving: 3.2, worsening: 4, changed: 3, excluded: 3 };

/** One point; the last is a fifth larger, or in small forms plain to see. */
export function mark(
  point: DrawnPoint,
  cx: number,
  cy: number,
  large: boolean,
  last: boolean,
): string {
  const radius = (large ? largeRadii : smallRadii)[point.shape];
  const r = last ? (large ? radius * 1.2 : Math.max(4, radius * 1.2)) : radius;
  if (point.soFar)
    return `<circle class="c-hollow" cx="${f(cx)}" cy="${f(cy)}" r="${f(r)}" data-i="${point.index}"/>`;
  return shapeOf(point.shape, cx, cy, r, `data-i="${point.index}"`);
}

function shapeOf(shape: Shape, cx: number, cy: number, r: number, rest: string): string {
  if (shape === 'worsening')
    return `<path class="c-worsening" ${rest} d="M${f(cx)},${f(cy - r)}L${f(cx + r)},${f(cy)}L${f(cx)},${f(cy + r)}L${f(cx - r)},${f(cy)}Z"/>`;
  if (shape === 'changed')
    return `<rect class="c-changed" ${rest} x="${f(cx - r)}" y="${f(cy - r)}" width="${f(2 * r)}" height="${f(2 * r)}"/>`;
  return `<circle class="c-${shape}" ${rest} cx="${f(cx)}" cy="${f(cy)}" r="${f(r)}"/>`;
}

/** Hatching over whole months with its words at the foot: `no data`, or `so far` where figures still grow. */
export function hatched(
  stretch: { readonly first: number; readonly last: number },
  frame: Frame,
  x: Scale,
  look: { readonly pattern: string; readonly words: string; readonly faint: boolean },
): string {
  const half = (x(1) - x(0)) / 2;
  const a = Math.max(frame.left, x(stretch.first) - half);
  const b = Math.min(frame.width - frame.right, x(stretch.last) + half);
  const foot = frame.height - frame.bottom;
  const middle = Math.min((a + b) / 2, frame.width - frame.right - textWidth(look.words) / 2);
  const text =
    look.words === ''
      ? ''
      : `<text class="c-nodata" x="${f(middle)}" y="${foot - 6}" text-anchor="middle">${look.words}</text>`;
  return `<rect${look.faint ? ' class="c-growing"' : ''} x="${f(a)}" y="${frame.top}" width="${f(b - a)}" height="${foot - frame.top}" fill="url(#${look.pattern})"/>${text}`;
}
