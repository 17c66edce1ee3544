import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { lit } from './sql.ts';

export type Row = Record<string, unknown>;

/**
 * The thin layer over DuckDB that both halves of this room use. One writer connection, one reader:
 * a page never waits for a load's transaction to be planned.
 */
export interface Engine {
  all(sql: string): Promise<Row[]>;
  /** Results as columns, for large answers. */
  columns(sql: string): Promise<readonly unknown[][]>;
  run(sql: string): Promise<void>;
  /** The writer for oneself: staging and the transaction that ends it; one at a time. */
  exclusive<T>(work: (write: Writer) => Promise<T>): Promise<T>;
  close(): void;
}

export interface Writer {
  all(sql: string): Promise<Row[]>;
  run(sql: string): Promise<void>;
  /** All or nothing. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

export interface EngineOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly memoryLimit: string;
  readonly temp: string;
  /** Folders whose files may be read; everything else is refused by the engine itself. */
  readonly allowed: readonly string[];
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  const instance = await DuckDBInstance.create(options.path);
  const writer = await instance.connect();
  const reader = await instance.connect();
  // Order matters: extensions and folders first, then the door is shut and the key thrown away.
  for (const setting of [
    'set autoinstall_known_extensions=false',
    'set autoload_known_extensions=false',
    `set memory_limit=${lit(options.memoryLimit)}`,
    'set threads=2',
    'set preserve_insertion_order=true',
    ...(options.temp ? [`set temp_directory=${lit(options.temp)}`] : []),
    `set allowed_directories=[${[...options.allowed, ...(options.temp ? [options.temp] : [])].map(lit).join(', ')}]`,
    'set enable_external_access=false',
    'set lock_configuration=true',
  ])
    await writer.run(setting);
  let queue: Promise<unknown> = Promise.resolve();
  const write: Writer = {
    all: (sql) => all(writer, sql),
    run: async (sql) => {
      await writer.run(sql);
    },
    transaction: async (work) => {
      await writer.run('begin transaction');
      try {
        const result = await work();
        await writer.run('commit');
        return result;
      } catch (fault) {
        await writer.run('rollback').catch(() => undefined);
        throw fault;
      }
    },
  };
  return {
    all: (sql) => all(reader, sql),
    columns: async (sql) => (await reader.runAndReadAll(sql)).getColumnsJS() as unknown[][],
    run: async (sql) => {
      await writer.run(sql);
    },
    exclusive: (work) => {
      const turn = queue.then(() => work(write));
      queue = turn.catch(() => undefined);
      return turn;
    },
    close: () => {
      reader.closeSync();
      writer.closeSync();
      instance.closeSync();
    },
  };
}

const all = async (connection: DuckDBConnection, sql: string): Promise<Row[]> =>
  (await connection.runAndReadAll(sql)).getRowObjectsJS() as Row[];
