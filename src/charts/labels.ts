import type { Chart, DrawnPoint, Level } from './chart.ts';
import { escapeXml, type Form, type Frame, f, type Scale, textWidth, wrapWords } from './frame.ts';

const lineHeight = 15;

/** Names of the mean and the limits of the last part: at the right, or on a phone above their lines. */
export function levelLabels(chart: Chart, frame: Frame, form: Form, y: Scale): Labelled {
  const taken: number[] = [];
  const place = (at: number): number => {
    let spot = at;
    for (const other of [...taken].sort((a, b) => a - b))
      if (Math.abs(other - spot) < lineHeight)
        spot = other + (at >= other ? lineHeight : -lineHeight);
    taken.push(spot);
    return spot;
  };
  const named = (levels: readonly Level[]) => {
    const level = levels.at(-1);
    const value = level?.values.findLast((v) => v !== null);
    return level && value !== undefined && value !== null && level.last >= chart.points.length - 2
      ? { label: level.label, at: y(value) }
      : null;
  };
  const out: string[] = [];
  for (const [levels, name] of [
    [chart.centre, 'c-name'],
    [chart.upper, 'c-limitname'],
    [chart.lower, 'c-limitname'],
  ] as const) {
    const found = named(levels);
    if (!found) continue;
    out.push(
      form === 'phone'
        ? `<text class="${name} c-over" x="${frame.left + 4}" y="${f(place(found.at - 5))}">${escapeXml(found.label)}</text>`
        : `<text class="${name}" x="${frame.width - frame.right + 32}" y="${f(place(found.at) + 4)}">${escapeXml(found.label)}</text>`,
    );
  }
  return { svg: out, taken: form === 'phone' ? [] : taken };
}

interface Labelled {
  readonly svg: readonly string[];
  /** Heights where a label stands at the right. */
  readonly taken: readonly number[];
}

/** The last value, bold, right of its point; over or under it where a name stands in the way. */
export function lastValue(
  chart: Chart,
  frame: Frame,
  x: Scale,
  y: Scale,
  taken: readonly number[],
): string {
  const last = chart.points.findLast((p) => p.value !== null);
  if (!last || last.value === null) return '';
  const [px, py] = [x(last.index), y(last.value)];
  const words = `${last.text}${last.soFar ? ' so far' : ''}`;
  const room = frame.width - px - 10;
  const clash = taken.some((t) => Math.abs(t - py) < 11) || room < textWidth(words);
  if (!clash)
    return `<text class="c-last" x="${f(px + 10)}" y="${f(py + 4)}">${escapeXml(words)}</text>`;
  const up = py < (frame.height - frame.bottom + frame.top) / 2;
  const anchored = px + textWidth(words) / 2 > frame.width ? 'end' : 'middle';
  return `<text class="c-last c-over" x="${f(anchored === 'end' ? frame.width - 2 : px)}" y="${f(up ? py - 12 : py + 21)}" text-anchor="${anchored}">${escapeXml(words)}</text>`;
}

/** What is seen from a point on: a tick line, its words in the verdict's colour, a second line. */
export function annotations(chart: Chart, frame: Frame, x: Scale, y: Scale): string[] {
  return chart.annotations.flatMap(({ index, shape, lines }) => {
    const point = chart.points[index];
    if (!point || point.value === null) return [];
    const [px, py] = [x(index), y(point.value)];
    const width = Math.max(...lines.map(textWidth));
    const under = roomUnder(chart, point, width, frame, x, y);
    const foot = frame.height - frame.bottom;
    const ty = under ? Math.min(foot - 26, py + 84) : Math.max(frame.top + 12, py - 84);
    const most = frame.width - frame.right - width / 2;
    const at = Math.max(frame.left + width / 2 + 4, Math.min(px, most));
    return [
      `<line class="c-tickline" x1="${f(px)}" x2="${f(px)}" y1="${f(under ? py + 8 : py - 8)}" y2="${f(under ? ty - 14 : ty + 20)}"/>`,
      `<text class="c-ann c-ann-${shape}" x="${f(at)}" y="${f(ty)}" text-anchor="middle">${escapeXml(lines[0])}</text>`,
      `<text class="c-note c-over" x="${f(at)}" y="${f(ty + lineHeight)}" text-anchor="middle">${escapeXml(lines[1])}</text>`,
    ];
  });
}

/** Whether more of the plot is free below the data near a point than above it. */
function roomUnder(
  chart: Chart,
  point: DrawnPoint,
  width: number,
  frame: Frame,
  x: Scale,
  y: Scale,
): boolean {
  const near = chart.points.filter(
    (p) => p.value !== null && Math.abs(x(p.index) - x(point.index)) < width / 2 + 8,
  );
  const heights = near.map((p) => y(p.value ?? 0));
  return frame.height - frame.bottom - Math.max(...heights) > Math.min(...heights) - frame.top;
}

/** A break or step: dotted full height, two lines of text at its top, what and when. */
export function breakMark(b: Chart['breaks'][number], frame: Frame, form: Form, x: Scale): string {
  const at = x(b.at) - (x(1) - x(0)) / 2;
  const foot = frame.height - frame.bottom;
  const large = !form.startsWith('multiple');
  const line = `<line class="c-break" x1="${f(at)}" x2="${f(at)}" y1="${large ? 8 : frame.top}" y2="${foot}"/>`;
  if (!large) return line;
  const what = clauseOf(b.what, form === 'phone' ? 24 : 44);
  const end = at + textWidth(what) + 8 > frame.width;
  const text = (words: string, y: number) =>
    `<text class="c-note c-over" x="${f(end ? at - 6 : at + 6)}" y="${y}" text-anchor="${end ? 'end' : 'start'}">${escapeXml(words)}</text>`;
  return `${line}${text(what, 16)}${text(b.when, 31)}`;
}

/** The first clause of a reason; the whole stands in the note under the chart. */
function clauseOf(reason: string, most: number): string {
  const clause = reason.split(/[:;,(]/)[0]?.trim() ?? reason;
  return wrapWords(clause, most)[0] ?? clause;
}

/** The baseline's wash and the bracket over it. */
export function baselineMark(chart: Chart, frame: Frame, form: Form, x: Scale): string[] {
  if (!chart.baseline) return [];
  const [a, b] = [x(chart.baseline.first) - 6, x(chart.baseline.last) + 6];
  const top = frame.top - 10;
  const { label } = chart.baseline;
  const fits = textWidth(label) < b - a + 40;
  const words = fits ? label : 'Baseline';
  const crossed = chart.breaks.some((m) => x(m.at) > a && x(m.at) < b);
  return [
    `<rect class="c-band" x="${f(a)}" y="${top}" width="${f(b - a)}" height="${frame.height - frame.bottom - top}"/>`,
    `<path class="c-bracket" d="M${f(a)},${top + 5}V${top}H${f(b)}V${top + 5}"/>`,
    crossed && form !== 'full'
      ? ''
      : `<text class="c-note" x="${f(Math.max((a + b) / 2, textWidth(words) / 2))}" y="${top - 6}" text-anchor="middle">${escapeXml(words)}</text>`,
  ];
}
