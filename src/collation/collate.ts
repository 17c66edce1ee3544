import { rmSync } from 'node:fs';
import { type FileLook, gridOf, lookAt, type Reader } from '../files/index.ts';
import type { Framework } from '../framework/index.ts';
import { type Problem, problem } from '../problems/index.ts';
import { commit, type Engine, type NewPart, stage } from '../warehouse/index.ts';
import { checkPart } from './check.ts';
import { mapPart, monthsOfFile, snapshotDay } from './map.ts';
import { type Recognised, recognise } from './recognise.ts';

export interface CollationContext {
  readonly framework: Framework;
  readonly engine: Engine;
  readonly reader: Reader;
  /** Of the file's bytes, being counted. */
  readonly sha256: Promise<string>;
  /** When its bytes are safe on the disk: no fact is written before. */
  readonly safe: Promise<void>;
  /** Instants, UTC with Z. */
  readonly arrivedAt: string;
  readonly loadedAt: string;
  readonly reportingDay: string;
  readonly actor: string;
  readonly sampleHome: boolean;
  /** A folder of the home for what must be unpacked or converted. */
  readonly work: string;
}

export interface CollateResult {
  readonly file: string;
  readonly status: 'loaded' | 'already-loaded' | 'refused';
  readonly source: string | null;
  readonly load: number | null;
  readonly rows: number;
  readonly setAside: number;
  readonly periods: readonly string[];
  readonly sha256: string;
  readonly restated: readonly { month: string; before: number; after: number }[];
  readonly problems: readonly Problem[];
}

/** One file into facts, whole, or refused with every problem at its cell. */
export async function collate(
  path: string,
  name: string,
  context: CollationContext,
): Promise<CollateResult> {
  // The hash is counted while the child reads: neither waits for the other.
  const [sha256, look] = await Promise.all([context.sha256, lookAt(path, name, context.reader)]);
  const refusal = (problems: readonly Problem[], source: string | null = null): CollateResult => ({
    file: name,
    status: 'refused',
    source,
    load: null,
    rows: 0,
    setAside: 0,
    periods: [],
    sha256,
    restated: [],
    problems: problems.map((p) => ({ ...p, where: { file: name, ...p.where } })),
  });
  const before = await loadWith(context.engine, sha256);
  if (before)
    return {
      file: name,
      status: 'already-loaded',
      source: before.source,
      load: before.load,
      rows: 0,
      setAside: 0,
      periods: [],
      sha256,
      restated: [],
      problems: [],
    };
  if (!look.ok) return refusal(look.problems);
  const secret = markingAbove(name, look.value);
  if (secret) return refusal([problem('R105', { name, marking: secret })]);
  const found = recognise(context.framework, name, look.value, context.arrivedAt);
  if (!found.ok) return refusal(found.problems);
  const { source, part } = found.value;
  const synthetic = saysSynthetic(name, look.value, found.value);
  if (context.sampleHome && !synthetic && !source.published)
    return refusal([problem('R103', { source: source.title, name })], source.id);
  if (!context.sampleHome && synthetic) return refusal([problem('R104', { name })], source.id);
  if (part.read.shape !== 'table' || source.parts.length > 1)
    return refusal([problem('S105', { shape: part.read.shape })], source.id);
  const personal = found.value.header.names.filter(
    (heading) => personalWords.test(heading) && !part.read.declared.includes(heading),
  );
  if (personal.length > 0)
    return refusal(
      [problem('S107', { columns: personal }, { sheet: found.value.sheet.name })],
      source.id,
    );
  const grid = await gridOf(
    path,
    look.value,
    found.value.sheet.index,
    context.work,
    context.reader,
  );
  if (!grid.ok) return refusal(grid.problems, source.id);

  return context.engine.exclusive(async (write): Promise<CollateResult> => {
    const { endsAt } = part.read;
    const staging = await stage(write, grid.value, {
      columns: columnsUsed(found.value),
      footers: endsAt,
    });
    try {
      const firstRow = found.value.header.row + 1;
      const footer = endsAt.length > 0 ? await staging.footer(firstRow) : null;
      if (endsAt.length > 0 && footer === null)
        return refusal(
          [problem('S104', { wanted: endsAt.join(', ') }, { sheet: found.value.sheet.name })],
          source.id,
        );
      const lastRow = footer === null ? 1_000_000_000 : footer.row - 1;
      const rows = await staging.count(firstRow, lastRow);
      if (rows === 0)
        return refusal([problem('S108', {}, { sheet: found.value.sheet.name })], source.id);
      const place = { sheet: found.value.sheet.name };
      const problems: Problem[] = controlTotals(found.value, footer, rows);
      const parts: NewPart[] = [];
      const setAside: {
        sheet: number;
        row: number;
        code: string;
        heading: string;
        value: string;
      }[] = [];
      const layout: Record<string, unknown> = {
        sheets: { [found.value.sheet.index]: found.value.sheet.name },
      };
      const stateOn = source.period.from === 'snapshot-date' ? snapshotDay(source, name) : null;
      if (source.period.from === 'snapshot-date' && !stateOn)
        return refusal([problem('S106', { pattern: source.period.pattern ?? '' })], source.id);
      for (const datasetId of source.loads.keys()) {
        const mapped = await mapPart(
          context.framework,
          found.value,
          datasetId,
          staging,
          name,
          firstRow,
          lastRow,
        );
        problems.push(...mapped.problems);
        if (mapped.problems.some((p) => p.severity === 'error')) continue;
        const checked = await checkPart(
          mapped,
          staging,
          found.value,
          firstRow,
          lastRow,
          context.reportingDay,
        );
        problems.push(...checked.problems);
        setAside.push(...checked.setAside);
        layout[datasetId] = mapped.layout;
        const months = stateOn
          ? null
          : await monthsOfFile(source, mapped, staging, name, firstRow, lastRow, context.arrivedAt);
        parts.push({
          schema: mapped.schema,
          sheet: found.value.sheet.index,
          select: staging.select(mapped.columns, firstRow, lastRow, [
            ...new Set(checked.setAside.map((s) => s.row)),
          ]),
          columns: mapped.columns,
          months,
          within: part.replaces.within,
          scopes: [],
          monthColumn: stateOn ? null : (source.period.column ?? mapped.schema.date),
          stateOn,
          replaces: part.replaces.what,
        });
      }
      const asideRows = new Set(setAside.map((s) => s.row)).size;
      if (asideRows / rows > source.setAsideStopAbove)
        problems.push(
          problem(
            'C108',
            { rows: asideRows, share: asideRows / rows, limit: source.setAsideStopAbove },
            place,
          ),
        );
      const stops = problems.filter((p) => p.severity === 'error');
      if (stops.length > 0) return refusal(problems, source.id);
      await context.safe;
      const committed = await commit(write, {
        source: source.id,
        file: name,
        sha256,
        arrivedAt: context.arrivedAt,
        loadedAt: context.loadedAt,
        actor: context.actor,
        synthetic,
        published: source.published,
        marking: source.marking,
        byHand: source.method !== 'automated',
        definition: source.hash,
        rowsRead: rows,
        layout,
        setAside,
        parts,
      });
      return {
        file: name,
        status: 'loaded',
        source: source.id,
        load: committed.load,
        rows: committed.rows,
        setAside: asideRows,
        periods: committed.firstMonth
          ? [committed.firstMonth, committed.lastMonth ?? committed.firstMonth]
          : [],
        sha256,
        restated: committed.restated,
        problems: [
          ...problems,
          ...committed.unkeyed.map((u) =>
            problem('C110', { ...u, column: u.column.replaceAll('_', ' ') }, place),
          ),
        ],
      };
    } finally {
      await staging.drop();
      if (grid.value.path !== path) rmSync(grid.value.path, { force: true });
    }
  });
}

/** Headings that name a person; the loader refuses them unless the source declares them. */
const personalWords =
  /^name$|\b((full|first|last|given|victim|suspect|nominal|offender|child) name|surname|forename|date of birth|dob|address|postcode)\b/i;

function saysSynthetic(name: string, look: FileLook, found: Recognised): boolean {
  const said = (cells: readonly string[]) => cells.some((cell) => /\bSYNTHETIC\b/.test(cell));
  return (
    /SYNTHETIC/.test(name) ||
    found.sheet.top
      .slice(
        0,
        found.sheet.top.findIndex((cells) =>
          cells.some((cell) => cell.trim() === found.part.read.header.startsAt),
        ),
      )
      .some(said) ||
    found.sheet.bottom.some(said) ||
    look.sheets.some((sheet) => /SYNTHETIC/.test(sheet.name))
  );
}

function markingAbove(name: string, look: FileLook): string | null {
  const texts = [name, ...look.sheets.flatMap((sheet) => sheet.top.slice(0, 6).flat())];
  return texts.some((text) => /^\s*(TOP )?SECRET\b/.test(text)) ? 'SECRET' : null;
}

/** Columns of the sheet that any dataset of the source is read from. */
const columnsUsed = ({ source, header }: Recognised): number[] => [
  ...new Set(
    [...source.loads.values()].flatMap((columns) =>
      [...columns.values()].flatMap((from) => {
        const index = from.kind === 'column' ? header.names.indexOf(from.column) : -1;
        return index < 0 ? [] : [index];
      }),
    ),
  ),
];

function controlTotals(
  found: Recognised,
  footer: { readonly row: number; readonly cells: readonly string[] } | null,
  rows: number,
): Problem[] {
  const problems: Problem[] = [];
  for (const check of found.part.checks) {
    const label = check.cell.replace(/^footer:/, '');
    if (footer === null || check.total !== 'rows') continue;
    const said = footer.cells
      .map((cell) => /(\d[\d,]*)/.exec(cell.replace(label, ''))?.[1])
      .find(Boolean);
    const total = Number((said ?? '').replaceAll(',', ''));
    if (said === undefined || total !== rows)
      problems.push(
        problem(
          'C107',
          { said: total, found: rows, label },
          { sheet: found.sheet.name, cell: `A${footer.row}` },
        ),
      );
  }
  return problems;
}

async function loadWith(
  engine: Engine,
  sha256: string,
): Promise<{ load: number; source: string } | null> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
  const [row] = await engine.all(
    `select load::double as load, source from load l where kind = 'load' and sha256 = '${sha256}' and not exists (select 1 from load u where u.undoes = l.load)`,
  );
  return row ? { load: Number(row.load), source: String(row.source) } : null;
}
