import { betaBelow, binomialBelow, normalQuantile, poissonQuantile } from './distribution.ts';
import { quasiPoisson } from './quasi-poisson.ts';
import { studentQuantile } from './student.ts';

/** A month of counts, counted under the same rules as all others that are given. */
export interface MonthCount {
  /** Null where missing or not to be used. */
  readonly y: number | null;
  /** Calendar month, 0 is January. */
  readonly month: number;
  readonly days: number;
}

/** Where a count of a month to come is expected. */
export interface ExpectedMonth {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

export interface ExpectedRange {
  readonly months: readonly ExpectedMonth[];
  /** Share of months that the range is meant to hold. */
  readonly coverage: number;
  /** Trend and month effects; or the same month last year, scaled, where there are too few months for them. */
  readonly method: 'regression' | 'last-year';
  /** Values it rests on. */
  readonly values: number;
  /** Of the last months, how many lay in the range that was made of the months before each. */
  readonly heldOut: { readonly months: number; readonly inside: number };
  /** False where fewer of them lay in it than a range of this coverage would hold in one case of twenty. */
  readonly holds: boolean;
}

/** Nothing is said of what lies further ahead (methods.md section 7). */
const furthest = 3;
/** Values for month effects; to check the range one may do with fewer. */
const [enough, least] = [36, 24];
/** Past errors from which a range of the scaled last year is made. */
const leastErrors = 8;

/**
 * The range in which the next months are expected: quasi-Poisson regression on trend and twelve
 * months with the log of days as offset, quantiles of a negative binomial whose variance is that of
 * the counts and of the fit together (methods.md section 7; McCullagh and Nelder 1989, 6.2.3). Under
 * 36 values the same month last year times the year's change, with a range from its past errors.
 * @param rows oldest first, one a month, none left out
 * @param ahead the months after the last of them, at most three
 * @returns null where there is too little to say
 */
export function expectedRange(
  rows: readonly MonthCount[],
  ahead: readonly Pick<MonthCount, 'month' | 'days'>[],
  coverage = 0.8,
): ExpectedRange | null {
  if (ahead.length === 0 || ahead.length > furthest) return null;
  const values = rows.filter((row) => row.y !== null).length;
  if (rows.some((row) => row.y !== null && row.y < 0)) return null;
  const [method, make] =
    values >= enough
      ? (['regression', byRegression] as const)
      : (['last-year', byLastYear] as const);
  const months = make(rows, ahead, coverage);
  if (!months) return null;
  let [held, inside] = [0, 0];
  for (let i = Math.max(0, rows.length - 12); i < rows.length; i++) {
    const row = rows[i];
    if (!row || row.y === null) continue;
    const [then] = make(rows.slice(0, i), [row], coverage) ?? [];
    if (!then) continue;
    held++;
    if (row.y >= then.lower && row.y <= then.upper) inside++;
  }
  const holds = held === 0 || binomialBelow(inside, held, coverage) >= 0.05;
  return { months, coverage, method, values, heldOut: { months: held, inside }, holds };
}

function byRegression(
  rows: readonly MonthCount[],
  ahead: readonly Pick<MonthCount, 'month' | 'days'>[],
  coverage: number,
): ExpectedMonth[] | null {
  const used = rows.flatMap((row, at) => (row.y === null ? [] : [{ ...row, y: row.y, at }]));
  const seen = new Set(used.map((row) => row.month));
  if (used.length < least || seen.size < 12) return null;
  const design = (at: number, month: number) => [
    1,
    at / 12,
    ...Array.from({ length: 11 }, (_, m) => (month === m ? 1 : 0)),
  ];
  const fit = quasiPoisson(
    used.map((row) => design(row.at, row.month)),
    used.map((row) => row.y),
    used.map((row) => Math.log(row.days)),
  );
  if (!fit) return null;
  return ahead.map(({ month, days }, i) => {
    const row = design(rows.length + i, month);
    const mean = days * Math.exp(times(row, fit.coefficients));
    // Counts never vary less than chance makes them.
    const spread = Math.max(1, fit.dispersion);
    const ofFit = times(
      row,
      fit.covariance.map((line) => times(line, row)),
    );
    const wider = fit.dispersion > 0 ? spread / fit.dispersion : 0;
    const variance = spread * mean + mean * mean * ofFit * wider;
    const quantile = (p: number) => countQuantile(p, mean, variance);
    return {
      mean,
      lower: quantile((1 - coverage) / 2),
      upper: quantile((1 + coverage) / 2),
    };
  });
}

const times = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);

/** The least count whose negative binomial of this mean and variance is not under p; Poisson where they are equal. */
function countQuantile(p: number, mean: number, variance: number): number {
  if (variance <= mean * (1 + 1e-9)) return poissonQuantile(p, mean);
  const size = (mean * mean) / (variance - mean);
  const below = (count: number) =>
    count < 0 ? 0 : betaBelow(size / (size + mean), size, count + 1);
  // From where a normal curve has it, up or down to the count itself.
  let count = Math.max(0, Math.round(mean + normalQuantile(p) * Math.sqrt(variance)));
  while (below(count) < p) count++;
  while (count > 0 && below(count - 1) >= p) count--;
  return count;
}

/** The month a year before times this year over the last; the range from how far that was out before. */
function byLastYear(
  rows: readonly MonthCount[],
  ahead: readonly Pick<MonthCount, 'month' | 'days'>[],
  coverage: number,
): ExpectedMonth[] | null {
  const guess = (before: readonly MonthCount[], back: number): number | null => {
    const sum = (some: readonly MonthCount[]) =>
      some.length < 12 || some.some((row) => row.y === null)
        ? null
        : some.reduce((total, row) => total + (row.y ?? 0), 0);
    const [year, last] = [sum(before.slice(-12)), sum(before.slice(-24, -12))];
    const same = before.at(-back)?.y ?? null;
    return year === null || !last || same === null ? null : (same * year) / last;
  };
  const errors = rows.flatMap((row, i) => {
    const guessed = guess(rows.slice(0, i), 12);
    return row.y === null || guessed === null
      ? []
      : [Math.log(row.y + 0.5) - Math.log(guessed + 0.5)];
  });
  if (errors.length < leastErrors) return null;
  const spread = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
  const wide = studentQuantile((1 + coverage) / 2, errors.length) * spread;
  const months = ahead.flatMap((_, i): ExpectedMonth[] => {
    const mean = guess(rows, 12 - i);
    if (mean === null) return [];
    const bound = (by: number) => Math.max(0, (mean + 0.5) * Math.exp(by) - 0.5);
    return [{ mean, lower: Math.floor(bound(-wide)), upper: Math.ceil(bound(wide)) }];
  });
  return months.length === ahead.length ? months : null;
}
