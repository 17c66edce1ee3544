import { betaBelow } from './distribution.ts';
import { quasiPoisson } from './quasi-poisson.ts';

/** What the months of the year make of a series, and whether that is more than chance. */
export interface Season {
  /** Of each calendar month (0 is January), relative to their mean of 1; month lengths stay apart. */
  readonly effects: readonly number[];
  /** F test of the twelve months against trend and level alone. */
  readonly p: number;
}

export interface SeasonRow {
  /** Null where missing or not to be used. */
  readonly y: number | null;
  /** Calendar month, 0 is January. */
  readonly month: number;
  /** Exposure: days of the month, times people where the count is of people. */
  readonly exposure: number;
  /** Rows counted under the same rules; each such stretch has a level of its own. */
  readonly part: number;
}

/**
 * Month effects by quasi-Poisson regression on trend and twelve months, with the log of the exposure
 * as offset (methods.md section 7; McCullagh and Nelder 1989, 9.2 for the F test). Null under 36
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
  const offset = used.map((r) => Math.log(r.exposure));
  const without = quasiPoisson(used.map(level), counts, offset);
  const full = quasiPoisson(
    used.map((r) => [...level(r), ...months(r)]),
    counts,
    offset,
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
