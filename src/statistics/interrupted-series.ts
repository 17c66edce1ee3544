import { quasiPoisson } from './quasi-poisson.ts';
import { studentQuantile } from './student.ts';

/** What an interrupted time series says of a change at a known month (methods.md section 8). */
export interface InterruptedSeries {
  /** Level just after against what the trend before would have given, as a ratio with its 95 % interval. */
  readonly level: Ratio;
  /** The same at the last month; equals `level` where no change of slope was asked for. */
  readonly atEnd: Ratio;
  readonly dispersion: number;
  /** Lag-1 autocorrelation of the Pearson residuals; above 0.3 the intervals are widened (Newey-West, lag 3). */
  readonly autocorrelation: number;
  readonly widened: boolean;
}

export interface Ratio {
  readonly ratio: number;
  readonly lower: number;
  readonly upper: number;
}

export interface InterruptedOptions {
  /** Index of the first month after the change. */
  readonly from: number;
  /** Calendar month (0 to 11) of the first value. */
  readonly month: number;
  readonly slope: boolean;
  /** Exposure of each month, its days for example; 1 where absent. */
  readonly exposure?: readonly number[];
}

/**
 * Segmented quasi-Poisson regression: `log E(y) = trend + season + level (+ slope) after + log exposure`
 * (Bernal, Cummins and Gasparrini 2017). Season by twelve months from four years of values, by two
 * harmonics from two, else none. Null with under 12 values before or 6 after: "cannot tell".
 * @param counts oldest first, one a month; null where missing
 */
export function interruptedSeries(
  counts: readonly (number | null)[],
  options: InterruptedOptions,
): InterruptedSeries | null {
  const present = counts.flatMap((y, t) => (y === null ? [] : [{ y, t }]));
  const after = present.filter((row) => row.t >= options.from).length;
  if (present.length - after < 12 || after < 6) return null;
  const last = present.at(-1)?.t ?? 0;
  const season = seasonColumns(present.length);
  const rows = present.map(({ t }) => [
    1,
    t,
    ...season((options.month + t) % 12, t),
    t >= options.from ? 1 : 0,
    ...(options.slope ? [t >= options.from ? t - options.from : 0] : []),
  ]);
  const fit = quasiPoisson(
    rows,
    present.map((row) => row.y),
    present.map((row) => Math.log(options.exposure?.[row.t] ?? 1)),
  );
  if (!fit) return null;
  const autocorrelation = lagOne(fit.residuals);
  const widened = autocorrelation > 0.3;
  const factor = widened ? neweyWest(fit.residuals) : 1;
  const at = fit.coefficients.length - (options.slope ? 2 : 1);
  const t975 = studentQuantile(0.975, fit.degrees);
  const effect = (months: number): Ratio => {
    const beta =
      (fit.coefficients[at] ?? 0) + (options.slope ? months * (fit.coefficients[at + 1] ?? 0) : 0);
    const covariance = (i: number, j: number) => fit.covariance[i]?.[j] ?? 0;
    const variance = options.slope
      ? covariance(at, at) +
        2 * months * covariance(at, at + 1) +
        months ** 2 * covariance(at + 1, at + 1)
      : covariance(at, at);
    const half = t975 * Math.sqrt(variance * factor);
    return { ratio: Math.exp(beta), lower: Math.exp(beta - half), upper: Math.exp(beta + half) };
  };
  return {
    level: effect(0),
    atEnd: effect(last - options.from),
    dispersion: fit.dispersion,
    autocorrelation,
    widened,
  };
}

/** Month factors against the first month, two harmonics, or nothing. */
function seasonColumns(values: number): (month: number, t: number) => number[] {
  if (values >= 48)
    return (month) => Array.from({ length: 11 }, (_, i) => (month === i + 1 ? 1 : 0));
  if (values >= 24)
    return (month) => {
      const angle = (2 * Math.PI * month) / 12;
      return [Math.sin(angle), Math.cos(angle), Math.sin(2 * angle), Math.cos(2 * angle)];
    };
  return () => [];
}

function lagOne(residuals: readonly number[]): number {
  const mean = residuals.reduce((a, b) => a + b, 0) / residuals.length;
  const centred = residuals.map((r) => r - mean);
  const below = centred.reduce((sum, r) => sum + r * r, 0);
  return below === 0
    ? 0
    : centred.slice(1).reduce((sum, r, i) => sum + r * (centred[i] ?? 0), 0) / below;
}

/** By how much positive autocorrelation inflates a variance: 1 + 2 sum of Bartlett-weighted correlations to lag 3. */
function neweyWest(residuals: readonly number[]): number {
  const mean = residuals.reduce((a, b) => a + b, 0) / residuals.length;
  const centred = residuals.map((r) => r - mean);
  const variance = centred.reduce((sum, r) => sum + r * r, 0);
  let factor = 1;
  for (let lag = 1; lag <= 3; lag++) {
    const covariance = centred.slice(lag).reduce((sum, r, i) => sum + r * (centred[i] ?? 0), 0);
    factor += 2 * (1 - lag / 4) * (covariance / variance);
  }
  return Math.max(1, factor);
}
