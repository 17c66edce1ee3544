import { id } from './sql.ts';

export type StoredType =
  | 'text'
  | 'date'
  | 'code'
  | 'codes'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'boolean'
  | 'score'
  | 'month';

/** What the warehouse needs to know of a dataset; `framework` is not imported here. */
export interface TableSchema {
  readonly dataset: string;
  readonly kind: 'events' | 'register' | 'observations';
  readonly key: readonly string[];
  /** Default date column; registers have none. */
  readonly date: string | null;
  readonly columns: readonly StoredColumn[];
  /** Low-cardinality columns of the monthly aggregates. */
  readonly cells: readonly string[];
}

export interface StoredColumn {
  readonly name: string;
  readonly type: StoredType;
  readonly class: 'open' | 'record' | 'personal';
}

export const factTable = (dataset: string): string => id(`fact_${dataset}`);
export const cellTable = (dataset: string): string => id(`cell_${dataset}`);
export const childTable = (dataset: string, column: string): string =>
  id(`fact_${dataset}_${column}`);

const sqlTypes: Record<StoredType, string> = {
  text: 'varchar',
  code: 'varchar',
  codes: 'varchar',
  date: 'date',
  month: 'date',
  integer: 'bigint',
  decimal: 'double',
  money: 'decimal(18,2)',
  boolean: 'boolean',
  score: 'double',
};
export const sqlType = (type: StoredType): string => sqlTypes[type];

export const isNumeric = (type: StoredType): boolean =>
  type === 'integer' || type === 'decimal' || type === 'money';

/** Columns that are summed in cells. */
export const summed = (schema: TableSchema): readonly StoredColumn[] =>
  schema.columns.filter((column) => isNumeric(column.type));

/** Tables that every warehouse has. */
export const commonTables: readonly string[] = [
  `create table if not exists meta (key varchar primary key, value varchar not null)`,
  `create table if not exists load (
    load bigint primary key, kind varchar not null, undoes bigint, source varchar not null, file varchar not null,
    sha256 varchar not null, arrived_at varchar not null, loaded_at varchar not null, actor varchar not null,
    synthetic boolean not null, published boolean not null, marking varchar not null, by_hand boolean not null,
    first_month varchar, last_month varchar, data_to date, rows_read bigint not null, rows_loaded bigint not null,
    rows_set_aside bigint not null, definition varchar not null, layout varchar not null, notes varchar not null)`,
  `create table if not exists coverage (
    slice bigint not null, load bigint not null, source varchar not null, dataset varchar not null, scope varchar not null,
    month varchar, state_on date, complete boolean not null, valid_from bigint not null, valid_to bigint,
    rows bigint not null, checksum varchar not null)`,
  `create table if not exists set_aside (load bigint, sheet integer, row bigint, code varchar, heading varchar, value varchar)`,
];

/** A cell that says its value is withheld (`suppressed`) or cannot be (`not-applicable`). */
export const markTable =
  'create table if not exists mark (load bigint not null, dataset varchar not null, sheet integer not null, row bigint not null, column_name varchar not null, means varchar not null)';

/** Tables of one dataset. */
export function datasetTables(schema: TableSchema): readonly string[] {
  const plain = schema.columns.filter((column) => column.type !== 'codes');
  const columns = plain.map((column) => `${id(column.name)} ${sqlType(column.type)}`).join(', ');
  const children = schema.columns
    .filter((column) => column.type === 'codes')
    .map(
      (column) =>
        `create table if not exists ${childTable(schema.dataset, column.name)} (slice bigint not null, sheet integer not null, row bigint not null, code varchar not null)`,
    );
  const cells = schema.cells.map(
    (name) => `${id(name)} ${sqlType(schema.columns.find((c) => c.name === name)?.type ?? 'text')}`,
  );
  // A month's sum keeps to 64 bits: 128 take ten times as long to read, and no cell needs them.
  const sums = summed(schema).map(
    (column) => `${id(`sum_${column.name}`)} ${sqlType(column.type)}`,
  );
  const cell =
    schema.cells.length > 0 && schema.date !== null
      ? [
          `create table if not exists ${cellTable(schema.dataset)} (${['slice bigint not null', 'month date not null', ...cells, 'rows bigint not null', ...sums].join(', ')})`,
        ]
      : [];
  return [
    `create table if not exists ${factTable(schema.dataset)} (slice bigint not null, sheet integer not null, row bigint not null, ${columns})`,
    ...children,
    ...cell,
  ];
}

export const hasCells = (schema: TableSchema): boolean =>
  schema.cells.length > 0 && schema.date !== null;
