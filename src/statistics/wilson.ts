import { normalQuantile } from './distribution.ts';
import type { Interval } from './interval.ts';

/**
 * Score interval of a proportion (Wilson 1927, J. American Statistical Association 22:209); equal
 * to R's `prop.test(correct = FALSE)`.
 */
export function wilson(count: number, n: number, confidence: number): Interval {
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const middle = 2 * count + z * z;
  const half = z * Math.sqrt(z * z + 4 * count * (1 - count / n));
  const whole = 2 * (n + z * z);
  return {
    lower: count === 0 ? 0 : (middle - half) / whole,
    upper: count === n ? 1 : (middle + half) / whole,
  };
}
