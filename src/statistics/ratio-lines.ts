import type { FindLines, Lines, Measured } from './lines.ts';
import { meanMovingRange } from './moving-range.ts';

/**
 * Lines of a pooled ratio Σy/Σn, which vary with n: k standard errors from the centre, in the primed
 * form widened (or narrowed) by the moving ranges of the standardised values (Laney 2002, Quality
 * Engineering 14:531), held between 0 and `most`.
 */
export function ratioLines(
  spread: (centre: number) => number,
  most: number,
  primed: boolean,
): FindLines {
  return (rows, base, screen): Lines => {
    const sum = (read: (row: Measured) => number | null) =>
      base.reduce((total, row) => total + (read(row) ?? 0), 0);
    const cl = sum((row) => row.y) / sum((row) => row.n);
    const error = (row: Measured) => Math.sqrt(spread(cl) / (row.n ?? Number.NaN));
    // A centre of 0 or 1 leaves nothing to vary: every standardised value is nought.
    const standardised = (row: Measured) =>
      row.value === null ? null : error(row) === 0 ? 0 : (row.value - cl) / error(row);
    const range = primed ? meanMovingRange(rows, standardised, screen) : null;
    if (primed && range === null) return { cl, line: () => null };
    const widen = range === null ? 1 : range / 1.128;
    return {
      cl,
      line: (k, row) =>
        row.value === null ? null : Math.min(most, Math.max(0, cl + k * error(row) * widen)),
    };
  };
}
