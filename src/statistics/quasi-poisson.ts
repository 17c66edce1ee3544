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
  const design = sparse(rows);
  const shift = (i: number) => offset[i] ?? 0;
  let eta = counts.map((y) => Math.log(y + 0.1));
  let mu = eta.map(Math.exp);
  let deviance = Number.POSITIVE_INFINITY;
  let coefficients: number[] = [];
  for (let step = 0; step < 60; step++) {
    const working = counts.map((y, i) => at(eta, i) - shift(i) + (y - at(mu, i)) / at(mu, i));
    const solved = weightedLeastSquares(design, width, working, mu);
    if (!solved) return null;
    coefficients = solved;
    eta = design.map((row, i) => shift(i) + times(row, solved));
    mu = eta.map(Math.exp);
    const next = devianceOf(counts, mu);
    const settled = Math.abs(next - deviance) / (Math.abs(next) + 0.1) < 1e-12;
    deviance = next;
    if (settled) break;
  }
  const root = cholesky(normalOf(design, width, mu));
  if (!root) return null;
  const residuals = counts.map((y, i) => (y - at(mu, i)) / Math.sqrt(at(mu, i)));
  const dispersion = residuals.reduce((sum, r) => sum + r * r, 0) / degrees;
  const covariance = inverseOf(root).map((line) => line.map((v) => v * dispersion));
  return {
    coefficients,
    standardErrors: covariance.map((line, i) => Math.sqrt(at(line, i))),
    covariance,
    dispersion,
    degrees,
    deviance,
    fitted: mu,
    residuals,
  };
}

const at = (list: readonly number[], i: number): number => list[i] ?? 0;
/** A row of the design by its columns that are not 0: of levels and months most are. */
interface SparseRow {
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

const sparse = (rows: readonly (readonly number[])[]): SparseRow[] =>
  rows.map((row) => {
    const columns = [...row.keys()].filter((c) => row[c] !== 0);
    return { columns, values: columns.map((c) => at(row, c)) };
  });

function times({ columns, values }: SparseRow, coefficients: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < columns.length; k++) sum += at(values, k) * at(coefficients, columns[k] ?? 0);
  return sum;
}

function devianceOf(counts: readonly number[], mu: readonly number[]): number {
  return counts.reduce(
    (sum, y, i) => sum + 2 * ((y === 0 ? 0 : y * Math.log(y / at(mu, i))) - (y - at(mu, i))),
    0,
  );
}

/** Lower half of X'WX. */
function normalOf(
  design: readonly SparseRow[],
  width: number,
  weights: readonly number[],
): Float64Array[] {
  const normal = Array.from({ length: width }, () => new Float64Array(width));
  for (let i = 0; i < design.length; i++) {
    const { columns, values } = design[i] ?? { columns: [], values: [] };
    const w = at(weights, i);
    for (let a = 0; a < columns.length; a++) {
      const line = normal[columns[a] ?? 0];
      const wa = w * at(values, a);
      for (let b = 0; b <= a && line; b++) {
        const column = columns[b] ?? 0;
        line[column] = (line[column] ?? 0) + wa * at(values, b);
      }
    }
  }
  return normal;
}

/** Solves (X'WX) b = X'Wz for b; null where it is singular. */
function weightedLeastSquares(
  design: readonly SparseRow[],
  width: number,
  z: readonly number[],
  weights: readonly number[],
): number[] | null {
  const root = cholesky(normalOf(design, width, weights));
  if (!root) return null;
  const right = new Array<number>(width).fill(0);
  for (let i = 0; i < design.length; i++) {
    const { columns, values } = design[i] ?? { columns: [], values: [] };
    const wz = at(weights, i) * at(z, i);
    for (let k = 0; k < columns.length; k++) {
      const column = columns[k] ?? 0;
      right[column] = at(right, column) + wz * at(values, k);
    }
  }
  return solve(root, right);
}

/** L with L L' the matrix, of which the lower half is read; null where it is not positive definite. */
function cholesky(matrix: readonly Float64Array[]): Float64Array[] | null {
  const n = matrix.length;
  const scale = matrix.reduce((most, line, i) => Math.max(most, line[i] ?? 0), 0);
  const root = matrix.map((line) => Float64Array.from(line));
  for (let i = 0; i < n; i++) {
    const row = root[i] as Float64Array;
    for (let j = 0; j <= i; j++) {
      const other = root[j] as Float64Array;
      let sum = row[j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (row[k] ?? 0) * (other[k] ?? 0);
      if (i > j) row[j] = sum / (other[j] ?? 1);
      else if (sum <= scale * 1e-13) return null;
      else row[i] = Math.sqrt(sum);
    }
  }
  return root;
}

/** x of L L' x = b. */
function solve(root: readonly Float64Array[], right: readonly number[]): number[] {
  const n = root.length;
  const x = [...right];
  for (let i = 0; i < n; i++) {
    let sum = at(x, i);
    for (let k = 0; k < i; k++) sum -= (root[i]?.[k] ?? 0) * at(x, k);
    x[i] = sum / (root[i]?.[i] ?? 1);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = at(x, i);
    for (let k = i + 1; k < n; k++) sum -= (root[k]?.[i] ?? 0) * at(x, k);
    x[i] = sum / (root[i]?.[i] ?? 1);
  }
  return x;
}

const inverseOf = (root: readonly Float64Array[]): number[][] =>
  root.map((_, i) =>
    solve(
      root,
      root.map((_, j) => (i === j ? 1 : 0)),
    ),
  );
