import type { FileLook } from '../files/index.ts';
import type { Framework, SourceDefinition, SourcePart } from '../framework/index.ts';
import {
  done,
  nearestName,
  type Outcome,
  type Problem,
  problem,
  refused,
} from '../problems/index.ts';
import { layoutsOf } from './layouts.ts';
import { saysNothing } from './shapes/block.ts';
import { headerAt, headerRows, namesOf } from './shapes/header.ts';
import { begins, glimpse, type SheetView, tidy } from './shapes/view.ts';

export interface Recognised {
  /** As the file is laid out: a variant of the source where that fits. */
  readonly source: SourceDefinition;
  /** First and last rows of every sheet. */
  readonly views: readonly SheetView[];
}

/**
 * Tries every source: the name must fit, then the columns or the words. None or several is a
 * question with candidates and reasons, never a guess.
 */
export function recognise(
  framework: Framework,
  name: string,
  look: FileLook,
  arrived: string,
): Outcome<Recognised> {
  const views = look.sheets.map(glimpse);
  const fits: Recognised[] = [];
  const nearly: Problem[] = [];
  for (const source of framework.sources.values()) {
    if (!source.recognise.names.some((glob) => globFits(glob, name))) continue;
    const tried = layoutsOf(source, arrived).map((layout) => ({
      layout,
      problems: strangeness(layout, views, name),
    }));
    const fit = tried.find(({ problems }) => problems.length === 0);
    // The layout that was expected says best what is strange.
    if (fit) fits.push({ source: fit.layout, views });
    else nearly.push(...(tried[0]?.problems ?? []));
  }
  const [only] = fits;
  if (only && fits.length === 1) return done(only);
  if (fits.length > 1)
    return refused(
      problem('R102', { name, sources: fits.map((fit) => fit.source.title) }, { file: name }),
    );
  if (nearly.length > 0) return { ok: false, problems: nearly };
  const nearest = nearestName(
    name,
    [...framework.sources.values()].flatMap((s) => s.recognise.names),
  );
  const reasons = nearest ? [`The nearest name is ${nearest}.`] : [];
  return refused(problem('R101', { name, reasons }, { file: name }));
}

/** Why the file is not of the layout; nothing when it is. */
function strangeness(
  source: SourceDefinition,
  views: readonly SheetView[],
  name: string,
): Problem[] {
  const problems: Problem[] = [];
  const headings: string[] = [];
  let place: { file: string; sheet?: string } = { file: name };
  for (const [i, part] of source.parts.entries()) {
    const found = sheetsOfPart(part, views);
    if (found.length === 0) {
      if (!part.mayBeAbsent) problems.push(sheetMissing(part, views));
      continue;
    }
    const [view] = found;
    if (!view) continue;
    if (i === 0) place = { file: name, sheet: view.name };
    const seen = found.flatMap((sheet) => headingsOf(sheet, part));
    headings.push(...seen);
    const wanted = part.read.header.startsAt;
    const hidden = part.read.under !== null || part.read.block > 1;
    if (seen.length === 0 && wanted !== null && i === 0 && !hidden && !isNil(view, part))
      problems.push(problem('S102', { wanted }, { sheet: view.name }));
    else if (seen.length === 0 && isNil(view, part)) return problems;
  }
  if (problems.length > 0) return problems;
  // Heads further down, or of periods alone, are not among those seen.
  const unseen = source.parts.some(
    ({ read }) => read.under !== null || read.block > 1 || read.header.startsAt === null,
  );
  const said = unseen ? [...headings, ...views.flatMap(everyText)] : headings;
  for (const column of source.recognise.columns)
    if (!said.includes(column))
      problems.push(problem('S103', { column, nearest: nearestName(column, said) }, place));
  for (const words of source.recognise.says)
    if (!views.some((view) => everyText(view).some((text) => begins(text, words))))
      problems.push(problem('S116', { words }, place));
  return problems;
}

/** The sheets that a part reads: the first that fits, or each. */
export function sheetsOfPart(part: SourcePart, views: readonly SheetView[]): SheetView[] {
  const { sheet, eachSheet, hidden } = part.read;
  const pattern = sheet === null ? null : new RegExp(sheet);
  const fitting = views.filter(
    (view) => (hidden || !view.hidden) && (pattern === null || pattern.test(view.name)),
  );
  return eachSheet ? fitting : fitting.slice(0, 1);
}

export const sheetMissing = (part: SourcePart, views: readonly SheetView[]): Problem =>
  problem('S101', {
    wanted: part.read.sheet ?? 'any',
    sheets: views.filter((view) => !view.hidden).map((view) => view.name),
  });

function headingsOf(view: SheetView, part: SourcePart): string[] {
  const row = headerRows(view, part.read.header)[part.read.block - 1];
  return row === undefined ? [] : namesOf(headerAt(view, row, part.read.header).headings);
}

const everyText = (view: SheetView): string[] =>
  view.rows.flatMap(({ cells }) => cells.map(tidy).filter((text) => text !== ''));

const isNil = (view: SheetView, part: SourcePart): boolean =>
  view.rows.some((row) => saysNothing([row], part.read));

function globFits(glob: string, name: string): boolean {
  const pattern = glob
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 'i').test(name.split('!').at(-1)?.split('/').at(-1) ?? name);
}
