import { normalQuantile } from './distribution.ts';
import type { Interval } from './interval.ts';

/**
 * Byar's approximate interval of a Poisson count (Breslow and Day 1987, Statistical Methods in
 * Cancer Research II, 2.3). The lower bound is 0 where the formula falls below it. Good from about 10.
 */
export function byar(count: number, confidence: number): Interval {
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const bound = (x: number, side: 1 | -1) =>
    x * (1 - 1 / (9 * x) + (side * z) / (3 * Math.sqrt(x))) ** 3;
  return {
    lower: count === 0 ? 0 : Math.max(0, bound(count, -1)),
    upper: bound(count + 1, 1),
  };
}
