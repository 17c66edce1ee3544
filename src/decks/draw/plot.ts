import type { Box, DeckChart, NumberCode } from '../deck-plan.ts';
import { emuPerPoint, textWidth } from './measure.ts';

/** The inner plot of a chart as shares of its frame (`c:manualLayout`): shapes are placed by the same numbers. */
export interface Plot {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where a point or a value of a chart stands on the slide, in EMU. */
export interface Scale {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Middle of the slot of a point. */
  x(index: number): number;
  y(value: number): number;
  /** Half the width of a slot. */
  readonly half: number;
}

/** Room for the axis labels at the left and the names of the lines at the right; the rest is plot. */
export function plotOf(chart: DeckChart, box: Box, labels: readonly string[]): Plot {
  if (chart.small) return { x: 0.01, y: 0.06, w: 0.98, h: 0.88 };
  const width = box.w / emuPerPoint;
  const needed = (texts: readonly string[], bold: boolean) =>
    (Math.max(0, ...texts.map((t) => textWidth(t, 11, bold))) + 10) / width;
  const left = Math.max(0.065, needed(ticks(chart), false));
  const right = Math.max(0.09, needed(labels, false) + 0.012);
  return { x: left, y: 0.05, w: 1 - left - right, h: 0.82 };
}

/** On a date axis in months every month has a slot of its own, and a point stands in the middle of it. */
export function scaleOf(chart: DeckChart, box: Box, plot: Plot): Scale {
  const months = chart.days.map(monthNumber);
  const first = months[0] ?? 0;
  const count = (months.at(-1) ?? first) - first + 1;
  const left = box.x + box.w * plot.x;
  const top = box.y + box.h * plot.y;
  const [width, height] = [box.w * plot.w, box.h * plot.h];
  const { min, max } = chart.axis;
  const apart = months.length > 1 ? (months[1] ?? 0) - first : 1;
  return {
    left,
    right: left + width,
    top,
    bottom: top + height,
    x: (index) => left + (((months[index] ?? first + index * apart) - first + 0.5) / count) * width,
    y: (value) => top + ((max - value) / (max - min || 1)) * height,
    half: (width / count / 2) * apart,
  };
}

const monthNumber = (day: string): number =>
  Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** Months between the labels of the time axis: at most nine labels. */
export function monthsBetweenLabels(days: readonly string[]): number {
  const span = monthNumber(days.at(-1) ?? '') - monthNumber(days[0] ?? '') + 1;
  return [1, 3, 6, 12, 24, 60].find((step) => span / step <= 9) ?? 120;
}

const ticks = (chart: DeckChart): string[] => {
  const { min, max, step } = chart.axis;
  return [min, max, max - step].map((v) => printed(v, axisFormat(chart)));
};

/** The format of the axis: whole per cents where the steps are. */
export const axisFormat = (chart: Pick<DeckChart, 'format' | 'axis'>): NumberCode | '0%' =>
  chart.format === '0.0%' &&
  Math.abs(chart.axis.step * 100 - Math.round(chart.axis.step * 100)) < 1e-6
    ? '0%'
    : chart.format;

/** How wide a label is can be told from its text; the renderer writes the text itself. */
export function printed(value: number, format: NumberCode | '0%'): string {
  const places = format.includes('.00') ? 2 : format.includes('.0') ? 1 : 0;
  const share = format.endsWith('%');
  const text = (share ? value * 100 : value).toFixed(places).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${format.startsWith('£') ? '£' : ''}${text}${share ? '%' : ''}`;
}
