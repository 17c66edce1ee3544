import type { ChartType } from './control-chart.ts';
import { mean } from './lines.ts';

/** What a chart is chosen by: the kind of number, and its baseline. */
export interface ToChart {
  readonly kind: 'share' | 'rate' | 'count' | 'other';
  readonly values: readonly number[];
  /** Items behind each share. */
  readonly n: readonly number[];
}

/** Declared kind and baseline mean decide the chart (methods.md 2.6); the reason is shown, but for too few values. */
export function chooseChart({ kind, values, n }: ToChart): {
  type: ChartType;
  because: string | null;
} {
  if (values.length < 8) return { type: 'run', because: null };
  if (kind === 'share')
    return mean(n) >= 300
      ? { type: 'p-prime', because: 'A share of hundreds or more: a p′ chart.' }
      : { type: 'p', because: 'A share of fewer than 300: a p chart.' };
  if (kind === 'rate')
    return { type: 'u-prime', because: 'A count for each unit of exposure: a u′ chart.' };
  if (kind === 'other') return { type: 'xmr', because: 'One number each time: an XmR chart.' };
  if (isRare(values)) return { type: 'c', because: 'Rare: a c chart.' };
  const average = mean(values);
  if (average >= 10)
    return { type: 'xmr', because: 'Ten or more each time on average: an XmR chart.' };
  const spread = values.reduce((sum, v) => sum + (v - average) ** 2, 0) / (values.length - 1);
  return {
    type: 'c',
    because:
      spread > 1.5 * average
        ? 'Two to ten each time on average: a c chart. They vary more than independent events would, so its limits are somewhat narrow.'
        : 'Two to ten each time on average: a c chart.',
  };
}

/** Under two each time on average, or a quarter of the times at nought: days between events tell more. */
export const isRare = (values: readonly number[]): boolean =>
  values.length > 0 &&
  (mean(values) < 2 || values.filter((v) => v === 0).length >= 0.25 * values.length);
