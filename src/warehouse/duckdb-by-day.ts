import { conditions, isCorrelated, keyDays, selectedKeys } from './duckdb-predicates.ts';
import {
  groupSql,
  liveSlices,
  reaching,
  type Statement,
  typeOf,
  within,
} from './duckdb-statement.ts';
import { dateOf } from './duckdb-universe.ts';
import type { Aggregate, Plan, Predicate } from './plan.ts';
import { factTable } from './schema.ts';
import { id } from './sql.ts';

type KeyIn = Extract<Predicate, { kind: 'key-in' }>;
type Numbered = readonly [aggregate: Aggregate, number: number];

/**
 * Whether rows can be counted by their day although a condition looks at the period: one on a date
 * can be asked of a day, and one on a key of the few rows that have it, where windows overlap and
 * would otherwise hold every row many times.
 */
export function countsByDay({ schema }: Plan, { count, spread, where }: Aggregate): boolean {
  const [plain, keys] = [where.filter((p) => !isOfPeriod(p)), where.filter(isKeyIn)];
  return (
    count.kind === 'rows' &&
    spread === null &&
    keys.length <= 1 &&
    keys.every(({ column }) => typeOf(schema, column) !== 'codes') &&
    !isCorrelated(plain)
  );
}

const isKeyIn = (p: Predicate): p is KeyIn => p.kind === 'key-in';
const isDated = (p: Predicate) => p.kind === 'before' || p.kind === 'after';
const isOfPeriod = (p: Predicate) => isDated(p) || isKeyIn(p);

/**
 * One select for each aggregate; all of them are dated by the same column.
 * @param monthly every period is made of whole months
 */
export function byDay(
  s: Statement,
  of: readonly Numbered[],
  periods: string,
  [first, last]: readonly [first: string, last: string],
  monthly: boolean,
): string[] {
  const stands = (day: string) => (monthly ? standsFor(day) : day);
  const rows = placed(s, of, first, last, stands);
  return of.map(([a, n]) => {
    const windows = reaching(s, periods, a.over);
    const dated = a.where.filter(isDated);
    const holds = (x: string) =>
      conditions(dated, {
        statement: s,
        schema: s.plan.schema,
        x,
        window: { end: 'w.e', number: 'w.i', table: periods },
      });
    const days = `select ${['"w day"', '"w ga"', '"w gc"', ...columnsOfDates(dated)].join(', ')}, count(*) as n from ${rows} where "f${n}" group by all`;
    const all = `select w.i, b."w ga" as ga, b."w gc" as gc, sum(b.n) as v from (${days}) b join ${windows} w on b."w day" between w.s and w.e where ${holds('b')} group by all`;
    const [key] = a.where.filter(isKeyIn);
    if (!key) return `select i, ga, gc, cast(v as double) as v${n} from (${all})`;
    const found = foundByKey(s, key, { rows, n, windows, periods, dated, holds, last, stands });
    const counted = key.negated
      ? `${all} union all select i, ga, gc, -v as v from (${found})`
      : found;
    return `select i, ga, gc, cast(sum(v) as double) as v${n} from (${counted}) group by all`;
  });
}

/**
 * The one day that stands for all those of a month that lie alike to the ends of months: its first,
 * and for the last day that day itself. Whole months are compared with first and last days alone.
 */
const standsFor = (day: string): string =>
  `(case when ${day} = last_day(${day}) then ${day} else date_trunc('month', ${day})::date end)`;

/** Rows of an aggregate whose key is in another selection: `i, ga, gc, v`. */
function foundByKey(
  s: Statement,
  key: KeyIn,
  at: {
    readonly rows: string;
    readonly n: number;
    readonly windows: string;
    readonly periods: string;
    readonly dated: readonly Predicate[];
    readonly holds: (x: string) => string;
    readonly last: string;
    readonly stands: (day: string) => string;
  },
): string {
  const { rows, n, windows, periods, dated, holds } = at;
  const own = `cast(r.${id(key.column)} as varchar)`;
  const among = `select ${own} from ${rows} r where r."f${n}"`;
  const days = keyDays(s, key.of, { among, last: at.last, stands: at.stands });
  if (days === null) {
    const keys = selectedKeys(s, key.of, periods, among);
    return `select w.i, r."w ga" as ga, r."w gc" as gc, count(*) as v from ${keys} k join ${rows} r on ${own} = k.k join ${windows} w on w.i = k.i and r."w day" between w.s and w.e where r."f${n}" and ${holds('r')} group by all`;
  }
  const within = reaching(s, periods, key.of.over);
  const columns = ['"w day"', '"w ga"', '"w gc"', ...columnsOfDates(dated)].map((c) => `r.${c}`);
  const pairs = `select ${columns.join(', ')}, k.day as "k day", k.later as "k later", count(*) as n from ${days} k join ${rows} r on ${own} = k.k where r."f${n}" group by all`;
  // Of the days of a key one is the last in a window: it counts there, so that none counts twice.
  return `select w.i, b."w ga" as ga, b."w gc" as gc, sum(b.n) as v from (${pairs}) b join ${windows} w on b."w day" between w.s and w.e join ${within} o on o.i = w.i and b."k day" between o.s and o.e and (b."k later" is null or b."k later" > o.e) where ${holds('b')} group by all`;
}

const columnsOfDates = (dated: readonly Predicate[]): string[] => [
  ...new Set(dated.flatMap((p) => ('column' in p ? [id(p.column)] : []))),
];

/** Facts that meet what does not look at the period, with the columns that are asked about later. */
function placed(
  s: Statement,
  of: readonly Numbered[],
  first: string,
  last: string,
  stands: (day: string) => string,
): string {
  const { plan } = s;
  const { schema } = plan;
  const live = liveSlices(s, schema, plan.prefer);
  const ga = groupSql(s, schema, plan.area, 'x', 'ga');
  const gc = groupSql(s, schema, plan.category, 'x', 'gc');
  const day = `x.${id(dateOf(schema, of[0]?.[0].on ?? null))}`;
  const met = of.map(([a]) =>
    conditions(
      a.where.filter((p) => !isOfPeriod(p)),
      { statement: s, schema, x: 'x', window: null },
    ),
  );
  const keys = new Set(of.flatMap(([a]) => a.where.filter(isKeyIn).map((p) => p.column)));
  const dates = of.flatMap(([a]) =>
    a.where.flatMap((p) => (isDated(p) && 'column' in p && !keys.has(p.column) ? [p.column] : [])),
  );
  const asked = [
    ...[...keys].map((column) => `x.${id(column)}`),
    ...[...new Set(dates)].map((column) => `${stands(`x.${id(column)}`)} as ${id(column)}`),
  ];
  const columns = [
    `${stands(day)} as "w day"`,
    `${ga.value} as "w ga"`,
    `${gc.value} as "w gc"`,
    ...asked,
    ...of.map(([, n], i) => `(${met[i]}) as "f${n}"`),
  ];
  return s.part(
    'placed',
    `select ${columns.join(', ')} from ${factTable(schema.dataset)} x join ${live} l on l.slice = x.slice ${ga.join} ${gc.join} where ${day} between ${first} and ${last} and ${within(plan.place, schema, 'x', day)} and (${met.map((one) => `(${one})`).join(' or ')})`,
  );
}
