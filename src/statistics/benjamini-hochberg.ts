/**
 * False discovery rate (Benjamini and Hochberg 1995, J. R. Statist. Soc. B 57:289): q-values in the
 * order of the p-values given; R's `p.adjust(method = "BH")`.
 */
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
