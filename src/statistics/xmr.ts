import { type FindLines, mean, valuesOf } from './lines.ts';
import { meanMovingRange } from './moving-range.ts';

/**
 * Individuals and moving range: mean ± 2.66 mean moving ranges (Wheeler, Understanding Variation;
 * 2.66 as Wheeler and the NHS print 3/1.128). Not for rare counts, seasonal or rolling figures.
 */
export const xmr: FindLines = (rows, base, screen) => {
  const cl = mean(valuesOf(base));
  const range = meanMovingRange(rows, (row) => row.value, screen);
  return { cl, line: (k) => (range === null ? null : cl + (k * 2.66 * range) / 3) };
};
