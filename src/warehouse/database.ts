import { endOfDay } from './as-at.ts';
import type { Unkeyed } from './commit.ts';
import type { RowsQuery } from './compile-duckdb.ts';
import { type Engine, openEngine } from './engine.ts';
import type { Grant } from './grant.ts';
import { migrate } from './migrations.ts';
import type { Plan, PlanRow } from './plan.ts';
import { type Evidence, type RowsPage, rows } from './rows.ts';
import { days, newestDay, run } from './run.ts';
import type { TableSchema } from './schema.ts';
import { lit } from './sql.ts';

/** The facts of a home: ask plans of it, read its ledger, and hand its engine to a load. */
export interface Warehouse {
  readonly engine: Engine;
  /** Answers a plan in one statement. */
  run(plan: Plan): Promise<readonly PlanRow[]>;
  /** The rows behind one aggregate of one period. Demands the leave that `access` gives. */
  rows(
    query: RowsQuery,
    columns: readonly string[],
    page: RowsPage,
    grant: Grant,
  ): Promise<Evidence>;
  /** Days of the events of one aggregate in one period, oldest first, by group of the plan (null for one). */
  days(query: RowsQuery): Promise<ReadonlyMap<string | null, readonly string[]>>;
  /** The newest day that a column of a dataset is known for, not after a day: the vintage of a population. */
  newestDay(
    schema: TableSchema,
    column: string,
    asAt: number | null,
    notAfter: string,
  ): Promise<string | null>;
  /** What was spoken for at a load number. */
  coverage(asAt: number | null): Promise<readonly CoverageRow[]>;
  loads(): Promise<readonly LoadRow[]>;
  /** The load number of the end of a local day: what was known then. 0 before the first load. */
  loadAt(day: string, timeZone?: string): Promise<number>;
  close(): void;
}

export interface CoverageRow {
  readonly slice: number;
  readonly load: number;
  readonly source: string;
  readonly dataset: string;
  readonly scope: string;
  readonly month: string | null;
  readonly stateOn: string | null;
  readonly complete: boolean;
  readonly rows: number;
}

export interface LoadRow {
  readonly load: number;
  readonly kind: 'load' | 'undo';
  readonly undoes: number | null;
  readonly source: string;
  readonly file: string;
  readonly sha256: string;
  readonly arrivedAt: string;
  readonly loadedAt: string;
  readonly actor: string;
  readonly synthetic: boolean;
  readonly published: boolean;
  readonly marking: string;
  readonly byHand: boolean;
  readonly firstMonth: string | null;
  readonly lastMonth: string | null;
  readonly dataTo: string | null;
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsSetAside: number;
  readonly layout: Readonly<Record<string, unknown>>;
  readonly notes: {
    readonly restated?: readonly { month: string; before: number; after: number }[];
    readonly unkeyed?: readonly Unkeyed[];
  };
}

/**
 * What the engine may hold: beyond it, it works on disk. Millions of rows need half as much again
 * outside of it, so that a load of twelve million stays under 1.2 GiB with all that runs beside it.
 */
const usualMemory = '640MB';

/** Opens a warehouse, makes or migrates its tables, and refuses (`WrongVersion`) what it cannot read. */
export async function openWarehouse(
  options: { path: string; temp: string; allowed: readonly string[]; memoryLimit?: string },
  schemas: readonly TableSchema[],
): Promise<Warehouse> {
  const engine = await openEngine({ memoryLimit: usualMemory, ...options });
  try {
    await migrate(engine, schemas);
  } catch (fault) {
    engine.close();
    throw fault;
  }
  return {
    engine,
    run: (plan) => run(engine, plan),
    rows: (query, columns, page, grant) => rows(engine, query, columns, page, grant),
    days: (query) => days(engine, query),
    newestDay: (schema, column, asAt, notAfter) =>
      newestDay(engine, schema, column, asAt, notAfter),
    coverage: async (asAt) => {
      const until =
        asAt === null
          ? 'valid_to is null'
          : `valid_from <= ${asAt} and (valid_to is null or valid_to > ${asAt})`;
      const rows = await engine.all(
        `select slice::double as slice, load::double as load, source, dataset, scope, month, strftime(state_on, '%Y-%m-%d') as state_on, complete, rows::double as rows from coverage where ${until} order by slice`,
      );
      return rows.map((r) => ({
        slice: Number(r.slice),
        load: Number(r.load),
        source: String(r.source),
        dataset: String(r.dataset),
        scope: String(r.scope),
        month: textOrNull(r.month),
        stateOn: textOrNull(r.state_on),
        complete: Boolean(r.complete),
        rows: Number(r.rows),
      }));
    },
    loads: async () =>
      (
        await engine.all(
          `select * replace (load::double as load, undoes::double as undoes, strftime(data_to, '%Y-%m-%d') as data_to, rows_read::double as rows_read, rows_loaded::double as rows_loaded, rows_set_aside::double as rows_set_aside) from load order by load`,
        )
      ).map((r) => ({
        load: Number(r.load),
        kind: r.kind === 'undo' ? 'undo' : 'load',
        undoes: r.undoes === null ? null : Number(r.undoes),
        source: String(r.source),
        file: String(r.file),
        sha256: String(r.sha256),
        arrivedAt: String(r.arrived_at),
        loadedAt: String(r.loaded_at),
        actor: String(r.actor),
        synthetic: Boolean(r.synthetic),
        published: Boolean(r.published),
        marking: String(r.marking),
        byHand: Boolean(r.by_hand),
        firstMonth: textOrNull(r.first_month),
        lastMonth: textOrNull(r.last_month),
        dataTo: textOrNull(r.data_to),
        rowsRead: Number(r.rows_read),
        rowsLoaded: Number(r.rows_loaded),
        rowsSetAside: Number(r.rows_set_aside),
        layout: JSON.parse(String(r.layout)),
        notes: JSON.parse(String(r.notes)),
      })),
    loadAt: async (day, timeZone = 'Europe/London') => {
      const [row] = await engine.all(
        `select coalesce(max(load), 0)::double as load from load where arrived_at < ${lit(endOfDay(day, timeZone))}`,
      );
      return Number(row?.load ?? 0);
    },
    close: () => engine.close(),
  };
}

const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);
