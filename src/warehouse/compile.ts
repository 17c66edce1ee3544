import { compileRegister } from './compile-register.ts';
import { groupJoin, groupOf, typeOf, within, withParts } from './parts.ts';
import type { Aggregate, Grouping, Plan, Predicate } from './plan.ts';
import { live, predicates } from './predicate.ts';
import { cellTable, factTable, hasCells, isNumeric } from './schema.ts';
import { id } from './sql.ts';

/**
 * A plan as one DuckDB statement with the columns period, grp, value. Additive counts over cells
 * columns are read from the monthly cells; everything else from the facts.
 */
export function compile(plan: Plan): string {
  const { aggregate } = plan;
  if (aggregate.schema.kind === 'register') return compileRegister(plan);
  return fromCells(aggregate, plan.group) ? compileCells(plan) : compileFacts(plan);
}

/** Whether the monthly cells hold all that is needed. */
export function fromCells(aggregate: Aggregate, group: Grouping | null): boolean {
  const { schema, count } = aggregate;
  if (
    !hasCells(schema) ||
    (aggregate.on !== null && aggregate.on !== schema.date) ||
    aggregate.spread !== null
  )
    return false;
  if (count.kind !== 'rows' && !(count.kind === 'sum' && isNumeric(typeOf(schema, count.column))))
    return false;
  const held = new Set(schema.cells);
  const used = (where: readonly Predicate[]): boolean =>
    where.every((p) =>
      p.kind === 'any'
        ? p.of.every(used)
        : (p.kind === 'in' ||
            p.kind === 'not-in' ||
            p.kind === 'present' ||
            p.kind === 'contains') &&
          held.has(p.column),
    );
  return (
    used(aggregate.where) &&
    held.has('force') &&
    (group === null || (held.has(group.column) && group.bands.length === 0))
  );
}

/** Months are added up first, so that the join with overlapping periods meets few rows. */
function compileCells(plan: Plan): string {
  const { aggregate } = plan;
  const { count, schema } = aggregate;
  const value = count.kind === 'sum' ? `sum(x.${id(`sum_${count.column}`)})` : 'sum(x.rows)';
  const months = `select x.month, ${groupOf(plan.group)} as grp, ${value} as value from ${cellTable(schema.dataset)} x join ${live(schema.dataset, plan.asAt)} l on l.slice = x.slice ${groupJoin(plan.group)} where ${within(plan, schema)} and ${predicates(aggregate.where, schema, 'null', plan.asAt)} group by 1, 2`;
  return `${withParts(plan)} select p.id as period, y.grp, cast(sum(y.value) as double) as value from (${months}) y join p on y.month between p.s and p.e group by 1, 2`;
}

function compileFacts(plan: Plan): string {
  const { aggregate } = plan;
  const { schema } = aggregate;
  const date = dateOf(aggregate);
  const [inside, value] = aggregate.spread
    ? spreadOf(aggregate)
    : [`x.${id(date)} between p.s and p.e`, aggregateOf(aggregate)];
  return `${withParts(plan)} select p.id as period, ${groupOf(plan.group)} as grp, cast(${value} as double) as value from ${factTable(schema.dataset)} x join ${live(schema.dataset, plan.asAt)} l on l.slice = x.slice join p on ${inside} ${groupJoin(plan.group)} where ${within(plan, schema)} and ${predicates(aggregate.where, schema, 'p.e', plan.asAt)} group by 1, 2`;
}

/** The rows behind one period of a plan, by the same filters. */
export function compileRows(plan: Plan, columns: readonly string[], limit: number): string {
  const { schema } = plan.aggregate;
  const chosen = columns.map((c) => {
    const type = typeOf(schema, c);
    return type === 'date' || type === 'month'
      ? `strftime(x.${id(c)}, '%Y-%m-%d') as ${id(c)}`
      : `x.${id(c)}`;
  });
  const source =
    schema.kind === 'register'
      ? compileRegister(plan, true)
      : `select x.*, p.id as pid from ${factTable(schema.dataset)} x join ${live(schema.dataset, plan.asAt)} l on l.slice = x.slice join p on x.${id(dateOf(plan.aggregate))} between p.s and p.e ${groupJoin(plan.group)} where ${within(plan, schema)} and ${predicates(plan.aggregate.where, schema, 'p.e', plan.asAt)}`;
  return `${withParts(plan)} select c.load::double as load, x.sheet, x.row::double as row, ${chosen.join(', ')}, (count(*) over ())::double as total from (${source}) x join (select distinct slice, load from coverage) c on c.slice = x.slice order by 1, 2, 3 limit ${limit}`;
}

/** Days of the events of a plan, oldest first, for charts of waits. */
export function compileDays(plan: Plan): string {
  const { aggregate } = plan;
  const { schema } = aggregate;
  return `${withParts(plan)} select strftime(x.${id(dateOf(aggregate))}, '%Y-%m-%d') as day from ${factTable(schema.dataset)} x join ${live(schema.dataset, plan.asAt)} l on l.slice = x.slice join p on x.${id(dateOf(aggregate))} between p.s and p.e where ${within(plan, schema)} and ${predicates(aggregate.where, schema, 'p.e', plan.asAt)} order by 1`;
}

const dateOf = (aggregate: Aggregate) => aggregate.on ?? aggregate.schema.date ?? 'row';

function aggregateOf(aggregate: Aggregate): string {
  const { count, schema } = aggregate;
  switch (count.kind) {
    case 'rows':
      return 'count(*)';
    case 'distinct':
      return `count(distinct x.${id(count.column)})`;
    case 'sum':
      return `sum(x.${id(count.column)})`;
    case 'median':
      return `median(x.${id(count.column)})`;
    case 'increase':
      return `max(x.${id(count.column)}) - min(x.${id(count.column)})`;
    case 'median-days':
      return `median(date_diff('day', x.${id(count.from)}, ${count.to === 'period-end' ? 'p.e' : `x.${id(count.to)}`}))`;
    default:
      throw new RangeError(
        `${count.kind} is a question for registers, and ${schema.dataset} is none`,
      );
  }
}

/** A quantity over [from, to] is shared out by days; what has no end runs on. */
function spreadOf(aggregate: Aggregate): [string, string] {
  const [from, to] = aggregate.spread ?? ['', ''];
  const end = `coalesce(x.${id(to)}, p.e)`;
  const column = aggregate.count.kind === 'sum' ? `x.${id(aggregate.count.column)}` : '1';
  const overlap = `(date_diff('day', greatest(x.${id(from)}, p.s), least(${end}, p.e)) + 1)`;
  return [
    `x.${id(from)} <= p.e and ${end} >= p.s`,
    `sum(${column} * ${overlap} / (date_diff('day', x.${id(from)}, ${end}) + 1))`,
  ];
}
