import { scaleLinear } from 'd3-scale';
import { halfAxis, perCent, tickText } from './axis.ts';
import type { Chart, DrawnPoint } from './chart.ts';
import { expectedBand, expectedBox, expectedLabel, expectedWhiskers } from './expected.ts';
import {
  escapeXml,
  type Form,
  type Frame,
  f,
  frames,
  isLarge,
  type Scale,
  textWidth,
} from './frame.ts';
import {
  annotations,
  baselineMark,
  besideLast,
  breakMarks,
  lastValue,
  levelLabels,
  soFar,
} from './labels.ts';
import { band, dataLine, hatched, levelPath, mark, stems } from './marks.ts';

export interface SvgOptions {
  /** Unique on its page: names the hatching. */
  readonly id: string;
  readonly form?: Form;
}

/** A chart as SVG at the width of its form (visual.md section 4). Colours are classes; the page's style sheet gives them. */
export function chartSvg(chart: Chart, { id, form = 'full' }: SvgOptions): string {
  const large = isLarge(form);
  const frame = large ? frames[form] : roomForLast(frames[form], chart);
  const x = scaleLinear(
    [0, Math.max(1, chart.points.length - 1, chart.expected.at(-1)?.index ?? 0)],
    [frame.left + 8, frame.width - frame.right - (large ? 12 : 8)],
  );
  const axis = large ? chart.y : halfAxis(chart);
  const y = scaleLinear([axis.min, axis.max], [frame.height - frame.bottom, frame.top]);
  const pattern = `${id}-hatch`;
  const lastIndex = chart.points.findLastIndex((p) => p.value !== null);
  const parts = [
    `<defs><pattern id="${pattern}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" class="c-hatch"/></pattern></defs>`,
    ...(large ? baselineMark(chart, frame, form, x) : band(chart, x, y, axis.min)),
    ...expectedBand(chart, x, y),
    ...grid(chart, axis, frame, y, large),
    ...months(chart, frame, x, large),
    ...chart.gaps.map((gap) =>
      hatched(gap, frame, x, { pattern, words: large ? 'no data' : '', faint: false }),
    ),
    ...growing(chart).map((stretch) =>
      hatched(stretch, frame, x, { pattern, words: '', faint: true }),
    ),
    ...(large
      ? [...chart.upper, ...chart.lower].map((l) => levelPath(l.values, l.first, x, y, 'c-limit'))
      : []),
    ...chart.centre.map((l) => levelPath(l.values, l.first, x, y, 'c-mean')),
    ...expectedWhiskers(chart, x, y),
    ...breakMarks(chart, frame, form, x),
    ...(chart.kind === 'stems' ? stems(chart, x, y) : dataLine(chart, x, y, large ? 1.5 : 1.25)),
    ...(chart.kind === 'line'
      ? chart.points.flatMap((p) =>
          p.value === null ? [] : [mark(p, x(p.index), y(p.value), large, p.index === lastIndex)],
        )
      : []),
  ];
  if (large) {
    const names = levelLabels(chart, frame, form, y);
    parts.push(...names.svg, lastValue(chart, frame, x, y, names.taken));
    const expected = expectedLabel(chart, frame, form, x, y);
    if (expected) parts.push(expected.svg);
    const standing = [
      ...names.boxes,
      ...expectedBox(chart, x, y),
      ...(expected ? [expected.box] : []),
    ];
    parts.push(...annotations(chart, frame, x, y, standing));
  } else parts.push(...besideLast(chart, frame, x, y));
  parts.push(
    `<line class="c-cursor" y1="${frame.top}" y2="${frame.height - frame.bottom}" x1="0" x2="0"/>`,
  );
  return `<svg class="chart" viewBox="0 0 ${frame.width} ${frame.height}" width="${frame.width}" height="${frame.height}" role="img" aria-label="${escapeXml(chart.alt)}" data-left="${f(x(0))}" data-step="${x(1) - x(0)}">${parts.join('')}</svg>`;
}

/** A small multiple leaves room at the right for its last value, however long. */
function roomForLast(frame: Frame, chart: Chart): Frame {
  const last = chart.points.findLast((p) => p.value !== null);
  const words = [last?.text ?? '', last?.soFar ? soFar : ''];
  return {
    ...frame,
    right: Math.max(frame.right, ...words.map((word) => textWidth(word) * 1.08 + 14)),
  };
}

/** Stretches whose figures still grow: shown and not judged. */
function growing(chart: Chart): { first: number; last: number }[] {
  const last = chart.points.findLastIndex((p) => p.value !== null);
  const firm = chart.points.findLastIndex((p) => p.value !== null && !p.soFar);
  return last > firm ? [{ first: firm + 1, last }] : [];
}

function grid(chart: Chart, axis: Chart['y'], frame: Frame, y: Scale, large: boolean): string[] {
  const share = chart.unit === perCent;
  const out = axis.ticks.flatMap((tick) => [
    `<line class="${tick === 0 ? 'c-zero' : 'c-grid'}" x1="${frame.left}" x2="${f(frame.width - frame.right)}" y1="${f(y(tick))}" y2="${f(y(tick))}"/>`,
    `<text class="c-tick" x="${frame.left - 8}" y="${f(y(tick) + 4)}" text-anchor="end">${tickText(tick, share)}</text>`,
  ]);
  if (!large) return out;
  out.push(`<text class="c-unit" x="0" y="16">${escapeXml(chart.unit)}</text>`);
  if (!axis.fromZero) {
    const foot = frame.height - frame.bottom;
    out.push(`<path class="c-zigzag" d="M${frame.left},${foot}v-4l-4,-3l8,-4l-8,-4l4,-3v-4"/>`);
  }
  return out;
}

/** Every six months; the year in bold under each April. A small multiple names its first month, Aprils and its last. */
function months(chart: Chart, frame: Frame, x: Scale, large: boolean): string[] {
  const foot = frame.height - frame.bottom;
  const last = chart.points.length - 1;
  if (chart.every === 'event') return firstOfYears(chart, foot, x);
  const beyond = chart.expected.filter((e) => e.index > last);
  const dated = [...chart.points, ...(large ? beyond : [])].map((p) => ({
    at: x(p.index),
    month: Number(p.start.slice(5, 7)),
    year: p.start.slice(0, 4),
    label: p.label,
    index: p.index,
  }));
  const yearly = dated.length > 1 && dated.every((d) => d.month === dated[0]?.month);
  const step = dated.length > 1 ? Math.abs((dated[1]?.at ?? 0) - (dated[0]?.at ?? 0)) : 1;
  const every = Math.ceil((textWidth('To Mar 2025') + 12) / step);
  if (large && yearly)
    return dated
      .filter(({ index }) => (last - index) % every === 0)
      .map(
        ({ at, label }) =>
          `<text class="c-tick" x="${f(at)}" y="${foot + 19}" text-anchor="middle">${label}</text>`,
      );
  if (large)
    return dated.flatMap(({ at, month, year, label }) =>
      month % 6 !== 4
        ? []
        : [
            `<line class="c-zero" x1="${f(at)}" x2="${f(at)}" y1="${foot}" y2="${foot + 5}"/><text class="c-tick" x="${f(at)}" y="${foot + 19}" text-anchor="middle">${label}</text>`,
            ...(month === 4
              ? [
                  `<text class="c-year" x="${f(at)}" y="${foot + 34}" text-anchor="middle">${year}</text>`,
                ]
              : []),
          ],
    );
  // Labels that would touch give way: the first and the last month stay.
  const wide = textWidth('Mar 25') + 6;
  const edges = [dated[0], dated[last]].filter((d) => d !== undefined);
  const clear = dated.filter(
    (d) =>
      d.month === 4 &&
      edges.every((edge) => edge.index === d.index || Math.abs(edge.at - d.at) >= wide),
  );
  const kept = clear.filter((d, i) => {
    const before = clear[i - 1];
    return before === undefined || d.at - before.at >= wide;
  });
  return [...new Set([...edges, ...kept])].map(
    ({ at, label, year }) =>
      `<text class="c-tick" x="${f(at)}" y="${foot + 16}" text-anchor="middle">${label} ${year.slice(2)}</text>`,
  );
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

/** Last 24 months: band, mean, line, signals and the last point; no axis, no text. Decorative: the words stand beside it. */
export function sparkSvg(chart: Chart, width = 204, height = 66): string {
  const stem = chart.kind === 'stems';
  const values = [
    ...chart.points.map((p) => p.value),
    ...chart.upper.flatMap((l) => l.values),
    ...chart.lower.flatMap((l) => l.values),
  ].filter((v) => v !== null);
  const low = stem ? 0 : Math.min(...values, Number.POSITIVE_INFINITY);
  const bottom = Number.isFinite(low) ? low : 0;
  const high = Math.max(...values, 0);
  const x = scaleLinear([0, Math.max(1, chart.points.length - 1)], [6, width - 8]);
  const y = scaleLinear([bottom, high > bottom ? high : bottom + 1], [height - 8, 8]);
  const lastIndex = chart.points.findLastIndex((p) => p.value !== null);
  const marks = stem
    ? [
        ...stems(chart, x, y),
        `<line class="c-zero" x1="2" x2="${width - 2}" y1="${f(y(0))}" y2="${f(y(0))}"/>`,
      ]
    : [
        ...band(chart, x, y, bottom),
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
