/** A row of one part as the limits see it. */
export interface Measured {
  /** Count or value given. */
  readonly y: number | null;
  readonly n: number | null;
  /** What is plotted; null when missing. */
  readonly value: number | null;
  readonly excluded: boolean;
  readonly baseline: boolean;
}

/** Centre, and the line k sigma from it (k signed), for each row; null where there is no such line. */
export interface Lines {
  readonly cl: number | null;
  readonly line: (k: number, row: Measured) => number | null;
}

/** How the lines of one part are found; `base` are the baseline's rows with a value, at least one. */
export type FindLines = (
  rows: readonly Measured[],
  base: readonly Measured[],
  screen: boolean,
) => Lines;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / values.length;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

export const valuesOf = (rows: readonly Measured[]): number[] =>
  rows.flatMap((row) => (row.value === null ? [] : [row.value]));
