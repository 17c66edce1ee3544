import { nearestName, type Problem, problem } from '../../problems/index.ts';
import { packedPlace } from '../lineage.ts';
import { crosstab } from './across.ts';
import { type Block, dataRows } from './block.ts';
import { noRows, type ReadContext, type Shape, type Shaped } from './shape.ts';
import { addressOf, type SheetView, tidy, type ViewRow } from './view.ts';

/** A label of a form and its value. Rows and columns count from 1. */
export interface LabelledCell {
  readonly label: { readonly row: number; readonly column: number };
  readonly value: { readonly row: number; readonly column: number; readonly text: string } | null;
}

/** Labels with their values: in a table of months, or each at its right or below. */
export const form: Shape = (view, block, context) => {
  const definition = context.read.form;
  if (definition === null || block.nil) return noRows;
  if (context.read.across) return acrossMonths(view, block, context, definition.labels);
  const rows = dataRows(view, block, context.read);
  const found = definition.labels.map((label) => ({
    label,
    cell: labelled(rows, label, definition.labels),
  }));
  const missing = found.filter(({ cell }) => cell === null);
  if (missing.length > 0)
    return { ...noRows, problems: missing.map(({ label }) => absent(view, rows, label)) };
  const present = found.flatMap(({ label, cell }) => (cell ? [{ text: label, ...cell }] : []));
  return definition.long ? long(present, definition.long) : record(present);
};

type Present = LabelledCell & { readonly text: string };

/** One fact a label. */
function long(
  present: readonly Present[],
  names: { readonly heading: string; readonly values: string },
): Shaped {
  const facts = present.map(({ label, value, text }) => {
    const at = value ?? { ...label, text: '' };
    return { place: packedPlace(at.row, at.column), label, text, value: value?.text ?? '' };
  });
  const labels = facts.map(({ place, label }) => [
    String(place),
    addressOf(label.row, label.column),
  ]);
  return {
    columns: [
      { name: names.heading, full: names.heading, cells: { cells: Object.fromEntries(labels) } },
      { name: names.values, full: names.values, cells: { value: true } },
    ],
    rows: facts.map(({ place, text, value }) => ({ place, texts: [text, value] })),
    problems: [],
  };
}

/** One fact of the whole form; its headings are the labels. */
function record(present: readonly Present[]): Shaped {
  const [first] = present;
  if (!first) return noRows;
  return {
    columns: present.map(({ text, label, value }) => ({
      name: text,
      full: text,
      cells: { cell: addressOf(value?.row ?? label.row, value?.column ?? label.column) },
    })),
    rows: [
      {
        place: (first.value ?? first.label).row,
        texts: present.map(({ value }) => value?.text ?? ''),
      },
    ],
    problems: [],
  };
}

/** Labels down and months across; rows with other labels are no part of the form. */
function acrossMonths(
  view: SheetView,
  block: Block,
  context: ReadContext,
  labels: readonly string[],
): Shaped {
  const names = context.read.form?.long;
  const rows = dataRows(view, block, context.read);
  const isLabel = (row: ViewRow) =>
    row.cells.some((cell) => labels.some((label) => isThe(cell, label)));
  const missing = labels.filter(
    (label) => !rows.some((row) => row.cells.some((cell) => isThe(cell, label))),
  );
  if (missing.length > 0)
    return { ...noRows, problems: missing.map((label) => absent(view, rows, label)) };
  const only: SheetView = {
    ...view,
    rows: view.rows.filter((row) => row.row < block.from || isLabel(row)),
  };
  const shaped = crosstab(only, block, {
    ...context,
    read: { ...context.read, left: names ? [names.heading] : context.read.left },
  });
  const at = shaped.columns.findIndex(({ name }) => name === names?.heading);
  return {
    ...shaped,
    rows: shaped.rows.map((row) => ({
      ...row,
      texts: row.texts.map((text, i) =>
        i === at ? (labels.find((label) => isThe(text, label)) ?? text) : text,
      ),
    })),
  };
}

/** Whether a cell is a label, with or without its colon. */
const isThe = (cell: string | undefined, label: string): boolean =>
  bareLabel(cell).toLowerCase() === bareLabel(label).toLowerCase();

const bareLabel = (text: string | undefined): string => tidy(text).replace(/\s*:$/, '');

/** A label and what it labels: the rest of its cell, else the next cell at its right, else the one below. */
export function labelled(
  rows: readonly ViewRow[],
  label: string,
  others: readonly string[] = [],
): LabelledCell | null {
  const isOther = (cell: string | undefined) => others.some((other) => isThe(cell, other));
  for (const [i, row] of rows.entries())
    for (const [c, cell] of row.cells.entries()) {
      const place = { row: row.row, column: c + 1 };
      const inside = insideOf(cell, label);
      if (inside !== null) return { label: place, value: { ...place, text: inside } };
      if (!isThe(cell, label)) continue;
      const right = row.cells.findIndex((next, n) => n > c && tidy(next) !== '');
      if (right > 0 && !isOther(row.cells[right]))
        return {
          label: place,
          value: { row: row.row, column: right + 1, text: tidy(row.cells[right]) },
        };
      const below = rows[i + 1];
      const text = below?.row === row.row + 1 ? tidy(below.cells[c]) : '';
      const value = text !== '' && !isOther(text) ? { ...place, row: row.row + 1, text } : null;
      return { label: place, value };
    }
  return null;
}

/** What follows the label and a colon in the same cell. */
function insideOf(cell: string, label: string): string | null {
  const text = tidy(cell);
  const name = bareLabel(label);
  if (text.slice(0, name.length).toLowerCase() !== name.toLowerCase()) return null;
  const rest = /^\s*:\s*(.+)$/.exec(text.slice(name.length))?.[1];
  return rest ?? null;
}

function absent(view: SheetView, rows: readonly ViewRow[], label: string): Problem {
  const near = nearestName(
    label,
    rows.flatMap(({ cells }) => cells.map((cell) => bareLabel(cell)).filter(Boolean)),
  );
  return problem('S114', { label, nearest: near }, { sheet: view.name });
}
