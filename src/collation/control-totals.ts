import type { ControlTotal } from '../framework/index.ts';
import { monthsOf, periodInWords } from '../periods/index.ts';
import { type Problem, problem } from '../problems/index.ts';
import { labelledRow, type ReferredCell, referredCell } from './cell-reference.ts';
import type { MappedPart } from './map.ts';
import type { SheetView } from './shapes/view.ts';
import type { StagedRows } from './staged-rows.ts';

/** What the file says of itself against what was read; every disagreement at the cell that says it. */
export async function controlTotals(
  mapped: MappedPart,
  rows: StagedRows,
  views: readonly SheetView[],
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const several = rows.part.loads.size > 1;
  for (const check of rows.part.checks) {
    if (check.of === null ? several : check.of !== mapped.dataset.id) continue;
    const where = [rows.view, ...views.filter((view) => view.index !== rows.view.index)];
    problems.push(
      ...(check.by === null
        ? await oneTotal(check, mapped, rows, where)
        : await totalsByMonth(check, mapped, rows, where)),
    );
  }
  return problems;
}

const tally = (check: ControlTotal, mapped: MappedPart, rows: StagedRows) =>
  rows.staging.tally(
    mapped.columns,
    {
      sum: check.total === 'rows' ? null : check.total.sum,
      where: check.where,
      by: check.by,
      without: [],
    },
    rows.from,
    rows.to,
  );

async function oneTotal(
  check: ControlTotal,
  mapped: MappedPart,
  rows: StagedRows,
  views: readonly SheetView[],
): Promise<Problem[]> {
  const [said] = views.flatMap((view) => {
    const cell = referredCell(view, check.cell);
    return cell ? [{ ...cell, view }] : [];
  });
  const plain = check.total === 'rows' && check.where.size === 0;
  const found = plain ? rows.count : ((await tally(check, mapped, rows)).get('') ?? 0);
  if (!said) return [problem('C122', { cell: check.cell }, { sheet: rows.view.name })];
  const stated = numberIn(said.text);
  if (stated !== null && Math.abs(stated - found) < 0.005) return [];
  const label = check.cell.replace(/^(footer|label):/, '');
  return [
    problem(
      check.total === 'rows' ? 'C107' : 'C123',
      { said: stated ?? Number.NaN, found, label },
      { sheet: said.view.name, cell: said.cell },
    ),
  ];
}

/** The cells beside a label, each under its month, against the rows dated in it. */
async function totalsByMonth(
  check: ControlTotal,
  mapped: MappedPart,
  rows: StagedRows,
  views: readonly SheetView[],
): Promise<Problem[]> {
  const label = check.cell.replace(/^label:/, '');
  const [said = null] = views.flatMap((view) => {
    const cells = labelledRow(view, label);
    return cells.length > 0 ? [{ cells, view }] : [];
  });
  if (!said) return [problem('C122', { cell: check.cell }, { sheet: rows.view.name })];
  const found = await tally(check, mapped, rows);
  return said.cells.flatMap((cell: ReferredCell & { head: string }) => {
    const reading = periodInWords(cell.head, rows.part.period.calendar);
    if (reading?.kind !== 'period') return [];
    const sum = monthsOf(reading.period).reduce((all, m) => all + (found.get(m) ?? 0), 0);
    const stated = numberIn(cell.text) ?? 0;
    return Math.abs(stated - sum) < 0.005
      ? []
      : [
          problem(
            'C123',
            { said: stated, found: sum, label: `${label}, ${cell.head}` },
            { sheet: said.view.name, cell: cell.cell },
          ),
        ];
  });
}

/** The first number in a text. */
function numberIn(text: string): number | null {
  const found = /-?\d[\d,]*(\.\d+)?/.exec(text)?.[0];
  return found === undefined ? null : Number(found.replaceAll(',', ''));
}
