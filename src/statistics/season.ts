import { betaBelow } from './distribution.ts';
import { quasiPoisson } from './quasi-poisson.ts';

/** What the months of the year make of a series, and whether that is more than chance. */
export interface Season {
  /** Of a day in each calendar month (0 is January), relative to their mean of 1. */
  readonly effects: readonly number[];
  /** F test of months, by their place in the year and their days, against trend and level alone. */
  readonly p: number;
}

export interface SeasonRow {
  /** Null where missing or not to be used. */
  readonly y: number | null;
  /** Calendar month, 0 is January. */
  readonly month: number;
  readonly days: number;
  /** What the count is of, such as people; 1 where it is of nothing. */
  readonly exposure: number;
  /** Rows counted under the same rules; each such stretch has a level of its own. */
  readonly part: number;
}

/**
 * Month effects by quasi-Poisson regression on trend and twelve months, with the log of days and
 * exposure as offset (methods.md section 7; McCullagh and Nelder 1989, 9.2 for the F test). Null under 36
 * values, under two of any calendar month, or with a value below nought.
 * @param rows oldest first, one a month
 */
export function season(rows: readonly SeasonRow[]): Season | null {
  const used = rows.flatMap(({ y, ...row }, at) =>
    y === null || row.exposure <= 0 ? [] : [{ ...row, y, at }],
  );
  const seen = Array.from({ length: 12 }, (_, m) => used.filter((r) => r.month === m).length);
  if (used.length < 36 || seen.some((n) => n < 2) || used.some((r) => r.y < 0)) return null;
  const parts = [...new Set(used.map((r) => r.part))];
  const level = (r: { at: number; part: number }) => [
    r.at / 12,
    ...parts.map((part) => (r.part === part ? 1 : 0)),
  ];
  const months = (r: { month: number }) =>
    Array.from({ length: 11 }, (_, m) => (r.month === m ? 1 : 0));
  const counts = used.map((r) => r.y);
  // What comes alike every month, however long, has no season: days belong to the months.
  const without = quasiPoisson(
    used.map(level),
    counts,
    used.map((r) => Math.log(r.exposure)),
  );
  const full = quasiPoisson(
    used.map((r) => [...level(r), ...months(r)]),
    counts,
    used.map((r) => Math.log(r.exposure * r.days)),
  );
  if (!without || !full || full.dispersion <= 0) return null;
  const f = Math.max(0, (without.deviance - full.deviance) / 11 / full.dispersion);
  const first = 1 + parts.length;
  const raw = Array.from({ length: 12 }, (_, m) =>
    Math.exp(m < 11 ? (full.coefficients[first + m] ?? 0) : 0),
  );
  const mean = raw.reduce((sum, e) => sum + e, 0) / 12;
  return {
    effects: raw.map((e) => e / mean),
    p: betaBelow(full.degrees / (full.degrees + 11 * f), full.degrees / 2, 5.5),
  };
}
