import type { Row } from './engine.ts';
import { id, list, lit } from './sql.ts';
import {
  fits,
  joins,
  nothing,
  rawOf,
  type StagedColumn,
  typedOf,
  unitOf,
  writtenIn,
} from './staged-column.ts';

/** One rule over one column, or between two of a row. */
export interface Rule {
  readonly id: string;
  readonly column: string;
  readonly what:
    | 'type'
    | 'required'
    | 'not-after'
    | 'minimum'
    | 'unique'
    | 'refused'
    | 'unit'
    | 'dated'
    | 'within'
    | 'holds';
  readonly limit?: string | number;
  /** Days that a date must lie between, both inclusive. */
  readonly between?: { readonly first: string; readonly last: string };
  readonly holds?: {
    readonly is: string;
    readonly right: { readonly column: string } | { readonly value: string | number } | null;
    /** Only rows with one of the codes are asked. */
    readonly when: ReadonlyMap<string, readonly string[]>;
  };
}

export interface Hit {
  readonly rule: Rule;
  readonly row: number;
  readonly value: string;
  /** What stands in the column that it was compared with. */
  readonly other: string;
}

/** Rows that break a rule: how many, and the first of them. */
export interface BrokenRules {
  readonly counts: ReadonlyMap<string, number>;
  readonly hits: readonly Hit[];
}

/** The staged rows that are asked: a table, the number of a row in it, and which of them. */
export interface Stretch {
  readonly table: string;
  readonly row: string;
  readonly where: string;
}

/** Asks every rule in one statement, and for the rows of those that are broken. */
export async function brokenRules(
  ask: (sql: string) => Promise<Row[]>,
  stretch: Stretch,
  columns: readonly StagedColumn[],
  rules: readonly Rule[],
  limit: number,
): Promise<BrokenRules> {
  const rows = new StagedView(stretch, columns);
  const counted = rules.flatMap((rule, i) => {
    const count = countOf(rule, rows);
    return count === null ? [] : [`${count}::double as n${i}`];
  });
  const [totals] =
    counted.length > 0 ? await ask(`select ${counted.join(', ')} from ${rows.sql()}`) : [];
  const counts = new Map(
    rules.map((rule, i) => [rule.id, Number(totals?.[`n${i}`] ?? 0)] as const),
  );
  const hits: Hit[] = [];
  for (const rule of rules) {
    if ((counts.get(rule.id) ?? 0) === 0) continue;
    const one = new StagedView(stretch, columns);
    const right = rule.holds?.right;
    const other = right && 'column' in right ? one.raw(right.column) : "''";
    const what = `select "row"::double as "row", ${one.raw(rule.column)} as value, ${other} as other`;
    const where = brokenBy(rule, one) ?? 'false';
    const found = await ask(`${what} from ${one.sql()} where ${where} order by 1 limit ${limit}`);
    hits.push(
      ...found.map((hit) => ({
        rule,
        row: Number(hit.row),
        value: String(hit.value ?? ''),
        other: String(hit.other ?? ''),
      })),
    );
  }
  return { counts, hits };
}

/**
 * Staged rows with the columns that conditions ask for, each written once however many conditions
 * ask: planning a condition is dearer than asking it of a thousand rows.
 */
class StagedView {
  readonly stretch: Stretch;
  readonly #columns: ReadonlyMap<string, StagedColumn>;
  readonly #asked = new Map<string, string>();
  readonly #typed = new Set<StagedColumn>();

  constructor(stretch: Stretch, columns: readonly StagedColumn[]) {
    this.stretch = stretch;
    this.#columns = new Map(columns.map((column) => [column.name, column]));
  }

  column(name: string): StagedColumn | undefined {
    return this.#columns.get(name);
  }

  raw(name: string): string {
    return this.#as(`raw ${name}`, rawOf(this.column(name)));
  }

  typed(name: string): string {
    const column = this.column(name) ?? nothing(name);
    this.#typed.add(column);
    return this.#as(`typed ${name}`, typedOf(column));
  }

  written(column: StagedColumn): string {
    return this.#as(`written ${column.name}`, writtenIn(column));
  }

  unit(column: StagedColumn): string | null {
    return typeof column.factor === 'object'
      ? this.#as(`unit ${column.name}`, unitOf(column.factor))
      : null;
  }

  /** The rows, once it is known what is asked of them. */
  sql(): string {
    const { table, row, where } = this.stretch;
    const columns = [...this.#asked].map(([name, what]) => `${what} as ${id(name)}`);
    return `(select ${[`${row} as "row"`, ...columns].join(', ')} from ${table}${joins([...this.#typed])} where ${where})`;
  }

  #as(name: string, what: string): string {
    this.#asked.set(name, what);
    return id(name);
  }
}

/** How many rows break a rule; null when none can. */
function countOf(rule: Rule, rows: StagedView): string | null {
  if (rule.what === 'unique') return repeated(rows.raw(rule.column));
  const broken = brokenBy(rule, rows);
  return broken === null ? null : `(count(*) filter (where ${broken}))`;
}

/** How many values stand again, told by their hashes: two values of one hash are looked at closer, and are none. */
const repeated = (raw: string): string =>
  `(count(${raw}) - count(distinct hash(${raw})) filter (where ${raw} is not null))`;

/** The rows that break a rule, as a condition; null when none can. */
function brokenBy(rule: Rule, rows: StagedView): string | null {
  const column = rows.column(rule.column);
  if (!column) return null;
  switch (rule.what) {
    case 'type':
      return wrongType(column, rows);
    case 'required':
      return `${rows.raw(column.name)} is null`;
    case 'not-after':
      return `${rows.typed(column.name)} > ${lit(rule.limit ?? '')}::date`;
    case 'minimum':
      return `${rows.typed(column.name)} < ${Number(rule.limit)}`;
    case 'unique':
      return twice(column, rows);
    case 'refused':
      return refusedWords(column, rows);
    case 'unit': {
      const unit = rows.unit(column);
      return unit && `${rows.raw(column.name)} is not null and ${unit} is null`;
    }
    case 'dated': {
      const raw = rows.raw(column.name);
      // Few references begin with a digit: the others are not looked through.
      return `case when ${raw} < ':' then regexp_full_match(${raw}, '\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2})?)?') else false end`;
    }
    case 'within':
      return `${rows.typed(column.name)} not between ${lit(rule.between?.first ?? '')}::date and ${lit(rule.between?.last ?? '')}::date`;
    case 'holds':
      return rule.holds ? notSo(rule.holds, column, rows) : null;
  }
}

/** What is written and stands for no code, or is no number or day. */
function wrongType(column: StagedColumn, rows: StagedView): string | null {
  const raw = rows.raw(column.name);
  if (column.codes) {
    const unknown = [...column.codes].flatMap(([written, code]) =>
      code === null ? [written] : [],
    );
    return unknown.length === 0 ? null : `${raw} in ${list(unknown)}`;
  }
  const refused = refusedWords(column, rows);
  const unit = rows.unit(column);
  return [
    `${raw} is not null and ${rows.typed(column.name)} is null`,
    ...(refused ? [`not ${refused}`] : []),
    ...(unit ? [`${unit} is not null`] : []),
  ].join(' and ');
}

/** A value that stands in more than one row. */
function twice(column: StagedColumn, rows: StagedView): string {
  const { table, where } = rows.stretch;
  const raw = rawOf(column);
  return `${rows.raw(column.name)} in (select ${raw} from ${table} where ${where} group by 1 having count(*) > 1)`;
}

/** Words that a source refuses in a column, as one condition; null when there are none. */
function refusedWords(column: StagedColumn, rows: StagedView): string | null {
  const refused = (column.words ?? []).filter(({ means }) => means === 'refused');
  if (refused.length === 0) return null;
  return `(${refused.map((word) => fits(rows.written(column), word)).join(' or ')})`;
}

/** What contradicts each comparison. */
const contradicts: Readonly<Record<string, string>> = {
  before: '>=',
  'not-before': '<',
  after: '<=',
  'not-after': '>',
  below: '>=',
  'at-least': '<',
  above: '<=',
  'at-most': '>',
  equals: '<>',
  'differs-from': '=',
};

function notSo(
  holds: NonNullable<Rule['holds']>,
  left: StagedColumn,
  rows: StagedView,
): string | null {
  const broken = contradicted(holds, left, rows);
  if (broken === null) return null;
  const when = [...holds.when].map(([name, codes]) =>
    rows.column(name) ? `${rows.typed(name)} in ${list(codes)}` : 'false',
  );
  return [...when, broken].join(' and ');
}

function contradicted(
  { is, right }: NonNullable<Rule['holds']>,
  left: StagedColumn,
  rows: StagedView,
): string | null {
  if (is === 'present') return `${rows.raw(left.name)} is null`;
  if (is === 'absent') return `${rows.raw(left.name)} is not null`;
  const sign = contradicts[is];
  if (right === null || sign === undefined) return null;
  if ('value' in right) {
    const dated = left.type === 'date' || left.type === 'month';
    return `${rows.typed(left.name)} ${sign} ${lit(right.value)}${dated ? '::date' : ''}`;
  }
  return rows.column(right.column)
    ? `${rows.typed(left.name)} ${sign} ${rows.typed(right.column)}`
    : null;
}
