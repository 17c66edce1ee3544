import { scaleLinear } from 'd3-scale';
import { line as lineOf } from 'd3-shape';
import type { Chart, DrawnPoint, Shape } from './chart.ts';

/** Text and attributes escaped for XML. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const full: Frame = { width: 1200, height: 400, top: 44, right: 160, bottom: 44, left: 54 };
const small: Frame = { width: 282, height: 138, top: 10, right: 40, bottom: 24, left: 36 };

/** The full chart of a measure page (visual.md section 4). Colours are classes; the page's style sheet gives them. */
export function chartSvg(
  chart: Chart,
  options: { readonly id: string; readonly form?: 'full' | 'multiple'; readonly width?: number } = {
    id: 'chart',
  },
): string {
  const base = options.form === 'multiple' ? small : full;
  const frame = { ...base, width: options.width ?? base.width };
  const isFull = base === full;
  const x = scaleLinear(
    [0, Math.max(1, chart.points.length - 1)],
    [frame.left + 8, frame.width - frame.right - 8],
  );
  const y = scaleLinear([chart.y.min, chart.y.max], [frame.height - frame.bottom, frame.top]);
  const parts: string[] = [];
  const hatch = `${options.id}-hatch`;
  parts.push(
    `<defs><pattern id="${hatch}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" class="c-hatch"/></pattern></defs>`,
  );
  if (isFull) parts.push(...baselineMark(chart, frame, x));
  else parts.push(...band(chart, x, y));
  parts.push(...axes(chart, frame, x, y, isFull));
  for (const gap of chart.gaps) parts.push(gapMark(gap, frame, x, hatch, isFull));
  if (isFull)
    for (const level of [...chart.upper, ...chart.lower])
      parts.push(levelPath(level.values, level.first, x, y, 'c-limit'));
  for (const level of chart.centre)
    parts.push(levelPath(level.values, level.first, x, y, 'c-mean'));
  for (const b of chart.breaks) parts.push(breakMark(b, frame, x, isFull));
  parts.push(
    ...(chart.kind === 'stems' ? stems(chart, x, y) : dataLine(chart, x, y, isFull ? 1.5 : 1.25)),
  );
  const lastIndex = chart.points.findLastIndex((p) => p.value !== null);
  if (chart.kind === 'line')
    for (const point of chart.points)
      if (point.value !== null)
        parts.push(mark(point, x(point.index), y(point.value), isFull, point.index === lastIndex));
  if (isFull) parts.push(...labels(chart, frame, x, y, lastIndex));
  else if (lastIndex >= 0) {
    const last = chart.points[lastIndex];
    if (last)
      parts.push(
        `<text class="c-last" x="${f(x(lastIndex) + 7)}" y="${f(y(last.value ?? 0) + 4)}">${escapeXml(last.text)}</text>`,
      );
  }
  return `<svg class="chart" viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-label="${escapeXml(chart.alt)}" data-chart="${options.id}">${parts.join('')}</svg>`;
}

/** Last 24 months: band, mean, line, signals and the last point; no axis, no text. Decorative: the words stand beside it. */
export function sparkSvg(chart: Chart, width = 204, height = 66): string {
  const values = [
    ...chart.points.map((p) => p.value),
    ...chart.upper.flatMap((l) => l.values),
    ...chart.lower.flatMap((l) => l.values),
  ].filter((v) => v !== null);
  const stem = chart.kind === 'stems';
  const [low, high] = [
    stem ? 0 : Math.min(...values, Number.POSITIVE_INFINITY),
    Math.max(...values, 0),
  ];
  const x = scaleLinear([0, Math.max(1, chart.points.length - 1)], [6, width - 8]);
  const y = scaleLinear(
    [Number.isFinite(low) ? low : 0, high > low ? high : low + 1],
    [height - 8, 8],
  );
  const lastIndex = chart.points.findLastIndex((p) => p.value !== null);
  const marks = stem
    ? stems(chart, x, y)
    : [
        ...band(chart, x, y),
        ...chart.centre.map((level) =>
          levelPath(level.values, level.first, x, y, 'c-mean c-faint'),
        ),
        ...dataLine(chart, x, y, 1.25),
        ...chart.points.flatMap((p) =>
          p.value !== null && (p.shape !== 'common' || p.index === lastIndex)
            ? [mark(p, x(p.index), y(p.value), false, p.index === lastIndex)]
            : [],
        ),
      ];
  return `<svg class="spark" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">${marks.join('')}</svg>`;
}

type Scale = (value: number) => number;
const tenth = (n: number) => Math.round(n * 10) / 10;
const f = (n: number) => String(Math.round(n * 10) / 10);

function axes(chart: Chart, frame: Frame, x: Scale, y: Scale, isFull: boolean): string[] {
  const ticks = isFull
    ? chart.y.ticks
    : [chart.y.min, (chart.y.min + chart.y.max) / 2, chart.y.max];
  const share = chart.unit === 'Per cent';
  const out = ticks.flatMap((tick) => [
    `<line class="${tick === 0 ? 'c-zero' : 'c-grid'}" x1="${frame.left}" x2="${frame.width - frame.right}" y1="${f(y(tick))}" y2="${f(y(tick))}"/>`,
    `<text class="c-tick" x="${frame.left - 8}" y="${f(y(tick) + 4)}" text-anchor="end">${tickText(tick, share)}</text>`,
  ]);
  if (isFull)
    out.push(
      `<text class="c-tick" x="${frame.left - 40}" y="${frame.top - 22}">${escapeXml(chart.unit)}${chart.y.fromZero ? '' : ' (axis does not start at zero)'}</text>`,
    );
  const foot = frame.height - frame.bottom;
  if (chart.every === 'event') return [...out, ...firstOfYears(chart, foot, x)];
  chart.points.forEach((point, i) => {
    const month = Number(point.start.slice(5, 7));
    const year = point.start.slice(0, 4);
    if (isFull && month % 6 === 4) {
      out.push(
        `<line class="c-zero" x1="${f(x(i))}" x2="${f(x(i))}" y1="${foot}" y2="${foot + 5}"/><text class="c-tick" x="${f(x(i))}" y="${foot + 19}" text-anchor="middle">${point.label}</text>`,
      );
      if (month === 4)
        out.push(
          `<text class="c-year" x="${f(x(i))}" y="${foot + 35}" text-anchor="middle">${year}</text>`,
        );
    }
    if (
      !isFull &&
      (month === 4 || i === 0 || i === chart.points.length - 1) &&
      !(i === 0 && chart.points.slice(1, 5).some((p) => p.start.slice(5, 7) === '04')) &&
      !(month === 4 && i > chart.points.length - 5 && i < chart.points.length - 1)
    )
      out.push(
        `<text class="c-tick" x="${f(x(i))}" y="${foot + 16}" text-anchor="middle">${point.label}${month === 4 ? ` ${year.slice(2)}` : ''}</text>`,
      );
  });
  return out;
}

/** Events stand evenly, so the axis names the first of each year. */
function firstOfYears(chart: Chart, foot: number, x: Scale): string[] {
  const year = (p: DrawnPoint | undefined) => p?.start.slice(0, 4);
  return chart.points.flatMap((point, i) =>
    year(point) === year(chart.points[i - 1])
      ? []
      : [
          `<line class="c-zero" x1="${f(x(i))}" x2="${f(x(i))}" y1="${foot}" y2="${foot + 5}"/><text class="c-year" x="${f(x(i))}" y="${foot + 19}" text-anchor="middle">${year(point)}</text>`,
        ],
  );
}

const tickText = (tick: number, share: boolean): string => {
  const value = share ? tick * 100 : tick;
  const places =
    Math.abs(value) >= 10 || Number.isInteger(Math.round(value * 1e6) / 1e6)
      ? 0
      : Math.abs(value) >= 1
        ? 1
        : 2;
  return value >= 1_000_000
    ? `${Math.round(value / 100_000) / 10}m`
    : value.toFixed(places).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
};

function baselineMark(chart: Chart, frame: Frame, x: Scale): string[] {
  if (!chart.baseline) return [];
  const [a, b] = [x(chart.baseline.first) - 6, x(chart.baseline.last) + 6];
  const top = frame.top - 10;
  return [
    `<rect class="c-band" x="${f(a)}" y="${top}" width="${f(b - a)}" height="${frame.height - frame.bottom - top}"/>`,
    `<path class="c-bracket" d="M${f(a)},${top + 5}V${top}H${f(b)}V${top + 5}"/>`,
    `<text class="c-note" x="${f((a + b) / 2)}" y="${top - 6}" text-anchor="middle">${escapeXml(chart.baseline.label)}</text>`,
  ];
}

function band(chart: Chart, x: Scale, y: Scale): string[] {
  return chart.upper.map((upper, i) => {
    const lower = chart.lower[i];
    const top = upper.values
      .map((v, n) => (v === null ? null : `${f(x(upper.first + n))},${f(y(v))}`))
      .filter(Boolean);
    const bottom = upper.values
      .map(
        (_, n) =>
          `${f(x(upper.first + n))},${f(y(Math.max(chart.y.min, lower?.values[n] ?? chart.y.min)))}`,
      )
      .reverse();
    return top.length > 0
      ? `<path class="c-band" d="M${top.join('L')}L${bottom.join('L')}Z"/>`
      : '';
  });
}

function gapMark(
  gap: Chart['gaps'][number],
  frame: Frame,
  x: Scale,
  hatch: string,
  isFull: boolean,
): string {
  const half = (x(1) - x(0)) / 2;
  const [a, b] = [x(gap.first) - half, x(gap.last) + half];
  const text = isFull
    ? `<text class="c-nodata" x="${f((a + b) / 2)}" y="${frame.height - frame.bottom - 6}" text-anchor="middle">no data</text>`
    : '';
  return `<rect x="${f(a)}" y="${frame.top}" width="${f(b - a)}" height="${frame.height - frame.bottom - frame.top}" fill="url(#${hatch})"/>${text}`;
}

function levelPath(
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

function breakMark(b: Chart['breaks'][number], frame: Frame, x: Scale, isFull: boolean): string {
  const at = x(b.at) - (x(1) - x(0)) / 2;
  const words = isFull
    ? `<text class="c-note" x="${f(at + 6)}" y="${frame.top - 26}">${escapeXml(b.what.length > 46 ? `${b.what.slice(0, 44)}…` : b.what)}</text><text class="c-note" x="${f(at + 6)}" y="${frame.top - 12}">${escapeXml(b.when)}</text>`
    : '';
  return `<line class="c-break" x1="${f(at)}" x2="${f(at)}" y1="${frame.top - (isFull ? 36 : 0)}" y2="${frame.height - frame.bottom}"/>${words}`;
}

function dataLine(chart: Chart, x: Scale, y: Scale, width: number): string[] {
  const draw = (points: readonly DrawnPoint[]) =>
    lineOf<DrawnPoint>()
      .defined((p) => p.value !== null)
      .x((p) => tenth(x(p.index)))
      .y((p) => tenth(y(p.value ?? 0)))(points) ?? '';
  const firm = chart.points.filter((p) => !p.soFar);
  const lastFirm = firm.at(-1)?.index ?? -1;
  const tail = chart.points.slice(Math.max(0, lastFirm));
  // Missing months must stay holes, so unfinished points are cut off and not filtered out.
  return [
    `<path class="c-line" stroke-width="${width}" d="${draw(chart.points.slice(0, lastFirm + 1))}"/>`,
    ...(tail.length > 1
      ? [`<path class="c-line c-sofar" stroke-width="${width}" d="${draw(tail)}"/>`]
      : []),
  ];
}

function stems(chart: Chart, x: Scale, y: Scale): string[] {
  return chart.points.flatMap((p) =>
    p.value !== null && p.value > 0
      ? [
          `<line class="c-stem" x1="${f(x(p.index))}" x2="${f(x(p.index))}" y1="${f(y(0))}" y2="${f(y(p.value))}"/>`,
        ]
      : [],
  );
}

function mark(point: DrawnPoint, cx: number, cy: number, isFull: boolean, last: boolean): string {
  const grow = last ? 1.2 : 1;
  const r =
    (isFull
      ? { common: 3.1, improving: 5, worsening: 6.5, changed: 4.6, excluded: 5 }
      : { common: last ? 4 : 2, improving: 3.2, worsening: 4, changed: 3, excluded: 3 })[
      point.shape
    ] * grow;
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

function labels(chart: Chart, frame: Frame, x: Scale, y: Scale, lastIndex: number): string[] {
  const out: string[] = [];
  const right = frame.width - frame.right + 6;
  const taken: number[] = [];
  const place = (at: number): number => {
    let spot = at;
    for (const other of [...taken].sort((a, b) => a - b))
      if (Math.abs(other - spot) < 15) spot = other + (at >= other ? 15 : -15);
    taken.push(spot);
    return spot;
  };
  const last = chart.points[lastIndex];
  const lastY = last?.value === null || !last ? null : y(last.value);
  for (const [levels, name] of [
    [chart.centre, 'c-name'],
    [chart.upper, 'c-limitname'],
    [chart.lower, 'c-limitname'],
  ] as const) {
    const level = levels.at(-1);
    const value = level?.values.findLast((v) => v !== null);
    if (level && value !== undefined && value !== null && level.last >= chart.points.length - 2)
      out.push(
        `<text class="${name}" x="${right + 26}" y="${f(place(y(value)) + 4)}">${escapeXml(level.label)}</text>`,
      );
  }
  if (last && lastY !== null) {
    const clash = taken.some((t) => Math.abs(t - lastY) < 10);
    const shift = clash ? (lastY < (frame.height - frame.bottom + frame.top) / 2 ? -12 : 18) : 4;
    out.push(
      `<text class="c-last" x="${f(x(lastIndex) + (clash ? -10 : 10))}" y="${f(lastY + shift)}">${escapeXml(last.text)}${last.soFar ? ' so far' : ''}</text>`,
    );
  }
  const note = chart.annotation;
  const point = note ? chart.points[note.index] : undefined;
  if (note && point && point.value !== null) {
    const [px, py] = [x(note.index), y(point.value)];
    const under = py < (frame.top + frame.height - frame.bottom) / 2 + 40;
    const ty = under
      ? Math.min(frame.height - frame.bottom - 30, py + 70)
      : Math.max(frame.top + 16, py - 70);
    const anchor = px > frame.width - 360 ? 'end' : 'middle';
    const clear = anchor === 'end' ? px - 6 : px;
    out.push(
      `<line class="c-tickline" x1="${f(px)}" x2="${f(px)}" y1="${f(under ? py + 7 : py - 7)}" y2="${f(under ? ty - 14 : ty + 20)}"/><text class="c-ann c-ann-${note.shape}" x="${f(clear)}" y="${f(ty)}" text-anchor="${anchor}">${escapeXml(note.lines[0])}</text><text class="c-note" x="${f(clear)}" y="${f(ty + 15)}" text-anchor="${anchor}">${escapeXml(note.lines[1])}</text>`,
    );
  }
  return out;
}
