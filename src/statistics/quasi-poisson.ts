/**
 * Log-linear regression of counts with dispersion estimated from the data (quasi-Poisson), by
 * iteratively reweighted least squares: McCullagh and Nelder 1989, sections 2.5 and 9.2. Agrees with
 * R's `glm(family = quasipoisson)` to its stopping rule.
 */
export interface QuasiPoisson {
  readonly coefficients: readonly number[];
  /** Square roots of `covariance`'s diagonal. */
  readonly standardErrors: readonly number[];
  /** Dispersion included. */
  readonly covariance: readonly (readonly number[])[];
  /** Pearson chi-square over residual degrees of freedom. */
  readonly dispersion: number;
  readonly degrees: number;
  readonly deviance: number;
  readonly fitted: readonly number[];
  /** (y - fitted) / sqrt(fitted). */
  readonly residuals: readonly number[];
}

/**
 * @param rows one row of the design a count, its first column usually 1
 * @param counts not negative
 * @param offset log of the exposure of each count; 0 where absent
 * @returns null where the design is singular or leaves no degree of freedom
 */
export function quasiPoisson(
  rows: readonly (readonly number[])[],
  counts: readonly number[],
  offset: readonly number[] = [],
): QuasiPoisson | null {
  const width = rows[0]?.length ?? 0;
  const degrees = counts.length - width;
  if (width === 0 || degrees <= 0) return null;
  const shift = (i: number) => offset[i] ?? 0;
  let eta = counts.map((y) => Math.log(y + 0.1));
  let deviance = Number.POSITIVE_INFINITY;
  let fit: { coefficients: number[]; inverse: number[][] } | null = null;
  for (let step = 0; step < 60; step++) {
    const mu = eta.map(Math.exp);
    const working = counts.map((y, i) => (eta[i] ?? 0) - shift(i) + (y - at(mu, i)) / at(mu, i));
    fit = weightedLeastSquares(rows, working, mu);
    if (!fit) return null;
    const { coefficients } = fit;
    eta = rows.map((row, i) => shift(i) + dot(row, coefficients));
    const next = devianceOf(counts, eta.map(Math.exp));
    const settled = Math.abs(next - deviance) / (Math.abs(next) + 0.1) < 1e-12;
    deviance = next;
    if (settled) break;
  }
  if (!fit) return null;
  const fitted = eta.map(Math.exp);
  const last = weightedLeastSquares(rows, eta, fitted);
  const inverse = last?.inverse ?? fit.inverse;
  const residuals = counts.map((y, i) => (y - at(fitted, i)) / Math.sqrt(at(fitted, i)));
  const dispersion = residuals.reduce((sum, r) => sum + r * r, 0) / degrees;
  const covariance = inverse.map((line) => line.map((v) => v * dispersion));
  return {
    coefficients: fit.coefficients,
    standardErrors: covariance.map((line, i) => Math.sqrt(at(line, i))),
    covariance,
    dispersion,
    degrees,
    deviance,
    fitted,
    residuals,
  };
}

const at = (list: readonly number[], i: number): number => list[i] ?? 0;
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, v, i) => sum + v * at(b, i), 0);

function devianceOf(counts: readonly number[], mu: readonly number[]): number {
  return counts.reduce(
    (sum, y, i) => sum + 2 * ((y === 0 ? 0 : y * Math.log(y / at(mu, i))) - (y - at(mu, i))),
    0,
  );
}

/** Solves (X'WX) b = X'Wz; gives b and the inverse of X'WX. Null where it is singular. */
function weightedLeastSquares(
  rows: readonly (readonly number[])[],
  z: readonly number[],
  weights: readonly number[],
): { coefficients: number[]; inverse: number[][] } | null {
  const width = rows[0]?.length ?? 0;
  const normal = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  const right = new Array<number>(width).fill(0);
  rows.forEach((row, i) => {
    const w = at(weights, i);
    for (let a = 0; a < width; a++) {
      const wa = w * at(row, a);
      right[a] = at(right, a) + wa * at(z, i);
      const line = normal[a];
      if (line) for (let b = 0; b < width; b++) line[b] = at(line, b) + wa * at(row, b);
    }
  });
  const inverse = invert(normal);
  return inverse ? { coefficients: inverse.map((line) => dot(line, right)), inverse } : null;
}

/** Gauss-Jordan with partial pivoting. */
function invert(matrix: readonly (readonly number[])[]): number[][] | null {
  const n = matrix.length;
  const work = matrix.map((line, i) => [...line, ...line.map((_, j) => (i === j ? 1 : 0))]);
  const scale = Math.max(...matrix.flat().map(Math.abs));
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++)
      if (Math.abs(work[r]?.[c] ?? 0) > Math.abs(work[pivot]?.[c] ?? 0)) pivot = r;
    const top = work[pivot];
    const swapped = work[c];
    if (!top || !swapped || Math.abs(at(top, c)) < scale * 1e-13) return null;
    work[pivot] = swapped;
    const by = at(top, c);
    const line = top.map((v) => v / by);
    work[c] = line;
    for (let r = 0; r < n; r++) {
      const other = work[r];
      if (r === c || !other) continue;
      const times = at(other, c);
      if (times !== 0) work[r] = other.map((v, j) => v - times * at(line, j));
    }
  }
  return work.map((line) => line.slice(n));
}
