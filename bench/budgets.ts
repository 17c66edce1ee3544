/** What the design allows: times the peer (or the floor) unless a unit is given. */
export interface Budget {
  readonly floor: string;
  readonly budget: number;
  readonly aim: number;
  /** What the numbers are: a ratio, seconds, milliseconds, mebibytes, kibibytes. */
  readonly unit: 'x' | 's' | 'ms' | 'MiB' | 'KiB';
}

const of = (floor: string, budget: number, aim: number, unit: Budget['unit'] = 'x'): Budget => ({
  floor,
  budget,
  aim,
  unit,
});

/** DESIGN.md section 12, line by line. */
export const budgets = {
  csv: of('1.05 x', 1.5, 1.25),
  csvGzip: of('', 1.4, 1.2),
  csvMemory: of('0.94 GB', 1229, 900, 'MiB'),
  twelveMillion: of('', 1.5, 1.25),
  twelveMillionMemory: of('', 1229, 1229, 'MiB'),
  workbook: of('0.4 x', 0.8, 0.5),
  workbookMemory: of('103 MB in the reader', 400, 250, 'MiB'),
  figures: of('1 x', 4, 2.5),
  figuresSeconds: of('0.25 s', 1, 0.25, 's'),
  oneMoreMonth: of('1.0 x', 1.2, 1),
  pageMedian: of('3 ms', 50, 10, 'ms'),
  pageSlow: of('3 ms', 150, 150, 'ms'),
  script: of('6 KiB', 40, 20, 'KiB'),
  pack: of('0.15 x', 0.8, 0.4),
  audit: of('', 1, 0.3, 's'),
  firstStart: of('20 s', 90, 45, 's'),
  secondStart: of('0.8 s', 3, 1.5, 's'),
} as const satisfies Readonly<Record<string, Budget>>;
