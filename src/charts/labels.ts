import type { Chart, Level } from './chart.ts';
import {
  type Box,
  escapeXml,
  type Form,
  type Frame,
  f,
  goesUp,
  type Scale,
  textWidth,
  wrapWords,
} from './frame.ts';

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
  const boxes: Box[] = [];
  for (const [levels, name] of [
    [chart.centre, 'c-name'],
    [chart.upper, 'c-limitname'],
    [chart.lower, 'c-limitname'],
  ] as const) {
    const found = named(levels);
    if (!found) continue;
    if (form !== 'phone') {
      const right = frame.width - frame.right + 32;
      out.push(
        `<text class="${name}" x="${right}" y="${f(place(found.at) + 4)}">${escapeXml(found.label)}</text>`,
      );
      continue;
    }
    const [left, foot] = [frame.left + 4, place(found.at - 5)];
    boxes.push({ left, right: left + textWidth(found.label), top: foot - 11, foot: foot + 3 });
    out.push(
      `<text class="${name} c-over" x="${left}" y="${f(foot)}">${escapeXml(found.label)}</text>`,
    );
  }
  return { svg: out, taken: form === 'phone' ? [] : taken, boxes };
}

interface Labelled {
  readonly svg: readonly string[];
  /** Heights where a label stands at the right. */
  readonly taken: readonly number[];
  /** What labels inside the plot cover, so that other words stand clear of them. */
  readonly boxes: readonly Box[];
}

/** Said of a last value that still grows. */
export const soFar = 'so far';

/** A small multiple's last value right of its point; that it still grows on a line below. */
export function besideLast(chart: Chart, frame: Frame, x: Scale, y: Scale): string[] {
  const last = chart.points.findLast((p) => p.value !== null);
  if (!last || last.value === null) return [];
  const lines = last.soFar ? [last.text, soFar] : [last.text];
  const foot = frame.height - frame.bottom;
  const at = Math.min(y(last.value) + 4, foot - (lines.length - 1) * lineHeight);
  return lines.map(
    (words, i) =>
      `<text class="c-last" x="${f(x(last.index) + 10)}" y="${f(at + i * lineHeight)}">${escapeXml(words)}</text>`,
  );
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
  const words = `${last.text}${last.soFar ? ` ${soFar}` : ''}`;
  const room = frame.width - px - 10;
  const before = (chart.expected.at(-1)?.index ?? 0) > last.index;
  const clash = before || taken.some((t) => Math.abs(t - py) < 11) || room < textWidth(words);
  if (!clash)
    return `<text class="c-last" x="${f(px + 10)}" y="${f(py + 4)}">${escapeXml(words)}</text>`;
  const up = goesUp(py, frame);
  const anchored = before || px + textWidth(words) / 2 > frame.width ? 'end' : 'middle';
  return `<text class="c-last c-over" x="${f(before ? px + 5 : anchored === 'end' ? frame.width - 2 : px)}" y="${f(up ? py - 12 : py + 21)}" text-anchor="${anchored}">${escapeXml(words)}</text>`;
}

/** What is seen from a point on: a tick line, its words in the verdict's colour, a second line. */
export function annotations(
  chart: Chart,
  frame: Frame,
  x: Scale,
  y: Scale,
  standing: readonly Box[] = [],
): string[] {
  const taken: Box[] = [...standing];
  return chart.annotations.flatMap(({ index, shape, lines: said }) => {
    const point = chart.points[index];
    if (!point || point.value === null) return [];
    const [px, py] = [x(index), y(point.value)];
    const lines = asFits(said, frame);
    const { spot, box } = clearSpot(chart, lines, [px, py], frame, { x, y, taken });
    taken.push(box);
    const under = spot.top > py;
    const text = (words: string, line: number, name: string) =>
      `<text class="${name}" x="${f(spot.at)}" y="${f(spot.top + 12 + line * lineHeight)}" text-anchor="${spot.anchor}">${escapeXml(words)}</text>`;
    return [
      `<line class="c-tickline" x1="${f(px)}" x2="${f(px)}" y1="${f(under ? py + 8 : py - 8)}" y2="${f(spot.tick)}"/>`,
      text(lines[0], 0, `c-ann c-ann-${shape}`),
      text(lines[1], 1, 'c-note c-over'),
    ];
  });
}

/** Where a line is wider than the plot its first words stand alone: the page says the rest. */
function asFits(lines: readonly [string, string], frame: Frame): readonly [string, string] {
  const room = frame.width - frame.left - 16;
  const most = Math.floor(room / textWidth('m'));
  const [first, second] = lines;
  return [
    wrapWords(first, most)[0] ?? first,
    textWidth(second) <= room
      ? second
      : (wrapWords(second.split(', ')[0] ?? second, most)[0] ?? second),
  ];
}

interface Spot {
  readonly at: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Top of the block of two lines, and where the tick line ends. */
  readonly top: number;
  readonly tick: number;
}

const blockHeight = 2 * lineHeight + 2;

/** The place near a point where two lines of words cover least of what is drawn. */
function clearSpot(
  chart: Chart,
  lines: readonly [string, string],
  [px, py]: readonly [number, number],
  frame: Frame,
  { x, y, taken }: { x: Scale; y: Scale; taken: readonly Box[] },
): { spot: Spot; box: Box } {
  const width = Math.max(...lines.map(textWidth)) + 8;
  const drawn = samplesOf(chart, x, y);
  let best: { spot: Spot; box: Box; cost: number } | null = null;
  for (let away = 26; away <= 190; away += 8)
    for (const side of [1, -1])
      for (const anchor of ['middle', 'end', 'start'] as const) {
        const top = side > 0 ? py + away : py - away - blockHeight;
        const at = anchor === 'middle' ? px : anchor === 'end' ? px - 6 : px + 6;
        const left = anchor === 'middle' ? at - width / 2 : anchor === 'end' ? at - width : at;
        if (top < frame.top || top + blockHeight > frame.height - frame.bottom - 4) continue;
        if (left < frame.left || left + width > frame.width - 4) continue;
        const hit = drawn.filter(
          (p) =>
            p.x > left - 4 &&
            p.x < left + width + 4 &&
            p.y > top - 4 &&
            p.y < top + blockHeight + 4,
        );
        const box = { left, right: left + width, top, foot: top + blockHeight };
        const cost =
          hit.reduce((sum, p) => sum + p.weight, 0) +
          away * 0.1 +
          (anchor === 'middle' ? 0 : 1) +
          (taken.some((other) => meet(other, box)) ? 1000 : 0);
        if (best !== null && best.cost <= cost) continue;
        const end =
          anchor === 'middle'
            ? side > 0
              ? top
              : top + blockHeight
            : side > 0
              ? top + blockHeight
              : top;
        best = { spot: { at, anchor, top, tick: end }, box, cost };
      }
  if (best !== null) return best;
  const { top } = frame;
  return {
    spot: { at: px, anchor: 'middle', top, tick: top + blockHeight },
    box: { left: px - width / 2, right: px + width / 2, top, foot: top + blockHeight },
  };
}

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.foot && b.top < a.foot;

/** Points along everything drawn: the data weigh most, mean and limits less. */
function samplesOf(chart: Chart, x: Scale, y: Scale): { x: number; y: number; weight: number }[] {
  const out: { x: number; y: number; weight: number }[] = [];
  const along = (values: readonly (number | null)[], first: number, weight: number) =>
    values.forEach((value, i) => {
      const next = values[i + 1];
      if (value === null) return;
      const steps = next === null || next === undefined ? 1 : 8;
      for (let n = 0; n < steps; n++)
        out.push({
          x: x(first + i + n / steps),
          y: y(value + (((next ?? value) - value) * n) / steps),
          weight,
        });
    });
  along(
    chart.points.map((p) => p.value),
    0,
    4,
  );
  for (const level of [...chart.centre, ...chart.upper, ...chart.lower])
    along(level.values, level.first, 0.15);
  return out;
}

/** Breaks or steps: dotted full height, what and when at the top; in a line of its own each where two would meet. */
export function breakMarks(chart: Chart, frame: Frame, form: Form, x: Scale): string[] {
  const large = !form.startsWith('multiple');
  const foot = frame.height - frame.bottom;
  const marks = chart.breaks.map((b) => ({
    line: x(b.at) - (x(1) - x(0)) / 2,
    when: b.when,
    ...breakWords(b, frame, form, x),
  }));
  const lines = marks.map(
    ({ line }) =>
      `<line class="c-break" x1="${f(line)}" x2="${f(line)}" y1="${large ? 8 : frame.top}" y2="${foot}"/>`,
  );
  if (!large) return lines;
  // Two lines over the bracket of a baseline.
  const first = frame.top - 28;
  const meets = (i: number): boolean => {
    const [mark, before] = [marks[i], marks[i - 1]];
    return mark !== undefined && before !== undefined && before.right + 8 > mark.left;
  };
  let row = 0;
  const texts = marks.flatMap(({ what, when, at, end }, i) => {
    row = meets(i) ? row + 1 : 0;
    const said = meets(i) || meets(i + 1) ? [`${what}, ${when}`] : [what, when];
    return said.map(
      (words, k) =>
        `<text class="c-note c-over" x="${f(at)}" y="${first + 13 * (row + k)}" text-anchor="${end ? 'end' : 'start'}">${escapeXml(words)}</text>`,
    );
  });
  return [...lines, ...texts];
}

/** The first line of a break's words, and where they stand: right of its line, left where there is no room. */
function breakWords(b: Chart['breaks'][number], frame: Frame, form: Form, x: Scale) {
  const line = x(b.at) - (x(1) - x(0)) / 2;
  const what = clauseOf(b.what, form === 'phone' ? 24 : 44);
  const wide = Math.max(textWidth(what), textWidth(b.when));
  const end = line + wide + 8 > frame.width;
  const at = end ? line - 6 : line + 6;
  return { what, at, end, left: end ? at - wide : line, right: end ? line : at + wide };
}

/** The first clause of a reason; the whole stands in the note under the chart. */
function clauseOf(reason: string, most: number): string {
  const clause = reason.split(/[:;,(]/)[0]?.trim() ?? reason;
  const first = wrapWords(clause, most)[0] ?? clause;
  return first === clause ? clause : first.replace(/( (?:by|of|for|in|to|and|the))+$/, '');
}

/** The baseline's wash and the bracket over it. */
export function baselineMark(chart: Chart, frame: Frame, form: Form, x: Scale): string[] {
  if (!chart.baseline) return [];
  const [a, b] = [x(chart.baseline.first) - 6, x(chart.baseline.last) + 6];
  const top = frame.top - 10;
  const label = baselineLabel(chart.baseline.label, [a, b], chart, frame, form, x);
  return [
    `<rect class="c-band" x="${f(a)}" y="${top}" width="${f(b - a)}" height="${frame.height - frame.bottom - top}"/>`,
    `<path class="c-bracket" d="M${f(a)},${top + 5}V${top}H${f(b)}V${top + 5}"/>`,
    label === null
      ? ''
      : `<text class="c-note" x="${f(label.at)}" y="${top - 6}" text-anchor="middle">${escapeXml(label.words)}</text>`,
  ];
}

/** Over the middle of its bracket; beside the words of breaks where they stand there; short or none where there is no room. */
function baselineLabel(
  label: string,
  [a, b]: readonly [number, number],
  chart: Chart,
  frame: Frame,
  form: Form,
  x: Scale,
): { words: string; at: number } | null {
  // On a phone the unit stands at the same height.
  const unit = form === 'phone' ? [{ left: 0, right: textWidth(chart.unit) }] : [];
  const taken = [...unit, ...chart.breaks.map((m) => breakWords(m, frame, form, x))];
  for (const words of [label, 'Baseline']) {
    const wide = textWidth(words);
    if (wide > b - a + 40) continue;
    const half = wide / 2;
    const spots = [
      Math.max((a + b) / 2, half),
      ...taken.flatMap(({ left, right }) => [left - 10 - half, right + 10 + half]),
    ].filter((at) => at - half >= Math.max(0, a - 20) && at + half <= b + 20);
    const at = spots.find((spot) =>
      taken.every(({ left, right }) => spot + half + 8 <= left || spot - half - 8 >= right),
    );
    if (at !== undefined) return { words, at };
  }
  return null;
}
