import { periodInWords } from '../../periods/index.ts';
import { type Problem, problem } from '../../problems/index.ts';
import type { CellsOf } from '../lineage.ts';
import { packedPlace } from '../lineage.ts';
import { dataRows } from './block.ts';
import type { Header, Heading } from './header.ts';
import { noRows, type ReadContext, type Shape, type ShapedRow } from './shape.ts';
import { filledLeft, type LeftColumn } from './table.ts';
import { isTotal, totalsAcross, totalsDown } from './totals.ts';
import { addressOf, letters, type SheetView, tidy, type ViewRow } from './view.ts';

/** The heads of a block, told apart: columns at the left, values across, totals of them. */
interface Heads {
  readonly left: readonly LeftColumn[];
  readonly across: readonly { readonly column: number; readonly text: string }[];
  readonly totals: readonly number[];
  readonly problems: readonly Problem[];
}

/** Heads run across (months, nationalities) and become a column; each cell is a fact. */
export const crosstab: Shape = (view, block, context) => {
  const { header } = block;
  const across = context.read.across;
  if (header === null || across === null || block.nil) return noRows;
  const rows = dataRows(view, block, context.read);
  const heads = headsOf(view, header, rows, context);
  if (heads.problems.length > 0) return { ...noRows, problems: heads.problems };
  const filled = filledLeft(rows, heads.left, context.read.levels, context.read.totals.word);
  const labelled = rows.map((row, i) => ({ row, labels: filled[i]?.texts ?? [] }));
  const { totals } = context.read;
  const columns = heads.across.map(({ column }) => column);
  const isData = (labels: readonly string[]) =>
    !totals.down.some((total) => isTotal(labels, total.row));
  const problems = [
    ...totalsDown(view, labelled, [...columns, ...heads.totals], context),
    ...totalsAcross(view, rows, heads.totals, columns, header.row, context),
    ...nameless(view, labelled, columns),
  ];
  const data = labelled.filter(({ labels, row }) => isData(labels) && anyOf(row, columns));
  const kept = totals.keep && across.of === 'names' ? heads.totals : [];
  const values = [...heads.across, ...kept.map((column) => ({ column, text: totals.word }))];
  return {
    columns: [
      ...heads.left.map((left, i) => ({
        name: left.name,
        full: left.full,
        cells: leftCells(
          left,
          rows,
          filled.map((f) => f.own[i] ?? true),
          context,
        ),
      })),
      { name: across.heading, full: across.heading, cells: { head: header.row } },
      { name: across.values, full: across.values, cells: { value: true } },
    ],
    rows: factsOf(data, values, across.of === 'periods'),
    problems,
  };
};

/** One fact a cell. A blank is no fact; of a period that others speak for it is one without a number. */
function factsOf(
  data: readonly { readonly row: ViewRow; readonly labels: readonly string[] }[],
  values: Heads['across'],
  periods: boolean,
): ShapedRow[] {
  const spoken = new Set(
    values.filter(({ column }) => data.some(({ row }) => tidy(row.cells[column - 1]) !== '')),
  );
  return data.flatMap(({ row, labels }) =>
    values.flatMap((value) => {
      const text = tidy(row.cells[value.column - 1]);
      if (text === '' && !(periods && spoken.has(value))) return [];
      return [{ place: packedPlace(row.row, value.column), texts: [...labels, value.text, text] }];
    }),
  );
}

const anyOf = (row: ViewRow, columns: readonly number[]): boolean =>
  columns.some((column) => tidy(row.cells[column - 1]) !== '');

/** Values beside which no label stands. */
const nameless = (
  view: SheetView,
  rows: readonly { readonly row: ViewRow; readonly labels: readonly string[] }[],
  columns: readonly number[],
): Problem[] =>
  rows
    .filter(({ row, labels }) => labels.every((label) => label === '') && anyOf(row, columns))
    .map(({ row }) =>
      problem('S112', {}, { sheet: view.name, cell: addressOf(row.row, columns[0] ?? 1) }),
    );

function leftCells(
  left: LeftColumn,
  rows: readonly ViewRow[],
  own: readonly boolean[],
  context: ReadContext,
): CellsOf {
  const { levels } = context.read;
  if (!levels.includes(left.name) && !levels.includes(left.full)) return letters(left.column);
  return {
    column: letters(left.column),
    starts: rows.flatMap(({ row }, i) => (own[i] ? [row] : [])),
  };
}

function headsOf(
  view: SheetView,
  header: Header,
  rows: readonly ViewRow[],
  context: ReadContext,
): Heads {
  const { across, totals, left, levels } = context.read;
  const names = left.length > 0 ? left : levels;
  const isTotalHead = ({ name, full }: Heading) =>
    totals.across.some((total) => total === name || total === full);
  const totalHeads = header.headings.filter(isTotalHead);
  const isPast = ({ name, full }: Heading) =>
    across?.except.includes(name) || across?.except.includes(full);
  const others = header.headings.filter((heading) => !isTotalHead(heading) && !isPast(heading));
  const plain = others.map((heading) => ({ ...heading, reading: readingOf(heading, context) }));
  const isAcross = (heading: (typeof plain)[number]) =>
    across?.of === 'names'
      ? !names.includes(heading.name) && !names.includes(heading.full)
      : heading.reading !== null;
  const first = plain.find(isAcross)?.column ?? Number.MAX_SAFE_INTEGER;
  const problems: Problem[] = [];
  const used = (column: number) => rows.some((row) => tidy(row.cells[column - 1]) !== '');
  const acrossHeads = plain
    .filter((heading) => heading.column >= first && used(heading.column))
    .flatMap((heading) => {
      const where = { sheet: view.name, cell: addressOf(header.row, heading.column) };
      if (across?.of === 'names' && isAcross(heading))
        return [{ column: heading.column, text: heading.name }];
      if (heading.reading === 'ambiguous')
        problems.push(problem('S115', { value: heading.full, ambiguous: true }, where));
      else if (heading.reading === null)
        problems.push(problem('S113', { heading: heading.full }, where));
      else return [{ column: heading.column, text: heading.reading }];
      return [];
    });
  return {
    left: leftOf(header, rows, first, left),
    across: acrossHeads,
    totals: totalHeads.map(({ column }) => column),
    problems,
  };
}

/** Columns before the first value; one without a heading is named by the source, or by its letter. */
function leftOf(
  header: Header,
  rows: readonly ViewRow[],
  first: number,
  names: readonly string[],
): LeftColumn[] {
  const width = Math.min(first - 1, Math.max(0, ...rows.map(({ cells }) => cells.length)));
  const columns = Array.from({ length: width }, (_, i) => i + 1).filter(
    (column) =>
      header.headings.some((heading) => heading.column === column) ||
      rows.some((row) => tidy(row.cells[column - 1]) !== ''),
  );
  return columns.map((column, i) => {
    const heading = header.headings.find((h) => h.column === column);
    const named = names[i] ?? heading?.name ?? `Column ${letters(column)}`;
    return { column, name: named, full: heading?.full ?? named };
  });
}

/** The first day of the period a head names; groups of years may stand above months. */
function readingOf(heading: Heading, context: ReadContext): string | 'ambiguous' | null {
  const [group = '', ...rest] = heading.full.split(' / ');
  const said = [heading.full, heading.name, `${rest.join(' ')} ${group}`];
  const readings = said.map((text) => periodInWords(text, context.calendar));
  const found = readings.find((reading) => reading?.kind === 'period');
  if (found?.kind === 'period') return found.period.start;
  return readings.some((reading) => reading?.kind === 'ambiguous') ? 'ambiguous' : null;
}
