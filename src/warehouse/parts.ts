import type { Grouping, Plan, PlanPeriod } from './plan.ts';
import type { TableSchema } from './schema.ts';
import { id, list, lit } from './sql.ts';

/** The periods, and the mapping of groups, as tables of the statement. */
export function withParts(plan: Plan): string {
  const over = plan.aggregate.over;
  const start =
    over === null
      ? 'a::date'
      : `(last_day(b::date - interval ${over} month) + interval 1 day)::date`;
  const parts = [
    `p as (select id, ${start} as s, b::date as e from (values ${periodRows(plan.periods)}) t(id, a, b))`,
  ];
  if (plan.group?.through)
    parts.push(
      `m(code, grp) as (values ${[...plan.group.through].map(([code, group]) => `(${lit(code)}, ${lit(group)})`).join(', ') || "('', '')"})`,
    );
  return `with ${parts.join(', ')}`;
}

const periodRows = (periods: readonly PlanPeriod[]) =>
  periods.map((p) => `(${lit(p.id)}, ${lit(p.start)}, ${lit(p.end)})`).join(', ') ||
  "('', '1900-01-01', '1900-01-01')";

export function groupOf(group: Grouping | null): string {
  if (group === null) return 'null';
  const column = `x.${id(group.column)}`;
  if (group.bands.length > 0)
    return `case ${group.bands.map((bound, i) => `when ${column} < ${bound} then ${lit(i === 0 ? `under ${bound}` : `${group.bands[i - 1]} to ${bound}`)}`).join(' ')} when ${column} is not null then ${lit(`${group.bands.at(-1)} and over`)} end`;
  return group.through
    ? `coalesce(m.grp, cast(${column} as varchar), 'unknown')`
    : `coalesce(cast(${column} as varchar), 'unknown')`;
}

export const groupJoin = (group: Grouping | null) =>
  group?.through ? `left join m on m.code = x.${id(group.column)}` : '';

export function within(plan: Plan, schema: TableSchema): string {
  const has = (column: string) => schema.columns.some((c) => c.name === column);
  return (
    [
      plan.forces && has('force') ? `x."force" in ${list(plan.forces)}` : '',
      plan.areas && has('area') ? `x."area" in ${list(plan.areas)}` : '',
    ]
      .filter(Boolean)
      .join(' and ') || 'true'
  );
}

export const typeOf = (schema: TableSchema, column: string) =>
  schema.columns.find((c) => c.name === column)?.type ?? 'text';
