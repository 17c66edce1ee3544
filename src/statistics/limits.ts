import type { ChartType } from './control-chart.ts';

/** A row of one part as the limits see it. */
export interface Measured {
  /** Count or value given. */
  readonly y: number | null;
  readonly n: number | null;
  /** What is plotted; null when missing. */
  readonly value: number | null;
  readonly excluded: boolean;
  readonly baseline: boolean;
}

/** Centre, and the line k sigma from it (k signed), for each row; null where there is no such line. */
export interface Lines {
  readonly cl: number | null;
  readonly line: (k: number, row: Measured) => number | null;
}

const none: Lines = { cl: null, line: () => null };
const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * Mean moving range of the baseline: neighbours after excluded rows are taken out; a range that
 * touches a missing row is dropped. Screened once at 3.267 times the mean (Nelson 1982).
 */
function meanRange(
  rows: readonly Measured[],
  readValue: (row: Measured) => number | null,
  screen: boolean,
): number | null {
  const kept = rows.filter((row) => row.baseline && !row.excluded);
  const ranges = kept.slice(1).flatMap((row, i) => {
    const [now, before] = [readValue(row), readValue(kept[i] as Measured)];
    return now === null || before === null ? [] : [Math.abs(now - before)];
  });
  if (ranges.length === 0) return null;
  const all = mean(ranges);
  if (!screen) return all;
  const kept2 = ranges.filter((r) => r < 3.267 * all);
  return all === 0 || kept2.length === 0 ? 0 : mean(kept2);
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** The lines of one part by chart type (methods.md section 2, each with its source there). */
export function linesOf(type: ChartType, rows: readonly Measured[], screen: boolean): Lines {
  const base = rows.filter((row) => row.baseline && !row.excluded && row.value !== null);
  const values = base.map((row) => row.value as number);
  if (values.length === 0) return none;
  switch (type) {
    case 'run':
      return { cl: median(values), line: () => null };
    case 'xmr': {
      const cl = mean(values);
      const range = meanRange(rows, (row) => row.value, screen);
      return { cl, line: (k) => (range === null ? null : cl + (k * 2.66 * range) / 3) };
    }
    case 'c': {
      const cl = mean(values);
      return { cl, line: (k) => Math.max(0, cl + k * Math.sqrt(cl)) };
    }
    case 'g': {
      const m = mean(values);
      return { cl: median(values), line: (k) => (k < 0 ? 0 : m + k * Math.sqrt(m * (m + 1))) };
    }
    case 't': {
      const power = (row: Measured) => (row.value === null ? null : row.value ** (1 / 3.6));
      const w = mean(values.map((v) => v ** (1 / 3.6)));
      const range = meanRange(rows, power, screen);
      return {
        cl: w ** 3.6,
        line: (k) => (range === null ? null : Math.max(0, w + (k * range) / 1.128) ** 3.6),
      };
    }
    default:
      return ratioLines(type, rows, base, screen);
  }
}

/** p, p', u, u': the centre is pooled, limits vary with n; Laney 2002 for the primed ones. */
function ratioLines(
  type: 'p' | 'p-prime' | 'u' | 'u-prime',
  rows: readonly Measured[],
  base: readonly Measured[],
  screen: boolean,
): Lines {
  const cl =
    base.reduce((sum, row) => sum + (row.y ?? 0), 0) /
    base.reduce((sum, row) => sum + (row.n ?? 0), 0);
  const share = type === 'p' || type === 'p-prime';
  const sigma = (row: Measured) => Math.sqrt((share ? cl * (1 - cl) : cl) / (row.n ?? Number.NaN));
  let widen = 1;
  if (type === 'p-prime' || type === 'u-prime') {
    const range = meanRange(
      rows,
      (row) => (row.value === null ? null : sigma(row) === 0 ? 0 : (row.value - cl) / sigma(row)),
      screen,
    );
    if (range === null) return { cl, line: () => null };
    widen = range / 1.128;
  }
  return {
    cl,
    line: (k, row) =>
      row.value === null
        ? null
        : clamp(cl + k * sigma(row) * widen, 0, share ? 1 : Number.POSITIVE_INFINITY),
  };
}
