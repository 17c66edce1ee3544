import { chiSquareQuantile } from './distribution.ts';
import type { Interval } from './interval.ts';

/** Exact interval of a Poisson count (Garwood 1936, Biometrika 28:437); equal to R's `poisson.test`. */
export function exactPoisson(count: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  return {
    lower: count === 0 ? 0 : chiSquareQuantile(tail, 2 * count) / 2,
    upper: chiSquareQuantile(1 - tail, 2 * count + 2) / 2,
  };
}
