import { labelled } from './shapes/form.ts';
import {
  addressOf,
  begins,
  cellAt,
  firstFilled,
  placeOf,
  type SheetView,
  tidy,
} from './shapes/view.ts';

/** What stands at a reference (`B3`, `label:TEXT`, `footer:TEXT`), and where. */
export interface ReferredCell {
  readonly text: string;
  readonly cell: string;
}

export function referredCell(view: SheetView, reference: string): ReferredCell | null {
  const [, kind, wanted = ''] = /^(label|footer):(.+)$/.exec(reference) ?? [];
  if (kind === undefined) {
    const { row, column } = placeOf(reference);
    const text = cellAt(view, row, column);
    return text === '' ? null : { text, cell: reference };
  }
  return kind === 'label' ? labelCell(view, wanted) : footerCell(view, wanted);
}

function labelCell(view: SheetView, wanted: string): ReferredCell | null {
  const value = labelled(view.rows, wanted)?.value;
  return value ? { text: value.text, cell: addressOf(value.row, value.column) } : null;
}

/** What follows the text in its cell, else the next filled cell of the last row that begins so. */
function footerCell(view: SheetView, wanted: string): ReferredCell | null {
  const row = view.rows.findLast((r) => begins(firstFilled(r)?.text ?? '', wanted));
  const first = row && firstFilled(row);
  if (!row || !first) return null;
  const rest = first.text.slice(wanted.length).replace(/^[\s:]+/, '');
  if (rest !== '') return { text: rest, cell: addressOf(row.row, first.column) };
  const next = row.cells.findIndex((cell, i) => i >= first.column && tidy(cell) !== '');
  return next < 0 ? null : { text: tidy(row.cells[next]), cell: addressOf(row.row, next + 1) };
}

/** The cells right of a label with the heads above them, for totals month by month. */
export function labelledRow(
  view: SheetView,
  wanted: string,
): readonly { readonly head: string; readonly text: string; readonly cell: string }[] {
  const found = labelled(view.rows, wanted);
  const row = found && view.rows.find((r) => r.row === found.label.row);
  if (!found || !row) return [];
  return row.cells.flatMap((cell, i) => {
    if (i < found.label.column || tidy(cell) === '') return [];
    const above = view.rows.filter((r) => r.row < row.row && tidy(r.cells[i]) !== '');
    // The head stands above all numbers of its column.
    const head = above.findLast((r) => /[a-z]|^\d{4}-\d{2}/i.test(tidy(r.cells[i])));
    return [{ head: tidy(head?.cells[i]), text: tidy(cell), cell: addressOf(row.row, i + 1) }];
  });
}
