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

type Used = SeasonRow & { readonly y: number; readonly at: number };

/**
 * Month effects by quasi-Poisson regression on trend and twelve months, with the log of days and
 * exposure as offset (methods.md section 7; McCullagh and Nelder 1989, 9.2 for the F test). Null under 36
 * values, under two of any calendar month, or with a value below nought.
 * @param rows oldest first, one a month
 */
export function season(rows: readonly SeasonRow[]): Season | null {
  const used: Used[] = [];
  const seen = new Array<number>(12).fill(0);
  rows.forEach(({ y, month, days, exposure, part }, at) => {
    if (y === null || exposure <= 0) return;
    used.push({ y, month, days, exposure, part, at });
    seen[month] = (seen[month] ?? 0) + 1;
  });
  if (used.length < 36 || seen.some((n) => n < 2) || used.some((r) => r.y < 0)) return null;
  if (plainly(used) > 0.1) return null;
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

/**
 * A first look by least squares on the roots of the counts, which spares the regression where months
 * plainly do not differ: p-value of the same F test.
 */
function plainly(rows: readonly Used[]): number {
  const roots = rows.map((r) => Math.sqrt(r.y / r.exposure));
  const parts = [...new Set(rows.map((r) => r.part))];
  const part = rows.map((r) => parts.indexOf(r.part));
  const levels = residual(rows, roots, part);
  const months = residual(
    rows,
    roots,
    rows.map((r, i) => 12 * (part[i] ?? 0) + r.month),
  );
  const df1 = months.groups - levels.groups;
  const df2 = rows.length - months.groups - 1;
  if (df2 <= 0 || months.left <= 0) return 0;
  const f = Math.max(0, (levels.left - months.left) / df1 / (months.left / df2));
  return betaBelow(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
}

/** Sum of squares left when each group has a level and all share a trend. */
function residual(
  rows: readonly Used[],
  values: readonly number[],
  group: readonly number[],
): { left: number; groups: number } {
  const [n, sumX, sumY]: [number[], number[], number[]] = [[], [], []];
  group.forEach((g, i) => {
    n[g] = (n[g] ?? 0) + 1;
    sumX[g] = (sumX[g] ?? 0) + (rows[i]?.at ?? 0);
    sumY[g] = (sumY[g] ?? 0) + (values[i] ?? 0);
  });
  let [xx, xy, yy] = [0, 0, 0];
  group.forEach((g, i) => {
    const x = (rows[i]?.at ?? 0) - (sumX[g] ?? 0) / (n[g] ?? 1);
    const y = (values[i] ?? 0) - (sumY[g] ?? 0) / (n[g] ?? 1);
    xx += x * x;
    xy += x * y;
    yy += y * y;
  });
  const groups = n.filter((count) => count > 0).length;
  return { left: xx === 0 ? yy : yy - (xy * xy) / xx, groups };
}
