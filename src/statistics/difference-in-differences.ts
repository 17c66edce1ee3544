import { normalQuantile } from './distribution.ts';

/** A treated and a comparison area before and after, counts over equal times (methods.md section 8). */
export interface FourCounts {
  readonly treatedBefore: number;
  readonly treatedAfter: number;
  readonly comparisonBefore: number;
  readonly comparisonAfter: number;
}

export interface DifferenceInDifferences {
  /** `(a1/a0)/(c1/c0)` with its interval; null where a count is nought. */
  readonly ratio: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly logStandardError: number | null;
  /** Weighted displacement difference and its standard error (Wheeler and Ratcliffe 2018, without displacement areas). */
  readonly difference: number;
  readonly differenceStandardError: number;
}

/**
 * Ratio of ratios by the Poisson interaction, its log standard error `sqrt(phi x sum of 1/count)`.
 * @param dispersion phi, at least 1: 1 is a lower bound for crime
 */
export function differenceInDifferences(
  counts: FourCounts,
  dispersion = 1,
  confidence = 0.95,
): DifferenceInDifferences {
  const { treatedBefore: a0, treatedAfter: a1, comparisonBefore: c0, comparisonAfter: c1 } = counts;
  const difference = a1 - a0 - (c1 - c0);
  const differenceStandardError = Math.sqrt(dispersion * (a0 + a1 + c0 + c1));
  if (a0 === 0 || a1 === 0 || c0 === 0 || c1 === 0)
    return {
      ratio: null,
      lower: null,
      upper: null,
      logStandardError: null,
      difference,
      differenceStandardError,
    };
  const ratio = a1 / a0 / (c1 / c0);
  const error = Math.sqrt(dispersion * (1 / a0 + 1 / a1 + 1 / c0 + 1 / c1));
  const z = normalQuantile(0.5 + confidence / 2);
  return {
    ratio,
    lower: ratio * Math.exp(-z * error),
    upper: ratio * Math.exp(z * error),
    logStandardError: error,
    difference,
    differenceStandardError,
  };
}
