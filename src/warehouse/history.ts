import type { Engine, Writer } from './engine.ts';
import { factTable, type TableSchema } from './schema.ts';
import { id, list, lit } from './sql.ts';

/** Whose earlier facts are asked for: those of one source in one dataset that count now. */
export interface Own {
  readonly source: string;
  readonly schema: TableSchema;
}

const counting = ({ source, schema }: Own): string =>
  `source = ${lit(source)} and dataset = ${lit(schema.dataset)} and valid_to is null`;

/** The load that brought a file of these bytes and is not taken out; null when none did. */
export async function loadOf(
  engine: Engine,
  sha256: string,
): Promise<{ load: number; source: string } | null> {
  // Few files came before, and only those are asked whether they were taken out.
  const before = await engine.all(
    `select load::double as load, source from load where kind = 'load' and sha256 = ${lit(sha256)}`,
  );
  if (before.length === 0) return null;
  const undone = await engine.all(
    `select undoes::double as load from load where undoes in ${list(before.map((row) => Number(row.load)))}`,
  );
  const row = before.find(({ load }) => undone.every((u) => Number(u.load) !== Number(load)));
  return row ? { load: Number(row.load), source: String(row.source) } : null;
}

/** Sums of a column by load, the newest twelve. */
export async function sumsByLoad(write: Writer, own: Own, column: string): Promise<number[]> {
  const rows = await write.all(
    `select c.load, sum(${id(column)})::double as n from ${factTable(own.schema.dataset)} f join (select distinct slice, load from coverage where ${counting(own)}) c on c.slice = f.slice group by 1 having n is not null order by 1 desc limit 12`,
  );
  return rows.map((row) => Number(row.n));
}

/** Months that the source has spoken for whole, from one to another, both inclusive. */
export async function monthsSpoken(
  write: Writer,
  own: Own,
  from: string,
  to: string,
): Promise<string[]> {
  const rows = await write.all(
    `select distinct month from coverage where ${counting(own)} and complete and month between ${lit(from)} and ${lit(to)} order by 1`,
  );
  return rows.map((row) => String(row.month));
}

/** The newest load that speaks for a month from one to another; null when none does. */
export async function loadSpeaking(
  write: Writer,
  own: Own,
  from: string,
  to: string,
): Promise<number | null> {
  const [row] = await write.all(
    `select max(load)::double as load from coverage where ${counting(own)} and month between ${lit(from)} and ${lit(to)}`,
  );
  return row?.load === null || row?.load === undefined ? null : Number(row.load);
}

/** Running totals of a year, made into what each period adds. */
export interface Running {
  /** The year a date belongs to begins in this month. */
  readonly yearBegins: 1 | 4;
  /** Date column; columns by which a series is told apart; columns that run on. */
  readonly date: string;
  readonly by: readonly string[];
  readonly columns: readonly string[];
  /** What the source said of the same year before the first month of the rows counts; null for nothing. */
  readonly before: { readonly own: Own; readonly first: string } | null;
}

const yearOf = (date: string, begins: 1 | 4): string =>
  begins === 1 ? `year(${date})` : `year(${date} - interval 3 month)`;

/** The rows with each running total less the one before it, and `fell` where that is negative. */
export function differenced(select: string, running: Running): string {
  const { by, columns, date, yearBegins, before } = running;
  const same = by.map((c) => `e.${id(c)} is not distinct from t.${id(c)}`);
  const earlier = before
    ? ` left join (select ${[...by.map((c) => `f.${id(c)}`), `${yearOf(`f.${id(date)}`, yearBegins)} as "the year"`, ...columns.map((c) => `sum(f.${id(c)}) as ${id(c)}`)].join(', ')} from ${factTable(before.own.schema.dataset)} f join (select distinct slice from coverage where ${counting(before.own)} and month < ${lit(before.first)}) c on c.slice = f.slice group by all) e on ${[...same, `e."the year" = ${yearOf(`t.${id(date)}`, yearBegins)}`].join(' and ')}`
    : '';
  const window = `over (partition by ${[...by.map((c) => `t.${id(c)}`), yearOf(`t.${id(date)}`, yearBegins)].join(', ')} order by t.${id(date)})`;
  const less = (c: string) =>
    `t.${id(c)} - coalesce(lag(t.${id(c)} ignore nulls) ${window}${before ? `, e.${id(c)}` : ''}, 0)`;
  return `select t.* replace (${columns.map((c) => `${less(c)} as ${id(c)}`).join(', ')}) from (${select}) t${earlier}`;
}

/** Rows whose running total fell, with the total before. */
export async function fallen(
  write: Writer,
  select: string,
  running: Running,
): Promise<{ row: number; column: string; less: number }[]> {
  const found = [];
  for (const column of running.columns)
    found.push(
      ...(
        await write.all(
          `select row::double as row, ${id(column)}::double as less from (${differenced(select, running)}) where ${id(column)} < 0 order by 1 limit 100`,
        )
      ).map((line) => ({ row: Number(line.row), column, less: Number(line.less) })),
    );
  return found;
}

/** A number of one series in one month. */
export interface SeriesPoint {
  readonly key: string;
  readonly month: string;
  readonly value: number;
}

/** Each series of a column in the rows, with what the source said earlier in the same year. */
export async function seriesOf(
  write: Writer,
  select: string,
  running: Running,
  column: string,
): Promise<SeriesPoint[]> {
  const { by, date, before } = running;
  const key = (of: string) =>
    by.length > 0
      ? `concat_ws('|', ${by.map((c) => `coalesce(${of}.${id(c)}::varchar, '')`).join(', ')})`
      : `''`;
  const part = (of: string) =>
    `${key(of)} as key, strftime(${of}.${id(date)}, '%Y-%m') as month, ${of}.${id(column)}::double as value`;
  const earlier = before
    ? ` union all select ${part('f')} from ${factTable(before.own.schema.dataset)} f join (select distinct slice from coverage where ${counting(before.own)} and month < ${lit(before.first)} and month >= ${lit(yearStart(before.first, running.yearBegins))}) c on c.slice = f.slice`
    : '';
  const rows = await write.all(
    `select key, month, sum(value) as value from (select ${part('t')} from (${select}) t${earlier}) where value is not null and month is not null group by 1, 2 order by 1, 2`,
  );
  return rows.map((row) => ({
    key: String(row.key),
    month: String(row.month),
    value: Number(row.value),
  }));
}

/** The first month of the year that a month belongs to. */
export function yearStart(month: string, begins: 1 | 4): string {
  const year = Number(month.slice(0, 4)) - (Number(month.slice(5, 7)) < begins ? 1 : 0);
  return `${year}-0${begins}`;
}
