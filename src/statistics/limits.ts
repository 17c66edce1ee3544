import { c } from './c.ts';
import type { ChartType } from './control-chart.ts';
import { g } from './g.ts';
import type { FindLines, Lines, Measured } from './lines.ts';
import { p, pPrime } from './p.ts';
import { run } from './run.ts';
import { t } from './t.ts';
import { u, uPrime } from './u.ts';
import { xmr } from './xmr.ts';

const methods: Readonly<Record<ChartType, FindLines>> = {
  xmr,
  run,
  p,
  'p-prime': pPrime,
  u,
  'u-prime': uPrime,
  c,
  g,
  t,
};

/** The lines of one part by chart type (methods.md section 2); none where its baseline has no value. */
export function linesOf(type: ChartType, rows: readonly Measured[], screen: boolean): Lines {
  const base = rows.filter((row) => row.baseline && !row.excluded && row.value !== null);
  return base.length === 0 ? { cl: null, line: () => null } : methods[type](rows, base, screen);
}
