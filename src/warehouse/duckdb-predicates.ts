import {
  date,
  liveSlices,
  monthsBefore,
  nestedThing,
  reaching,
  type Statement,
  statement,
  typeOf,
  within,
} from './duckdb-statement.ts';
import { dateOf, type Universe, universe } from './duckdb-universe.ts';
import type { NestedSelection, Predicate } from './plan.ts';
import { childTable, factTable, isNumeric, type TableSchema } from './schema.ts';
import { id, list, lit } from './sql.ts';

/** Where conditions are asked: the fact's alias, its table, and the windows it is placed in. */
export interface Where {
  readonly statement: Statement;
  readonly schema: TableSchema;
  /** Alias of the fact. */
  readonly x: string;
  /** Last day and number of the window that the row stands in; null where no window is known. */
  readonly window: { readonly end: string; readonly number: string; readonly table: string } | null;
  /** The one code of a column of several that is being counted: it alone is looked up among keys. */
  readonly code?: { readonly column: string; readonly value: string } | null;
}

/** Whether a condition looks at the end of the window, so that months cannot be added up first. */
export const isCorrelated = (where: readonly Predicate[]): boolean =>
  where.some(
    (p) =>
      p.kind === 'before' ||
      p.kind === 'after' ||
      p.kind === 'key-in' ||
      (p.kind === 'any' && p.of.some(isCorrelated)),
  );

/** Columns that conditions read. */
export const columnsOf = (where: readonly Predicate[]): string[] =>
  where.flatMap((p) => {
    if (p.kind === 'any') return p.of.flatMap(columnsOf);
    return p.kind === 'days-from' || p.kind === 'percent-from' ? [p.column, p.from] : [p.column];
  });

/** Conditions that hold together. */
export const conditions = (where: readonly Predicate[], at: Where): string =>
  where.map((p) => condition(p, at)).join(' and ') || 'true';

/** Conditions on a row alone, outside any plan: none of them may look at a period. */
export const rowConditions = (
  where: readonly Predicate[],
  schema: TableSchema,
  x: string,
): string => {
  const nowhere = { forces: null, areas: null };
  const plan = { schema, asAt: null, periods: [], place: nowhere, area: null, category: null };
  return conditions(where, {
    statement: statement({ ...plan, prefer: [], aggregates: [] }),
    schema,
    x,
    window: null,
  });
};

function condition(p: Predicate, at: Where): string {
  const type = p.kind === 'any' ? 'text' : typeOf(at.schema, p.column);
  const column = p.kind === 'any' ? '' : `${at.x}.${id(p.column)}`;
  switch (p.kind) {
    case 'in':
      return type === 'codes'
        ? anyCode(p.column, at, `k.code in ${list(p.codes)}`)
        : isIn(column, p.codes, type);
    case 'not-in':
      // What is not said is not one of them: a row without the column's value stays.
      return type === 'codes'
        ? `not ${anyCode(p.column, at, `k.code in ${list(p.codes)}`)}`
        : `not coalesce(${isIn(column, p.codes, type)}, false)`;
    case 'present': {
      const present = type === 'codes' ? anyCode(p.column, at, 'true') : `(${column} is not null)`;
      return p.present ? present : `not ${present}`;
    }
    case 'range': {
      const bound = (value: number | string) =>
        typeof value === 'string' && isDate(type) ? date(value) : lit(value);
      const parts = [
        ...(p.from === null ? [] : [`${column} >= ${bound(p.from)}`]),
        ...(p.below === null ? [] : [`${column} < ${bound(p.below)}`]),
      ];
      return `(${parts.join(' and ') || 'true'})`;
    }
    case 'contains':
      return type === 'codes'
        ? anyCode(p.column, at, `strpos(lower(k.code), ${lit(p.text.toLowerCase())}) > 0`)
        : `strpos(lower(${column}), ${lit(p.text.toLowerCase())}) > 0`;
    case 'days-from': {
      const days = `(${column} - ${at.x}.${id(p.from)})`;
      const parts = [
        ...(p.atMost === null ? [] : [`${days} <= ${lit(p.atMost)}`]),
        ...(p.moreThan === null ? [] : [`${days} > ${lit(p.moreThan)}`]),
      ];
      return `(${parts.join(' and ') || 'true'})`;
    }
    case 'percent-from': {
      // Held against the other side's size, so that a base of nought is off by more than any share.
      const base = `${at.x}.${id(p.from)}`;
      const off = `abs(${column} - ${base})`;
      const parts = [
        ...(p.atMost === null ? [] : [`${off} <= abs(${base}) * ${lit(p.atMost)} / 100`]),
        ...(p.moreThan === null ? [] : [`${off} > abs(${base}) * ${lit(p.moreThan)} / 100`]),
      ];
      return `(${parts.join(' and ') || 'true'})`;
    }
    case 'before':
      return `(${column} < ${monthsBefore(windowOf(at).end, p.monthsBeforeEnd)})`;
    case 'after':
      return `(${column} > ${monthsBefore(windowOf(at).end, p.monthsBeforeEnd)})`;
    case 'key-in': {
      const window = windowOf(at);
      const keys = selectedKeys(at.statement, p.of, window.table);
      const among = (value: string) =>
        `exists (select 1 from ${keys} s where s.i = ${window.number} and s.k = cast(${value} as varchar))`;
      const found =
        type !== 'codes'
          ? among(column)
          : at.code?.column === p.column
            ? among(at.code.value)
            : anyCode(p.column, at, among('k.code'));
      return p.negated ? `not ${found}` : found;
    }
    case 'suppressed':
      return `exists (select 1 from mark m join (select distinct slice, load from coverage) n on n.load = m.load where n.slice = ${at.x}.slice and m.dataset = ${lit(at.schema.dataset)} and m.sheet = ${at.x}.sheet and m.row = ${at.x}.row and m.column_name = ${lit(p.column)} and m.means = 'suppressed')`;
    case 'any':
      return `(${p.of.map((entry) => `(${conditions(entry, at)})`).join(' or ') || 'false'})`;
  }
}

const isDate = (type: string) => type === 'date' || type === 'month';

function isIn(column: string, codes: readonly string[], type: ReturnType<typeof typeOf>): string {
  if (type === 'boolean') {
    const wanted = codes.filter((code) => code === 'true' || code === 'false');
    return `(${wanted.map((code) => `${column} = ${code}`).join(' or ') || 'false'})`;
  }
  if (isNumeric(type) || type === 'score')
    return `${column} in ${list(codes.map(Number).filter(Number.isFinite))}`;
  if (isDate(type)) return `cast(${column} as varchar) in ${list(codes)}`;
  return `${column} in ${list(codes)}`;
}

const anyCode = (column: string, at: Where, what: string): string =>
  `exists (select 1 from ${childTable(at.schema.dataset, column)} k where k.slice = ${at.x}.slice and k.sheet = ${at.x}.sheet and k.row = ${at.x}.row and ${what})`;

function windowOf(at: Where): NonNullable<Where['window']> {
  if (at.window === null) throw new RangeError('a condition on the period where none is known');
  return at.window;
}

/**
 * Keys of a nested selection for each window: `i, k`, of the forces asked about, wherever in them.
 * Its own `over` counts back from the window's end. `among` are the only keys that are asked for.
 */
export function selectedKeys(
  s: Statement,
  of: NestedSelection,
  windows: string,
  among: string | null = null,
): string {
  const thing = nestedThing(of, 'x');
  const key = nestedThing(of, 'f');
  const first = among !== null && key.join === '' ? `${key.value} in (${among})` : null;
  const inner: Universe = universe(s, of.schema, of, reaching(s, windows, of.over), [], first);
  const where = conditions(of.where, {
    statement: s,
    schema: of.schema,
    x: 'x',
    window: { end: 'x."w e"', number: 'x."w i"', table: windows },
    code: thing.code,
  });
  return s.part(
    'keys',
    `select distinct x."w i" as i, ${thing.value} as k from (${inner.select}) x ${thing.join} where ${inner.condition} and ${where} and ${within({ ...s.plan.place, areas: null }, of.schema, 'x', 'x."w day"')}`,
  );
}

/**
 * Days on which keys of a nested selection of events came, up to a last day: `k, day, later` with the
 * next day of the same key. Each event is read once, in however many windows it lies. Null for what
 * must be read window by window: registers, columns of several codes, conditions on the window.
 */
export function keyDays(
  s: Statement,
  of: NestedSelection,
  at: {
    /** The only keys that are asked for, as a select. */
    readonly among: string;
    readonly last: string;
    /** The day that stands for a day where it is compared with a window. */
    readonly stands: (day: string) => string;
  },
): string | null {
  const thing = nestedThing(of, 'x');
  if (of.schema.kind === 'register' || thing.join !== '' || isCorrelated(of.where)) return null;
  const day = `x.${id(dateOf(of.schema, of.on))}`;
  const live = liveSlices(s, of.schema);
  const where = conditions(of.where, { statement: s, schema: of.schema, x: 'x', window: null });
  const place = within({ ...s.plan.place, areas: null }, of.schema, 'x', day);
  return s.part(
    'key_days',
    `select k, day, lead(day) over (partition by k order by day) as later from (select distinct ${thing.value} as k, ${at.stands(day)} as day from ${factTable(of.schema.dataset)} x join ${live} l on l.slice = x.slice where ${day} <= ${at.last} and ${thing.value} in (${at.among}) and ${where} and ${place})`,
  );
}
