/** Quantile of a sorted list by linear interpolation (R type 7). */
function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (at - Math.floor(at)) * (high - low);
}

/**
 * Dispersion of standardised values about 0, winsorised at their 10 % and 90 % quantiles
 * (Spiegelhalter 2005, Statistics in Medicine 24:1185). Null without values.
 */
export function dispersion(z: readonly number[]): number | null {
  if (z.length === 0) return null;
  const sorted = [...z].sort((a, b) => a - b);
  const [low, high] = [quantile(sorted, 0.1), quantile(sorted, 0.9)];
  return z.reduce((sum, v) => sum + Math.min(high, Math.max(low, v)) ** 2, 0) / z.length;
}

/**
 * Variance between areas from their dispersion (DerSimonian and Laird 1986, Controlled Clinical
 * Trials 7:177).
 * @param s standard errors of the areas
 */
export function varianceBetween(phi: number, s: readonly number[]): number {
  const weights = s.map((error) => 1 / error ** 2);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const squares = weights.reduce((sum, w) => sum + w * w, 0);
  return Math.max(0, (s.length * phi - (s.length - 1)) / (total - squares / total));
}
