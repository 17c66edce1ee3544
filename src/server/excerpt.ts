import { columnLetters, type ExcerptSheet, parseAddress } from '../files/index.ts';
import type { ColumnDefinition, SourceDefinition } from '../framework/index.ts';
import { type Host, type RefusedFile, refusedRows } from '../host/index.ts';
import type { ExcerptView } from '../pages/index.ts';
import type { Problem } from '../problems/index.ts';

const mostRows = 6;
const mostColumns = 6;
/** Columns beside the bad ones are shown until there are so many. */
const enoughColumns = 4;

type ColumnClass = ColumnDefinition['class'];

/** A bad cell of the sheet that is shown. */
interface Bad {
  readonly row: number;
  readonly column: number;
  readonly problem: Problem;
}

/**
 * The sheet around the first bad cells: their rows and the one before, their columns and those
 * beside that the source declares. Personal columns and those nobody declared stay out.
 */
export async function excerptOf(host: Host, refused: RefusedFile): Promise<ExcerptView | null> {
  const { bad, sheet } = badCells(refused.problems);
  if (bad.length === 0 || !refused.kept) return null;
  const rows = [...new Set(bad.map((b) => b.row))].sort((a, b) => a - b).slice(0, mostRows);
  const first = rows[0] ?? 1;
  const wanted = [{ sheet, rows: first > 1 ? [first - 1, ...rows] : rows }];
  const read = await refusedRows(host, refused, wanted);
  const found = read?.ok ? read.value.sheets[0] : undefined;
  if (!found) return null;
  return viewOf(
    sheet,
    found,
    bad.filter((b) => rows.includes(b.row)),
    classesOf(host, refused.source),
  );
}

function badCells(problems: readonly Problem[]): { bad: Bad[]; sheet: string } {
  const placed = problems.flatMap((problem): (Bad & { sheet: string })[] => {
    const place = parseAddress(problem.where.cell ?? '');
    return place ? [{ ...place, problem, sheet: problem.where.sheet ?? '' }] : [];
  });
  const sheet = placed[0]?.sheet ?? '';
  return { sheet, bad: placed.filter((b) => b.sheet === sheet) };
}

/** Heading of a source -> the class of what it loads; the strictest where it loads several. */
function classesOf(host: Host, source: SourceDefinition | null): ReadonlyMap<string, ColumnClass> {
  const found = new Map<string, ColumnClass>();
  const strict: readonly ColumnClass[] = ['open', 'record', 'personal'];
  for (const [dataset, columns] of source?.loads ?? [])
    for (const [name, from] of columns) {
      const own = host.framework.datasets.get(dataset)?.columns.get(name)?.class;
      if (from.kind !== 'column' || !own) continue;
      const known = found.get(tidy(from.column));
      if (!known || strict.indexOf(own) > strict.indexOf(known)) found.set(tidy(from.column), own);
    }
  return found;
}

const tidy = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();

function viewOf(
  sheet: string,
  { rows }: ExcerptSheet,
  bad: readonly Bad[],
  classes: ReadonlyMap<string, ColumnClass>,
): ExcerptView {
  const first = Math.min(...bad.map((b) => b.row));
  const head = rows.findLast(
    ({ row, texts }) =>
      row < first &&
      bad.some(
        ({ column, problem: { where } }) =>
          where.heading !== undefined && tidy(texts[column - 1]) === tidy(where.heading),
      ),
  );
  const personal = (column: number) => classes.get(tidy(head?.texts[column - 1])) === 'personal';
  // Where no heading says what a column holds, its first alone, which labels the rows, is shown.
  const declared = (column: number) =>
    head ? classes.has(tidy(head.texts[column - 1])) && !personal(column) : column === 1;
  const columns = columnsShown(bad, declared);
  const shown = new Set([first - 1, ...bad.map((b) => b.row)]);
  const cellOf = (row: number, column: number, texts: readonly string[]) => {
    const at = bad.filter((b) => b.row === row && b.column === column);
    return {
      address: `${columnLetters(column)}${row}`,
      text: personal(column) ? 'not shown' : (texts[column - 1] ?? ''),
      problem: at.length > 0 ? at.map(({ problem }) => problem.message).join(' ') : null,
    };
  };
  return {
    sheet,
    columns: columns.map((column) => columnLetters(column)),
    head: head ? { row: head.row, texts: columns.map((c) => tidy(head.texts[c - 1])) } : null,
    rows: rows
      .filter(({ row }) => shown.has(row) && row !== head?.row)
      .map(({ row, texts }) => ({ row, cells: columns.map((c) => cellOf(row, c, texts)) })),
  };
}

function columnsShown(bad: readonly Bad[], declared: (column: number) => boolean): number[] {
  const wrong = [...new Set(bad.map((b) => b.column))].slice(0, mostColumns);
  const shown = new Set(wrong);
  const offer = (column: number) => {
    if (column > 0 && shown.size < enoughColumns && declared(column)) shown.add(column);
  };
  if (declared(1)) shown.add(1);
  for (const step of [-1, 1, -2, 2]) for (const column of wrong) offer(column + step);
  return [...shown].sort((a, b) => a - b);
}
