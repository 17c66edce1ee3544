import {
  addMonths,
  dayNumber,
  monthOf,
  type Period,
  type PlainDate,
  periodOf,
} from '../periods/index.ts';
import { type ExpectedMonth, type ExpectedRange, expectedRange } from '../statistics/index.ts';
import type { Figure, Series } from './figure.ts';

/** Where the next months of a series are expected, each with its period. */
export interface ExpectedNext extends Omit<ExpectedRange, 'months'> {
  readonly months: readonly (ExpectedMonth & { readonly period: Period })[];
}

/** Kinds that count things one by one. */
const counted: ReadonlySet<string> = new Set(['flow', 'distinct', 'movement']);

/**
 * The three months after the last whole one, for counts by month alone; null for registers and rare
 * events, where anything is withheld, under too few months since a break, and never across one
 * (methods.md section 7).
 */
export function expectedNext(series: Series, coverage?: number): ExpectedNext | null {
  const { chartFigures, breaks, measure, judged } = series;
  if (!counted.has(measure.kind) || judged === 'moves' || judged === 'waits') return null;
  if (chartFigures.some((f) => f.period.grain !== 'month' || hidden.has(f.status))) return null;
  const at = chartFigures.findLastIndex(whole);
  const last = chartFigures[at];
  if (!last) return null;
  const since = breaks
    .map((b) => b.at)
    .filter((day) => day <= last.period.end)
    .sort()
    .at(-1);
  const own = chartFigures
    .slice(0, at + 1)
    .filter((f) => since === undefined || f.period.start >= since);
  const periods = [1, 2, 3]
    .map((n) => periodOf('month', addMonths(last.period.last, n)))
    .filter((p) => !breaks.some((b) => b.at > last.period.end && b.at <= p.end));
  const found = expectedRange(
    own.map((f) => ({ y: whole(f) ? f.value : null, ...placeOf(f.period) })),
    periods.map(placeOf),
    coverage,
  );
  if (!found) return null;
  return {
    ...found,
    months: found.months.flatMap((month, i) => {
      const period = periods[i];
      return period ? [{ ...month, period }] : [];
    }),
  };
}

const hidden: ReadonlySet<Figure['status']> = new Set<Figure['status']>(['withheld', 'suppressed']);

const whole = (f: Figure): boolean => f.value !== null && f.status === 'complete' && !f.immature;

const placeOf = ({ start, end }: { readonly start: PlainDate; readonly end: PlainDate }) => ({
  month: Number(monthOf(start).slice(5, 7)) - 1,
  days: dayNumber(end) - dayNumber(start) + 1,
});
