import { groupJoin, groupOf, within, withParts } from './parts.ts';
import type { Aggregate, Plan } from './plan.ts';
import { live, predicates, snapshotWindow } from './predicate.ts';
import { factTable } from './schema.ts';
import { id } from './sql.ts';

/**
 * Questions to a register: its state at a period's end, who was in it at any time, who moved.
 * Movements stand between a snapshot and the one before it; they are dated by the later one.
 * With `rows`, the same selection as facts (inside the statement's own `with`).
 */
export function compileRegister(plan: Plan, rows = false): string {
  const { count } = plan.aggregate;
  const head = rows ? '' : `${withParts(plan)} `;
  switch (count.kind) {
    case 'movement':
      return head + moved(plan, movementOf(count.movement), rows);
    case 'entered':
    case 'left':
      return head + selectionMoves(plan, count.kind);
    case 'present':
      return (
        head + counted(plan, presentIn(plan), `count(distinct x.${key(plan.aggregate)})`, rows)
      );
    case 'rows':
      // A register counted `on` a date counts each key once, by its last state.
      return head + counted(plan, lastStates(plan), 'count(*)', rows);
    case 'distinct':
      return (
        head +
        counted(
          plan,
          plan.aggregate.on ? lastStates(plan) : stateAtEnd(plan),
          `count(distinct x.${id(count.column)})`,
          rows,
        )
      );
    case 'sum':
      return (
        head +
        counted(
          plan,
          plan.aggregate.on ? lastStates(plan) : stateAtEnd(plan),
          `sum(x.${id(count.column)})`,
          rows,
        )
      );
    case 'median':
      return (
        head +
        counted(
          plan,
          plan.aggregate.on ? lastStates(plan) : stateAtEnd(plan),
          `median(x.${id(count.column)})`,
          rows,
        )
      );
    case 'median-days':
      return (
        head +
        counted(
          plan,
          plan.aggregate.on ? lastStates(plan) : stateAtEnd(plan),
          `median(date_diff('day', x.${id(count.from)}, ${count.to === 'period-end' ? 'x.p_e' : `x.${id(count.to)}`}))`,
          rows,
        )
      );
    case 'increase':
    case 'stock':
      return (
        head +
        counted(
          plan,
          stateAtEnd(plan),
          count.kind === 'stock'
            ? `count(distinct x.${key(plan.aggregate)})`
            : `sum(x.${id(count.kind === 'increase' ? count.column : '')})`,
          rows,
        )
      );
  }
}

const key = (aggregate: Aggregate) => id(aggregate.schema.key[0] ?? 'row');

/** Facts of valid snapshots with the days they speak for and when each key was first and last seen. */
function states(plan: Plan): string {
  const { schema } = plan.aggregate;
  return `(select f.*, l.state_on, min(l.state_on) over (partition by f.${key(plan.aggregate)}) as first_seen, max(l.state_on) over (partition by f.${key(plan.aggregate)}) as last_seen from ${factTable(schema.dataset)} f join ${live(schema.dataset, plan.asAt)} l on l.slice = f.slice)`;
}

/** Each key as the last snapshot within the window of the period's end has it. */
function stateAtEnd(plan: Plan): string {
  const days = `(select p.id as pid, p.s as p_s, p.e as p_e, max(d.state_on) as at_day from p join (select distinct state_on from ${live(plan.aggregate.schema.dataset, plan.asAt)}) d on abs(date_diff('day', d.state_on, p.e)) <= ${snapshotWindow} group by 1, 2, 3)`;
  return `(select f.*, a.pid, a.p_s, a.p_e from ${states(plan)} f join ${days} a on f.state_on = a.at_day)`;
}

function presentIn(plan: Plan): string {
  return `(select f.*, p.id as pid, p.s as p_s, p.e as p_e from ${states(plan)} f join p on f.state_on between p.s and p.e + interval ${snapshotWindow} day)`;
}

function lastStates(plan: Plan): string {
  const on = id(plan.aggregate.on ?? 'last_seen');
  return `(select f.*, p.id as pid, p.s as p_s, p.e as p_e from ${states(plan)} f join p on f.${on} between p.s and p.e where f.state_on = f.last_seen)`;
}

function counted(plan: Plan, from: string, value: string, rows: boolean): string {
  const where = `${within(plan, plan.aggregate.schema)} and ${predicates(plan.aggregate.where, plan.aggregate.schema, 'x.p_e', plan.asAt)}`;
  return rows
    ? `select x.* from ${from} x ${groupJoin(plan.group)} where ${where}`
    : `select x.pid as period, ${groupOf(plan.group)} as grp, cast(${value} as double) as value from ${from} x ${groupJoin(plan.group)} where ${where} group by 1, 2`;
}

/** Each snapshot day with the one before it. */
const steps = (plan: Plan) =>
  `(select state_on as day, lag(state_on) over (order by state_on) as before from (select distinct state_on from ${live(plan.aggregate.schema.dataset, plan.asAt)}))`;

/**
 * Conditions over `x` (the key now) and `y` (the key in the snapshot before); domain.md 9.3. A
 * merger is no archiving; a score moves only under one model and by a new scoring.
 */
function movementOf(movement: string): string {
  const archived = `('archived')`;
  const gone = `('archived', 'merged')`;
  const rescored = `y.model is not distinct from x.model and x.scored_on > y.scored_on and x.status not in ${gone}`;
  switch (movement) {
    case 'new':
      return `x.row is not null and x.first_seen = x.state_on and x.status not in ${gone}`;
    case 'archived':
      return `y.status not in ${gone} and x.status in ${archived}`;
    case 'reactivated':
      return `y.status in ${archived} and x.status not in ${gone}`;
    case 'merged':
      return `y.row is not null and y.merged_into is null and x.merged_into is not null`;
    case 'transferred':
      return `y.row is not null and x.row is not null and x."force" is distinct from y."force"`;
    case 'vanished':
      return `x.row is null and y.status not in ${gone}`;
    case 'score-risen':
      return `${rescored} and x.score > y.score`;
    case 'score-fallen':
      return `${rescored} and x.score < y.score`;
    case 'tier-risen':
      return `x.tier < y.tier and x.status not in ${gone}`;
    case 'tier-fallen':
      return `x.tier > y.tier and x.status not in ${gone}`;
    default:
      // A split is known by a declared link alone, which no feed has yet.
      return 'false';
  }
}

function moved(plan: Plan, condition: string, rows: boolean): string {
  const k = key(plan.aggregate);
  const gone =
    plan.aggregate.count.kind === 'movement' && plan.aggregate.count.movement === 'vanished';
  const side = gone ? 'y' : 'x';
  const pairs = `(select s.day, s.before, f.* from ${states(plan)} f join ${steps(plan)} s on ${gone ? 's.before = f.state_on' : 's.day = f.state_on'} where s.before is not null)`;
  const other = gone
    ? `x.${k} = y.${k} and x.state_on = y.day`
    : `y.${k} = x.${k} and y.state_on = x.before`;
  const from = gone
    ? `${pairs} y left join ${states(plan)} x on ${other}`
    : `${pairs} x left join ${states(plan)} y on ${other}`;
  const inside = `${side}.day between p.s and p.e`;
  // Leaving our count by transfer is seen from the side that had it.
  const area = within(plan, plan.aggregate.schema).replaceAll(
    'x.',
    condition.includes('is distinct from y."force"') || gone ? 'y.' : 'x.',
  );
  const where = `${condition} and ${area} and ${predicates(plan.aggregate.where, plan.aggregate.schema, 'p.e', plan.asAt, side)}`;
  if (rows) return `select ${side}.* from ${from} join p on ${inside} where ${where}`;
  const group = groupOf(plan.group).replaceAll('x.', `${side}.`);
  return `select p.id as period, ${group} as grp, cast(count(*) as double) as value from ${from} join p on ${inside} ${groupJoin(plan.group).replaceAll('x.', `${side}.`)} where ${where} group by 1, 2`;
}

/** Keys of the selection now and not in the snapshot before, or the other way round. */
function selectionMoves(plan: Plan, way: 'entered' | 'left'): string {
  const k = key(plan.aggregate);
  const { schema, where } = plan.aggregate;
  const selected = `(select x.${k} as k, x.state_on from ${states(plan)} x where ${within(plan, schema)} and ${predicates(where, schema, 'x.state_on', plan.asAt)})`;
  const [now, before] = way === 'entered' ? ['s.day', 's.before'] : ['s.before', 's.day'];
  return `select p.id as period, null as grp, cast(count(*) as double) as value from ${steps(plan)} s join ${selected} a on a.state_on = ${now} join p on s.day between p.s and p.e where s.before is not null and not exists (select 1 from ${selected} b where b.k = a.k and b.state_on = ${before}) group by 1, 2`;
}
