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
  /** How often something has been committed: the same number says that nothing has changed since. */
  commits(): number;
  close(): void;
}

export interface Writer {
  all(sql: string): Promise<Row[]>;
  run(sql: string): Promise<void>;
  /** All or nothing; `commits` goes up, unless what is written is not to be counted. */
  transaction<T>(work: () => Promise<T>, how?: { readonly counted: boolean }): Promise<T>;
}

export interface EngineOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly memoryLimit: string;
  readonly temp: string;
  /** Folders whose files may be read; everything else is refused by the engine itself. */
  readonly allowed: readonly string[];
}

/** What the engine could not do, where that is no fault of ours: the disk, or the memory it may have. */
export function engineFault(fault: unknown): 'disk' | 'memory' | null {
  const said = fault instanceof Error ? fault.message : '';
  if (
    /Out of Memory Error|failed to allocate|could not allocate|max_temp_directory_size/i.test(said)
  )
    return 'memory';
  const disk =
    /could not (?:write|read|open|create|truncate|sync|move)|(?:file too large|no space left|disk (?:is )?full|disk quota)/i;
  return disk.test(said) || /\bIO Error\b/.test(said) ? 'disk' : null;
}

/** After such a fault the engine answers nothing more until its file is opened anew. */
const isDead = (fault: unknown): boolean =>
  fault instanceof Error && /^FATAL|database has been invalidated/i.test(fault.message);

interface Connections {
  readonly reader: DuckDBConnection;
  readonly writer: DuckDBConnection;
  close(): void;
}

async function connect(options: EngineOptions): Promise<Connections> {
  const instance = await DuckDBInstance.create(options.path);
  const close = (connections: readonly DuckDBConnection[]) => {
    for (const connection of connections) connection.closeSync();
    instance.closeSync();
  };
  const writer = await instance.connect();
  const reader = await instance.connect();
  // Order matters: extensions and folders first, then the door is shut and the key thrown away.
  for (const setting of [
    'set autoinstall_known_extensions=false',
    'set autoload_known_extensions=false',
    `set memory_limit=${lit(options.memoryLimit)}`,
    'set threads=2',
    'set preserve_insertion_order=true',
    // Each checkpoint writes the last rows of every table again: hundreds of small files want few.
    `set wal_autocheckpoint='128MB'`,
    ...(options.temp ? [`set temp_directory=${lit(options.temp)}`] : []),
    `set allowed_directories=[${[...options.allowed, ...(options.temp ? [options.temp] : [])].map(lit).join(', ')}]`,
    'set enable_external_access=false',
    'set lock_configuration=true',
  ])
    await writer.run(setting);
  return { reader, writer, close: () => close([reader, writer]) };
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  let open: Connections | null = await connect(options);
  let opening: Promise<Connections> | null = null;
  const connected = (): Promise<Connections> | Connections => {
    if (open) return open;
    opening ??= connect(options)
      .then((connections) => {
        open = connections;
        return connections;
      })
      .finally(() => {
        opening = null;
      });
    return opening;
  };
  /** Does something with an open engine; one that a full disk has killed is opened anew. */
  const alive = async <T>(work: (on: Connections) => Promise<T>): Promise<T> => {
    const on = await connected();
    try {
      return await work(on);
    } catch (fault) {
      if (isDead(fault) && open === on) {
        open = null;
        on.close();
      }
      throw fault;
    }
  };
  let queue: Promise<unknown> = Promise.resolve();
  let commits = 0;
  const write: Writer = {
    all: (sql) => alive(({ writer }) => all(writer, sql)),
    run: (sql) => alive(async ({ writer }) => void (await writer.run(sql))),
    transaction: (work, how) =>
      alive(async ({ writer }) => {
        await writer.run('begin transaction');
        try {
          const result = await work();
          await writer.run('commit');
          if (how?.counted !== false) commits++;
          return result;
        } catch (fault) {
          await writer.run('rollback').catch(() => undefined);
          throw fault;
        }
      }),
  };
  return {
    all: (sql) => alive(({ reader }) => all(reader, sql)),
    columns: (sql) =>
      alive(async ({ reader }) => (await reader.runAndReadAll(sql)).getColumnsJS() as unknown[][]),
    run: async (sql) => {
      await write.run(sql);
      commits++;
    },
    exclusive: (work) => {
      const turn = queue.then(() => work(write));
      queue = turn.catch(() => undefined);
      return turn;
    },
    commits: () => commits,
    close: () => open?.close(),
  };
}

const all = async (connection: DuckDBConnection, sql: string): Promise<Row[]> =>
  (await connection.runAndReadAll(sql)).getRowObjectsJS() as Row[];
