import type { Writer } from './engine.ts';
import type { TableSchema } from './schema.ts';
import { id, list, lit } from './sql.ts';
import {
  cell,
  dayIn,
  fits,
  joins,
  nothing,
  rawOf,
  type StagedColumn,
  typedOf,
  unitOf,
  writtenIn,
} from './staged-column.ts';

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

/** Rows or a sum of a staged stretch, whole or month by month. */
export interface TallyQuery {
  readonly sum: string | null;
  readonly where: ReadonlyMap<string, readonly string[]>;
  readonly by: string | null;
  readonly without: readonly number[];
}

/** A staged sheet: text as it came, waiting to be checked and committed. Gone when the session ends. */
export interface Staging {
  /** First row at or after `after` that begins as a footer does, with all its cells; null when none. */
  footer(after: number): Promise<{ row: number; cells: readonly string[] } | null>;
  /** Different values of a column between two rows, both inclusive, with how often they stand. */
  distinct(
    column: StagedColumn,
    from: number,
    to: number,
  ): Promise<{ value: string; rows: number }[]>;
  /** Rows between two that hold something and are no data. */
  leftOut(from: number, to: number): Promise<number>;
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
  /** Rows counted or summed, by month (`2025-03`) where asked, else under ''. */
  tally(
    columns: readonly StagedColumn[],
    query: TallyQuery,
    from: number,
    to: number,
  ): Promise<ReadonlyMap<string, number>>;
  /**
   * Of a column that holds true dates beside dates typed as text (day before month): how many of each,
   * the highest day among the true ones and the lowest among the others, and where a true one stands.
   */
  mixedDates(
    column: StagedColumn,
    from: number,
    to: number,
  ): Promise<{ dates: number; highest: number; texts: number; lowest: number; row: number }>;
  /** Cells that hold a word which means something else than a value. */
  marked(
    columns: readonly StagedColumn[],
    from: number,
    to: number,
  ): Promise<{ row: number; column: string; means: string }[]>;
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

/** What of a sheet is asked for later: the rest is read past. */
export interface StageOptions {
  /** Columns whose cells are kept, from 0; all when absent. */
  readonly columns?: readonly number[];
  /** Columns read as days once, while they are staged: every later question asks for them. */
  readonly dates?: readonly { readonly index: number; readonly formats: readonly string[] }[];
  /** Rows whose first filled cell begins with one of these are kept whole: a footer is among them. */
  readonly footers?: readonly string[];
  /** Rows that are no data: with one of these texts in a column, or without one of them. */
  readonly leaveOut?: readonly {
    readonly index: number;
    readonly texts: readonly string[];
    readonly only: boolean;
  }[];
  /** Patterns of the first filled cell of rows that are no data. */
  readonly skip?: readonly string[];
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
  const filtered = (options.leaveOut ?? []).length + (options.skip ?? []).length > 0;
  const dates = options.dates ?? [];
  // Trimmed once, as it is read: an empty cell is null from here on.
  const read = [
    ...(numbered ? ['try_cast(r as bigint) as r'] : []),
    ...kept.map((c) => `${trimmed(c)} as ${c}`),
    ...dates.map(
      ({ index, formats }, i) => `${dayIn(trimmed(cell(index)), formats)} as ${dayColumn(i)}`,
    ),
    `${isData(first, trimmed, options)} as filled`,
    ...(filtered ? [`${first} is not null as written`] : []),
    `${footer} as footer`,
  ];
  // Padding short records and line breaks inside cells do not go together in parallel.
  await write.run(
    `create or replace temp table ${name} as select ${read.join(', ')} from read_csv(${lit(grid.path)}, columns={${columns.join(', ')}}, auto_detect=false, header=false, delim=${lit(grid.delimiter)}, quote=${lit(grid.quote)}, escape=${lit(grid.quote)}, null_padding=true, max_line_size=4194304, parallel=${!grid.quotedNewlines})`,
  );
  const row = numbered ? 'r' : '(rowid + 1)';
  const within = (from: number, to: number) => `${row} between ${from} and ${to} and filled`;
  /** The column, or where its day stands already. */
  const readDate = (column: StagedColumn): StagedColumn => {
    const plain = column.from.kind === 'grid' && rawOf(column) === cell(column.from.index);
    const at = plain ? dates.findIndex((date) => isDateOf(date, column)) : -1;
    return at < 0 ? column : { ...column, parsed: dayColumn(at) };
  };

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
    distinct: async (column, from, to) =>
      (
        await write.all(
          `select ${rawOf(column)} as value, count(*)::double as n from ${name} where ${within(from, to)} and ${rawOf(column)} is not null group by 1 order by 1`,
        )
      ).map((found) => ({ value: String(found.value), rows: Number(found.n) })),
    leftOut: async (from, to) => {
      if (!filtered) return 0;
      const [found] = await write.all(
        `select count(*)::double as n from ${name} where ${row} between ${from} and ${to} and written and not filled`,
      );
      return Number(found?.n ?? 0);
    },
    count: async (from, to) => {
      const [found] = await write.all(
        `select count(*)::double as n from ${name} where ${within(from, to)}`,
      );
      return Number(found?.n ?? 0);
    },
    check: async (given, rules, from, to, limit) => {
      const staged = given.map(readDate);
      const of = new Map(staged.map((column) => [column.name, column]));
      const twice = (raw: string) =>
        `${raw} in (select ${raw} from ${name} where ${within(from, to)} group by 1 having count(*) > 1)`;
      const broken = (rule: Rule): string => brokenBy(rule, of, twice);
      const other = ({ holds }: Rule): string =>
        holds?.right && 'column' in holds.right ? rawOf(of.get(holds.right.column)) : "''";
      const joined = rules.some((rule) => (rule.holds?.when.size ?? 0) > 0) ? joins(staged) : '';
      if (rules.length === 0) return { counts: new Map(), hits: [] };
      const [totals] = await write.all(
        `select ${rules.map((rule, i) => (rule.what === 'unique' ? `${repeated(rawOf(of.get(rule.column)))}::double as n${i}` : `(count(*) filter (where ${broken(rule)}))::double as n${i}`)).join(', ')} from ${name}${joined} where ${within(from, to)}`,
      );
      const counts = new Map(
        rules.map((rule, i) => [rule.id, Number(totals?.[`n${i}`] ?? 0)] as const),
      );
      const hits: Hit[] = [];
      for (const rule of rules) {
        if ((counts.get(rule.id) ?? 0) === 0) continue;
        const found = await write.all(
          `select ${row}::double as row, ${rawOf(of.get(rule.column))} as value, ${other(rule)} as other from ${name}${joined} where ${within(from, to)} and ${broken(rule)} order by 1 limit ${limit}`,
        );
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
    },
    span: async (staged, column, from, to) => {
      const typed = typedOf(readDate(staged.find((c) => c.name === column) ?? nothing(column)));
      const [found] = await write.all(
        `select strftime(min(d), '%Y-%m-%d') as first, strftime(max(d), '%Y-%m-%d') as last from (select ${typed} as d from ${name} where ${within(from, to)})`,
      );
      return found?.first ? { first: String(found.first), last: String(found.last) } : null;
    },
    tally: async (given, query, from, to) => {
      const staged = given.map(readDate);
      const column = (wanted: string) => staged.find((c) => c.name === wanted);
      const by =
        query.by === null ? `''` : `strftime(${typedOf(column(query.by) ?? nothing(''))}, '%Y-%m')`;
      const what =
        query.sum === null ? 'count(*)' : `sum(${typedOf(column(query.sum) ?? nothing(''))})`;
      const asked = [
        within(from, to),
        ...[...query.where].map(([wanted, codes]) => {
          const found = column(wanted);
          return found ? `${typedOf(found)} in ${list(codes)}` : 'false';
        }),
        ...(query.without.length > 0 ? [`${row} not in ${list(query.without)}`] : []),
      ];
      const found = await write.all(
        `select ${by} as month, coalesce(${what}, 0)::double as n from ${name}${joins(staged.filter((c) => query.where.has(c.name)))} where ${asked.join(' and ')} group by 1`,
      );
      return new Map(found.map((line) => [String(line.month ?? ''), Number(line.n)]));
    },
    mixedDates: async (column, from, to) => {
      const raw = rawOf(column);
      const iso = `regexp_matches(${raw}, '^\\d{4}-\\d{2}-\\d{2}')`;
      const text = `regexp_matches(${raw}, '^\\d{1,2}/\\d{1,2}/')`;
      const [found] = await write.all(
        `select count(*) filter (where ${iso})::double as dates, max(try_cast(substr(${raw}, 9, 2) as integer)) filter (where ${iso})::double as highest, count(*) filter (where ${text})::double as texts, min(try_cast(split_part(${raw}, '/', 1) as integer)) filter (where ${text})::double as lowest, min(${row}) filter (where ${iso})::double as row from ${name} where ${within(from, to)}`,
      );
      const number = (key: string) => Number(found?.[key] ?? 0);
      return {
        dates: number('dates'),
        highest: number('highest'),
        texts: number('texts'),
        lowest: number('lowest'),
        row: number('row'),
      };
    },
    marked: async (staged, from, to) => {
      const found = [];
      for (const column of staged)
        for (const word of column.words ?? [])
          if (word.means === 'suppressed' || word.means === 'not-applicable')
            found.push(
              ...(await write.all(
                `select ${row}::double as row, ${lit(column.name)} as name, ${lit(word.means)} as means from ${name} where ${within(from, to)} and ${fits(writtenIn(column), word)} order by 1`,
              )),
            );
      return found.map((line) => ({
        row: Number(line.row),
        column: String(line.name),
        means: String(line.means),
      }));
    },
    select: (staged, from, to, without) =>
      `select ${row} as row, ${staged
        .filter((column) => column.type !== 'codes')
        .map((column) => `${typedOf(readDate(column))} as ${id(column.name)}`)
        .join(', ')}${staged
        .filter((column) => column.type === 'codes')
        .map((column) => `, ${rawOf(column)} as ${id(`raw ${column.name}`)}`)
        .join(
          '',
        )} from ${name}${joins(staged)} where ${within(from, to)}${without.length > 0 ? ` and ${row} not in ${list(without)}` : ''}`,
    drop: () => write.run(`drop table if exists ${name}`),
  };
}

const dayColumn = (at: number) => `d${at}`;

const isDateOf = (
  date: NonNullable<StageOptions['dates']>[number],
  { from, formats }: StagedColumn,
): boolean =>
  from.kind === 'grid' && from.index === date.index && formats.join('|') === date.formats.join('|');

/** How many values stand again, told by their hashes: two values of one hash are looked at closer, and are none. */
const repeated = (raw: string): string =>
  `(count(${raw}) - count(distinct hash(${raw})) filter (where ${raw} is not null))`;

/** Whether a row holds data, as a condition on its cells. */
function isData(first: string, trimmed: (c: string) => string, options: StageOptions): string {
  const filters = (options.leaveOut ?? []).map(({ index, texts, only }) => {
    const among = `coalesce(${trimmed(cell(index))} in ${list(texts)}, false)`;
    return only ? among : `not ${among}`;
  });
  const skips = (options.skip ?? []).map(
    (pattern) => `not coalesce(regexp_matches(${first}, ${lit(pattern)}, 'i'), false)`,
  );
  return [`${first} is not null`, ...filters, ...skips].join(' and ');
}

/** The rows that break a rule, as a condition. */
function brokenBy(
  rule: Rule,
  of: ReadonlyMap<string, StagedColumn>,
  twice: (raw: string) => string,
): string {
  const column = of.get(rule.column);
  if (!column) return 'false';
  const [raw, typed] = [rawOf(column), typedOf(column)];
  switch (rule.what) {
    case 'type':
      return column.codes
        ? `${raw} in ${list([...column.codes].flatMap(([written, code]) => (code === null ? [written] : [])))}`
        : `${raw} is not null and ${typed} is null${refusedWords(column, ' and not ')}${typeof column.factor === 'object' ? ` and ${unitOf(column.factor)} is not null` : ''}`;
    case 'required':
      return `${raw} is null`;
    case 'not-after':
      return `${typed} > ${lit(rule.limit ?? '')}::date`;
    case 'minimum':
      return `${typed} < ${Number(rule.limit)}`;
    case 'unique':
      return twice(raw);
    case 'refused':
      return refusedWords(column, '') || 'false';
    case 'unit':
      return typeof column.factor === 'object'
        ? `${raw} is not null and ${unitOf(column.factor)} is null`
        : 'false';
    case 'dated':
      return `regexp_full_match(${raw}, '\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2})?)?')`;
    case 'within':
      return `${typed} not between ${lit(rule.between?.first ?? '')}::date and ${lit(rule.between?.last ?? '')}::date`;
    case 'holds':
      return rule.holds ? notSo(rule.holds, column, of) : 'false';
  }
}

/** Words that a source refuses in a column, as one condition; '' when there are none. */
function refusedWords(column: StagedColumn, before: string): string {
  const refused = (column.words ?? []).filter(({ means }) => means === 'refused');
  if (refused.length === 0) return '';
  return `${before}(${refused.map((word) => fits(writtenIn(column), word)).join(' or ')})`;
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
  of: ReadonlyMap<string, StagedColumn>,
): string {
  const when = [...holds.when].map(([name, codes]) => {
    const column = of.get(name);
    return column ? `${typedOf(column)} in ${list(codes)}` : 'false';
  });
  return [...when, broken(holds, left, of)].join(' and ');
}

function broken(
  { is, right }: NonNullable<Rule['holds']>,
  left: StagedColumn,
  of: ReadonlyMap<string, StagedColumn>,
): string {
  if (is === 'present') return `${rawOf(left)} is null`;
  if (is === 'absent') return `${rawOf(left)} is not null`;
  const sign = contradicts[is];
  if (right === null || sign === undefined) return 'false';
  if ('value' in right) {
    const dated = left.type === 'date' || left.type === 'month';
    return `${typedOf(left)} ${sign} ${lit(right.value)}${dated ? '::date' : ''}`;
  }
  const other = of.get(right.column);
  return other ? `${typedOf(left)} ${sign} ${typedOf(other)}` : 'false';
}

/** Columns of the fact table in their order, null where the file has none. */
export const inOrder = (schema: TableSchema, staged: readonly StagedColumn[]): string =>
  schema.columns
    .filter((column) => column.type !== 'codes')
    .map((column) => (staged.some((s) => s.name === column.name) ? `t.${id(column.name)}` : 'null'))
    .join(', ');
