import { plainNumber } from '../wording/index.ts';
import type { Chart } from './chart.ts';

/** The unit of a chart of shares. */
export const perCent = 'Per cent';

const niceSteps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10];

/** The least step of 1, 1.5, 2 ... x 10^n that is not under the one asked for; whole where counts are drawn. */
export function niceStep(least: number, whole = false): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return (
    niceSteps
      .map((step) => step * power)
      .find((step) => step >= least * 0.999 && (!whole || Number.isInteger(step))) ?? power * 10
  );
}

/**
 * Four to six gridlines by steps of 1, 1.5, 2 ... x 10^n; from nought but for narrow shares (visual.md section 4).
 * @param share the values are shares: their axis may start higher, and ends at the whole
 * @param counted whether what is drawn are counts, whose steps are whole; means and limits among the values need not be
 */
export function axisOf(
  values: readonly number[],
  share = false,
  counted = values.every((v) => Number.isInteger(v)),
): Chart['y'] {
  const top = Math.max(...values, 0);
  const bottom = Math.min(...values, top);
  if (top === 0) return { min: 0, max: 1, ticks: [0, 1], fromZero: true };
  const fromZero = !share || top - bottom > 0.35 * top;
  const low = fromZero ? Math.min(0, bottom) : bottom;
  const whole = counted && top >= 5;
  const step = niceStep((top * 1.04 - low) / 5, whole);
  const min = fromZero && bottom >= 0 ? 0 : Math.floor(low / step) * step;
  const count = Math.ceil((top * 1.02 - min) / step);
  const ticks = Array.from({ length: count + 1 }, (_, i) => min + i * step);
  const max = min + count * step;
  return share && top <= 1 && max > 1
    ? { min, max: 1, ticks: ticks.filter((tick) => tick < 1 + 1e-9), fromZero }
    : { min, max, ticks, fromZero };
}

/** The axis of a small multiple: nought, middle and top, the middle a round number. */
export function halfAxis(chart: Chart): Chart['y'] {
  const values = [
    ...chart.points.map((p) => p.value),
    ...chart.upper.flatMap((level) => level.values),
    ...chart.centre.flatMap((level) => level.values),
  ].filter((v) => v !== null);
  const top = Math.max(...values, 0);
  if (top === 0) return { min: 0, max: 2, ticks: [0, 1, 2], fromZero: true };
  if (chart.unit === perCent && top > 0.75 && top <= 1)
    return { min: 0, max: 1, ticks: [0, 0.5, 1], fromZero: true };
  const whole = chart.points.every((p) => p.value === null || Number.isInteger(p.value));
  const step = whole && top < 2 ? 1 : niceStep((top * 1.02) / 2, whole && top >= 2);
  return { min: 0, max: 2 * step, ticks: [0, step, 2 * step], fromZero: true };
}

/** A tick as it is printed: `450`, `7.5`, `2m`; shares in per cent. */
export function tickText(tick: number, share: boolean): string {
  const value = share ? tick * 100 : tick;
  if (Math.abs(value) >= 1_000_000) return `${short(value / 1_000_000)}m`;
  return short(value);
}

/** As many decimals as the step has, up to two. */
function short(value: number): string {
  const places = [0, 1, 2].find(
    (n) => Math.abs(value * 10 ** n - Math.round(value * 10 ** n)) < 1e-6,
  );
  return plainNumber(value, places ?? 2);
}
