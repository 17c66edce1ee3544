import type { Writer } from './engine.ts';
import type { TableSchema } from './schema.ts';
import { id, list } from './sql.ts';
import {
  dayColumn,
  type GridFile,
  isFiltered,
  isNumbered,
  isSmall,
  type StageOptions,
  stagingOf,
} from './stage-table.ts';
import {
  cell,
  fits,
  joins,
  nothing,
  rawOf,
  type StagedColumn,
  typedOf,
  writtenIn,
} from './staged-column.ts';
import { type BrokenRules, brokenRules, type Rule } from './staged-rules.ts';

/** Rows or a sum of a staged stretch, whole or month by month. */
export interface TallyQuery {
  readonly sum: string | null;
  readonly where: ReadonlyMap<string, readonly string[]>;
  readonly by: string | null;
  readonly without: readonly number[];
}

/**
 * How many of each, the highest day among the true ones and the lowest among the others, and where a
 * true one stands.
 */
export interface MixedDates {
  readonly dates: number;
  readonly highest: number;
  readonly texts: number;
  readonly lowest: number;
  readonly row: number;
}

/** A staged sheet: text as it came, waiting to be checked and committed. Gone when the session ends. */
export interface Staging {
  /** First row at or after `after` that begins as a footer does, with all its cells; null when none. */
  footer(after: number): Promise<{ row: number; cells: readonly string[] } | null>;
  /** Different values of columns between two rows, both inclusive, with how often they stand; in the order of the columns. */
  distinct(
    columns: readonly StagedColumn[],
    from: number,
    to: number,
  ): Promise<{ value: string; rows: number }[][]>;
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
  ): Promise<BrokenRules>;
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
  /** Of the columns that hold dates typed as text (day before month): those, and the true dates beside them. */
  mixedDates(
    columns: readonly StagedColumn[],
    from: number,
    to: number,
  ): Promise<(MixedDates & { readonly column: StagedColumn })[]>;
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

export async function stage(
  write: Writer,
  grid: GridFile,
  options: StageOptions = {},
  name = 'stage',
): Promise<Staging> {
  const filtered = isFiltered(options);
  const dates = options.dates ?? [];
  await write.run(stagingOf(name, grid, options));
  const row = isNumbered(grid) ? 'r' : '(rowid + 1)';
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
    distinct: async (columns, from, to) => {
      const found = columns.map((): { value: string; rows: number }[] => []);
      if (columns.length === 0) return found;
      const raws = columns.map((column) => rawOf(column));
      const counted = isSmall(grid)
        ? `select k, value, count(*)::double as n from (select unnest([${raws.map((_, i) => i).join(', ')}]) as k, unnest([${raws.join(', ')}]) as value from ${name} where ${within(from, to)}) where value is not null group by 1, 2`
        : raws
            .map(
              (raw, i) =>
                `select ${i} as k, ${raw} as value, count(*)::double as n from ${name} where ${within(from, to)} and ${raw} is not null group by 2`,
            )
            .join(' union all ');
      for (const line of await write.all(`${counted} order by 1, 2`))
        found[Number(line.k)]?.push({ value: String(line.value), rows: Number(line.n) });
      return found;
    },
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
    check: (columns, rules, from, to, limit) =>
      brokenRules(
        write.all,
        { table: name, row, where: within(from, to) },
        columns.map(readDate),
        rules,
        limit,
      ),
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
    mixedDates: async (given, from, to) => {
      if (given.length === 0) return [];
      // Looking at every date is dear, and few columns hold one that is typed.
      const [slashes] = await write.all(
        `select ${given.map((column, i) => `bool_or(contains(${rawOf(column)}, '/')) as slash${i}`).join(', ')} from ${name} where ${within(from, to)}`,
      );
      const columns = given.filter((_, i) => slashes?.[`slash${i}`] === true);
      if (columns.length === 0) return [];
      const [found] = await write.all(
        `select ${columns.map((column, i) => mixedDatesOf(rawOf(column), row, i)).join(', ')} from ${name} where ${within(from, to)}`,
      );
      return columns.map((column, i) => {
        const number = (key: string) => Number(found?.[`${key}${i}`] ?? 0);
        return {
          column,
          dates: number('dates'),
          highest: number('highest'),
          texts: number('texts'),
          lowest: number('lowest'),
          row: number('row'),
        };
      });
    },
    marked: async (staged, from, to) => {
      const asked = staged.flatMap((column) =>
        (column.words ?? [])
          .filter(({ means }) => means === 'suppressed' || means === 'not-applicable')
          .map((word) => ({ column, word })),
      );
      if (asked.length === 0) return [];
      const found = await write.all(
        `${asked.map(({ column, word }, i) => `select ${i} as asked, ${row}::double as row from ${name} where ${within(from, to)} and ${fits(writtenIn(column), word)}`).join(' union all ')} order by 1, 2`,
      );
      return found.flatMap((line) => {
        const mark = asked[Number(line.asked)];
        return mark
          ? [{ row: Number(line.row), column: mark.column.name, means: mark.word.means }]
          : [];
      });
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

const isDateOf = (
  date: NonNullable<StageOptions['dates']>[number],
  { from, formats }: StagedColumn,
): boolean =>
  from.kind === 'grid' && from.index === date.index && formats.join('|') === date.formats.join('|');

const mixedDatesOf = (raw: string, row: string, i: number): string => {
  const iso = `regexp_matches(${raw}, '^\\d{4}-\\d{2}-\\d{2}')`;
  const text = `regexp_matches(${raw}, '^\\d{1,2}/\\d{1,2}/')`;
  return `count(*) filter (where ${iso})::double as dates${i}, max(try_cast(substr(${raw}, 9, 2) as integer)) filter (where ${iso})::double as highest${i}, count(*) filter (where ${text})::double as texts${i}, min(try_cast(split_part(${raw}, '/', 1) as integer)) filter (where ${text})::double as lowest${i}, min(${row}) filter (where ${iso})::double as row${i}`;
};

/** Columns of the fact table in their order, null where the file has none. */
export const inOrder = (schema: TableSchema, staged: readonly StagedColumn[]): string =>
  schema.columns
    .filter((column) => column.type !== 'codes')
    .map((column) => (staged.some((s) => s.name === column.name) ? `t.${id(column.name)}` : 'null'))
    .join(', ');
