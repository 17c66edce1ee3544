import { type Generated, Kysely, SqliteDialect, sql } from 'kysely';
import Database from 'libsql';

/** The small transactional store: what people and the product write, never facts. */
export interface Tables {
  account: {
    name: string;
    password: string;
    roles: string;
    themes: string;
    created_at: string;
    disabled: number;
  };
  session: { token: string; account: string; csrf: string; created_at: string; seen_at: string };
  trail: {
    entry: Generated<number>;
    at: string;
    actor: string;
    category: string;
    event: string;
    detail: string;
    previous: string;
    hash: string;
  };
  edition: {
    id: string;
    pack: string;
    period: string;
    version: string;
    file: string;
    sha256: string;
    built_at: string;
    actor: string;
    status: string;
  };
  arrival: {
    id: Generated<number>;
    file: string;
    /** Of its bytes; null where it was written down before this was kept. */
    sha256: string | null;
    source: string | null;
    at: string;
    actor: string;
    status: string;
    problems: string;
    load: number | null;
    rows: number;
    set_aside: number;
  };
  meta: { key: string; value: string };
}

export type Records = Kysely<Tables>;

/** Numbered from the first release; each is applied once, in order. */
const migrations: readonly string[][] = [
  [
    `create table account (name text primary key, password text not null, roles text not null, themes text not null, created_at text not null, disabled integer not null default 0)`,
    `create table session (token text primary key, account text not null, csrf text not null, created_at text not null, seen_at text not null)`,
    `create table trail (entry integer primary key autoincrement, at text not null, actor text not null, category text not null, event text not null, detail text not null, previous text not null, hash text not null)`,
    `create table edition (id text primary key, pack text not null, period text not null, version text not null, file text not null, sha256 text not null, built_at text not null, actor text not null, status text not null)`,
    `create table arrival (id integer primary key autoincrement, file text not null, source text, at text not null, actor text not null, status text not null, problems text not null, load integer, rows integer not null, set_aside integer not null)`,
  ],
  ['alter table arrival add column sha256 text'],
];

export async function openRecords(path: string): Promise<Records> {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const records = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: database as never }),
  });
  await sql`create table if not exists meta (key text primary key, value text not null)`.execute(
    records,
  );
  const known = await records
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'migration')
    .executeTakeFirst();
  for (let n = Number(known?.value ?? 0); n < migrations.length; n++)
    await records.transaction().execute(async (trx) => {
      for (const statement of migrations[n] ?? []) await sql.raw(statement).execute(trx);
      await sql`insert or replace into meta (key, value) values ('migration', ${String(n + 1)})`.execute(
        trx,
      );
    });
  return records;
}
