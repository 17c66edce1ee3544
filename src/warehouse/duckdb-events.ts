import { day, lastDay, monthOf } from '../periods/index.ts';
import { byDay, countsByDay } from './duckdb-by-day.ts';
import { columnsOf, conditions, isCorrelated } from './duckdb-predicates.ts';
import {
  date,
  groupSql,
  liveSlices,
  monthsOf,
  reaching,
  type Statement,
  typeOf,
  within,
} from './duckdb-statement.ts';
import { dateOf } from './duckdb-universe.ts';
import type { Aggregate, Plan, PlanPeriod } from './plan.ts';
import { cellTable, childTable, factTable, hasCells, isNumeric } from './schema.ts';
import { id } from './sql.ts';

type Numbered = readonly [aggregate: Aggregate, number: number];

/**
 * The quick half: counts that add up by month. Each is first brought to one row a month and group,
 * from the cells where they hold every column used, and only then joined with the periods, which
 * overlap. Distinct things are brought to one row a month, group and thing. What looks at the period
 * itself, medians and the like are left for windows over the facts (`rest`).
 */
export function eventParts(s: Statement, periods: string): { selects: string[]; rest: Numbered[] } {
  const { plan } = s;
  const monthly = plan.periods.every(isWholeMonths);
  const rest: Numbered[] = [];
  const groups = new Map<string, { from: 'cells' | 'facts' | 'distinct'; of: Numbered[] }>();
  const increases: Numbered[] = [];
  const medians: Numbered[] = [];
  const days = new Map<string, Numbered[]>();
  plan.aggregates.forEach((a, n) => {
    const { count } = a;
    if (count.kind === 'increase') {
      increases.push([a, n]);
      return;
    }
    if (isCorrelated(a.where) && countsByDay(plan, a)) {
      const on = dateOf(plan.schema, a.on);
      days.set(on, [...(days.get(on) ?? []), [a, n]]);
      return;
    }
    const ordered =
      count.kind === 'median' || (count.kind === 'median-days' && count.to !== 'period-end');
    const adds = count.kind === 'rows' || count.kind === 'sum' || count.kind === 'distinct';
    if (!monthly || !(adds || ordered) || a.spread !== null || isCorrelated(a.where)) {
      rest.push([a, n]);
      return;
    }
    if (ordered) {
      medians.push([a, n]);
      return;
    }
    const from = count.kind === 'distinct' ? 'distinct' : readsCells(plan, a) ? 'cells' : 'facts';
    const key = [from, dateOf(plan.schema, a.on), count.kind === 'distinct' ? count.column : ''];
    const group = groups.get(key.join(' ')) ?? { from, of: [] };
    group.of.push([a, n]);
    groups.set(key.join(' '), group);
  });
  const selects = [...groups.values()].flatMap(({ from, of }) => {
    const monthlyPart =
      from === 'cells' ? cells(s, of) : from === 'facts' ? facts(s, of) : distinct(s, of);
    // Aggregates that look back further meet the same months through wider windows.
    const byReach = new Map<number | null, Numbered[]>();
    for (const entry of of)
      byReach.set(entry[0].over, [...(byReach.get(entry[0].over) ?? []), entry]);
    return [...byReach].map(([over, entries]) => {
      const months = monthsOf(s, reaching(s, periods, over));
      const values = entries.map(([, n]) =>
        from === 'distinct'
          ? `cast(count(distinct b.k) filter (where b."f${n}") as double) as v${n}`
          : `cast(sum(b."a${n}") as double) as v${n}`,
      );
      return `select w.i, b.ga, b.gc, ${values.join(', ')} from ${monthlyPart} b join ${months} w on w.m = b.m group by all`;
    });
  });
  for (const of of days.values()) {
    const [first, last] = reach(plan, of);
    selects.push(...byDay(s, of, periods, [date(first), date(last)], monthly));
  }
  selects.push(...increases.map(([a, n]) => increase(s, a, n, periods)));
  selects.push(...medians.map(([a, n]) => median(s, a, n, periods)));
  return { selects, rest };
}

const isWholeMonths = (p: PlanPeriod): boolean =>
  p.start.endsWith('-01') && lastDay(monthOf(day(p.end))) === p.end;

/** Whether the monthly cells hold every column that an aggregate and the plan's groups and place need. */
export function readsCells(plan: Plan, a: Aggregate): boolean {
  const { schema } = plan;
  if (!hasCells(schema) || (a.on !== null && a.on !== schema.date) || a.spread !== null)
    return false;
  if (a.count.kind !== 'rows' && a.count.kind !== 'sum') return false;
  if (a.count.kind === 'sum' && !isNumeric(typeOf(schema, a.count.column))) return false;
  const declared = (column: string) => schema.columns.some((c) => c.name === column);
  const needed = [
    ...columnsOf(a.where),
    ...[plan.area, plan.category].flatMap((g) => (g && declared(g.column) ? [g.column] : [])),
    ...(plan.place.forces && declared('force') ? ['force'] : []),
    ...(plan.place.areas && declared('area') ? ['area'] : []),
  ];
  // A force that joins or leaves in mid-month cannot be told from a month's cell.
  const inMonths = (plan.place.forces ?? []).every((f) =>
    [f.from, f.to].every((d) => d === null || d.endsWith('-01')),
  );
  return (
    inMonths && !isCorrelated(a.where) && needed.every((column) => schema.cells.includes(column))
  );
}

/** First and last day that any window can reach. */
function reach(plan: Plan, of: readonly Numbered[]): [string, string] {
  const starts = plan.periods.map((p) => p.start).sort();
  const ends = plan.periods.map((p) => p.end).sort();
  const back = Math.max(0, ...of.map(([a]) => a.over ?? 0));
  const [first = '0001-01-01', last = '0001-01-01'] = [starts[0], ends.at(-1)];
  return [back > 0 ? yearsBefore(first, Math.ceil(back / 12) + 1) : first, last];
}
const yearsBefore = (day: string, years: number) =>
  `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}-01-01`;

function groupsOf(s: Statement) {
  return [
    groupSql(s, s.plan.schema, s.plan.area, 'x', 'ga'),
    groupSql(s, s.plan.schema, s.plan.category, 'x', 'gc'),
  ] as const;
}

/** Cells that some condition wants, with only the columns read: far fewer rows for many conditions to look at. */
function cells(s: Statement, of: readonly Numbered[]): string {
  const { plan } = s;
  const { schema } = plan;
  const live = liveSlices(s, schema, plan.prefer);
  const [ga, gc] = groupsOf(s);
  const [first, last] = reach(plan, of);
  const read = [...new Set(of.flatMap(([a]) => columnsOf(a.where)))];
  const sums = [...new Set(of.flatMap(([a]) => (a.count.kind === 'sum' ? [a.count.column] : [])))];
  const small = s.part(
    'cells',
    `select x.month as m, ${ga.value} as ga, ${gc.value} as gc, ${[...read.map((c) => `x.${id(c)}`), 'sum(x.rows) as "w rows"', ...sums.map((c) => `sum(x.${id(`sum_${c}`)}) as ${id(`sum_${c}`)}`)].join(', ')} from ${cellTable(schema.dataset)} x join ${live} l on l.slice = x.slice ${ga.join} ${gc.join} where x.month between ${date(first)} and ${date(last)} and ${within(plan.place, schema, 'x', 'x.month')}${wantedBySome(s, of)} group by all`,
  );
  const values = of.map(
    ([a, n]) =>
      `sum(${a.count.kind === 'sum' ? `x.${id(`sum_${a.count.column}`)}` : 'x."w rows"'}) filter (where ${conditions(a.where, { statement: s, schema, x: 'x', window: null })}) as "a${n}"`,
  );
  return s.part(
    'monthly',
    `select x.m, x.ga, x.gc, ${values.join(', ')} from ${small} x group by all`,
  );
}

/** That a row `x` meets the conditions of one aggregate at least, as a further condition. */
function wantedBySome(s: Statement, of: readonly Numbered[]): string {
  if (of.some(([a]) => a.where.length === 0)) return '';
  const at = { statement: s, schema: s.plan.schema, x: 'x', window: null };
  return ` and (${of.map(([a]) => `(${conditions(a.where, at)})`).join(' or ')})`;
}

/** Facts with a flag for each aggregate, none of which looks at the period. */
function flagged(s: Statement, of: readonly Numbered[], columns: readonly string[]): string {
  const { plan } = s;
  const { schema } = plan;
  const live = liveSlices(s, schema, plan.prefer);
  const [ga, gc] = groupsOf(s);
  const [first, last] = reach(plan, of);
  const on = `x.${id(dateOf(schema, of[0]?.[0].on ?? null))}`;
  const flags = of.map(
    ([a, n]) =>
      `(${conditions(a.where, { statement: s, schema, x: 'x', window: null })}) as "f${n}"`,
  );
  const codes = columns.filter((c) => typeOf(schema, c) === 'codes');
  const joins = codes.map(
    (c) =>
      `join ${childTable(schema.dataset, c)} d on d.slice = x.slice and d.sheet = x.sheet and d.row = x.row`,
  );
  const read = columns.map(
    (c) => `${codes.includes(c) ? 'd.code' : `x.${id(c)}`} as ${id(`c ${c}`)}`,
  );
  return `select date_trunc('month', ${on})::date as m, ${ga.value} as ga, ${gc.value} as gc, ${[...read, ...flags].join(', ')} from ${factTable(schema.dataset)} x join ${live} l on l.slice = x.slice ${ga.join} ${gc.join} ${joins.join(' ')} where ${on} between ${date(first)} and ${date(last)} and ${within(plan.place, schema, 'x', on)}${wantedBySome(s, of)}`;
}

function facts(s: Statement, of: readonly Numbered[]): string {
  const sums = [...new Set(of.flatMap(([a]) => (a.count.kind === 'sum' ? [a.count.column] : [])))];
  const values = of.map(([a, n]) =>
    a.count.kind === 'sum'
      ? `sum(x.${id(`c ${a.count.column}`)}) filter (where x."f${n}") as "a${n}"`
      : `count(*) filter (where x."f${n}") as "a${n}"`,
  );
  return s.part(
    'monthly',
    `select x.m, x.ga, x.gc, ${values.join(', ')} from (${flagged(s, of, sums)}) x group by all`,
  );
}

function distinct(s: Statement, of: readonly Numbered[]): string {
  const count = of[0]?.[0].count;
  const column = count?.kind === 'distinct' ? count.column : '';
  const flags = of.map(([, n]) => `bool_or(x."f${n}") as "f${n}"`);
  return s.part(
    'things',
    `select x.m, x.ga, x.gc, x.${id(`c ${column}`)} as k, ${flags.join(', ')} from (${flagged(s, of, [column])}) x where x.${id(`c ${column}`)} is not null group by x.m, x.ga, x.gc, k`,
  );
}

/** The rise of a running total between the days it stands at, each dated by the later day. */
function increase(s: Statement, a: Aggregate, number: number, periods: string): string {
  const { plan } = s;
  const { schema } = plan;
  const live = liveSlices(s, schema, plan.prefer);
  const [ga, gc] = groupsOf(s);
  const at = `x.${id(dateOf(schema, a.on))}`;
  const column = a.count.kind === 'increase' ? a.count.column : '';
  const totals = s.part(
    'totals',
    `select ${at} as day, ${ga.value} as ga, ${gc.value} as gc, sum(x.${id(column)}) as total from ${factTable(schema.dataset)} x join ${live} l on l.slice = x.slice ${ga.join} ${gc.join} where ${within(plan.place, schema, 'x', at)} and ${conditions(a.where, { statement: s, schema, x: 'x', window: null })} group by all`,
  );
  const rises = s.part(
    'rises',
    `select *, total - lag(total) over (partition by ga, gc order by day) as rise from ${totals}`,
  );
  return `select w.i, r.ga, r.gc, cast(sum(r.rise) as double) as v${number} from ${rises} r join ${reaching(s, periods, a.over)} w on r.day between w.s and w.e group by all`;
}

/**
 * The middle value by counting: how often each value stands in each month, added up over the months
 * of a period, and read off half-way. Months overlap in periods, rows then need not be sorted again.
 */
function median(s: Statement, a: Aggregate, number: number, periods: string): string {
  const { count } = a;
  const columns =
    count.kind === 'median'
      ? [count.column]
      : count.kind === 'median-days'
        ? [count.from, count.to]
        : [];
  const [from = '', to] = columns.map((c) => `x.${id(`c ${c}`)}`);
  const value = to === undefined ? from : `(${to} - ${from})`;
  const often = s.part(
    'often',
    `select x.m, x.ga, x.gc, ${value} as v, count(*) as n from (${flagged(s, [[a, number]], columns)}) x where ${value} is not null and x."f${number}" group by all`,
  );
  const months = monthsOf(s, reaching(s, periods, a.over));
  const inPeriods = `select w.i, b.ga, b.gc, b.v, sum(b.n) as n from ${often} b join ${months} w on w.m = b.m group by all`;
  const upTo = `select i, ga, gc, v, sum(n) over (partition by i, ga, gc order by v) as below, sum(n) over (partition by i, ga, gc) as of from (${inPeriods})`;
  return `select i, ga, gc, cast((min(v) filter (where 2 * below >= of) + min(v) filter (where 2 * below > of)) as double) / 2 as v${number} from (${upTo}) group by i, ga, gc`;
}
