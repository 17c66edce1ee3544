import type { Budget } from './budgets.ts';

/** One line of the report: ours beside what it is measured against. */
export interface Line {
  readonly what: string;
  readonly ours: string;
  readonly against: string;
  /** In the budget's unit. */
  readonly value: number;
  /** The same in processor time, which a busy machine disturbs less. */
  readonly cpu?: number;
  readonly budget: Budget;
}

export const seconds = (s: number): string =>
  s < 1 ? `${Math.round(s * 1000)} ms` : `${s.toFixed(2)} s`;
export const mebibytes = (bytes: number): number => bytes / 2 ** 20;

const shown = (value: number, unit: Budget['unit']): string =>
  `${value >= 100 ? Math.round(value) : value.toFixed(value >= 10 ? 1 : 2)} ${unit}`;

/** Whether a line reaches its aim, keeps to its budget or misses it. */
export const verdictOf = ({ value, budget }: Line): 'aim' | 'budget' | 'MISS' =>
  value <= budget.aim ? 'aim' : value <= budget.budget ? 'budget' : 'MISS';

/** The lines as a Markdown table. */
export function table(lines: readonly Line[]): string {
  const heads = ['what', 'ours', 'against', 'result', 'by CPU', 'floor', 'budget', 'aim', ''];
  const rows = lines.map((line) => [
    line.what,
    line.ours,
    line.against,
    shown(line.value, line.budget.unit),
    line.cpu === undefined ? '' : shown(line.cpu, line.budget.unit),
    line.budget.floor,
    shown(line.budget.budget, line.budget.unit),
    shown(line.budget.aim, line.budget.unit),
    verdictOf(line),
  ]);
  const widths = heads.map((head, i) =>
    Math.max(head.length, ...rows.map((r) => r[i]?.length ?? 0)),
  );
  const print = (cells: readonly string[]) =>
    `| ${cells.map((c, i) => c.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [
    print(heads),
    `|${widths.map((w) => '-'.repeat(w + 2)).join('|')}|`,
    ...rows.map(print),
  ].join('\n');
}
