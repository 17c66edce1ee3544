import { checksumOf, fillCells } from './commit-facts.ts';
import type { Engine, Writer } from './engine.ts';
import { wrongCells } from './recount.ts';
import type { TableSchema } from './schema.ts';
import {
  cellTable,
  commonTables,
  datasetTables,
  factTable,
  hasCells,
  markTable,
  sqlType,
  summed,
} from './schema.ts';
import { id, list, lit } from './sql.ts';

/** Steps from one version of the tables to the next. One that has been released is never changed. */
interface Migration {
  readonly to: number;
  readonly statements: readonly string[];
}
const migrations: readonly Migration[] = [
  { to: 1, statements: commonTables },
  { to: 2, statements: [markTable] },
];

/** Version of the tables that this release reads and writes. */
export const warehouseVersion = migrations.at(-1)?.to ?? 0;

/** The tables are of a version, or a dataset's column of a type, that this release cannot take on. */
export class WrongVersion extends Error {
  readonly found: string;
  readonly ours: string;
  constructor(found: string, ours: string) {
    super(`the warehouse holds ${found}, this release ${ours}`);
    this.found = found;
    this.ours = ours;
  }
}

/** Brings a warehouse to this version and to the framework's datasets: whole, or not at all. */
export function migrate(engine: Engine, schemas: readonly TableSchema[]): Promise<void> {
  return engine.exclusive((write) =>
    write.transaction(async () => {
      const version = await versionOf(write);
      if (version > warehouseVersion)
        throw new WrongVersion(String(version), String(warehouseVersion));
      for (const step of migrations)
        if (step.to > version) for (const statement of step.statements) await write.run(statement);
      await remember(write, 'version', String(warehouseVersion));
      for (const schema of schemas) await align(write, schema);
      await rehash(write, schemas);
    }),
  );
}

async function versionOf(write: Writer): Promise<number> {
  const [table] = await write.all(
    `select count(*)::double as n from information_schema.tables where table_name = 'meta'`,
  );
  if (Number(table?.n ?? 0) === 0) return 0;
  const said = await recall(write, 'version');
  const version = Number(said);
  if (said === null || !Number.isInteger(version) || version < 1)
    throw new WrongVersion(said ?? 'no version', String(warehouseVersion));
  return version;
}

/**
 * The engine promises no checksum for ever: an upgrade may hash otherwise, which a probe tells. Then
 * checksums are made again, of slices alone whose rows and cells still agree; the others stay in doubt.
 */
async function rehash(write: Writer, schemas: readonly TableSchema[]): Promise<void> {
  const [probe] = await write.all(
    `select cast(hash('socpf', 1::bigint, date '2022-04-01', 1.5::decimal(18,2), true, null::varchar) as varchar) as said`,
  );
  const now = String(probe?.said);
  const before = await recall(write, 'hash');
  if (before === now) return;
  if (before !== null)
    for (const schema of schemas) {
      const doubted = hasCells(schema)
        ? (await write.all(wrongCells(schema))).map((row) => Number(row.slice))
        : [];
      await write.run(
        `update coverage set checksum = n.checksum from (${checksumOf(schema, 'true')}) n where n.slice = coverage.slice and n.rows = coverage.rows and coverage.dataset = ${lit(schema.dataset)}${doubted.length > 0 ? ` and n.slice not in ${list(doubted)}` : ''}`,
      );
    }
  await remember(write, 'hash', now);
}

/**
 * The tables of one dataset as the framework has it now. A new column is empty in what was loaded
 * before; cells over other columns are made again; checksums follow, but only of slices that agreed.
 */
async function align(write: Writer, schema: TableSchema): Promise<void> {
  const named = schema.columns.map((c) => [c.name, c.type] as const);
  const columns = JSON.stringify(named);
  const before = await recall(write, `columns ${schema.dataset}`);
  if (before !== columns) {
    for (const statement of datasetTables(schema)) await write.run(statement);
    if (before !== null) {
      const old = JSON.parse(before) as [
        name: string,
        type: TableSchema['columns'][number]['type'],
      ][];
      const agreed = await write.all(
        `select f.slice::double as slice from (${checksumOf({ ...schema, columns: old.map(([name, type]) => ({ name, type, class: 'open' })) }, 'true')}) f join (select distinct slice, checksum from coverage) c on c.slice = f.slice and c.checksum = f.checksum`,
      );
      await addColumns(write, schema, new Map(old));
      if (agreed.length > 0)
        await write.run(
          `update coverage set checksum = n.checksum from (${checksumOf(schema, `slice in (${agreed.map((a) => Number(a.slice)).join(', ')})`)}) n where n.slice = coverage.slice`,
        );
    }
    await remember(write, `columns ${schema.dataset}`, columns);
  }
  const plain = JSON.stringify(named.filter(([, type]) => type !== 'codes'));
  const sums = summed(schema).map(({ name, type }) => [name, sqlType(type)]);
  const cells = JSON.stringify([schema.date, schema.cells, plain, sums]);
  const cellsBefore = await recall(write, `cells ${schema.dataset}`);
  if (cellsBefore === cells) return;
  if (cellsBefore !== null) {
    await write.run(`drop table if exists ${cellTable(schema.dataset)}`);
    for (const statement of datasetTables(schema)) await write.run(statement);
    if (hasCells(schema)) await fillCells(write, schema, 'true');
  }
  await remember(write, `cells ${schema.dataset}`, cells);
}

async function addColumns(
  write: Writer,
  schema: TableSchema,
  old: ReadonlyMap<string, string>,
): Promise<void> {
  for (const column of schema.columns) {
    if (column.type === 'codes') continue;
    const type = old.get(column.name);
    if (type === undefined || type === 'codes')
      await write.run(
        `alter table ${factTable(schema.dataset)} add column if not exists ${id(column.name)} ${sqlType(column.type)}`,
      );
    else if (sqlType(type as typeof column.type) !== sqlType(column.type))
      throw new WrongVersion(
        `${schema.dataset}.${column.name} as ${type}`,
        `has it as ${column.type}`,
      );
  }
}

async function recall(write: Writer, key: string): Promise<string | null> {
  const [row] = await write.all(`select value from meta where key = ${lit(key)}`);
  return row ? String(row.value) : null;
}

const remember = (write: Writer, key: string, value: string): Promise<void> =>
  write.run(`insert or replace into meta values (${lit(key)}, ${lit(value)})`);
