import type { DeckRow, DeckTable } from '../deck-plan.ts';
import { rowsThatFit } from '../draw/table.ts';
import type { SlideDraft } from './slide.ts';

/** An appendix table holds fourteen rows at most (visual.md section 11). */
const mostRows = 14;

interface Listing {
  readonly name: string;
  readonly area: string;
  readonly columns: DeckTable['columns'];
  readonly rows: readonly DeckRow[];
  readonly alt: string;
}

/** Lays a table into its area, as many rows as fit; gives how many did. */
export function putTable(draft: SlideDraft, listing: Listing): number {
  const dense = listing.rows.every((row) => !row.mark);
  const rows = listing.rows.slice(0, mostRows);
  const fit = rowsThatFit(
    { columns: listing.columns, rows, dense },
    draft.slot(listing.area).box,
    [13, 12, 11],
  );
  draft.tables.push({ ...listing, dense, ...fit });
  return fit.rows.length;
}

/** Rows by page, as many on each as fit the area at eleven points. */
export function pagesOf<T>(
  entries: readonly T[],
  columns: DeckTable['columns'],
  rowOf: (entry: T) => DeckRow,
  draft: SlideDraft,
  most: number,
): { readonly pages: readonly (readonly T[])[]; readonly left: number } {
  const { box } = draft.slot('Table');
  const pages: T[][] = [];
  let rest = entries;
  while (rest.length > 0 && pages.length < most) {
    const rows = rest.slice(0, mostRows).map(rowOf);
    const dense = rows.every((row) => !row.mark);
    const fit = rowsThatFit({ columns, rows, dense }, box, [11]).rows.length;
    pages.push(rest.slice(0, fit));
    rest = rest.slice(fit);
  }
  return { pages, left: rest.length };
}
