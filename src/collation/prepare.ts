import { lastDay, type Month, type Period, type PlainDate } from '../periods/index.ts';
import { type Outcome, type Problem, problem } from '../problems/index.ts';
import type { NewLoad, NewPart, Writer } from '../warehouse/index.ts';
import { type Bounds, checkPart, type SetAside } from './check.ts';
import type { CollationContext } from './context.ts';
import { controlTotals } from './control-totals.ts';
import type { LoadLayout, PartLayout } from './lineage.ts';
import { type MappedPart, mapPart } from './map.ts';
import { periodNamed, type SpokenMonths, snapshotDay, spokenMonths } from './period-of-file.ts';
import type { Recognised } from './recognise.ts';
import { magnitudes, settleTotals } from './running-totals.ts';
import type { StagedRows } from './staged-rows.ts';

/** Everything that a load commits, and every problem that stands against it. */
export interface Prepared {
  readonly problems: Problem[];
  readonly setAside: SetAside[];
  readonly marks: NonNullable<NewLoad['marks']>[number][];
  readonly parts: NewPart[];
  readonly layout: LoadLayout;
  /** Rows read. */
  read: number;
}

/** When the rows of a part are of: what the file says, what they replace. */
interface Spoken {
  readonly period: Period | null;
  readonly stateOn: PlainDate | null;
}

/** Maps and checks the staged rows of every part; nothing is written. */
export async function prepare(
  write: Writer,
  found: Recognised,
  staged: readonly StagedRows[],
  name: string,
  context: CollationContext,
): Promise<Prepared> {
  const sheets: Record<string, string> = {};
  const layouts: PartLayout[] = [];
  const prepared: Prepared = {
    ...{ problems: [], setAside: [], marks: [], parts: [] },
    layout: { sheets, parts: layouts },
    read: 0,
  };
  for (const rows of staged) {
    sheets[String(rows.view.index)] = rows.view.name;
    prepared.read += rows.count;
    prepared.problems.push(...rows.problems);
    if (rows.leftOut > 0)
      prepared.problems.push(problem('C125', { rows: rows.leftOut }, { sheet: rows.view.name }));
    // A sheet that could not be made into rows has nothing to map.
    if (rows.headings.length === 0 && rows.problems.length > 0) continue;
    const spoken = whenOf(rows, name);
    if (!spoken.ok) {
      prepared.problems.push(...spoken.problems);
      continue;
    }
    if (rows.count === 0 && !rows.nil && rows.problems.length === 0)
      prepared.problems.push(problem('S108', {}, { sheet: rows.view.name }));
    if (rows.nil && spoken.value.period === null && spoken.value.stateOn === null) {
      prepared.problems.push(problem('S117', {}, { sheet: rows.view.name }));
      continue;
    }
    for (const dataset of rows.part.loads.keys())
      await prepareDataset(
        write,
        found,
        rows,
        dataset,
        name,
        spoken.value,
        context,
        prepared,
        layouts,
      );
  }
  return prepared;
}

function whenOf(rows: StagedRows, name: string): Outcome<Spoken> {
  const { period } = rows.part;
  if (period.from === 'snapshot-date') {
    const stateOn = snapshotDay(period, name, rows.view);
    return stateOn.ok ? { ok: true, value: { period: null, stateOn: stateOn.value } } : stateOn;
  }
  const named = periodNamed(period, name, rows.view);
  return named.ok ? { ok: true, value: { period: named.value, stateOn: null } } : named;
}

async function prepareDataset(
  write: Writer,
  found: Recognised,
  rows: StagedRows,
  datasetId: string,
  name: string,
  spoken: Spoken,
  context: CollationContext,
  prepared: Prepared,
  layouts: PartLayout[],
): Promise<void> {
  const { source } = found;
  const says = { name, period: spoken.period };
  const mapped = await mapPart(context.framework, source, rows, datasetId, says);
  prepared.problems.push(...mapped.problems);
  if (mapped.problems.some((p) => p.severity === 'error')) return;
  const dated = rows.part.period.column ?? mapped.schema.date;
  const months = await monthsOf(rows, mapped, spoken, dated, context.arrivedAt);
  const bounds = boundsOf(rows, mapped, spoken, dated, months);
  const checked = await checkPart(mapped, rows, source, context.reportingDay, bounds);
  prepared.problems.push(...checked.problems, ...(await controlTotals(mapped, rows, found.views)));
  prepared.setAside.push(...checked.setAside);
  const without = [...new Set(checked.setAside.map((s) => s.row))];
  const select = rows.staging.select(mapped.columns, rows.from, rows.to, without);
  const sound = checked.problems.every((p) => p.severity !== 'error');
  const settled = sound ? await settleTotals(write, source, mapped, rows, select) : null;
  if (settled) prepared.problems.push(...settled.problems);
  if (sound) prepared.problems.push(...(await magnitudes(write, source, mapped, rows)));
  for (const mark of await rows.staging.marked(mapped.columns, rows.from, rows.to))
    prepared.marks.push({ ...mark, dataset: datasetId, sheet: rows.view.index });
  layouts.push({
    dataset: datasetId,
    sheet: rows.view.index,
    ...rows.sheetRows,
    columns: mapped.layout,
    ...(settled && settled.differenced.length > 0 ? { differenced: settled.differenced } : {}),
  });
  prepared.parts.push({
    schema: mapped.schema,
    sheet: rows.view.index,
    select: settled?.select ?? select,
    ...(settled && settled.select !== select
      ? {}
      : { slicing: slicingOf(rows, mapped, dated, without) }),
    columns: mapped.columns,
    months: months && { ...months, named: spoken.period !== null },
    within: rows.part.replaces.within,
    scopes: constantScopes(rows, mapped),
    monthColumn: spoken.stateOn ? null : dated,
    stateOn: spoken.stateOn,
    replaces: rows.part.replaces.what,
    counts: mapped.dataset.counts.filter((c) => c.kind !== 'key-in' && c.kind !== 'any'),
  });
}

/** The rows with the columns that say which month and scope each is of. */
function slicingOf(
  rows: StagedRows,
  mapped: MappedPart,
  dated: string | null,
  without: readonly number[],
): string {
  const wanted = mapped.columns.filter(
    ({ name, type }) =>
      type !== 'codes' && (name === dated || rows.part.replaces.within.includes(name)),
  );
  return rows.staging.select(wanted, rows.from, rows.to, without);
}

async function monthsOf(
  rows: StagedRows,
  mapped: MappedPart,
  spoken: Spoken,
  dated: string | null,
  arrivedAt: string,
): Promise<SpokenMonths | null> {
  if (spoken.stateOn) return null;
  const span =
    spoken.period === null && dated
      ? await rows.staging.span(mapped.columns, dated, rows.from, rows.to)
      : null;
  return spokenMonths(rows.part, spoken.period, span, arrivedAt);
}

/** Rows of a file that names its period are dated in it, where they replace whole periods. */
function boundsOf(
  rows: StagedRows,
  mapped: MappedPart,
  spoken: Spoken,
  dated: string | null,
  months: SpokenMonths | null,
): Bounds | null {
  const column = mapped.columns.find((c) => c.name === dated);
  if (spoken.period === null || months === null || column?.from.kind !== 'grid') return null;
  if (rows.part.replaces.what !== 'period' || rows.nil) return null;
  return {
    column: column.name,
    first: spoken.period.start < `${months.first}-01` ? spoken.period.start : `${months.first}-01`,
    last: lastDay(spoken.period.last > months.last ? spoken.period.last : (months.last as Month)),
  };
}

/** The scope that all rows of a part have, which is spoken for even when there are none. */
function constantScopes(rows: StagedRows, mapped: MappedPart): string[] {
  const values = rows.part.replaces.within.map((name) => {
    const column = mapped.columns.find((c) => c.name === name);
    return column?.from.kind === 'is' ? column.from.value : undefined;
  });
  return values.every((value) => value !== undefined && value !== null) ? [values.join('|')] : [];
}
