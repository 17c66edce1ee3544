import type { Writer } from './engine.ts';
import type { StoredType, TableSchema } from './schema.ts';
import { id, list, lit } from './sql.ts';

/** A sheet as a text grid that the engine reads by itself (the room `files` makes it). */
export interface GridFile {
  readonly path: string;
  /** Columns of the grid, the row-number column included where there is one. */
  readonly columns: number;
  readonly rowNumbers: 'first-column' | 'by-order';
  readonly delimiter: string;
  readonly quote: string;
  readonly quotedNewlines: boolean;
  /** No cell holds another space than U+0020. */
  readonly plainSpaces: boolean;
}

/** Where a dataset's column comes from: a column of the grid (from 0), or one value for all rows. */
export interface StagedColumn {
  readonly name: string;
  readonly type: StoredType;
  readonly from:
    | { readonly kind: 'grid'; readonly index: number }
    | { readonly kind: 'is'; readonly value: string | null };
  /** `strptime` formats tried in turn, for dates. */
  readonly formats: readonly string[];
  /** Value as written -> code, for codes, months and words; what is not in it is a fault. */
  readonly codes: ReadonlyMap<string, string | readonly string[] | null> | null;
  /** Text that stands for nothing, and text that stands for nought. */
  readonly missing: readonly string[];
  readonly zero: readonly string[];
  /** Code of an empty cell: a place that is not recorded is an area of its own. */
  readonly whenEmpty: string | null;
}

/** One rule over one column, and the rows that break it. */
export interface Rule {
  readonly id: string;
  readonly column: string;
  readonly what: 'type' | 'required' | 'not-after' | 'minimum' | 'unique';
  readonly limit?: string | number;
}

export interface Hit {
  readonly rule: Rule;
  readonly row: number;
  readonly value: string;
}

/** A staged sheet: text as it came, waiting to be checked and committed. Gone when the session ends. */
export interface Staging {
  /** First row at or after `after` that begins as a footer does, with all its cells; null when none. */
  footer(after: number): Promise<{ row: number; cells: readonly string[] } | null>;
  /** Different values of a column between two rows, both inclusive, with how often they stand. */
  distinct(index: number, from: number, to: number): Promise<{ value: string; rows: number }[]>;
  /** Filled rows between two rows, both inclusive. */
  count(from: number, to: number): Promise<number>;
  /** Rows that break a rule: how many, and the first of them. */
  check(
    columns: readonly StagedColumn[],
    rules: readonly Rule[],
    from: number,
    to: number,
    limit: number,
  ): Promise<{ counts: ReadonlyMap<string, number>; hits: readonly Hit[] }>;
  /** First and last day of a date column; null when there is none. */
  span(
    columns: readonly StagedColumn[],
    column: string,
    from: number,
    to: number,
  ): Promise<{ first: string; last: string } | null>;
  /** The rows as a query of typed columns, for commit. */
  select(
    columns: readonly StagedColumn[],
    from: number,
    to: number,
    without: readonly number[],
  ): string;
  drop(): Promise<void>;
}

/**
 * A cell without the spaces around it, null when nothing is left. Few cells have any, and trimming is
 * the dearest step of reading: plain text that neither begins nor ends with a space is let through.
 */
const trimmer = (plainSpaces: boolean) => (c: string) =>
  `case when ${c} < '!' or suffix(${c}, ' ')${plainSpaces ? '' : ` or strlen(${c}) <> length(${c})`} then nullif(trim(${c}), '') else ${c} end`;

const cell = (index: number) => `c${index}`;

/** What of a sheet is asked for later: the rest is read past. */
export interface StageOptions {
  /** Columns whose cells are kept, from 0; all when absent. */
  readonly columns?: readonly number[];
  /** Rows whose first filled cell begins with one of these are kept whole: a footer is among them. */
  readonly footers?: readonly string[];
}

export async function stage(
  write: Writer,
  grid: GridFile,
  options: StageOptions = {},
  name = 'stage',
): Promise<Staging> {
  const numbered = grid.rowNumbers === 'first-column';
  const cells = Array.from({ length: grid.columns - (numbered ? 1 : 0) }, (_, i) => cell(i));
  const names = numbered ? ['r', ...cells] : cells;
  const columns = names.map((c) => `${lit(c)}: 'VARCHAR'`);
  const kept = options.columns?.map(cell) ?? cells;
  const trimmed = trimmer(grid.plainSpaces);
  const first = `coalesce(${cells.map(trimmed).join(', ')})`;
  const begins = (options.footers ?? []).map(
    (text) => `starts_with(lower(${first}), ${lit(text.toLowerCase())})`,
  );
  const footer =
    begins.length > 0
      ? `case when ${begins.join(' or ')} then [${cells.map(trimmed).join(', ')}] end`
      : 'null::varchar[]';
  // Trimmed once, as it is read: an empty cell is null from here on.
  const read = [
    ...(numbered ? ['try_cast(r as bigint) as r'] : []),
    ...kept.map((c) => `${trimmed(c)} as ${c}`),
    `${first} is not null as filled`,
    `${footer} as footer`,
  ];
  // Padding short records and line breaks inside cells do not go together in parallel.
  await write.run(
    `create or replace temp table ${name} as select ${read.join(', ')} from read_csv(${lit(grid.path)}, columns={${columns.join(', ')}}, auto_detect=false, header=false, delim=${lit(grid.delimiter)}, quote=${lit(grid.quote)}, escape=${lit(grid.quote)}, null_padding=true, max_line_size=4194304, parallel=${!grid.quotedNewlines})`,
  );
  const row = numbered ? 'r' : '(rowid + 1)';
  const within = (from: number, to: number) => `${row} between ${from} and ${to} and filled`;

  return {
    footer: async (after) => {
      const [found] = await write.all(
        `select ${row}::double as row, footer from ${name} where footer is not null and ${row} >= ${after} order by 1 limit 1`,
      );
      return found
        ? {
            row: Number(found.row),
            cells: (found.footer as (string | null)[]).map((text) => text ?? ''),
          }
        : null;
    },
    distinct: async (index, from, to) =>
      (
        await write.all(
          `select ${cell(index)} as value, count(*)::double as n from ${name} where ${within(from, to)} and ${cell(index)} is not null group by 1 order by 1`,
        )
      ).map((found) => ({ value: String(found.value), rows: Number(found.n) })),
    count: async (from, to) => {
      const [found] = await write.all(
        `select count(*)::double as n from ${name} where ${within(from, to)}`,
      );
      return Number(found?.n ?? 0);
    },
    check: async (staged, rules, from, to, limit) => {
      const of = new Map(staged.map((column) => [column.name, column]));
      const broken = (rule: Rule): string => {
        const column = of.get(rule.column);
        if (!column) return 'false';
        const [raw, typed] = [rawOf(column), typedOf(column)];
        switch (rule.what) {
          case 'type':
            return column.codes
              ? `${raw} in ${list([...column.codes].flatMap(([written, code]) => (code === null ? [written] : [])))}`
              : `${raw} is not null and ${typed} is null`;
          case 'required':
            return `${raw} is null`;
          case 'not-after':
            return `${typed} > ${lit(rule.limit ?? '')}::date`;
          case 'minimum':
            return `${typed} < ${Number(rule.limit)}`;
          case 'unique':
            return `${raw} in (select ${raw} from ${name} where ${within(from, to)} group by 1 having count(*) > 1)`;
        }
      };
      if (rules.length === 0) return { counts: new Map(), hits: [] };
      const [totals] = await write.all(
        `select ${rules.map((rule, i) => (rule.what === 'unique' ? `(count(${rawOf(of.get(rule.column))}) - count(distinct ${rawOf(of.get(rule.column))}))::double as n${i}` : `(count(*) filter (where ${broken(rule)}))::double as n${i}`)).join(', ')} from ${name} where ${within(from, to)}`,
      );
      const counts = new Map(
        rules.map((rule, i) => [rule.id, Number(totals?.[`n${i}`] ?? 0)] as const),
      );
      const hits: Hit[] = [];
      for (const rule of rules) {
        if ((counts.get(rule.id) ?? 0) === 0) continue;
        const found = await write.all(
          `select ${row}::double as row, ${rawOf(of.get(rule.column))} as value from ${name} where ${within(from, to)} and ${broken(rule)} order by 1 limit ${limit}`,
        );
        hits.push(
          ...found.map((hit) => ({ rule, row: Number(hit.row), value: String(hit.value ?? '') })),
        );
      }
      return { counts, hits };
    },
    span: async (staged, column, from, to) => {
      const typed = typedOf(staged.find((c) => c.name === column) ?? nothing(column));
      const [found] = await write.all(
        `select strftime(min(d), '%Y-%m-%d') as first, strftime(max(d), '%Y-%m-%d') as last from (select ${typed} as d from ${name} where ${within(from, to)})`,
      );
      return found?.first ? { first: String(found.first), last: String(found.last) } : null;
    },
    select: (staged, from, to, without) =>
      `select ${row} as row, ${staged
        .filter((column) => column.type !== 'codes')
        .map((column) => `${typedOf(column)} as ${id(column.name)}`)
        .join(', ')}${staged
        .filter((column) => column.type === 'codes')
        .map((column) => `, ${rawOf(column)} as ${id(`raw ${column.name}`)}`)
        .join(
          '',
        )} from ${name}${joins(staged)} where ${within(from, to)}${without.length > 0 ? ` and ${row} not in ${list(without)}` : ''}`,
    drop: () => write.run(`drop table if exists ${name}`),
  };
}

/** The text of a cell, trimmed, with the source's words for "nothing" and "nought" put in their place. */
function rawOf(column: StagedColumn | undefined): string {
  if (!column) return 'null';
  if (column.from.kind === 'is') return `${lit(column.from.value)}::varchar`;
  const text = cell(column.from.index);
  const words = [
    ...(column.missing.length > 0
      ? [`when lower(${text}) in ${list(column.missing.map((w) => w.toLowerCase()))} then null`]
      : []),
    ...(column.zero.length > 0
      ? [`when lower(${text}) in ${list(column.zero.map((w) => w.toLowerCase()))} then '0'`]
      : []),
  ];
  return words.length > 0 ? `(case ${words.join(' ')} else ${text} end)` : text;
}

const nothing = (name: string): StagedColumn => ({
  name,
  type: 'date',
  from: { kind: 'is', value: null },
  formats: ['%Y-%m-%d'],
  codes: null,
  missing: [],
  zero: [],
  whenEmpty: null,
});

function typedOf(column: StagedColumn): string {
  const typed = typedAlone(column);
  return column.whenEmpty === null
    ? typed
    : `(case when ${rawOf(column)} is null then ${lit(column.whenEmpty)} else ${typed} end)`;
}

/** Code lists of more than this are joined: a chain of cases is searched row by row. */
const shortList = 12;

const joined = (column: StagedColumn): boolean =>
  column.from.kind === 'grid' &&
  column.codes !== null &&
  column.codes.size > shortList &&
  column.type !== 'month' &&
  column.type !== 'codes';

const joinName = (column: StagedColumn): string => id(`codes ${column.name}`);

const joins = (columns: readonly StagedColumn[]): string =>
  columns
    .filter(joined)
    .map((column) => {
      const pairs = [...(column.codes ?? [])].flatMap(([written, code]) =>
        typeof code === 'string' ? [`(${lit(written)}, ${lit(code)})`] : [],
      );
      return ` left join (values ${pairs.join(', ') || '(null, null)'}) ${joinName(column)}(written, code) on ${joinName(column)}.written = ${rawOf(column)}`;
    })
    .join('');

function typedAlone(column: StagedColumn): string {
  const raw = rawOf(column);
  if (column.codes) {
    if (column.from.kind === 'is') {
      const value = column.codes.get(column.from.value ?? '') ?? column.from.value;
      return `${lit(typeof value === 'string' ? value : null)}::varchar`;
    }
    const chosen = joined(column)
      ? `${joinName(column)}.code`
      : `case ${raw} ${[...column.codes].map(([written, code]) => `when ${lit(written)} then ${lit(typeof code === 'string' ? code : null)}`).join(' ')} else null end`;
    if (column.codes.size === 0) return column.type === 'month' ? 'null::date' : 'null::varchar';
    return column.type === 'month' || column.type === 'date'
      ? `cast(${chosen} as date)`
      : `(${chosen})`;
  }
  switch (column.type) {
    case 'text':
    case 'code':
    case 'codes':
      return raw;
    case 'date':
    case 'month':
      return `coalesce(${column.formats.map((format) => `try_strptime(${raw}, ${lit(format)})`).join(', ')})::date`;
    case 'integer':
      return `try_cast(try_cast(${plainNumber(raw)} as decimal(38,6)) as bigint)`;
    case 'money':
      return `try_cast(${plainNumber(raw)} as decimal(18,2))`;
    case 'decimal':
    case 'score':
      return `try_cast(${plainNumber(raw)} as double)`;
    case 'boolean':
      return `case lower(${raw}) when 'y' then true when 'yes' then true when 'true' then true when '1' then true when 'n' then false when 'no' then false when 'false' then false when '0' then false end`;
  }
}

const plainNumber = (raw: string) => `replace(replace(${raw}, ',', ''), '£', '')`;

/** Columns of the fact table in their order, null where the file has none. */
export const inOrder = (schema: TableSchema, staged: readonly StagedColumn[]): string =>
  schema.columns
    .filter((column) => column.type !== 'codes')
    .map((column) => (staged.some((s) => s.name === column.name) ? `t.${id(column.name)}` : 'null'))
    .join(', ');
