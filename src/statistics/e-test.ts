import { poissonQuantile, poissonTerm } from './distribution.ts';

/**
 * Two Poisson rates without conditioning on their total (Krishnamoorthy and Thomson 2004, J. Stat.
 * Planning and Inference 119:23). More powerful than the exact conditional test for small counts.
 * Outcomes that tie with the observed one count, within 1e-9: without the tolerance rounding loses
 * them. Rates only, not shares.
 * @returns two-sided p-value
 */
export function eTest(x1: number, n1: number, x2: number, n2: number): number {
  const statistic = (i: number, j: number) =>
    i + j === 0 ? 0 : Math.abs(i / n1 - j / n2) / Math.sqrt(i / n1 ** 2 + j / n2 ** 2);
  const observed = statistic(x1, x2) * (1 - 1e-9);
  const pooled = (x1 + x2) / (n1 + n2);
  if (pooled === 0 || x1 * n2 === x2 * n1) return 1;
  const [first, second] = [termsOf(n1 * pooled), termsOf(n2 * pooled)];
  const upTo = runningSum(second.terms);
  const onward = runningSum([...second.terms].reverse()).reverse();
  let p = 0;
  first.terms.forEach((term, at) => {
    const i = first.from + at;
    const extreme = (index: number) => statistic(i, second.from + index) >= observed;
    // For a fixed i the statistic falls until the rates are equal and rises after it.
    const turn = Math.floor((i / n1) * n2) + 1 - second.from;
    const split = Math.min(second.terms.length, Math.max(0, turn));
    const low = boundary(0, split, (index) => !extreme(index)) - 1;
    const high = boundary(split, second.terms.length, extreme);
    p += term * ((upTo[low] ?? 0) + (onward[high] ?? 0));
  });
  return Math.min(1, p);
}

/** Poisson probabilities but for tails below 1e-17. */
function termsOf(mean: number): { from: number; terms: number[] } {
  const from = poissonQuantile(1e-17, mean);
  const terms: number[] = [];
  for (let x = from; x <= mean || (terms.at(-1) ?? 0) > 1e-19; x++)
    terms.push(poissonTerm(x, mean));
  return { from, terms };
}

function runningSum(terms: readonly number[]): number[] {
  let sum = 0;
  return terms.map((term) => {
    sum += term;
    return sum;
  });
}

/** First index from `from` on at which `holds` has turned true, `end` where it never does. */
function boundary(from: number, end: number, holds: (index: number) => boolean): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
