import { keyOf, liveSlices, type Statement, snapshotWindow, typeOf } from './duckdb-statement.ts';
import type { MovementKind, RegisterRoles, Selection } from './plan.ts';
import { factTable, type TableSchema } from './schema.ts';
import { id, list } from './sql.ts';

/**
 * The rows that a selection looks at, placed in windows: all columns of the fact with `w i`, `w s`,
 * `w e` (window) and `w day` (the row's own day). `condition` holds for those that count.
 */
export interface Universe {
  readonly select: string;
  readonly condition: string;
}

type What = Pick<Selection, 'count' | 'on'> & {
  readonly spread?: readonly [string, string] | null;
};

export function universe(
  s: Statement,
  schema: TableSchema,
  of: What,
  windows: string,
  prefer: readonly string[] = [],
  /** Of events on a day: a condition on the fact, asked before it is placed in any window. */
  first: string | null = null,
): Universe {
  if (schema.kind === 'register') return register(s, schema, of, windows, prefer);
  return of.spread
    ? spreadOver(s, schema, of.spread, windows, prefer)
    : events(s, schema, of.on, windows, prefer, first);
}

const window = `w.i as "w i", w.s as "w s", w.e as "w e"`;

export function dateOf(schema: TableSchema, on: string | null): string {
  const name = on ?? schema.date;
  if (name === null) throw new RangeError(`${schema.dataset} has no date to place its rows by`);
  return name;
}

function events(
  s: Statement,
  schema: TableSchema,
  on: string | null,
  windows: string,
  prefer: readonly string[],
  first: string | null,
): Universe {
  const day = `f.${id(dateOf(schema, on))}`;
  const live = liveSlices(s, schema, prefer);
  const table = factTable(schema.dataset);
  const facts = first === null ? table : `(select * from ${table} f where ${first})`;
  return {
    select: `select f.*, ${window}, ${day} as "w day" from ${facts} f join ${live} l on l.slice = f.slice join ${windows} w on ${day} between w.s and w.e`,
    condition: 'true',
  };
}

/** Rows whose days [from, to] touch the window, with the days inside it and all of them. */
function spreadOver(
  s: Statement,
  schema: TableSchema,
  [from, to]: readonly [string, string],
  windows: string,
  prefer: readonly string[],
): Universe {
  const first = `f.${id(from)}`;
  // What has no end yet is counted on its first day: how long it will run nobody knows.
  const last = `greatest(coalesce(f.${id(to)}, ${first}), ${first})`;
  const live = liveSlices(s, schema, prefer);
  return {
    select: `select f.*, ${window}, ${first} as "w day", (least(${last}, w.e) - greatest(${first}, w.s) + 1) as "w days", (${last} - ${first} + 1) as "w of" from ${factTable(schema.dataset)} f join ${live} l on l.slice = f.slice join ${windows} w on ${first} <= w.e and ${last} >= w.s`,
    condition: 'true',
  };
}

/**
 * Snapshots of a register: `series` (one source and scope), `seq` in it, the day it speaks for and
 * the `tick`: the month's end where the day stands within five days of one.
 */
export function snapshots(s: Statement, schema: TableSchema, prefer: readonly string[]): string {
  const live = liveSlices(s, schema, prefer);
  const eve = `last_day((state_on - interval 1 month)::date)`;
  return s.part(
    'snap',
    `select series, state_on, dense_rank() over (partition by series order by state_on) as seq, case when state_on - ${eve} <= ${snapshotWindow} then ${eve} when last_day(state_on) - state_on <= ${snapshotWindow} then last_day(state_on) else state_on end as tick from (select distinct series, state_on from ${live} where state_on is not null)`,
  );
}

/** Every key in every valid snapshot, with its snapshot before and after and when it was first and last seen. */
export function history(s: Statement, schema: TableSchema, prefer: readonly string[]): string {
  const live = liveSlices(s, schema, prefer);
  const snap = snapshots(s, schema, prefer);
  const mine = `partition by n.series, ${keyOf(schema, 'f')}`;
  // A register that says itself when a key was first seen knows better than its snapshots.
  const seen = (
    [
      ['first_seen', 'min'],
      ['last_seen', 'max'],
    ] as const
  )
    .filter(([name]) => !schema.columns.some((c) => c.name === name))
    .map(([name, how]) => `${how}(n.state_on) over (${mine}) as ${name}, `)
    .join('');
  return s.part(
    'history',
    `select f.*, n.series as "w series", n.seq as "w seq", n.state_on as "w state", n.tick as "w tick", ${keyOf(schema, 'f')} as "w key", lag(n.seq) over (${mine} order by n.seq) as "w prev", lead(n.seq) over (${mine} order by n.seq) as "w next", ${seen}max(n.seq) over (${mine}) as "w last" from ${factTable(schema.dataset)} f join ${live} l on l.slice = f.slice join ${snap} n on n.series = l.series and n.state_on = l.state_on`,
  );
}

function register(
  s: Statement,
  schema: TableSchema,
  of: What,
  windows: string,
  prefer: readonly string[],
): Universe {
  const { count, on } = of;
  const all = history(s, schema, prefer);
  const snap = snapshots(s, schema, prefer);
  const placed = (from: string, day: string, condition = 'true'): Universe => ({
    select: `select h.*, ${window}, ${day} as "w day" from ${from}`,
    condition,
  });
  if (count.kind === 'entered' || count.kind === 'left')
    return placed(
      `${all} h join ${windows} w on w.series = h."w series" and w.seq = h."w seq"`,
      'h."w state"',
    );
  if (count.kind === 'movement')
    return movement(s, schema, count.movement, count.roles, windows, prefer);
  if (count.kind === 'increase') {
    const before = `y.${id(count.column)}`;
    return {
      select: `select h.*, ${window}, h."w tick" as "w day", (h.${id(count.column)} - coalesce(${before}, 0)) as "w rise" from ${all} h left join ${all} y on y."w series" = h."w series" and y."w key" = h."w key" and y."w seq" = h."w prev" join ${windows} w on h."w tick" between w.s and w.e`,
      condition: 'x."w seq" > 1',
    };
  }
  if (count.kind === 'present')
    // The snapshot that closes the period before is the state in which this one opens.
    return placed(
      `${all} h join ${windows} w on h."w tick" between (w.s - 1) and w.e`,
      'h."w state"',
    );
  if (on !== null)
    return placed(
      `${all} h join ${windows} w on h.${id(on)} between w.s and w.e`,
      `h.${id(on)}`,
      'x."w seq" = x."w last"',
    );
  const at = s.part(
    'at_end',
    `select w.i, w.s, w.e, n.series, max(n.seq) as seq from ${windows} w join ${snap} n on n.state_on between (w.e - ${snapshotWindow}) and (w.e + ${snapshotWindow}) group by all`,
  );
  return placed(`${all} h join ${at} w on w.series = h."w series" and w.seq = h."w seq"`, 'w.e');
}

/**
 * Movements between a snapshot and the next (domain.md 9.3), dated by the later one. What comes is
 * seen as it is now (`h`, before it `y`); what goes as it was (`h`, after it `y`), so that a group
 * handed to another force leaves our count and not theirs.
 */
function movement(
  s: Statement,
  schema: TableSchema,
  kind: MovementKind,
  roles: RegisterRoles,
  windows: string,
  prefer: readonly string[],
): Universe {
  const all = history(s, schema, prefer);
  const same = `y."w series" = h."w series" and y."w key" = h."w key"`;
  const arriving = (condition: string): Universe => ({
    select: `select h.*, ${window}, h."w tick" as "w day", (${condition}) as "w counts" from ${all} h left join ${all} y on ${same} and y."w seq" = h."w prev" join ${windows} w on h."w tick" between w.s and w.e`,
    condition: 'coalesce(x."w counts", false)',
  });
  const leaving = (condition: string): Universe => ({
    select: `select h.* replace (y.slice as slice, y.sheet as sheet, y.row as row), ${window}, y."w tick" as "w day", (${condition}) as "w counts" from ${all} h join ${all} y on ${same} and y."w seq" = h."w next" join ${windows} w on y."w tick" between w.s and w.e`,
    condition: 'coalesce(x."w counts", false)',
  });
  const is = statesOf(roles);
  switch (kind) {
    case 'new':
      return arriving('h."w prev" is null and h."w seq" > 1');
    case 'reactivated':
      return arriving(`${is.archived('y')} and ${is.active('h')}`);
    case 'archived':
      return leaving(`${is.active('h')} and ${is.archived('y')}`);
    case 'merged':
      return leaving(`not ${is.merged('h')} and ${is.merged('y')}`);
    case 'transferred':
      return leaving(
        `not ${is.merged('y')} and (${roles.owner.map((c) => `h.${id(c)} <> y.${id(c)}`).join(' or ') || 'false'})`,
      );
    case 'vanished': {
      const snap = snapshots(s, schema, prefer);
      return {
        select: `select h.*, ${window}, n.tick as "w day", (${is.active('h')} and (h."w next" is null or h."w next" > n.seq)) as "w counts" from ${all} h join ${snap} n on n.series = h."w series" and n.seq = h."w seq" + 1 join ${windows} w on n.tick between w.s and w.e`,
        condition: 'coalesce(x."w counts", false)',
      };
    }
    case 'split': {
      // A split is known by a declared link alone; the group that split counts once.
      if (roles.splitFrom === null) return arriving('false');
      const link = `h.${id(roles.splitFrom)}`;
      return arriving(
        `h."w prev" is null and h."w seq" > 1 and ${link} is not null and row_number() over (partition by w.i, h."w series", h."w seq", h."w prev" is null, ${link} order by h."w key") = 1`,
      );
    }
    case 'score-risen':
    case 'score-fallen': {
      if (roles.score === null) return arriving('false');
      const { column, model, scoredOn } = roles.score;
      const way = kind === 'score-risen' ? '>' : '<';
      return arriving(
        `h.${id(model)} = y.${id(model)} and h.${id(scoredOn)} > y.${id(scoredOn)} and h.${id(column)} ${way} y.${id(column)}`,
      );
    }
    case 'tier-risen':
    case 'tier-fallen': {
      if (roles.tier === null) return arriving('false');
      const { column, order } = roles.tier;
      const text = typeOf(schema, column) === 'text' || typeOf(schema, column) === 'code';
      const rank = (x: string) =>
        `list_position(${order.length > 0 ? `[${list(order).slice(1, -1)}]` : '[]::varchar[]'}, ${text ? `${x}.${id(column)}` : `cast(${x}.${id(column)} as varchar)`})`;
      return arriving(`${rank('h')} ${kind === 'tier-risen' ? '<' : '>'} ${rank('y')}`);
    }
  }
}

/** What the status of a key says, in words of the movement table. */
function statesOf(roles: RegisterRoles) {
  const merged = (x: string) => {
    const said = [
      ...(roles.mergedInto ? [`${x}.${id(roles.mergedInto)} is not null`] : []),
      ...(roles.status && roles.status.merged.length > 0
        ? [`coalesce(${x}.${id(roles.status.column)} in ${list(roles.status.merged)}, false)`]
        : []),
    ];
    return `(${said.join(' or ') || 'false'})`;
  };
  const active = (x: string) =>
    roles.status
      ? `(${x}.${id(roles.status.column)} in ${list(roles.status.active)} and not ${merged(x)})`
      : `(not ${merged(x)})`;
  const archived = (x: string) =>
    roles.status
      ? `(${x}.${id(roles.status.column)} is not null and ${x}.${id(roles.status.column)} not in ${list([...roles.status.active, ...roles.status.merged])} and not ${merged(x)})`
      : 'false';
  return { merged, active, archived };
}

/**
 * Steps of a selection whose members come and go: `i, s, e, tick, before` with the step before it.
 * A register steps from snapshot to snapshot, events from one month's end to the next that is whole.
 */
export function steps(s: Statement, schema: TableSchema, prefer: readonly string[]): string {
  if (schema.kind === 'register') {
    const snap = snapshots(s, schema, prefer);
    return s.part(
      't',
      `select *, lag(i) over (partition by series order by seq) as before from (select row_number() over (order by series, seq) as i, date_trunc('month', tick)::date as s, state_on as e, tick, series, seq from ${snap})`,
    );
  }
  const live = liveSlices(s, schema, prefer);
  return s.part(
    't',
    `select *, lag(i) over (order by e) as before from (select row_number() over (order by month) as i, (month || '-01')::date as s, last_day((month || '-01')::date) as e, last_day((month || '-01')::date) as tick from (select distinct month from ${live} where complete and month is not null))`,
  );
}
