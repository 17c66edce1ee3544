import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** What a home holds, read by other code than the product's: rows of every table, bytes of the archive. */
export interface HomeState {
  /** Table -> rows and a digest of all of them, in the order of their text. */
  readonly tables: Readonly<Record<string, string>>;
  /** Names in the archive, each with the digest of its bytes. */
  readonly archive: readonly string[];
}

/** The state of a home, open or not: its database is read from a copy. */
export async function stateOf(home: string): Promise<HomeState> {
  return inCopy(home, async (rows) => {
    const tables: Record<string, string> = {};
    for (const [name] of await rows(
      `select table_name from information_schema.tables where table_schema = 'main' order by 1`,
    )) {
      const all = await rows(`select t::varchar from "${name}" t order by 1`);
      tables[String(name)] = `${all.length} ${digest(all.join('\n'))}`;
    }
    return { tables, archive: archiveOf(home) };
  });
}

/**
 * The facts that count now, without the numbers of loads and slices: what two homes that were filled
 * on different ways must have in common.
 */
export async function factsOf(home: string): Promise<Readonly<Record<string, string>>> {
  return inCopy(home, async (rows) => {
    const facts: Record<string, string> = {};
    for (const [name] of await rows(
      `select table_name from information_schema.tables where table_schema = 'main' and (table_name like 'fact%' or table_name like 'cell%') order by 1`,
    )) {
      const all = await rows(
        `select t::varchar from (select c.source, c.month as "of", c.scope, c.state_on, f.* exclude (slice) from "${name}" f join (select * from coverage where valid_to is null) c on c.slice = f.slice) t order by 1`,
      );
      facts[String(name)] = `${all.length} ${digest(all.join('\n'))}`;
    }
    return facts;
  });
}

async function inCopy<T>(
  home: string,
  work: (rows: (sql: string) => Promise<unknown[][]>) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'socpf-state-'));
  for (const ending of ['', '.wal']) {
    const from = join(home, `warehouse.duckdb${ending}`);
    if (existsSync(from)) copyFileSync(from, join(folder, `copy.duckdb${ending}`));
  }
  const instance = await DuckDBInstance.create(join(folder, 'copy.duckdb'));
  const connection = await instance.connect();
  try {
    return await work(
      async (sql) => (await connection.runAndReadAll(sql)).getRowsJS() as unknown[][],
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Changes a closed home's database by hand, as nobody should. */
export async function editByHand(home: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(join(home, 'warehouse.duckdb'));
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

function archiveOf(home: string): string[] {
  const folder = join(home, 'archive');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name} ${digest(readFileSync(join(entry.parentPath, entry.name)))}`)
    .sort();
}

const digest = (bytes: string | Buffer): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 16);
