import { eventParts } from './duckdb-events.ts';
import { conditions } from './duckdb-predicates.ts';
import {
  date,
  groupSql,
  hasColumn,
  keyOf,
  liveSlices,
  periodTable,
  reaching,
  type Statement,
  statement,
  thingOf,
  typeOf,
  within,
} from './duckdb-statement.ts';
import { dateOf, steps, universe } from './duckdb-universe.ts';
import type { Aggregate, Plan } from './plan.ts';
import { childTable, factTable, type TableSchema } from './schema.ts';
import { id, lit } from './sql.ts';

/**
 * A plan as one DuckDB statement of rows `i, ga, gc, v0, v1, ...`: the period's place in the plan, the
 * group of area and category, and each aggregate that this row speaks for (null for the others, which
 * stand in rows of their own: `run.ts` puts them together). Counts that add up are read from the
 * monthly cells or summed by month first; everything else from the facts in their windows.
 */
export function compile(plan: Plan): string {
  const s = statement(plan);
  const periods = periodTable(s);
  const { selects, rest } =
    plan.schema.kind === 'register'
      ? { selects: [] as string[], rest: plan.aggregates.map((a, i) => [a, i] as const) }
      : eventParts(s, periods);
  const parts = [...selects];
  const alike = new Map<string, (readonly [Aggregate, number])[]>();
  for (const entry of rest) {
    const [aggregate] = entry;
    const same = universeKey(aggregate);
    alike.set(same, [...(alike.get(same) ?? []), entry]);
  }
  for (const group of alike.values())
    parts.push(...(isMove(group) ? moved(s, group, periods) : [inWindows(s, group, periods)]));
  const columns = plan.aggregates.map((_, i) => `v${i}`);
  if (parts.length === 0) return 'select 0 as i, null as ga, null as gc where false';
  return s.finish(
    `select ${['i', 'ga', 'gc', ...columns].join(', ')} from (${[
      `select null::integer as i, null::varchar as ga, null::varchar as gc${columns.map((c) => `, null::double as ${c}`).join('')} where false`,
      ...parts,
    ].join('\nunion all by name\n')})`,
  );
}

/** Aggregates of one universe are counted in one pass. */
const universeKey = (a: Aggregate): string => {
  const { count } = a;
  const how =
    count.kind === 'movement'
      ? count
      : count.kind === 'increase'
        ? count
        : count.kind === 'present'
          ? 'present'
          : count.kind === 'entered' || count.kind === 'left'
            ? ['moves', count.column]
            : 'state';
  return JSON.stringify([how, a.on, a.over, a.spread, typeNeeds(a)]);
};

/** A column of several codes is counted code by code, in a pass of its own. */
const typeNeeds = (a: Aggregate) => (a.count.kind === 'distinct' ? a.count.column : null);

function inWindows(
  s: Statement,
  group: readonly (readonly [Aggregate, number])[],
  periods: string,
): string {
  const { plan } = s;
  const { schema } = plan;
  const first = group[0]?.[0];
  if (!first) throw new RangeError('no aggregate');
  const rows = universe(s, schema, first, reaching(s, periods, first.over), plan.prefer);
  const [ga, gc] = groups(s);
  const thing = thingOf(schema, first.count.kind === 'distinct' ? first.count.column : null, 'x');
  const flags = group.map(
    ([a, n]) =>
      `(${conditions(a.where, {
        statement: s,
        schema,
        x: 'x',
        window: { end: 'x."w e"', number: 'x."w i"', table: periods },
        code: thing.code,
      })}) as "f${n}"`,
  );
  const chosen = `(select x.*, ${ga.value} as "w ga", ${gc.value} as "w gc"${thing.code ? `, ${thing.code.value} as "w code"` : ''}, ${flags.join(', ')} from (${rows.select}) x ${ga.join} ${gc.join} ${thing.join} where ${rows.condition} and ${within(plan.place, schema, 'x', 'x."w day"')})`;
  const values = group.map(
    ([a, n]) => `cast(${aggregateSql(s, a)} filter (where c."f${n}") as double) as v${n}`,
  );
  return `select c."w i" as i, c."w ga" as ga, c."w gc" as gc, ${values.join(', ')} from ${chosen} c group by all`;
}

/** The aggregate function over chosen rows `c`. */
function aggregateSql(s: Statement, a: Aggregate): string {
  const { schema } = s.plan;
  const { count } = a;
  const share = a.spread ? ' * (c."w days"::double / c."w of")' : '';
  switch (count.kind) {
    case 'rows':
    case 'stock':
    case 'movement':
      return share ? `sum(1${share})` : 'count(*)';
    case 'present':
      return `count(distinct ${keyOf(schema, 'c')})`;
    case 'distinct':
      return typeOf(schema, count.column) === 'codes'
        ? 'count(distinct c."w code")'
        : `count(distinct c.${id(count.column)})`;
    case 'sum':
      return `sum(c.${id(count.column)}${share})`;
    case 'increase':
      return 'sum(c."w rise")';
    case 'median':
      return `median(c.${id(count.column)})`;
    case 'median-days':
      return `median(${count.to === 'period-end' ? 'c."w e"' : `c.${id(count.to)}`} - c.${id(count.from)})`;
    case 'entered':
    case 'left':
      throw new RangeError('moves are counted by themselves');
  }
}

const groups = (s: Statement, x = 'x') =>
  [
    groupSql(s, s.plan.schema, s.plan.area, x, 'ga'),
    groupSql(s, s.plan.schema, s.plan.category, x, 'gc'),
  ] as const;

const isMove = (group: readonly (readonly [Aggregate, number])[]) =>
  group[0]?.[0].count.kind === 'entered' || group[0]?.[0].count.kind === 'left';

/**
 * Members of selections that came or went at each step, added up over the steps inside a period.
 * All selections of one kind of member are followed in one pass.
 */
function moved(
  s: Statement,
  group: readonly (readonly [Aggregate, number])[],
  periods: string,
): string[] {
  const { plan } = s;
  const { schema } = plan;
  const first = group[0]?.[0];
  if (first?.count.kind !== 'entered' && first?.count.kind !== 'left')
    throw new RangeError('not a move');
  const t = steps(s, schema, plan.prefer);
  const rows = universe(s, schema, first, reaching(s, t, first.over), plan.prefer);
  const [ga, gc] = groups(s);
  const thing = thingOf(schema, first.count.column, 'x');
  const selections = new Map<string, string>();
  const flagOf = group.map(([a]) => {
    const where = conditions(a.where, {
      statement: s,
      schema,
      x: 'x',
      window: { end: 'x."w e"', number: 'x."w i"', table: t },
      code: thing.code,
    });
    const name = selections.get(where) ?? `f${selections.size}`;
    selections.set(where, name);
    return name;
  });
  const flags = [...selections].map(([where, name]) => `(${where}) as ${name}`);
  const names = [...selections.values()];
  const members = s.part(
    'members',
    `select i, ga, gc, k, ${names.map((n) => `bool_or(${n}) as ${n}`).join(', ')} from (select x."w i" as i, ${ga.value} as ga, ${gc.value} as gc, ${thing.value} as k, ${flags.join(', ')} from (${rows.select}) x ${ga.join} ${gc.join} ${thing.join} where ${rows.condition} and ${within(plan.place, schema, 'x', 'x."w day"')}) where k is not null group by i, ga, gc, k`,
  );
  return (['entered', 'left'] as const).flatMap((way) => {
    const values = group.flatMap(([a, n], at) =>
      a.count.kind === way
        ? [
            `cast(count(*) filter (where m.${flagOf[at]} and not coalesce(o.${flagOf[at]}, false)) as double) as v${n}`,
          ]
        : [],
    );
    if (values.length === 0) return [];
    const [step, other] = way === 'entered' ? ['t.i = m.i', 't.before'] : ['t.before = m.i', 't.i'];
    return [
      `select w.i, m.ga, m.gc, ${values.join(', ')} from ${members} m join ${t} t on ${step} and t.before is not null join ${periods} w on t.tick between w.s and w.e left join ${members} o on o.i = ${other} and o.k = m.k and o.ga is not distinct from m.ga and o.gc is not distinct from m.gc group by all`,
    ];
  });
}

/** What is asked of rows: one aggregate, one period, one group of each grouping (null takes all). */
export interface RowsQuery {
  readonly plan: Plan;
  readonly area: string | null;
  readonly category: string | null;
}

/** The facts that a point counted, as a query with `slice, sheet, row` and all columns: alias it and choose. */
function factsBehind(query: RowsQuery): {
  s: Statement;
  chosen: string;
  aggregate: Aggregate;
  periods: string;
} {
  const { plan } = query;
  const aggregate = plan.aggregates[0];
  if (!aggregate || plan.aggregates.length > 1 || plan.periods.length !== 1)
    throw new RangeError('rows are asked of one aggregate in one period');
  const { schema } = plan;
  const s = statement(plan);
  const periods = periodTable(s);
  const moves = aggregate.count.kind === 'entered' || aggregate.count.kind === 'left';
  if (moves) throw new RangeError('rows stand behind values, not behind moves');
  const rows = universe(s, schema, aggregate, reaching(s, periods, aggregate.over), plan.prefer);
  const [ga, gc] = groups(s);
  const where = conditions(aggregate.where, {
    statement: s,
    schema,
    x: 'x',
    window: { end: 'x."w e"', number: 'x."w i"', table: periods },
  });
  const equal = (value: string, wanted: string | null) =>
    wanted === null ? 'true' : `${value} = ${lit(wanted)}`;
  const chosen = `(select x.*, ${ga.value} as "w ga", ${gc.value} as "w gc" from (${rows.select}) x ${ga.join} ${gc.join} where ${rows.condition} and ${within(plan.place, schema, 'x', 'x."w day"')} and ${where} and ${equal(ga.value, query.area)} and ${equal(gc.value, query.category)})`;
  return { s, chosen, aggregate, periods };
}

/** The facts behind a point with the load each came by, oldest first. */
export function compileRows(
  query: RowsQuery,
  columns: readonly string[],
  page: { readonly from: number; readonly limit: number | null },
): string {
  const { s, chosen } = factsBehind(query);
  const { schema } = query.plan;
  const shown = columns
    .filter((c) => hasColumn(schema, c))
    .map((c) => {
      const type = typeOf(schema, c);
      if (type === 'codes')
        return `(select string_agg(k.code, '; ' order by k.code) from ${childTable(schema.dataset, c)} k where k.slice = x.slice and k.sheet = x.sheet and k.row = x.row) as ${id(c)}`;
      return type === 'date' || type === 'month'
        ? `strftime(x.${id(c)}, '%Y-%m-%d') as ${id(c)}`
        : type === 'money' || type === 'integer'
          ? `cast(x.${id(c)} as double) as ${id(c)}`
          : `x.${id(c)}`;
    });
  return s.finish(
    `select n.load::double as "w load", x.sheet as "w sheet", x.row::double as "w row"${shown.map((c) => `, ${c}`).join('')} from ${chosen} x join (select distinct slice, load from coverage) n on n.slice = x.slice order by 1, 2, 3${page.limit === null ? '' : ` limit ${Math.trunc(page.limit)}`} offset ${Math.trunc(page.from)}`,
  );
}

/** What each fact behind a point brought to it, one by one: the evidence counted again. */
export function compileEvidence(query: RowsQuery): string {
  const { s, chosen, aggregate, periods } = factsBehind(query);
  const { schema } = query.plan;
  const { count } = aggregate;
  const share = aggregate.spread ? ' * (x."w days"::double / x."w of")' : '';
  const brought = (() => {
    switch (count.kind) {
      case 'distinct':
        return typeOf(schema, count.column) === 'codes'
          ? `(select string_agg(d.code, '\u001f') from ${childTable(schema.dataset, count.column)} d where d.slice = x.slice and d.sheet = x.sheet and d.row = x.row and ${codeConditions(s, aggregate, count.column, periods)})`
          : `cast(x.${id(count.column)} as varchar)`;
      case 'present':
        return keyOf(schema, 'x');
      case 'sum':
        return `cast(x.${id(count.column)}${share} as double)`;
      case 'increase':
        return 'cast(x."w rise" as double)';
      case 'median':
        return `cast(x.${id(count.column)} as double)`;
      case 'median-days':
        return `cast(${count.to === 'period-end' ? 'x."w e"' : `x.${id(count.to)}`} - x.${id(count.from)} as double)`;
      default:
        return share ? `cast(1${share} as double)` : '1::double';
    }
  })();
  return s.finish(`select ${brought} as brought from ${chosen} x`);
}

/** What the one code of a counted column must meet by itself: the row met it with any of its codes. */
const codeConditions = (s: Statement, a: Aggregate, column: string, periods: string): string =>
  conditions(
    a.where.filter((p) => p.kind === 'key-in' && p.column === column),
    {
      statement: s,
      schema: s.plan.schema,
      x: 'x',
      window: { end: 'x."w e"', number: 'x."w i"', table: periods },
      code: { column, value: 'd.code' },
    },
  );

/** Days of the rows behind a plan of one aggregate, oldest first, with how many of a group each has: for charts of the wait between events. */
export function compileDays(query: RowsQuery): string {
  const { s, chosen } = factsBehind(query);
  return s.finish(
    `select strftime(day, '%Y-%m-%d'), grp, n from (select x."w day" as day, coalesce(x."w ga", x."w gc") as grp, count(*)::integer as n from ${chosen} x where x."w day" is not null group by all) order by day`,
  );
}

/** The newest day of the facts that count and say something of a column, not after a day. */
export function compileNewestDay(
  schema: TableSchema,
  column: string,
  asAt: number | null,
  notAfter: string,
): string {
  const s = statement({
    schema,
    asAt,
    periods: [],
    place: { forces: null, areas: null },
    area: null,
    category: null,
    prefer: [],
    aggregates: [],
  });
  const day = `x.${id(dateOf(schema, null))}`;
  const live = liveSlices(s, schema);
  return s.finish(
    `select strftime(max(${day}), '%Y-%m-%d') as day from ${factTable(schema.dataset)} x join ${live} l on l.slice = x.slice where ${day} <= ${date(notAfter)} and x.${id(column)} is not null`,
  );
}
