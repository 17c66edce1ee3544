import { type Measured, mean } from './lines.ts';

/**
 * Mean moving range of the baseline, on the scale of `read`: neighbours after excluded rows are
 * taken out; a range that touches a missing row is dropped. Screened once at 3.267 times the mean
 * (L. Nelson, "Control charts for individual measurements", J. Quality Technology 14(3):172, 1982).
 * Null when there is no range.
 */
export function meanMovingRange(
  rows: readonly Measured[],
  read: (row: Measured) => number | null,
  screen: boolean,
): number | null {
  const kept = rows.filter((row) => row.baseline && !row.excluded);
  const ranges = kept.slice(1).flatMap((row, i) => {
    const before = kept[i];
    const [now, then] = [read(row), before ? read(before) : null];
    return now === null || then === null ? [] : [Math.abs(now - then)];
  });
  if (ranges.length === 0) return null;
  const all = mean(ranges);
  if (!screen || all === 0) return all;
  return mean(ranges.filter((range) => range < 3.267 * all));
}
