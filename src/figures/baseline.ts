import type { MeasureDefinition } from '../framework/index.ts';
import type { Month, Period } from '../periods/index.ts';

/** A declared break as a new stretch of a chart begins with it. */
type Break = MeasureDefinition['breaks'][number];

/** A break in words, for a note or a reason. */
export const saidOf = ({ at, reason, unexplained }: Break): string =>
  unexplained ? `From ${at}: ${reason}` : `Counted differently since ${at}: ${reason}`;

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

/** Fewer values than this make no baseline where more can be had (methods.md section 9, freezing). */
const leastValues = 12;
const usualRows = 24;

/**
 * Rows of the baseline: the named window where it holds enough of the stretch; elsewhere the first
 * 24 rows of the stretch, and those after them until there are enough values.
 */
export function baselineRows(
  rows: readonly BaselineRow[],
  window: { readonly from: Month; readonly to: Month } | null,
): boolean[] {
  const inside = (row: BaselineRow) =>
    window !== null && row.first >= window.from && row.last <= window.to;
  const named = new Map<number, number>();
  for (const row of rows)
    if (row.counts && inside(row)) named.set(row.part, (named.get(row.part) ?? 0) + 1);
  const seen = new Map<number, { rows: number; values: number }>();
  return rows.map((row) => {
    if ((named.get(row.part) ?? 0) >= leastValues) return inside(row);
    const before = seen.get(row.part) ?? { rows: 0, values: 0 };
    seen.set(row.part, {
      rows: before.rows + 1,
      values: before.values + (row.counts ? 1 : 0),
    });
    return before.rows < usualRows || before.values < leastValues;
  });
}
