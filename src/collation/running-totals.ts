import type { SourceDefinition } from '../framework/index.ts';
import { type Month, month, monthRange, monthsLabel, period } from '../periods/index.ts';
import { type Problem, problem } from '../problems/index.ts';
import {
  differenced,
  fallen,
  loadSpeaking,
  monthsSpoken,
  type Own,
  type Running,
  type SeriesPoint,
  seriesOf,
  sumsByLoad,
  type Writer,
  yearStart,
} from '../warehouse/index.ts';
import { addressIn, type MappedPart } from './map.ts';
import type { StagedRows } from './staged-rows.ts';

/** The rows as they are committed, and what was found on the way. */
export interface Settled {
  readonly select: string;
  readonly problems: readonly Problem[];
  /** Columns whose facts are differences. */
  readonly differenced: readonly string[];
}

const numeric = ['integer', 'decimal', 'money'];
/** Beyond this many rows nobody sends running totals, and they are not looked for. */
const fewRows = 20_000;

/** Running totals become what each period adds; what only seems to run on is asked about. */
export async function settleTotals(
  write: Writer,
  source: SourceDefinition,
  mapped: MappedPart,
  rows: StagedRows,
  select: string,
): Promise<Settled> {
  const plain: Settled = { select, problems: [], differenced: [] };
  const { cumulative } = rows.part;
  const { dataset } = mapped;
  if (cumulative === 'no' || dataset.kind !== 'observations' || rows.count === 0) return plain;
  const date = rows.part.period.column ?? dataset.date;
  const columns = mapped.columns
    .filter((c) => numeric.includes(c.type) && c.from.kind === 'grid')
    .map(({ name }) => name);
  const span = date ? await rows.staging.span(mapped.columns, date, rows.from, rows.to) : null;
  if (!date || !span || columns.length === 0) return plain;
  const first = month(span.first.slice(0, 7));
  const own: Own = { source: source.id, schema: mapped.schema };
  const running: Running = {
    yearBegins: cumulative === 'calendar-year' ? 1 : 4,
    date,
    by: mapped.columns
      .filter((c) => !numeric.includes(c.type) && c.type !== 'codes' && c.name !== date)
      .map(({ name }) => name),
    columns,
    // A whole table that replaces all before it needs nothing from before.
    before: rows.part.replaces.what === 'snapshot' ? null : { own, first },
  };
  if (cumulative === null) {
    const asked = asksFor(rows, source) ? await seeming(write, select, running, rows) : [];
    return { ...plain, problems: asked };
  }
  const last = month(span.last.slice(0, 7));
  const problems = [
    ...(await missingBefore(write, running, first)),
    ...(await differencedAfter(write, running, last)),
    ...(await falls(write, select, running, mapped, rows)),
  ];
  return { select: differenced(select, running), problems, differenced: columns };
}

const asksFor = (rows: StagedRows, source: SourceDefinition): boolean =>
  rows.count <= fewRows &&
  (source.method === 'template' ||
    rows.part.read.shape === 'crosstab' ||
    rows.part.read.shape === 'form');

/** Without the earlier part of the year nothing can be taken off. */
async function missingBefore(write: Writer, running: Running, first: Month): Promise<Problem[]> {
  const start = month(yearStart(first, running.yearBegins));
  if (first === start || running.before === null) return [];
  const wanted = monthRange(start, first).slice(0, -1);
  const spoken = new Set(
    await monthsSpoken(write, running.before.own, start, wanted.at(-1) ?? start),
  );
  const missing = wanted.filter((m) => !spoken.has(m));
  const [from] = missing;
  const to = missing.at(-1);
  if (!from || !to) return [];
  const months =
    from === to
      ? monthsLabel(period(from))
      : `${monthsLabel(period(from))} to ${monthsLabel(period(to))}`;
  return [problem('C119', { months })];
}

/** What was differenced against the facts that this file replaces would be wrong. */
async function differencedAfter(write: Writer, running: Running, last: Month): Promise<Problem[]> {
  if (running.before === null) return [];
  const start = yearStart(last, running.yearBegins);
  const end = `${Number(start.slice(0, 4)) + (running.yearBegins === 1 ? 0 : 1)}-${running.yearBegins === 1 ? '12' : '03'}`;
  const [, next] = monthRange(last, month(end));
  const load = next ? await loadSpeaking(write, running.before.own, next, end) : null;
  return load === null ? [] : [problem('C121', { load })];
}

async function falls(
  write: Writer,
  select: string,
  running: Running,
  mapped: MappedPart,
  rows: StagedRows,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { row, column, less } of await fallen(write, select, running)) {
    const where = { sheet: rows.view.name, cell: addressIn(mapped, column, row) };
    const value = await valueAt(mapped, rows, column, row);
    problems.push(problem('C120', { value: String(value), earlier: value - less }, where));
  }
  return problems;
}

async function valueAt(
  mapped: MappedPart,
  rows: StagedRows,
  column: string,
  row: number,
): Promise<number> {
  const query = { sum: column, where: new Map(), by: null, without: [] };
  return (await rows.staging.tally(mapped.columns, query, row, row)).get('') ?? 0;
}

async function seeming(
  write: Writer,
  select: string,
  running: Running,
  rows: StagedRows,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const column of running.columns) {
    const points = await seriesOf(write, select, running, column);
    const periods = onlyRises(points);
    if (periods > 0) problems.push(problem('C118', { column, periods }, { sheet: rows.view.name }));
  }
  return problems;
}

/** How unlikely it must be that numbers which do not run on only ever rise. */
const odds = 1000;

/**
 * The periods of the newest year through which every series only rises, where by chance that would
 * come about less than once in a thousand; 0 otherwise. A series of n different numbers is in order
 * once in n!.
 */
export function onlyRises(points: readonly SeriesPoint[]): number {
  const newest = points
    .map(({ month: m }) => m)
    .sort()
    .at(-1);
  if (newest === undefined) return 0;
  const start = yearStart(newest, 4);
  const series = new Map<string, SeriesPoint[]>();
  for (const point of points)
    if (point.month >= start) series.set(point.key, [...(series.get(point.key) ?? []), point]);
  let chance = 1;
  for (const run of series.values()) {
    const values = run.sort((a, b) => (a.month < b.month ? -1 : 1)).map(({ value }) => value);
    if (values.some((value, i) => i > 0 && value < (values[i - 1] ?? 0))) return 0;
    const different = new Set(values).size;
    for (let n = 2; n <= different; n++) chance *= n;
  }
  const months = new Set(points.filter((p) => p.month >= start).map((p) => p.month)).size;
  return months >= 3 && chance >= odds ? months : 0;
}

/** A sum far from the usual one is asked about: pounds and thousands are mixed up most often. */
export async function magnitudes(
  write: Writer,
  source: SourceDefinition,
  mapped: MappedPart,
  rows: StagedRows,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const own: Own = { source: source.id, schema: mapped.schema };
  for (const column of mapped.dataset.columns.values()) {
    if (column.magnitude === null || !mapped.headings.has(column.name)) continue;
    const sums = await sumsByLoad(write, own, column.name);
    const query = { sum: column.name, where: new Map(), by: null, without: [] };
    const said = (await rows.staging.tally(mapped.columns, query, rows.from, rows.to)).get('') ?? 0;
    const usual = median(sums.filter((sum) => sum > 0));
    if (sums.length < 3 || usual === null || said <= 0) continue;
    const times = said / usual;
    if (times <= column.magnitude && times >= 1 / column.magnitude) continue;
    problems.push(
      problem(
        'C117',
        {
          column: mapped.headings.get(column.name) ?? column.name,
          said,
          usual,
          times: column.magnitude,
        },
        { sheet: rows.view.name },
      ),
    );
  }
  return problems;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
