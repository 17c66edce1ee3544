/** What every part is told. */
export interface Context {
  /** A folder of the benchmark's own, removed when it ends. */
  readonly folder: string;
  /** Runs of each side; the median counts. */
  readonly runs: number;
  /** 1 is the size that the budgets name; a smoke test takes a thousandth. */
  readonly scale: number;
  /** Months of the long home: 120 are ten years. */
  readonly months: number;
  /** Says what is being done. */
  readonly say: (what: string) => void;
}

/** Rows at the wanted scale, at least a few. */
export const scaled = (rows: number, { scale }: Context): number =>
  Math.max(24, Math.round(rows * scale));
