/**
 * Normal, gamma, Poisson, beta and binomial probabilities and quantiles, good to 1e-10 relative.
 * Poisson and binomial terms in Loader's saddle-point form (C. Loader, "Fast and accurate
 * computation of binomial probabilities", 2000); incomplete gamma by series and continued fraction,
 * incomplete beta by Lentz's continued fraction (Numerical Recipes, 6.2 and 6.4); normal quantile
 * by Wichura, AS 241 (Applied Statistics 37, 1988).
 */

/** log Γ(x), x > 0: Stirling's series after the argument is raised to 15 or more. */
export function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 15) shift += Math.log(z++);
  const y = 1 / (z * z);
  const series =
    (1 / 12 -
      y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360360))))) /
    z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** P(Z <= z) for the standard normal. */
export function normalBelow(z: number): number {
  if (z === 0) return 0.5;
  const tail = 0.5 * gammaAbove(0.5, (z * z) / 2);
  return z < 0 ? tail : 1 - tail;
}

/** Upper tail of the standard normal, exact also far out. */
export const normalAbove = (z: number): number => normalBelow(-z);

/** Regularised lower incomplete gamma: P(Gamma(shape) <= x). */
export function gammaBelow(shape: number, x: number): number {
  if (x <= 0) return 0;
  return x < shape + 1 ? gammaSeries(shape, x) : 1 - gammaFraction(shape, x);
}

/** Upper tail of the same. */
export function gammaAbove(shape: number, x: number): number {
  if (x <= 0) return 1;
  return x < shape + 1 ? 1 - gammaSeries(shape, x) : gammaFraction(shape, x);
}

/** x^a e^-x / Γ(a), by the saddle point where a is large. */
function gammaTerm(a: number, x: number): number {
  if (a < 20) return Math.exp(a * Math.log(x) - x - logGamma(a));
  return poissonTerm(a, x) * a;
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 10000 && Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * gammaTerm(a, x);
}

function gammaFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / (b || tiny);
  let h = d;
  for (let i = 1; i < 10000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b || tiny;
    c = b + an / c || tiny;
    d = 1 / d;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) break;
  }
  return h * gammaTerm(a, x);
}

/** Stirling's error: log n! less its approximation. */
function stirlingError(n: number): number {
  if (n <= 15) return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI);
  const s = 1 / (n * n);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - s / 1188) * s) * s) * s) / n;
}

/** Deviance part: x log(x/m) + m - x without cancellation. */
function deviance(x: number, m: number): number {
  if (Math.abs(x - m) < 0.1 * (x + m)) {
    const v = (x - m) / (x + m);
    let s = (x - m) * v;
    let term = 2 * x * v;
    for (let j = 1; j < 1000; j++) {
      term *= v * v;
      const next = s + term / (2 * j + 1);
      if (next === s) break;
      s = next;
    }
    return s;
  }
  return x * Math.log(x / m) + m - x;
}

/** Poisson probability, also between whole numbers (for the gamma density). */
export function poissonTerm(x: number, mean: number): number {
  if (mean === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(x) - deviance(x, mean)) / Math.sqrt(2 * Math.PI * x);
}

export function binomialTerm(x: number, n: number, p: number): number {
  if (p <= 0) return x === 0 ? 1 : 0;
  if (p >= 1) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(n * Math.log1p(-p));
  if (x === n) return Math.exp(n * Math.log(p));
  const log =
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(n - x) -
    deviance(x, n * p) -
    deviance(n - x, n * (1 - p));
  return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}

export const poissonBelow = (x: number, mean: number): number =>
  x < 0 ? 0 : gammaAbove(Math.floor(x) + 1, mean);

/** P(Binomial(n, p) <= x). */
export function binomialBelow(x: number, n: number, p: number): number {
  const k = Math.floor(x);
  if (k < 0) return 0;
  if (k >= n) return 1;
  return betaBelow(1 - p, n - k, k + 1);
}

/** Regularised incomplete beta: P(Beta(a, b) <= x). */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // x^a (1-x)^b / B(a, b) as a binomial term, which loses no figures where a and b are large.
  const front = (binomialTerm(a, a + b, x) * a * b) / (a + b);
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let h = d;
  for (let m = 1; m < 10000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) break;
  }
  return h;
}

/** Standard normal quantile (AS 241, PPND16). */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q *
        poly(
          r,
          [
            3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.693765509461,
            45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227,
          ],
        )) /
      poly(
        r,
        [
          1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597,
          39307.89580009271, 28729.085735721943, 5226.495278852855,
        ],
      )
    );
  }
  let r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  let z: number;
  if (r <= 5) {
    r -= 1.6;
    z =
      poly(
        r,
        [
          1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
          1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
        ],
      ) /
      poly(
        r,
        [
          1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
          0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
        ],
      );
  } else {
    r -= 5;
    z =
      poly(
        r,
        [
          6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
          0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
        ],
      ) /
      poly(
        r,
        [
          1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
          1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
        ],
      );
  }
  return q < 0 ? -z : z;
}

const poly = (x: number, c: readonly number[]) => c.reduceRight((sum, k) => sum * x + k, 0);

/** Quantile of Gamma(shape), by Newton steps guarded by bisection. */
export const gammaQuantile = (p: number, shape: number): number =>
  invert(
    (x) => gammaBelow(shape, x),
    (x) => gammaAbove(shape, x),
    p,
    Math.max(1e-8, shape * Math.max(0.05, 1 + normalQuantile(p) / (3 * Math.sqrt(shape))) ** 3),
    Number.POSITIVE_INFINITY,
  );

export const chiSquareQuantile = (p: number, df: number): number => 2 * gammaQuantile(p, df / 2);

export const betaQuantile = (p: number, a: number, b: number): number =>
  invert(
    (x) => betaBelow(x, a, b),
    (x) => betaBelow(1 - x, b, a),
    p,
    a / (a + b),
    1,
  );

/** Smallest c with P(Binomial <= c) >= p. */
export const binomialQuantile = (p: number, n: number, share: number): number =>
  smallestWhole(
    (c) => binomialBelow(c, n, share),
    p,
    n * share + normalQuantile(p) * Math.sqrt(n * share * (1 - share)),
    n,
  );

/** Smallest c with P(Poisson <= c) >= p. */
export const poissonQuantile = (p: number, mean: number): number =>
  smallestWhole(
    (c) => poissonBelow(c, mean),
    p,
    mean + normalQuantile(p) * Math.sqrt(mean),
    Number.POSITIVE_INFINITY,
  );

/** Smallest whole number whose `below` reaches p (within rounding), sought from a good guess. */
function smallestWhole(
  below: (c: number) => number,
  p: number,
  guess: number,
  most: number,
): number {
  const reaches = (c: number) => below(c) >= p * (1 - 1e-13);
  if (reaches(0)) return 0;
  let high = Math.min(most, Math.max(1, Math.ceil(guess)));
  let low = 0;
  for (let step = 1; high < most && !reaches(high); step *= 2) {
    low = high;
    high = Math.min(most, high + step);
  }
  for (let step = 1; low < high - step && reaches(high - step); step *= 2) high -= step;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Root of below(x) = p; the smaller tail is compared, so that far tails keep their figures. */
function invert(
  below: (x: number) => number,
  above: (x: number) => number,
  p: number,
  start: number,
  most: number,
): number {
  if (p <= 0) return 0;
  if (p >= 1) return most;
  const over = (x: number) => (p < 0.5 ? below(x) > p : above(x) < 1 - p);
  let low = 0;
  let high = Number.isFinite(most) ? most : start * 2 + 1;
  while (!over(high) && !Number.isFinite(most)) high *= 2;
  for (let i = 0; i < 400 && high - low > 1e-16 * high; i++) {
    const middle = low > 0 && high / low > 4 ? Math.sqrt(low * high) : (low + high) / 2;
    if (middle === low || middle === high) break;
    if (over(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
