import type { Problem } from '../../problems/index.ts';
import { cellOf, placeOfFact } from '../lineage.ts';
import { crosstab } from './across.ts';
import { type Block, dataRows } from './block.ts';
import { headingsNamed } from './header.ts';
import { noRows, type ReadContext, type Shape, type Shaped } from './shape.ts';
import { filledLeft } from './table.ts';
import { disagreement } from './totals.ts';
import { letters, placeOf, type SheetView, tidy } from './view.ts';

/** Blanks mean "as above", and a total row opens each group; values may run across. */
export const outline: Shape = (view, block, context) => {
  const shaped = context.read.across
    ? crosstab(view, block, context)
    : filledDown(view, block, context);
  const levels = context.read.levels.flatMap((level) => {
    const at = shaped.columns.findIndex(({ name, full }) => name === level || full === level);
    return at < 0 ? [] : [at];
  });
  const problems = [...shaped.problems, ...groupTotals(view, shaped, levels, context)];
  const { keep, word } = context.read.totals;
  const isPart = (texts: readonly string[]) => levels.every((at) => texts[at] !== word);
  return {
    ...shaped,
    rows: keep ? shaped.rows : shaped.rows.filter(({ texts }) => isPart(texts)),
    problems,
  };
};

/** An ordinary table whose outer columns are filled down. */
function filledDown(view: SheetView, block: Block, context: ReadContext): Shaped {
  const { header } = block;
  if (header === null || block.nil) return noRows;
  const { levels, totals } = context.read;
  const rows = dataRows(view, block, context.read);
  const filled = filledLeft(rows, header.headings, levels, totals.word);
  const isLevel = levels.flatMap((level) => headingsNamed(header.headings, level));
  return {
    columns: header.headings.map((heading, i) => ({
      name: heading.name,
      full: heading.full,
      cells: isLevel.includes(heading)
        ? {
            column: letters(heading.column),
            starts: rows.flatMap(({ row }, n) => (filled[n]?.own[i] ? [row] : [])),
          }
        : letters(heading.column),
    })),
    rows: rows.map((row, n) => ({ place: row.row, texts: filled[n]?.texts ?? [] })),
    problems: [],
  };
}

/** Every total member against the members of its group, in each level and each value. */
function groupTotals(
  view: SheetView,
  shaped: Shaped,
  levels: readonly number[],
  context: ReadContext,
): Problem[] {
  const { word } = context.read.totals;
  const values = shaped.columns.flatMap(({ name, full }, at) => {
    const across = context.read.across;
    if (across) return name === across.values ? [at] : [];
    const numbers = shaped.rows.every(({ texts }) => isNumberOrBlank(texts[at], context));
    return levels.includes(at) || context.read.levels.includes(full) || !numbers ? [] : [at];
  });
  const dimensions = shaped.columns.map((_, at) => at).filter((at) => !values.includes(at));
  return levels.flatMap((level) => {
    const groups = new Map<string, { total: number | null; parts: number[] }>();
    for (const [i, { texts }] of shaped.rows.entries()) {
      const key = dimensions.map((at) => (at === level ? '' : texts[at])).join('\u001f');
      const group = groups.get(key) ?? { total: null, parts: [] };
      if (texts[level] === word) group.total = i;
      else group.parts.push(i);
      groups.set(key, group);
    }
    return [...groups.values()].flatMap(({ total, parts }) =>
      total === null || parts.length === 0
        ? []
        : values.flatMap((value) => groupTotal(view, shaped, level, value, total, parts, context)),
    );
  });
}

function groupTotal(
  view: SheetView,
  shaped: Shaped,
  level: number,
  value: number,
  total: number,
  parts: readonly number[],
  context: ReadContext,
): Problem[] {
  const row = shaped.rows[total];
  const where = shaped.columns[value]?.cells;
  if (!row || where === undefined) return [];
  const cell = cellOf(where, row.place);
  const at = cell ? placeOf(cell) : { ...placeOfFact(row.place) };
  const label = shaped.columns[level]?.name ?? '';
  const texts = (i: number) => tidy(shaped.rows[i]?.texts[value]);
  return disagreement(
    view,
    context,
    { ...at, label: `${context.read.totals.word} of ${label}` },
    texts(total),
    parts.map(texts),
  );
}

const isNumberOrBlank = (text: string | undefined, context: ReadContext): boolean =>
  text === undefined || text === '' || context.numberIn(text) !== null;
