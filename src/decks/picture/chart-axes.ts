import { type Element, make } from '../../ooxml/index.ts';
import { breakLines, widthOnLine } from '../audit/lines.ts';
import { at as down, type Node, number } from '../audit/reader.ts';
import { monthOf, monthPrinted, printedBy } from './number-code.ts';
import { type Colours, strokeOf, tidy } from './paint.ts';
import type { Plot } from './plot.ts';
import { setWords, word } from './words.ts';

/** Where points and values of a plot stand on the slide, in points. */
export interface PlotScale {
  readonly min: number;
  readonly max: number;
  /** Middle of the slot of a point, along the axis of categories. */
  slot(index: number): number;
  /** Along the axis of values. */
  at(value: number): number;
  /** Width of a slot. */
  readonly step: number;
}

export function plotScale(plot: Plot): PlotScale {
  const { box, kind, value } = plot;
  const ends = endsOf(plot);
  const slots = slotsOf(plot);
  const upside = down(plot.category, 'scaling', 'orientation')?.attributes.val === 'maxMin';
  const middle = kind !== 'line' || down(value, 'crossBetween')?.attributes.val !== 'midCat';
  const length = kind === 'bars' ? box.h : box.w;
  const step = length / (middle ? slots.count : Math.max(1, slots.count - 1));
  const share = (v: number) => (v - ends.min) / (ends.max - ends.min || 1);
  return {
    ...ends,
    step,
    slot: (index) => {
      const along = (slots.of(index) + (middle ? 0.5 : 0)) * step;
      if (kind !== 'bars') return box.x + along;
      return upside ? box.y + along : box.y + box.h - along;
    },
    at: (v) => (kind === 'bars' ? box.x + share(v) * box.w : box.y + (1 - share(v)) * box.h),
  };
}

/** On a date axis in months every month has a slot; else every category has one. */
function slotsOf({ category, series }: Plot): { count: number; of: (index: number) => number } {
  const names = series[0]?.categories ?? new Map<number, string>();
  if (category?.name !== 'dateAx')
    return { count: Math.max(1, ...series.map((s) => s.count)), of: (index) => index };
  const months = new Map([...names].map(([i, day]) => [i, monthOf(Number(day))]));
  const [first, last] = [Math.min(...months.values()), Math.max(...months.values())];
  return { count: last - first + 1, of: (index) => (months.get(index) ?? first + index) - first };
}

function endsOf({ value, series, stacked }: Plot): { min: number; max: number } {
  if (stacked) return { min: 0, max: 1 };
  const all = series.flatMap((s) => [...s.values.values()]);
  const set = (name: string) => down(value, 'scaling', name)?.attributes.val;
  return {
    min: number(set('min'), Math.min(0, ...all)),
    max: number(set('max'), Math.max(0, ...all) * 1.1 || 1),
  };
}

interface Type {
  readonly size: number;
  readonly bold: boolean;
  readonly paint: Node | null;
}

/** How an axis or a label is set: its own text properties, else the chart's. */
export function typeOf(holder: Node | null): Type {
  let node = holder;
  while (node && !down(node, 'txPr')) node = node.parent;
  const set = down(node, 'txPr', 'p', 'pPr', 'defRPr');
  return {
    size: number(set?.attributes.sz, 1000) / 100,
    bold: /^(1|true)$/.test(set?.attributes.b ?? ''),
    paint: set,
  };
}

const isShown = (axis: Node | null): axis is Node =>
  axis !== null && down(axis, 'delete')?.attributes.val !== '1';

export function drawAxes(plot: Plot, scale: PlotScale, colours: Colours): Element[] {
  const { category, value } = plot;
  return [
    ...(isShown(value) ? valueAxis(plot, value, scale, colours) : []),
    ...(isShown(category) ? categoryAxis(plot, category, scale, colours) : []),
  ];
}

function valueAxis({ kind, box }: Plot, axis: Node, scale: PlotScale, colours: Colours): Element[] {
  const step = number(down(axis, 'majorUnit')?.attributes.val, (scale.max - scale.min) / 5);
  const code = down(axis, 'numFmt')?.attributes.formatCode ?? 'General';
  const grid = strokeOf(down(axis, 'majorGridlines', 'spPr', 'ln'), colours);
  const type = typeOf(axis);
  const count = Math.min(60, Math.floor((scale.max - scale.min) / step + 1e-6));
  return Array.from({ length: count + 1 }, (_, i) => scale.min + i * step).flatMap((v) => {
    const at = scale.at(v);
    const text = printedBy(code, v);
    const width = widthOnLine(text, type);
    const across = kind === 'bars';
    const line = across
      ? { x1: at, x2: at, y1: box.y, y2: box.y + box.h }
      : { x1: box.x, x2: box.x + box.w, y1: at, y2: at };
    const [x, y] = across
      ? [at - width / 2, box.y + box.h + 4 + type.size]
      : [box.x - 5 - width, at + type.size * 0.35];
    return [
      ...(grid.stroke ? [make('line', { ...tidied(line), ...grid })] : []),
      word(text, x, y, width, type, colours),
    ];
  });
}

const tidied = (line: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(line).map(([key, value]) => [key, tidy(value)]));

function categoryAxis(plot: Plot, axis: Node, scale: PlotScale, colours: Colours): Element[] {
  const { box, kind } = plot;
  const stroke = strokeOf(down(axis, 'spPr', 'ln'), colours);
  const zero = scale.at(Math.min(scale.max, Math.max(scale.min, 0)));
  const line =
    kind === 'bars'
      ? { x1: zero, x2: zero, y1: box.y, y2: box.y + box.h }
      : { x1: box.x, x2: box.x + box.w, y1: zero, y2: zero };
  return [
    ...(stroke.stroke ? [make('line', { ...tidied(line), ...stroke })] : []),
    ...(axis.name === 'dateAx'
      ? monthLabels(plot, axis, scale, stroke, colours)
      : kind === 'bars'
        ? names(plot, axis, scale, colours)
        : []),
  ];
}

/** A label every so many months from the first, with a tick where its month begins. */
function monthLabels(
  { series, box }: Plot,
  axis: Node,
  scale: PlotScale,
  stroke: ReturnType<typeof strokeOf>,
  colours: Colours,
): Element[] {
  const days = [...(series[0]?.categories.values() ?? [])].map((day) => monthOf(Number(day)));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const every = Math.max(1, number(down(axis, 'majorUnit')?.attributes.val, 1));
  const ticks = down(axis, 'majorTickMark')?.attributes.val === 'out';
  const type = typeOf(axis);
  const foot = box.y + box.h;
  const drawn: Element[] = [];
  for (let month = first; month <= last; month += every) {
    const text = monthPrinted(month);
    const width = widthOnLine(text, type);
    const left = box.x + (month - first) * scale.step;
    drawn.push(
      word(text, left + scale.step / 2 - width / 2, foot + 6 + type.size, width, type, colours),
      ...(ticks && stroke.stroke
        ? [make('line', { ...tidied({ x1: left, x2: left, y1: foot, y2: foot + 4 }), ...stroke })]
        : []),
    );
  }
  return drawn;
}

/** Names of bars, wrapped in the room left of the plot. */
function names(plot: Plot, axis: Node, scale: PlotScale, colours: Colours): Element[] {
  const { frame, box, series } = plot;
  const type = typeOf(axis);
  const room = { x: frame.x, w: box.x - frame.x - 6, h: scale.step };
  return [...(series[0]?.categories ?? [])].flatMap(([i, text]) => {
    const paragraph = {
      ...{ spacing: 1, before: 0, after: 0, indent: 0, bullet: '', align: 'r' },
      runs: [{ text, ...type }],
    };
    const y = scale.slot(i) - scale.step / 2;
    const fits = breakLines(paragraph, room.w).widest === 0;
    return setWords([paragraph], { box: { ...room, y }, anchor: 'ctr', wraps: fits }, colours);
  });
}
