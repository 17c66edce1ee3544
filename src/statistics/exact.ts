import { binomialBelow, binomialTerm, normalAbove } from './distribution.ts';

/** Two-sided exact binomial test: outcomes no likelier than the observed, ties within 1e-7 (R's `binom.test`). */
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

/** Exact conditional comparison of two Poisson rates (Przyborowski and Wilenski 1940). */
export const ratesTest = (x1: number, n1: number, x2: number, n2: number): number =>
  binomialTest(x1, x1 + x2, n1 / (n1 + n2));

export const binomialAtMost = binomialBelow;

/** Two-sided p of a standardised value. */
export const normalTest = (z: number): number => Math.min(1, 2 * normalAbove(Math.abs(z)));

/** Benjamini and Hochberg 1995: q-values in the order of the p-values given; R's `p.adjust(method = "BH")`. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => (p[b] ?? 0) - (p[a] ?? 0));
  const q: number[] = p.map(() => 1);
  let least = 1;
  order.forEach((index, i) => {
    least = Math.min(least, (p.length / (p.length - i)) * (p[index] ?? 1));
    q[index] = least;
  });
  return q;
}
