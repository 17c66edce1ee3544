import { binomialQuantile } from './distribution.ts';
import { above, below } from './rules.ts';

/**
 * Runs about the centre: the longest and the crossings against what chance makes (Schilling 2012;
 * Chen 2010; Anhøj and Olesen 2014, PLoS ONE 9(11):e113825).
 */
export interface Runs {
  readonly useful: number;
  readonly longest: number | null;
  readonly longest_max: number | null;
  readonly crossings: number | null;
  readonly crossings_min: number | null;
  readonly signal: boolean;
}

export function anhoej(values: readonly { readonly value: number; readonly cl: number }[]): Runs {
  const sides = values.flatMap((p) =>
    above(p.value, p.cl) ? [1] : below(p.value, p.cl) ? [-1] : [],
  );
  const useful = sides.length;
  if (useful === 0)
    return {
      useful,
      longest: null,
      longest_max: null,
      crossings: null,
      crossings_min: null,
      signal: false,
    };
  let longest = 1;
  let runs = 1;
  for (let i = 1, length = 1; i < useful; i++) {
    length = sides[i] === sides[i - 1] ? length + 1 : 1;
    if (length === 1) runs++;
    longest = Math.max(longest, length);
  }
  const longestMax = Math.round(Math.log2(useful)) + 3;
  const crossingsMin = leastCrossings(useful);
  return {
    useful,
    longest,
    longest_max: longestMax,
    crossings: runs - 1,
    crossings_min: crossingsMin,
    signal: longest > longestMax || runs - 1 < crossingsMin,
  };
}

const crossingsOf = new Map<number, number>();

/** The fewest crossings that chance makes of so many useful values, worked out once for each number. */
function leastCrossings(useful: number): number {
  const known = crossingsOf.get(useful) ?? binomialQuantile(0.05, useful - 1, 0.5);
  crossingsOf.set(useful, known);
  return known;
}
