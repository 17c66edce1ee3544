import type { FileLook } from '../files/index.ts';
import type { SourcePart } from '../framework/index.ts';
import { type Problem, problem } from '../problems/index.ts';
import type { Recognised } from './recognise.ts';
import { sheetsOfPart } from './recognise.ts';
import { headerAt, headerRows } from './shapes/header.ts';
import type { SheetView } from './shapes/view.ts';
import type { StagedRows } from './staged-rows.ts';

/** Headings that name a person; the loader refuses them unless the source declares them. */
const personalWords =
  /^name$|\b((full|first|last|given|victim|suspect|nominal|offender|child) name|surname|forename|date of birth|dob|address|postcode)\b/i;

/** Undeclared personal columns among the headings that can be seen without reading the file. */
export function personalAhead({ source, views }: Recognised): Problem[] {
  return source.parts.flatMap((part) =>
    sheetsOfPart(part, views).flatMap((view) => {
      const [row] = headerRows(view, part.read.header);
      const headings = row === undefined ? [] : headerAt(view, row, part.read.header).headings;
      return personalAmong(part, view, headings);
    }),
  );
}

/** Undeclared personal columns among headings. */
export function personalAmong(
  part: SourcePart,
  view: SheetView,
  headings: readonly { readonly name: string }[],
): Problem[] {
  const columns = headings
    .map(({ name }) => name)
    .filter((name) => personalWords.test(name) && !part.read.declared.includes(name));
  return columns.length > 0 ? [problem('S107', { columns }, { sheet: view.name })] : [];
}

/** The word stands in the file's name, a sheet's, in a cell above the first row read, or below the last. */
export function saysSynthetic(name: string, { source, views }: Recognised): boolean {
  const said = (cells: readonly string[]) => cells.some((cell) => /\bSYNTHETIC\b/.test(cell));
  if (/SYNTHETIC/.test(name) || views.some((view) => /SYNTHETIC/.test(view.name))) return true;
  return source.parts.some((part) =>
    sheetsOfPart(part, views).some((view) => {
      const [row] = headerRows(view, part.read.header);
      const top = row ?? Number.MAX_SAFE_INTEGER;
      const ends = view.rows.slice(-8);
      return (
        view.rows.some((line) => line.row < top && said(line.cells)) ||
        ends.some((line) => said(line.cells))
      );
    }),
  );
}

/** A marking that this system does not take, in the name or the first rows. */
export function markingAbove(name: string, look: FileLook): string | null {
  const texts = [name, ...look.sheets.flatMap((sheet) => sheet.top.slice(0, 6).flat())];
  return texts.some((text) => /^\s*(TOP )?SECRET\b/.test(text)) ? 'SECRET' : null;
}

/** Problems of personal columns in rows that were found deeper in the file. */
export const personalIn = (rows: readonly StagedRows[]): Problem[] =>
  rows.flatMap(({ part, view, headings }) => personalAmong(part, view, headings));
