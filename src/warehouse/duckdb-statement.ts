import type { Grouping, NestedSelection, Plan, PlanPeriod, PlanPlace } from './plan.ts';
import type { StoredType, TableSchema } from './schema.ts';
import { childTable } from './schema.ts';
import { id, list, lit } from './sql.ts';

/** Snapshots this many days around a period's end speak for it (domain.md 7.3). */
export const snapshotWindow = 5;

/**
 * A statement being written: its named parts (common table expressions), each once. The windows are
 * tables of `i, s, e`: number, first and last day of a period (`p`) or of a step between snapshots (`t`).
 */
export interface Statement {
  readonly plan: Plan;
  /** Adds a named part; the same body is added once. Gives the name. */
  part(hint: string, body: string): string;
  /** `with ...` of all parts, then the select. */
  finish(select: string): string;
}

export function statement(plan: Plan): Statement {
  const parts = new Map<string, string>();
  return {
    plan,
    part: (hint, body) => {
      const known = parts.get(body);
      if (known) return known;
      const name = [...parts.values()].includes(hint) ? `${hint}_${parts.size}` : hint;
      parts.set(body, name);
      return name;
    },
    finish: (select) =>
      `with ${[...parts].map(([body, name]) => `${name} as materialized (${body})`).join(',\n')}\n${select}`,
  };
}

/** The periods as a table; `i` is their place in the plan. */
export function periodTable(s: Statement, periods: readonly PlanPeriod[] = s.plan.periods): string {
  // Read as text and made days of at once: a cast in each of some hundred tuples is dear to plan.
  const rows = periods.map((p, i) => `(${i}, ${lit(p.start)}, ${lit(p.end)})`);
  return s.part(
    'p',
    rows.length > 0
      ? `select i, s::date as s, e::date as e from (values ${rows.join(', ')}) v(i, s, e)`
      : `select 0 as i, null::date as s, null::date as e where false`,
  );
}

/** The same windows reaching back from their end by whole months. */
export const reaching = (s: Statement, windows: string, over: number | null): string =>
  over === null
    ? windows
    : s.part(
        `${windows}_over_${over}`,
        `select * replace ((${monthsBefore('e', over)} + 1) as s) from ${windows}`,
      );

/** The months inside windows that are made of whole months. */
export const monthsOf = (s: Statement, windows: string): string =>
  s.part(
    `${windows}_months`,
    `select i, unnest(generate_series(s, e, interval 1 month))::date as m from ${windows}`,
  );

/** A day so many months before another; the end of a month stays the end of a month. */
export const monthsBefore = (end: string, months: number): string =>
  months === 0
    ? end
    : `(case when ${end} = last_day(${end}) then last_day((${end} - interval ${months} month)::date) else (${end} - interval ${months} month)::date end)`;

/** Slices that count at the load number asked about, with the day or month each speaks for. */
export function liveSlices(
  s: Statement,
  schema: TableSchema,
  prefer: readonly string[] = [],
): string {
  const { asAt } = s.plan;
  const until =
    asAt === null
      ? 'valid_to is null'
      : `valid_from <= ${lit(asAt)} and (valid_to is null or valid_to > ${lit(asAt)})`;
  const columns = 'slice, load, source, scope, month, state_on, complete';
  const where = `dataset = ${lit(schema.dataset)} and ${until}`;
  if (prefer.length === 0)
    return s.part(
      'live',
      `select ${columns}, source || '|' || scope as series from coverage where ${where}`,
    );
  const rank = `case source ${prefer.map((source, i) => `when ${lit(source)} then ${i}`).join(' ')} end`;
  return s.part(
    'live',
    `select ${columns}, scope as series from (select *, dense_rank() over (partition by coalesce(month, strftime(state_on, '%Y-%m')), scope order by ${rank}) as preferred from coverage where ${where} and source in ${list(prefer)}) where preferred = 1`,
  );
}

export const date = (day: string): string => `${lit(day)}::date`;

export const typeOf = (schema: TableSchema, column: string): StoredType =>
  schema.columns.find((c) => c.name === column)?.type ??
  (column === 'first_seen' || column === 'last_seen' ? 'date' : 'text');

export const hasColumn = (schema: TableSchema, column: string): boolean =>
  schema.columns.some((c) => c.name === column) ||
  (schema.kind === 'register' && (column === 'first_seen' || column === 'last_seen'));

/** The key of a row of a register or of events, as one text; the row itself where it has none. */
export function keyOf(schema: TableSchema, x: string, column: string | null = null): string {
  const columns = column === null ? schema.key : [column];
  return columns.length === 0
    ? `(${x}.slice || ':' || ${x}.sheet || ':' || ${x}.row)`
    : columns.length === 1
      ? `cast(${x}.${id(columns[0] ?? '')} as varchar)`
      : `concat_ws('|', ${columns.map((c) => `${x}.${id(c)}`).join(', ')})`;
}

/** The thing that different ones are counted of: a column, each code of a cell with several, else the key. */
export interface Thing {
  readonly value: string;
  readonly join: string;
  /** Where it is one code of several: its column, and the code as it stands in the join. */
  readonly code: { readonly column: string; readonly value: string } | null;
}

export function thingOf(schema: TableSchema, column: string | null, x: string): Thing {
  if (column === null || typeOf(schema, column) !== 'codes')
    return { value: keyOf(schema, x, column), join: '', code: null };
  return {
    value: 'd.code',
    join: `join ${childTable(schema.dataset, column)} d on d.slice = ${x}.slice and d.sheet = ${x}.sheet and d.row = ${x}.row`,
    code: { column, value: 'd.code' },
  };
}

/** The thing that a nested selection is joined by. */
export const nestedThing = (of: NestedSelection, x: string): Thing =>
  thingOf(of.schema, of.count.kind === 'distinct' ? of.count.column : null, x);

/** Whether a fact `x` of a day lies in the place asked about. */
export function within(place: PlanPlace, schema: TableSchema, x: string, day: string): string {
  const conditions: string[] = [];
  if (place.forces && hasColumn(schema, 'force')) {
    const always = place.forces.filter((f) => f.from === null && f.to === null);
    const dated = place.forces.filter((f) => f.from !== null || f.to !== null);
    const each = [
      ...(always.length > 0 || dated.length === 0
        ? [`${x}."force" in ${list(always.map((f) => f.code))}`]
        : []),
      ...dated.map(
        (f) =>
          `(${x}."force" = ${lit(f.code)}${f.from ? ` and ${day} >= ${date(f.from)}` : ''}${f.to ? ` and ${day} < ${date(f.to)}` : ''})`,
      ),
    ];
    conditions.push(`(${each.join(' or ')})`);
  }
  if (place.areas && hasColumn(schema, 'area'))
    conditions.push(
      place.areas.includes('unknown')
        ? `coalesce(${x}."area", 'unknown') in ${list(place.areas)}`
        : `${x}."area" in ${list(place.areas)}`,
    );
  return conditions.join(' and ') || 'true';
}

/** The group of a row, as SQL text, and the join it needs. */
export interface GroupSql {
  readonly value: string;
  readonly join: string;
  /** Columns of the fact it reads. */
  readonly columns: readonly string[];
}

export function groupSql(
  s: Statement,
  schema: TableSchema,
  grouping: Grouping | null,
  x: string,
  name: 'ga' | 'gc',
): GroupSql {
  if (grouping === null || !hasColumn(schema, grouping.column))
    return { value: 'null::varchar', join: '', columns: [] };
  const column = `${x}.${id(grouping.column)}`;
  const columns = [grouping.column];
  const { bands } = grouping;
  if (bands.length > 0)
    return {
      value: `(case ${bands.map((bound, i) => `when ${column} < ${lit(bound)} then ${lit(i === 0 ? `under ${bound}` : `${bands[i - 1]} to ${bound}`)}`).join(' ')} when ${column} is not null then ${lit(`${bands.at(-1)} and over`)} else 'unknown' end)`,
      join: '',
      columns,
    };
  if (typeOf(schema, grouping.column) === 'codes')
    return {
      value: `coalesce(${name}_k.code, 'unknown')`,
      join: `left join ${childTable(schema.dataset, grouping.column)} ${name}_k on ${name}_k.slice = ${x}.slice and ${name}_k.sheet = ${x}.sheet and ${name}_k.row = ${x}.row`,
      columns: [],
    };
  if (!grouping.through || grouping.through.size === 0)
    return { value: `coalesce(cast(${column} as varchar), 'unknown')`, join: '', columns };
  const pairs = [...grouping.through].map(([code, group]) => `(${lit(code)}, ${lit(group)})`);
  const map = s.part('mapping', `select * from (values ${pairs.join(', ')}) v(code, grp)`);
  return {
    value: `coalesce(${name}_m.grp, ${column}, 'unknown')`,
    join: `left join ${map} ${name}_m on ${name}_m.code = ${column}`,
    columns,
  };
}
