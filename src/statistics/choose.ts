import type { ChartType } from './control-chart.ts';

/** Declared kind and baseline mean decide the chart (methods.md 2.6); the reason is shown. */
export function chooseChart(what: {
  readonly kind: 'share' | 'rate' | 'count' | 'other';
  readonly values: readonly number[];
  readonly n: readonly number[];
  readonly hasEvents: boolean;
}): { type: ChartType; because: string } {
  const { kind, values, n } = what;
  if (values.length < 8) return { type: 'run', because: 'Under 8 values: a run chart.' };
  const average = (list: readonly number[]) =>
    list.length === 0 ? 0 : list.reduce((s, v) => s + v, 0) / list.length;
  if (kind === 'share')
    return average(n) >= 300
      ? { type: 'p-prime', because: 'A share of hundreds or more: a p′ chart.' }
      : { type: 'p', because: 'A share of fewer than 300: a p chart.' };
  if (kind === 'rate')
    return { type: 'u-prime', because: 'A count for each person or vehicle: a u′ chart.' };
  if (kind === 'other') return { type: 'xmr', because: 'One number a month: an XmR chart.' };
  const mean = average(values);
  const zeros = values.filter((v) => v === 0).length / values.length;
  if (mean < 2 || zeros >= 0.25)
    return what.hasEvents
      ? { type: 'g', because: 'Under two a month: days between events.' }
      : { type: 'c', because: 'Under two a month: a c chart.' };
  if (mean < 10) return { type: 'c', because: 'Two to ten a month: a c chart.' };
  return { type: 'xmr', because: 'Ten or more a month: an XmR chart.' };
}
