import { DuckDBInstance } from '@duckdb/node-api';
import { actor, openedHome } from '../home.ts';
import { timed } from '../processes.ts';
import type { TaskTaken } from '../tasks.ts';

/** A file into a home, as `socpf collate` does it: hash, look, staging, checks, facts, cells, coverage, lineage. */
export async function collateTask(args: { home: string; file: string }): Promise<TaskTaken> {
  const host = await openedHome(args.home);
  try {
    return await timed(async () => {
      const [result] = await host.collate([args.file], actor);
      if (result?.status !== 'loaded') throw new Error(JSON.stringify(result));
      return { rows: result.rows };
    });
  } finally {
    await host.close();
  }
}

/** The floor: DuckDB reads the file by itself into a plain table, with the same threads and memory. */
export async function duckDbTask(args: { file: string; database: string }): Promise<TaskTaken> {
  const instance = await DuckDBInstance.create(args.database);
  const connection = await instance.connect();
  await connection.run('set threads=2');
  await connection.run(`set memory_limit='1GB'`);
  const taken = await timed(async () => {
    await connection.run(
      `create table plain as select * from read_csv('${args.file.replaceAll("'", "''")}')`,
    );
    return {};
  });
  connection.closeSync();
  instance.closeSync();
  return taken;
}
