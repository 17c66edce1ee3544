import { binomialTest } from './binomial-test.ts';
import { betaQuantile } from './distribution.ts';

/**
 * Exact conditional comparison of two Poisson rates (Przyborowski and Wilenski 1940): given the
 * total, the first count is binomial. Conservative for small counts. Equal to R's `poisson.test`.
 */
export const exactRatesTest = (x1: number, n1: number, x2: number, n2: number): number =>
  binomialTest(x1, x1 + x2, n1 / (n1 + n2));

/** Interval of the ratio of the two rates, from Clopper and Pearson's for the share; upper null when infinite. */
export function exactRatioInterval(
  x1: number,
  n1: number,
  x2: number,
  n2: number,
  confidence: number,
): { lower: number | null; upper: number | null } {
  if (x1 + x2 === 0) return { lower: null, upper: null };
  const tail = (1 - confidence) / 2;
  const odds = (share: number) => ((share / (1 - share)) * n2) / n1;
  return {
    lower: x1 === 0 ? 0 : odds(betaQuantile(tail, x1, x2 + 1)),
    upper: x2 === 0 ? null : odds(betaQuantile(1 - tail, x1 + 1, x2)),
  };
}
