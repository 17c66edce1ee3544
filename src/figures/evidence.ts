import type { MeasureDefinition } from '../framework/index.ts';
import { type ControlChart, eTest, normalTest } from '../statistics/index.ts';
import type { Figure } from './figure.ts';
import { isCount } from './monthly-chart.ts';

/** What the p-value of a series rests on. */
export interface Grounds {
  readonly measure: MeasureDefinition;
  readonly chart: ControlChart;
  readonly baseline: readonly boolean[];
  /** Index of the point judged. */
  readonly at: number;
  /** The way of the verdict's signal, as the chart has it; null without one. */
  readonly direction: 'up' | 'down' | null;
  /** The figure shown and that of the same period last year. */
  readonly shown: Figure;
  readonly lastYear: Figure | null;
  /** Whether the chart is one of waits, where up is fewer. */
  readonly waits: boolean;
}

/**
 * "Did the latest period change?", one question a measure: the least p-value of its tests times
 * their number (methods.md section 6). The tests: the tail of the latest point, the run it ends, and
 * for counts the period against the same period last year.
 */
export function evidence(grounds: Grounds): number | null {
  const point = grounds.chart.points[grounds.at];
  if (!point || point.value === null || point.cl === null) return null;
  const tests = [tail(grounds), shift(grounds), pair(grounds)].filter((p) => p !== null);
  return tests.length === 0 ? null : Math.min(1, tests.length * Math.min(...tests));
}

/** Two-sided tail of the latest point; g and t on a scale that is nearly normal. */
function tail({ chart, baseline, at }: Grounds): number | null {
  const point = chart.points[at];
  if (!point || point.value === null || point.cl === null) return null;
  if (chart.type === 'g') return geometricTail(point.value, meanWait(chart, baseline, point.part));
  if (point.ucl === null) return null;
  const scale = (v: number) => (chart.type === 't' ? v ** (1 / 3.6) : v);
  const sigma = (scale(point.ucl) - scale(point.cl)) / 3;
  const distance = scale(point.value) - scale(point.cl);
  // Limits without width say nothing of how likely a distance is.
  return sigma > 0 ? normalTest(distance / sigma) : null;
}

function meanWait(chart: ControlChart, baseline: readonly boolean[], part: number): number {
  const waits = chart.points.flatMap((p, i) =>
    baseline[i] && p.part === part && p.value !== null && !p.excluded ? [p.value] : [],
  );
  return waits.reduce((sum, v) => sum + v, 0) / Math.max(1, waits.length);
}

/** Both tails of a wait of whole days when each day brings an event with the same chance. */
function geometricTail(wait: number, mean: number): number {
  if (mean === 0) return 1;
  const none = mean / (1 + mean);
  return Math.min(1, 2 * Math.min(none ** wait, 1 - none ** (wait + 1)));
}

/** The run on one side of the centre that the point ends: chance makes one so long with 2^(1 - length). */
function shift({ chart, at }: Grounds): number | null {
  const last = chart.points[at];
  if (!last || last.value === null || last.cl === null) return null;
  const side = Math.sign(last.value - last.cl);
  if (side === 0) return 1;
  let length = 0;
  for (let i = at; i >= 0; i--) {
    const p = chart.points[i];
    if (!p || p.part !== last.part) break;
    if (p.excluded) continue;
    if (p.value === null || p.cl === null || Math.sign(p.value - p.cl) !== side) break;
    length++;
  }
  return 2 ** (1 - length);
}

/**
 * The count of the period against that of the same period last year: the E-test, or where the months
 * vary more than independent events would, the quasi-Poisson comparison. A change that runs against
 * the signal is no evidence for it.
 */
function pair({ measure, chart, at, direction, shown, lastYear, waits }: Grounds): number | null {
  if (!isCount(measure) || !lastYear || shown.immature || lastYear.immature) return null;
  if (shown.status !== 'complete' || lastYear.status !== 'complete') return null;
  const [now, then] = [shown.value, lastYear.value];
  if (now === null || then === null || !Number.isInteger(now) || !Number.isInteger(then))
    return null;
  if (measure.breaks.some((b) => b.at > lastYear.period.start && b.at <= shown.period.end))
    return null;
  const signal = direction === null || !waits ? direction : direction === 'up' ? 'down' : 'up';
  if (signal !== null && Math.sign(now - then) !== (signal === 'up' ? 1 : -1)) return 1;
  const point = chart.points[at];
  const spread =
    waits || !point || point.cl === null || point.ucl === null || point.cl <= 0
      ? 1
      : ((point.ucl - point.cl) / 3) ** 2 / point.cl;
  if (spread <= 1 || now === 0 || then === 0) return eTest(now, 1, then, 1);
  return normalTest(Math.log(now / then) / Math.sqrt(spread * (1 / now + 1 / then)));
}
