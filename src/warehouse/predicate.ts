import type { Aggregate, Predicate } from './plan.ts';
import { childTable, factTable, isNumeric, type TableSchema } from './schema.ts';
import { id, list, lit } from './sql.ts';

/** Snapshots this many days around a period's end speak for it (domain.md 7.3). */
export const snapshotWindow = 5;

/** Slices of a dataset that count, by load number. */
export function live(dataset: string, asAt: number | null): string {
  const until =
    asAt === null
      ? 'valid_to is null'
      : `valid_from <= ${asAt} and (valid_to is null or valid_to > ${asAt})`;
  return `(select slice, state_on from coverage where dataset = ${lit(dataset)} and ${until})`;
}

/** Conditions over a fact `x` in a period whose end is the SQL text `end`. */
export function predicates(
  where: readonly Predicate[],
  schema: TableSchema,
  end: string,
  asAt: number | null,
  x = 'x',
): string {
  return where.length === 0
    ? 'true'
    : where.map((p) => predicate(p, schema, end, asAt, x)).join(' and ');
}

function predicate(
  p: Predicate,
  schema: TableSchema,
  end: string,
  asAt: number | null,
  x: string,
): string {
  const typeOf = (column: string) => schema.columns.find((c) => c.name === column)?.type ?? 'text';
  const col = (column: string) => `${x}.${id(column)}`;
  switch (p.kind) {
    case 'in':
    case 'not-in': {
      const not = p.kind === 'not-in' ? 'not ' : '';
      const type = typeOf(p.column);
      if (type === 'codes')
        return `${not}exists (select 1 from ${childTable(schema.dataset, p.column)} k where k.slice = ${x}.slice and k.sheet = ${x}.sheet and k.row = ${x}.row and k.code in ${list(p.codes)})`;
      if (type === 'boolean')
        return p.codes
          .map((code) => `${not}coalesce(${col(p.column)} = ${lit(code === 'true')}, false)`)
          .join(not ? ' and ' : ' or ')
          .replace(/^(.*)$/s, '($1)');
      if (p.kind === 'not-in')
        return `(${col(p.column)} is null or ${col(p.column)} not in ${list(p.codes)})`;
      return isNumeric(type)
        ? `${col(p.column)} in ${list(p.codes.map(Number))}`
        : `${col(p.column)} in ${list(p.codes)}`;
    }
    case 'present':
      return `${col(p.column)} is ${p.present ? 'not ' : ''}null`;
    case 'range': {
      const value = (bound: number | string) =>
        typeof bound === 'string' ? `${lit(bound)}::date` : lit(bound);
      const parts = [
        p.from === null ? '' : `${col(p.column)} >= ${value(p.from)}`,
        p.below === null ? '' : `${col(p.column)} < ${value(p.below)}`,
      ].filter(Boolean);
      return parts.length > 0 ? `(${parts.join(' and ')})` : 'true';
    }
    case 'contains':
      return `contains(lower(${col(p.column)}), ${lit(p.text.toLowerCase())})`;
    case 'days-from': {
      const days = `date_diff('day', ${col(p.from)}, ${col(p.column)})`;
      return (
        [
          p.atMost === null ? '' : `${days} <= ${p.atMost}`,
          p.moreThan === null ? '' : `${days} > ${p.moreThan}`,
        ]
          .filter(Boolean)
          .join(' and ') || 'true'
      );
    }
    case 'before':
      return `${col(p.column)} < (${end} - interval ${p.monthsBeforeEnd} month)`;
    case 'key-in':
      return `${p.negated ? 'not ' : ''}exists (${selectionKeys(p.of, end, asAt, col(p.column))})`;
    case 'any':
      return `(${p.of.map((conditions) => `(${predicates(conditions, schema, end, asAt, x)})`).join(' or ') || 'false'})`;
  }
}

/** Facts of a nested selection whose key is the outer one's, in the window that ends where the outer period ends. */
function selectionKeys(of: Aggregate, end: string, asAt: number | null, outer: string): string {
  const key = of.count.kind === 'distinct' ? of.count.column : (of.schema.key[0] ?? 'row');
  const date = of.on ?? of.schema.date;
  const window =
    of.schema.kind === 'register'
      ? `abs(date_diff('day', l.state_on, ${end})) <= ${snapshotWindow}`
      : date === null
        ? 'true'
        : `y.${id(date)} <= ${end} and y.${id(date)} > last_day(${end} - interval ${of.over ?? 1} month)`;
  return `select 1 from ${factTable(of.schema.dataset)} y join ${live(of.schema.dataset, asAt)} l on l.slice = y.slice where y.${id(key)} = ${outer} and ${window} and ${predicates(of.where, of.schema, end, asAt, 'y')}`;
}
