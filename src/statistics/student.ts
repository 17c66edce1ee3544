import { betaQuantile } from './distribution.ts';

/** Quantile of Student's t for p of 0.5 and over, by the incomplete beta function. */
export function studentQuantile(p: number, degrees: number): number {
  if (p <= 0.5) return p === 0.5 ? 0 : -studentQuantile(1 - p, degrees);
  const x = betaQuantile(2 * (1 - p), degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}
