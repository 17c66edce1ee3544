import {
  commit,
  openWarehouse,
  type TableSchema,
  type Warehouse,
} from '../../src/warehouse/index.ts';

/** Facts put straight into a warehouse in memory, for tests of the rooms above files and collation. */
export const memoryWarehouse = (schemas: readonly TableSchema[]): Promise<Warehouse> =>
  openWarehouse({ path: ':memory:', temp: '', allowed: [] }, schemas);

export type TestValue = string | number | boolean | null | readonly string[];
export type TestRow = Readonly<Record<string, TestValue>>;

export interface TestLoad {
  readonly schema: TableSchema;
  readonly rows: readonly TestRow[];
  readonly source?: string;
  /** Events: the months spoken for; the last may be partial. */
  readonly months?: { first: string; last: string; partial?: string };
  /** Registers: the day spoken for. */
  readonly stateOn?: string;
  /** Scope columns of a slice, and scopes spoken for besides those of the rows. */
  readonly within?: readonly string[];
  readonly scopes?: readonly string[];
  readonly arrivedAt?: string;
  readonly replaces?: 'period' | 'snapshot' | 'key' | 'nothing';
}

let hashes = 0;

/** One load of one dataset; gives its number. Rows of the file are numbered from 2. */
export async function load(warehouse: Warehouse, what: TestLoad): Promise<number> {
  const { schema, rows } = what;
  const months = what.months ?? null;
  const sha256 = String(++hashes).padStart(64, '0');
  const committed = await warehouse.engine.exclusive((write) =>
    commit(write, {
      source: what.source ?? 'feed',
      file: `file-${hashes}.csv`,
      sha256,
      arrivedAt: what.arrivedAt ?? '2026-01-01T09:00:00Z',
      loadedAt: what.arrivedAt ?? '2026-01-01T09:00:00Z',
      actor: 'test',
      synthetic: true,
      published: false,
      marking: 'OFFICIAL',
      byHand: false,
      definition: 'test',
      rowsRead: rows.length,
      layout: { sheets: { 1: 'Sheet1' } },
      setAside: [],
      parts: [
        {
          schema,
          sheet: 1,
          select: selectOf(schema, rows),
          columns: schema.columns.map((c) => ({
            name: c.name,
            type: c.type,
            from: { kind: 'is', value: null },
            formats: [],
            codes:
              c.type === 'codes'
                ? new Map(
                    rows.flatMap((r) => {
                      const codes = r[c.name];
                      return Array.isArray(codes)
                        ? [[codes.join(';'), codes] as [string, string[]]]
                        : [];
                    }),
                  )
                : null,
            missing: [],
            zero: [],
            whenEmpty: null,
          })),
          months: months && {
            first: months.first,
            last: months.last,
            partial: months.partial ?? null,
          },
          within: what.within ?? [],
          scopes: what.scopes ?? (what.within ? [] : ['']),
          monthColumn: what.stateOn ? null : schema.date,
          stateOn: what.stateOn ?? null,
          replaces: what.replaces ?? (what.stateOn ? 'snapshot' : 'period'),
        },
      ],
    }),
  );
  return committed.load;
}

/** The rows as a query of typed columns. */
function selectOf(schema: TableSchema, rows: readonly TestRow[]): string {
  const text = (value: TestValue) =>
    value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`;
  const types = {
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
  } as const;
  const names = schema.columns.map((c) => (c.type === 'codes' ? `raw ${c.name}` : c.name));
  const tuples = rows.map(
    (r, i) =>
      `(${i + 2}, ${schema.columns
        .map((c) => {
          const value = r[c.name] ?? null;
          return `${text(Array.isArray(value) ? value.join(';') : value)}::${types[c.type]}`;
        })
        .join(', ')})`,
  );
  const columns = ['row', ...names].map((name) => `"${name}"`).join(', ');
  const nothing = `select 0::bigint as row, ${schema.columns.map((c, i) => `null::${types[c.type]} as "${names[i]}"`).join(', ')} where false`;
  return rows.length > 0 ? `select * from (values ${tuples.join(', ')}) v(${columns})` : nothing;
}
