import { binomialTerm } from './distribution.ts';

/**
 * Two-sided exact binomial test: the probability of outcomes no likelier than the observed, ties
 * within 1e-7 relative, as R's `binom.test`.
 */
export function binomialTest(x: number, n: number, p: number): number {
  if (n === 0) return 1;
  const observed = binomialTerm(x, n, p) * (1 + 1e-7);
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const term = binomialTerm(i, n, p);
    if (term <= observed) sum += term;
  }
  return Math.min(1, sum);
}
