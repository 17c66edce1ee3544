import type { Finding } from './finding.ts';

/** What a meeting has before it: asks that no open decision answers, and decisions that are still open. */
export interface ForDecision {
  readonly asks: readonly Finding[];
  readonly open: number;
  readonly overdue: number;
}

/** A gap of data is chased with its owner, and good progress asks for nothing: neither is for a meeting. */
export function forDecision(
  findings: readonly Finding[],
  decided: readonly { readonly finding: string; readonly overdue: boolean }[],
): ForDecision {
  const answered = new Set(decided.map((d) => d.finding));
  const asks = findings.filter(
    (f) =>
      f.ask !== null &&
      !answered.has(f.id) &&
      f.kind !== 'better' &&
      (f.kind !== 'gap' || f.series !== null),
  );
  const first = asks.filter((f) => f.kind === 'worse');
  return {
    asks: [...first, ...asks.filter((f) => f.kind !== 'worse')],
    open: decided.length,
    overdue: decided.filter((d) => d.overdue).length,
  };
}
