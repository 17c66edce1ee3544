import type { MeasureDefinition } from '../framework/index.ts';
import { type ControlChart, eTest, normalTest } from '../statistics/index.ts';
import type { Figure } from './figure.ts';
import { isCount, type MonthlyChart } from './monthly-chart.ts';

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
  readonly monthly: MonthlyChart;
}

/**
 * "Did the latest period change?", one question a measure: the least p-value of its tests times
 * their number (methods.md section 6). The tests: the tail of the latest point, the run it ends, and
 * for counts the period against the same period last year and against its baseline.
 */
export function evidence(grounds: Grounds): number | null {
  const point = grounds.chart.points[grounds.at];
  if (!point || point.value === null || point.cl === null) return null;
  const tests = [
    tail(grounds),
    shift(grounds),
    sinceLastYear(grounds),
    sinceBaseline(grounds),
  ].filter((p) => p !== null);
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

/** The count of the period against that of the same period last year. */
function sinceLastYear(grounds: Grounds): number | null {
  const { measure, shown, lastYear } = grounds;
  if (!isCount(measure) || !lastYear || shown.immature || lastYear.immature) return null;
  if (shown.status !== 'complete' || lastYear.status !== 'complete') return null;
  if (measure.breaks.some((b) => b.at > lastYear.period.start && b.at <= shown.period.end))
    return null;
  return shown.value === null || lastYear.value === null
    ? null
    : countTest(grounds, { count: shown.value, of: 1 }, { count: lastYear.value, of: 1 });
}

/**
 * The months of the period that may be judged against those of the baseline of their stretch, each
 * by what the season makes of it.
 */
function sinceBaseline(grounds: Grounds): number | null {
  const { measure, monthly, shown } = grounds;
  const { rows, baseline, expects } = monthly;
  if (!isCount(measure)) return null;
  const usable = rows.map((row) => row.y !== null && !row.exclude);
  const inside = rows.map(
    ({ figure: { period } }, i) =>
      usable[i] === true && period.start >= shown.period.start && period.end <= shown.period.end,
  );
  const part = rows.findLast((_, i) => inside[i])?.part;
  const base = rows.map(
    (row, i) => usable[i] === true && baseline[i] === true && row.part === part,
  );
  if (part === undefined || rows.some((row, i) => inside[i] && (base[i] || row.part !== part)))
    return null;
  const total = (chosen: readonly boolean[]) => ({
    count: rows.reduce((sum, row, i) => sum + (chosen[i] ? (row.y ?? 0) : 0), 0),
    of: rows.reduce((sum, _, i) => sum + (chosen[i] ? (expects?.[i] ?? 1) : 0), 0),
  });
  const [now, then] = [total(inside), total(base)];
  return then.of === 0 ? null : countTest(grounds, now, then);
}

/** A count of so many times its usual exposure. */
interface Counted {
  readonly count: number;
  readonly of: number;
}

/**
 * Two counts: the E-test, or where the months vary more than independent events would, the
 * quasi-Poisson comparison (methods.md sections 4 and 8). A change that runs against the signal is
 * no evidence for it.
 */
function countTest(
  { chart, at, direction, waits }: Grounds,
  now: Counted,
  then: Counted,
): number | null {
  if (!Number.isInteger(now.count) || !Number.isInteger(then.count)) return null;
  const signal = direction === null || !waits ? direction : direction === 'up' ? 'down' : 'up';
  const change = now.count / now.of - then.count / then.of;
  if (signal !== null && Math.sign(change) !== (signal === 'up' ? 1 : -1)) return 1;
  const point = chart.points[at];
  if (!waits && (!point || point.cl === null || point.ucl === null || point.cl <= 0)) return null;
  const spread =
    waits || !point || point.cl === null || point.ucl === null
      ? 1
      : ((point.ucl - point.cl) / 3) ** 2 / point.cl;
  if (spread <= 1 || now.count === 0 || then.count === 0)
    return eTest(now.count, now.of, then.count, then.of);
  const ratio = Math.log(now.count / now.of) - Math.log(then.count / then.of);
  return normalTest(ratio / Math.sqrt(spread * (1 / now.count + 1 / then.count)));
}
