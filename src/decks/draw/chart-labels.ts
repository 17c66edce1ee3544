import type { Box, DeckChart, DeckSeries } from '../deck-plan.ts';
import { emuPerPoint, textWidth } from './measure.ts';
import { printed, type Scale } from './plot.ts';

/** Where the label of a series' last point goes, so that no label covers another. */
export interface PlacedLabel {
  readonly position: 'r' | 't' | 'b';
  /** Moved down by this share of the frame's height. */
  readonly shift: number;
  /** Moved right by this share of its width: out of a plot that goes on after the last point. */
  readonly across: number;
}

const height = 14;

export const lastOf = (series: DeckSeries): number =>
  series.values.findLastIndex((v) => v !== null);
const isLine = (s: DeckSeries) => s.style === 'mean' || s.style === 'upper' || s.style === 'lower';

/** The text of a label as the renderer will write it. */
export function labelText(chart: DeckChart, series: DeckSeries): string {
  const value = series.values[lastOf(series)] ?? null;
  if (value === null) return '';
  const number = printed(value, chart.format);
  return series.style === 'figure' ? number : `${series.name} ${number}`;
}

/**
 * The value goes above its point or below it, whichever is free; names of lines stand right of the
 * plot and are pushed apart.
 */
export function placeLabels(
  chart: DeckChart,
  scale: Scale,
  box: Box,
): ReadonlyMap<DeckSeries, PlacedLabel> {
  const placed = new Map<DeckSeries, PlacedLabel>();
  const at = (series: DeckSeries) => scale.y(series.values[lastOf(series)] ?? 0) / emuPerPoint;
  const labelled = chart.series.filter((s) => s.labelled && lastOf(s) >= 0);
  const lines = labelled.filter(isLine).sort((a, b) => at(a) - at(b));
  const value = labelled.find((s) => !isLine(s));
  const taken: number[] = [];
  const across = (series: DeckSeries) =>
    Math.max(0, scale.right - scale.half - scale.x(lastOf(series))) / box.w;
  if (value) {
    const y = at(value);
    const half = textWidth(labelText(chart, value), 11, true) / 2;
    // Only a label that reaches past the plot can meet the names of the lines.
    const reaches = scale.x(lastOf(value)) / emuPerPoint + half > scale.right / emuPerPoint + 2;
    const clash = (spot: number) =>
      lines.filter((l) => reaches && Math.abs(at(l) - spot) < height).length +
      lines.filter((l) => Math.abs(at(l) - spot) < 8).length;
    const [above, below] = [y - 13, y + 13];
    const inside = (spot: number) =>
      spot - height / 2 >= box.y / emuPerPoint && spot + height / 2 <= scale.bottom / emuPerPoint;
    const before = value.values.slice(0, lastOf(value)).findLast((v) => v !== null) ?? 0;
    const rising = (value.values[lastOf(value)] ?? 0) >= before;
    const wanted = rising ? [above, below] : [below, above];
    // A line that falls or climbs steeply into its last point would run through a label over it.
    // Where the plot goes on without it, its own place is over it or under it.
    const beside = across(value) < 0.001 && Math.abs(scale.y(before) / emuPerPoint - y) > 20;
    const spot = beside
      ? y
      : (wanted.filter(inside).sort((a, b) => clash(a) - clash(b))[0] ?? wanted[0] ?? above);
    placed.set(value, {
      position: spot === y ? 'r' : spot < y ? 't' : 'b',
      shift: 0,
      across: 0,
    });
    if (reaches || beside) taken.push(spot);
  }
  for (const line of lines) {
    const y = at(line);
    const spot = free(y, taken);
    taken.push(spot);
    placed.set(line, {
      position: 'r',
      shift: ((spot - y) * emuPerPoint) / box.h,
      across: across(line),
    });
  }
  return placed;
}

/** The nearest height at which a label covers none of those taken. */
function free(wanted: number, taken: readonly number[]): number {
  const clear = (y: number) => taken.every((t) => Math.abs(t - y) >= height - 0.01);
  if (clear(wanted)) return wanted;
  const spots = taken.flatMap((t) => [t - height, t + height]).filter(clear);
  return spots.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0] ?? wanted;
}
