import { type FindLines, mean, median, valuesOf } from './lines.ts';

/**
 * Days or opportunities between rare events (Benneyan 2001): with m the mean wait, σ = √(m(m + 1));
 * below the centre the lines lie at 0, since σ > m. The centre drawn is the median.
 */
export const g: FindLines = (_rows, base) => {
  const waits = valuesOf(base);
  const m = mean(waits);
  return { cl: median(waits), line: (k) => (k < 0 ? 0 : m + k * Math.sqrt(m * (m + 1))) };
};
