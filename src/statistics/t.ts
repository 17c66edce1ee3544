import { type FindLines, type Measured, mean, valuesOf } from './lines.ts';
import { meanMovingRange } from './moving-range.ts';

const power = 3.6;
const transformed = (row: Measured) => (row.value === null ? null : row.value ** (1 / power));

/**
 * Time between rare events: an XmR chart of y^(1/3.6), which is nearly normal when waits are
 * exponential, carried back (Montgomery, ch. 7; Provost and Murray 2011).
 */
export const t: FindLines = (rows, base, screen) => {
  const w = mean(valuesOf(base).map((wait) => wait ** (1 / power)));
  const range = meanMovingRange(rows, transformed, screen);
  return {
    cl: w ** power,
    line: (k) => (range === null ? null : Math.max(0, w + (k * range) / 1.128) ** power),
  };
};
