import { anhoej } from './anhoej.ts';
import type { ChartPart, ChartPoint, ChartType, ControlChart } from './control-chart.ts';
import { linesOf } from './limits.ts';
import type { Lines, Measured } from './lines.ts';
import { assurance, flag, type Judged, ruleSets, variation } from './rules.ts';

/** One row to chart. A missing `y` is a gap; `part` starts a new stretch. */
export interface ChartRow {
  readonly x: string;
  readonly y: number | null;
  readonly n?: number | null;
  readonly exclude?: boolean;
  readonly part?: number;
}

export interface ChartOptions {
  readonly type: ChartType;
  readonly rules?: string;
  /** First rows of each part that make its baseline; null takes all. */
  readonly freeze?: number | null;
  /** Rows of the baseline by name, where it is a named window; overrides `freeze`. */
  readonly baseline?: readonly boolean[];
  readonly target?: number | null;
  readonly better?: 'lower' | 'higher' | 'neutral';
  readonly screen?: 'once' | 'none';
}

const needsN = new Set<ChartType>(['p', 'p-prime', 'u', 'u-prime']);
const usesN = new Set<ChartType>(['p', 'p-prime', 'u', 'u-prime', 'xmr', 'run']);

/** The control chart of methods.md 1.1: nothing is sorted, merged or dropped, nothing is rounded. */
export function controlChart(rows: readonly ChartRow[], options: ChartOptions): ControlChart {
  const { type, better = 'neutral', target = null, freeze = null } = options;
  const rules = options.rules ?? (type === 'run' ? 'anhoej' : 'mdc');
  const set = ruleSets[rules] ?? [];
  const points: ChartPoint[] = [];
  const parts: ChartPart[] = [];
  for (const { number, from, to } of stretchesOf(rows)) {
    const stretch = rows.slice(from, to);
    const measured = stretch.map((row, i) =>
      measure(
        row,
        type,
        options.baseline ? (options.baseline[from + i] ?? false) : freeze === null || i < freeze,
      ),
    );
    const lines = linesOf(type, measured, options.screen !== 'none');
    const present = measured.flatMap((row) =>
      row.value !== null && !row.excluded && lines.cl !== null
        ? [{ value: row.value, cl: lines.cl }]
        : [],
    );
    const runs = anhoej(present);
    const signals = signalsOf(
      measured,
      lines,
      set,
      runs.longest_max ?? Number.POSITIVE_INFINITY,
      rules === 'anhoej',
    );
    const perRow = needsN.has(type);
    points.push(
      ...measured.map((row, i): ChartPoint => {
        const at = (k: number) =>
          type === 'run' || (perRow && row.value === null) ? null : finite(lines.line(k, row));
        return {
          x: stretch[i]?.x ?? '',
          value: row.value,
          cl: lines.cl,
          lcl: at(-3),
          ucl: at(3),
          lower_near: at(-2),
          upper_near: at(2),
          part: number,
          excluded: row.excluded,
          signals: signals[i] ?? none,
        };
      }),
    );
    const baseline = measured.filter(
      (row) => row.baseline && !row.excluded && row.value !== null,
    ).length;
    parts.push({
      part: number,
      first: stretch[0]?.x ?? '',
      last: stretch.at(-1)?.x ?? '',
      points: stretch.length,
      baseline,
      trial: baseline < 13,
      runs,
    });
  }
  return {
    type,
    rules,
    freeze,
    target,
    better,
    points,
    parts,
    icons: { variation: variation(points, better), assurance: assurance(points, better, target) },
  };
}

/** Most points have no signal: they share the empty list. */
const none: readonly string[] = [];

const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);

function measure(row: ChartRow, type: ChartType, baseline: boolean): Measured {
  const n = row.n ?? null;
  const withN = usesN.has(type) && (needsN.has(type) || row.n !== undefined);
  const value =
    row.y === null || (withN && (n === null || n === 0)) ? null : withN ? row.y / (n ?? 1) : row.y;
  return { y: row.y, n, value, excluded: row.exclude === true, baseline };
}

function stretchesOf(rows: readonly ChartRow[]): { number: number; from: number; to: number }[] {
  const found: { number: number; from: number; to: number }[] = [];
  rows.forEach((row, i) => {
    const number = row.part ?? 1;
    const last = found.at(-1);
    if (last && last.number === number) last.to = i + 1;
    else found.push({ number, from: i, to: i + 1 });
  });
  return found;
}

/** Signals of a part: excluded rows neither break nor count; a missing row breaks, except that Anhøj skips it. */
function signalsOf(
  rows: readonly Measured[],
  lines: Lines,
  set: (typeof ruleSets)[string],
  longestMax: number,
  skipsMissing: boolean,
): (readonly string[])[] {
  const signals: (readonly string[])[] = rows.map(() => none);
  let sequence: { index: number; judged: Judged }[] = [];
  const close = () => {
    flag(
      sequence.map((entry) => entry.judged),
      set,
      longestMax,
    ).forEach((ids, i) => {
      const index = sequence[i]?.index;
      if (index !== undefined && ids.length > 0) signals[index] = ids;
    });
    sequence = [];
  };
  rows.forEach((row, index) => {
    if (row.excluded) return;
    if (row.value === null || lines.cl === null) {
      if (!skipsMissing) close();
      return;
    }
    sequence.push({
      index,
      judged: { value: row.value, cl: lines.cl, line: (k) => lines.line(k, row) },
    });
  });
  close();
  return signals;
}
