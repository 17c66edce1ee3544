import type { FileLook, SheetLook } from '../files/index.ts';
import type { Framework, SourceDefinition, SourcePart } from '../framework/index.ts';
import {
  done,
  nearestName,
  type Outcome,
  type Problem,
  problem,
  refused,
} from '../problems/index.ts';

/** Where the header of a sheet stands and what it says. Rows count from 1. */
export interface Header {
  readonly row: number;
  readonly names: readonly string[];
}

export interface Recognised {
  readonly source: SourceDefinition;
  readonly part: SourcePart;
  readonly sheet: SheetLook;
  readonly header: Header;
}

/**
 * Tries every source: the name must fit, then the columns. None or several is a question with
 * candidates and reasons, never a guess.
 */
export function recognise(
  framework: Framework,
  name: string,
  look: FileLook,
  arrived: string,
): Outcome<Recognised> {
  const fits: Recognised[] = [];
  const nearly: Problem[] = [];
  const reasons: string[] = [];
  for (const plain of framework.sources.values()) {
    if (!plain.recognise.names.some((glob) => globFits(glob, name))) continue;
    const source = variantOf(plain, arrived);
    const found = headerOf(source, look);
    if (!found.ok) {
      nearly.push(...found.problems);
      continue;
    }
    const missing = plain.recognise.columns
      .map((c) => renamed(source, plain, c))
      .filter((column) => !found.value.header.names.includes(column));
    if (missing.length === 0)
      fits.push({ source, part: source.parts[0] as SourcePart, ...found.value });
    else
      nearly.push(
        ...missing.map((column) =>
          problem(
            'S103',
            { column, nearest: nearestName(column, found.value.header.names) },
            { file: name, sheet: found.value.sheet.name },
          ),
        ),
      );
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
  if (nearest) reasons.push(`The nearest name is ${nearest}.`);
  return refused(problem('R101', { name, reasons }, { file: name }));
}

/** The source as it was laid out when the file arrived: the newest variant still in force then. */
function variantOf(source: SourceDefinition, arrived: string): SourceDefinition {
  const variant = [...source.variants]
    .sort((a, b) => (a.until < b.until ? -1 : 1))
    .find((v) => arrived.slice(0, 10) <= v.until);
  if (!variant) return source;
  const loads = new Map(
    [...source.loads].map(([dataset, columns]) => [
      dataset,
      new Map(
        [...columns].map(([name, from]) => [
          name,
          from.kind === 'column'
            ? { ...from, column: variant.columns.get(from.column) ?? from.column }
            : from,
        ]),
      ),
    ]),
  );
  const parts = source.parts.map((part) => ({
    ...part,
    loads,
    read: { ...part.read, ...variant.read },
  }));
  return { ...source, loads, parts };
}

function renamed(variant: SourceDefinition, plain: SourceDefinition, column: string): string {
  if (variant === plain) return column;
  for (const [dataset, columns] of plain.loads)
    for (const [name, from] of columns) {
      const now = variant.loads.get(dataset)?.get(name);
      if (from.kind === 'column' && from.column === column && now?.kind === 'column')
        return now.column;
    }
  return column;
}

/** The sheet of the source and its header: the last header row is the first that holds the wanted cell. */
function headerOf(
  source: SourceDefinition,
  look: FileLook,
): Outcome<{ sheet: SheetLook; header: Header }> {
  const read = (source.parts[0] as SourcePart).read;
  const pattern = read.sheet ? new RegExp(read.sheet) : null;
  const sheet = pattern
    ? look.sheets.find((s) => pattern.test(s.name))
    : look.sheets.find((s) => !s.hidden);
  if (!sheet)
    return refused(
      problem('S101', {
        wanted: read.sheet ?? 'any',
        sheets: look.sheets.map((s) => s.name),
      }),
    );
  const wanted = read.header.startsAt ?? '';
  const at = sheet.top.findIndex((cells) => cells.some((cell) => cell.trim() === wanted));
  if (at < 0) return refused(problem('S102', { wanted }, { sheet: sheet.name }));
  const names = sheet.top[at]?.map((cell) => cell.replace(/\s+/g, ' ').trim()) ?? [];
  return done({ sheet, header: { row: rowNumber(sheet, at), names } });
}

/** Looks may leave out empty rows; they then say which row each is. */
const rowNumber = (sheet: SheetLook, index: number): number => sheet.topRows?.[index] ?? index + 1;

function globFits(glob: string, name: string): boolean {
  const pattern = glob
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 'i').test(name.split('!').at(-1)?.split('/').at(-1) ?? name);
}
