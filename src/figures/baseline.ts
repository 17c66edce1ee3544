import type { MeasureDefinition } from '../framework/index.ts';
import type { Month, Period } from '../periods/index.ts';

/** A declared break as a new stretch of a chart begins with it. */
type Break = MeasureDefinition['breaks'][number];

/** Number of the stretch that a day lies in: counting from 1, one more with each break. */
export const partOf = (breaks: readonly Break[], day: string): number =>
  1 + breaks.filter((b) => b.at <= day).length;

/** Whether a break lies inside a period, which then is counted neither one way nor the other. */
export const isCut = (breaks: readonly Break[], period: Period): boolean =>
  breaks.some((b) => b.at > period.start && b.at <= period.end);

/** A row that a baseline may hold: its stretch, its months, and whether it has a value that counts. */
export interface BaselineRow {
  readonly part: number;
  readonly first: string;
  readonly last: string;
  readonly counts: boolean;
}

/** Fewer values of the named window than this make no baseline (methods.md section 9, freezing). */
const leastNamed = 12;

/**
 * Rows of the baseline: the named window where it holds enough of the stretch; elsewhere the first
 * 24 rows of the stretch.
 */
export function baselineRows(
  rows: readonly BaselineRow[],
  window: { readonly from: Month; readonly to: Month } | null,
): boolean[] {
  const inside = (row: BaselineRow) =>
    window !== null && row.first >= window.from && row.last <= window.to;
  const starts = new Map<number, number>();
  const named = new Map<number, number>();
  rows.forEach((row, i) => {
    if (!starts.has(row.part)) starts.set(row.part, i);
    if (row.counts && inside(row)) named.set(row.part, (named.get(row.part) ?? 0) + 1);
  });
  return rows.map((row, i) =>
    (named.get(row.part) ?? 0) >= leastNamed ? inside(row) : i - (starts.get(row.part) ?? 0) < 24,
  );
}
