import { betaBelow } from './distribution.ts';

/**
 * Whether months differ more than chance: F test of twelve month means about a straight trend, on
 * whole years of a monthly series (methods.md section 7). Null under 36 values.
 * @param values oldest first, one a month; null where missing
 * @param month calendar month (0 to 11) of the first value
 */
export function seasonTest(
  values: readonly (number | null)[],
  month: number,
): { p: number } | null {
  const rows = values.flatMap((y, i) => (y === null ? [] : [{ t: i, y, m: (month + i) % 12 }]));
  if (rows.length < 36) return null;
  // Residual sums of squares of trend alone and of trend with month effects (means within months).
  const slope = (list: readonly { t: number; y: number }[]) => {
    const [mt, my] = [avg(list.map((r) => r.t)), avg(list.map((r) => r.y))];
    const sxx = list.reduce((s, r) => s + (r.t - mt) ** 2, 0);
    return { b: list.reduce((s, r) => s + (r.t - mt) * (r.y - my), 0) / sxx, mt, my };
  };
  const { b, mt, my } = slope(rows);
  const rss0 = rows.reduce((s, r) => s + (r.y - my - b * (r.t - mt)) ** 2, 0);
  const groups = Array.from({ length: 12 }, (_, m) => rows.filter((r) => r.m === m)).filter(
    (g) => g.length > 0,
  );
  const centred = groups.flatMap((g) => {
    const [gt, gy] = [avg(g.map((r) => r.t)), avg(g.map((r) => r.y))];
    return g.map((r) => ({ t: r.t - gt, y: r.y - gy }));
  });
  const sxx = centred.reduce((s, r) => s + r.t ** 2, 0);
  const b1 = sxx === 0 ? 0 : centred.reduce((s, r) => s + r.t * r.y, 0) / sxx;
  const rss1 = centred.reduce((s, r) => s + (r.y - b1 * r.t) ** 2, 0);
  const [df1, df2] = [groups.length - 1, rows.length - groups.length - 1];
  if (rss1 <= 0 || df2 <= 0) return null;
  const f = (rss0 - rss1) / df1 / (rss1 / df2);
  return { p: f <= 0 ? 1 : betaBelow(df2 / (df2 + df1 * f), df2 / 2, df1 / 2) };
}

const avg = (list: readonly number[]) => list.reduce((s, v) => s + v, 0) / list.length;
