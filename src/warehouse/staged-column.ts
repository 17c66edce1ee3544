import type { StoredType } from './schema.ts';
import { id, list, lit } from './sql.ts';

export const cell = (index: number) => `c${index}`;

/** Where a dataset's column comes from: a column of the grid (from 0), or one value for all rows. */
export interface StagedColumn {
  readonly name: string;
  readonly type: StoredType;
  readonly from:
    | { readonly kind: 'grid'; readonly index: number }
    | { readonly kind: 'is'; readonly value: string | null };
  /** `strptime` formats tried in turn, for dates. */
  readonly formats: readonly string[];
  /** Column of the staged table that holds the day already. */
  readonly parsed?: string;
  /** Value as written -> code, for codes, months and words; what is not in it is a fault. */
  readonly codes: ReadonlyMap<string, string | readonly string[] | null> | null;
  /** Text that stands for nothing, and text that stands for nought. */
  readonly missing: readonly string[];
  readonly zero: readonly string[];
  /** Code of an empty cell: a place that is not recorded is an area of its own. */
  readonly whenEmpty: string | null;
  /** Words and patterns (in lower case) that stand where a value should. */
  readonly words?: readonly StagedWord[];
  /** What numbers are multiplied by: one factor, or that of the unit another column of the grid names. */
  readonly factor?:
    | number
    | { readonly index: number; readonly factors: ReadonlyMap<string, number> };
  /** Regular expression whose first group is the value. */
  readonly pattern?: string;
  /** Several columns of the grid make one value, `Q{1} {2}`; empty where any of them is. */
  readonly joined?: { readonly indexes: readonly number[]; readonly as: string };
}

export interface StagedWord {
  readonly fits: { readonly word: string } | { readonly pattern: string };
  readonly means: 'missing' | 'zero' | 'suppressed' | 'not-applicable' | 'refused';
}

/** The text of the cell as it stands, or the part of it that is wanted. */
export function writtenIn(column: StagedColumn): string {
  if (column.from.kind === 'is') return `${lit(column.from.value)}::varchar`;
  const text = column.joined ? joinedText(column.joined) : cell(column.from.index);
  return column.pattern === undefined
    ? text
    : `nullif(regexp_extract(${text}, ${lit(column.pattern)}, 1), '')`;
}

function joinedText({ indexes, as }: NonNullable<StagedColumn['joined']>): string {
  const parts = as
    .split(/\{(\d+)\}/)
    .map((part, i) => (i % 2 === 0 ? lit(part) : cell(indexes[Number(part) - 1] ?? -1)));
  return `(${parts.filter((part) => part !== "''").join(' || ')})`;
}

/** Whether a cell holds the word, in any case of letters. */
export const fits = (text: string, { fits: how }: StagedWord): string =>
  'word' in how
    ? `lower(${text}) = ${lit(how.word)}`
    : `regexp_matches(lower(${text}), ${lit(how.pattern)})`;

/** The text of a cell, trimmed, with the source's words for "nothing" and "nought" put in their place. */
export function rawOf(column: StagedColumn | undefined): string {
  if (!column) return 'null';
  if (column.from.kind === 'is') return `${lit(column.from.value)}::varchar`;
  const text = writtenIn(column);
  const words = [
    ...(column.words ?? []).map(
      (word) =>
        `when ${fits(text, word)} then ${word.means === 'zero' ? `'0'` : word.means === 'refused' ? text : 'null'}`,
    ),
    ...(column.missing.length > 0
      ? [`when lower(${text}) in ${list(column.missing.map((w) => w.toLowerCase()))} then null`]
      : []),
    ...(column.zero.length > 0
      ? [`when lower(${text}) in ${list(column.zero.map((w) => w.toLowerCase()))} then '0'`]
      : []),
  ];
  return words.length > 0 ? `(case ${words.join(' ')} else ${text} end)` : text;
}

export const nothing = (name: string): StagedColumn => ({
  name,
  type: 'date',
  from: { kind: 'is', value: null },
  formats: ['%Y-%m-%d'],
  codes: null,
  missing: [],
  zero: [],
  whenEmpty: null,
});

export function typedOf(column: StagedColumn): string {
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

export const joins = (columns: readonly StagedColumn[]): string =>
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
    case 'month': {
      const day = column.parsed ?? dayIn(raw, column.formats);
      return column.type === 'month' ? `date_trunc('month', ${day})::date` : day;
    }
    case 'integer':
      return column.factor === undefined
        ? quickly(raw, 'bigint', `regexp_full_match(${raw}, '[0-9]{1,18}')`, (odd) =>
            wholeNumber(exactly(odd)),
          )
        : wholeNumber(times(column, exactly(raw)));
    case 'money':
      return column.factor === undefined
        ? numberAs(raw, 'decimal(18,2)')
        : `try_cast(${times(column, `try_cast(${plainNumber(raw)} as decimal(28,6))`)} as decimal(18,2))`;
    case 'decimal':
    case 'score':
      return times(column, numberAs(raw, 'double'));
    case 'boolean':
      // Nearly all are written as one of the first two: no text is made of those.
      return `case ${raw} when 'N' then false when 'Y' then true else case lower(${raw}) when 'y' then true when 'yes' then true when 'true' then true when '1' then true when 'n' then false when 'no' then false when 'false' then false when '0' then false end end`;
  }
}

/**
 * A value read the short way where it is written so; only the odd ones, all others null by then, are
 * read the long way, which takes up to fifty times as long.
 */
const quickly = (
  raw: string,
  type: string,
  isPlain: string,
  long: (odd: string) => string,
): string =>
  `coalesce(case when ${isPlain} then try_cast(${raw} as ${type}) end, ${long(`(case when not ${isPlain} then ${raw} end)`)})`;

const exactly = (raw: string): string => `try_cast(${plainNumber(raw)} as decimal(38,6))`;

/** A number as it stands, else without its thousands and its pound sign. */
const numberAs = (raw: string, type: string): string =>
  `coalesce(try_cast(${raw} as ${type}), try_cast(${plainNumber(raw)} as ${type}))`;

/** A number with a part behind the point is no whole one: it is not rounded, it is a fault. */
const wholeNumber = (number: string): string =>
  `case when ${number} = trunc(${number}) then try_cast(${number} as bigint) end`;

/** A number in the unit that is kept. */
function times(column: StagedColumn, number: string): string {
  const { factor } = column;
  if (factor === undefined) return number;
  if (typeof factor === 'number') return `(${number} * ${factor})`;
  return `(${number} * ${unitOf(factor)})`;
}

/** The factor of the unit named in the row; null where none is named or it is not known. */
export const unitOf = (factor: {
  readonly index: number;
  readonly factors: ReadonlyMap<string, number>;
}): string =>
  `case lower(${cell(factor.index)}) ${[...factor.factors].map(([unit, times]) => `when ${lit(unit.toLowerCase())} then ${times}`).join(' ')} else null end`;

/** A day as it is written; an instant with its zone is the day it has in London (domain.md 7.4). */
export function dayIn(raw: string, formats: readonly string[]): string {
  const tried = formats.map((format) => `try_strptime(${raw}, ${lit(format)})`);
  const zoned = `timezone('Europe/London', try_strptime(replace(${raw}, 'Z', '+00:00'), '%Y-%m-%dT%H:%M:%S%z'))`;
  const read = `coalesce(${[...tried, zoned].join(', ')})::date`;
  // Cells of a spreadsheet come as ISO days, whatever format its texts have.
  const yearFirst = formats.some((format) => format.startsWith('%Y') && !format.startsWith(isoDay));
  return yearFirst
    ? read
    : `coalesce(case when strlen(${raw}) = 10 and ${raw} like '____-__-__' then try_cast(${raw} as date) end, ${read})`;
}

const isoDay = '%Y-%m-%d';

const plainNumber = (raw: string) => `replace(replace(${raw}, ',', ''), '£', '')`;
