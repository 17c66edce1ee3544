import type { HeaderDefinition } from '../../framework/index.ts';
import { type SheetView, tidy, type ViewRow } from './view.ts';

/** The header of a block: its rows, and one heading a column. Rows and columns count from 1. */
export interface Header {
  readonly top: number;
  /** The last row of the header; data begin below it. */
  readonly row: number;
  readonly headings: readonly Heading[];
}

export interface Heading {
  readonly column: number;
  /** What stands lowest in the column. */
  readonly name: string;
  /** With the group heads above it, `Group / Heading`. */
  readonly full: string;
}

/** Rows whose cells say that a header stands there: the last row of it, in order. */
export function headerRows(view: SheetView, header: HeaderDefinition): number[] {
  const wanted = header.startsAt;
  if (wanted === null) return [];
  return view.rows
    .filter(({ cells }) => cells.some((cell) => headingText(cell, header) === wanted))
    .map(({ row }) => lowestOf(view, row, wanted, header));
}

/** A heading merged downwards over the header's rows has its last row at the merge's end. */
function lowestOf(view: SheetView, row: number, wanted: string, header: HeaderDefinition): number {
  const cells = view.rows.find((r) => r.row === row)?.cells ?? [];
  const column = cells.findIndex((cell) => headingText(cell, header) === wanted) + 1;
  const merge = view.merges.find((m) => m.top === row && m.left <= column && column <= m.right);
  return merge && merge.bottom - merge.top < header.rows ? merge.bottom : row;
}

/** The header whose last row is `row`. */
export function headerAt(view: SheetView, row: number, header: HeaderDefinition): Header {
  const top = row - header.rows + 1;
  const lines = Array.from({ length: header.rows }, (_, i) => top + i).map((at) =>
    filledRow(view, at, at === row),
  );
  const width = Math.max(0, ...lines.map((line) => line.length));
  const headings: Heading[] = [];
  for (let i = 0; i < width; i++) {
    const words = lines.map((line) => headingText(line[i], header));
    const said = words.filter((word, n) => word !== '' && word !== words[n - 1]);
    const name = said.at(-1) ?? '';
    if (name !== '') headings.push({ column: i + 1, name, full: said.join(' / ') });
  }
  return { top, row, headings: numbered(headings) };
}

/** The cells of a header row; merged heads stand over all their columns, in the row above the last also unmerged ones. */
function filledRow(view: SheetView, row: number, last: boolean): string[] {
  const cells = [...(view.rows.find((r) => r.row === row)?.cells ?? [])];
  const here = view.merges.filter((m) => m.top <= row && row <= m.bottom);
  for (const merge of here) {
    const text = view.rows.find((r) => r.row === merge.top)?.cells[merge.left - 1] ?? '';
    for (let column = merge.left; column <= merge.right; column++) {
      while (cells.length < column) cells.push('');
      cells[column - 1] = text;
    }
  }
  // Where nothing is merged, a group head stands over the blanks at its right.
  if (!last && here.length === 0)
    for (let i = 1; i < cells.length; i++) if (tidy(cells[i]) === '') cells[i] = cells[i - 1] ?? '';
  return cells;
}

/** A heading without line breaks and, where declared, without its footnote marks. */
export function headingText(cell: string | undefined, header: HeaderDefinition): string {
  const text = tidy(cell);
  if (!header.footnotes) return text;
  return text
    .replace(
      /(?:\s*(?:\[(?:note )?\d+(?:,\s*\d+)*\]|\((?:note )?(?:\d+|[a-z])\)|[¹²³⁰-⁹]+|\*+))+$/iu,
      '',
    )
    .trim();
}

/** A heading that stands twice is told apart as `Date #2`. */
function numbered(headings: readonly Heading[]): Heading[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const times = (seen.get(heading.full) ?? 0) + 1;
    seen.set(heading.full, times);
    return times === 1 ? heading : { ...heading, full: `${heading.full} #${times}` };
  });
}

/** Headings that a name can mean: the full one, else those whose lowest row says it. */
export function headingsNamed(headings: readonly Heading[], name: string): readonly Heading[] {
  const full = headings.filter((heading) => heading.full === name);
  return full.length > 0 ? full : headings.filter((heading) => heading.name === name);
}

/** All names by which headings can be meant. */
export const namesOf = (headings: readonly Heading[]): string[] => [
  ...new Set(headings.flatMap(({ name, full }) => [name, full])),
];

export const rowsFrom = (view: SheetView, from: number, to: number): readonly ViewRow[] =>
  view.rows.filter(({ row }) => row >= from && row <= to);
