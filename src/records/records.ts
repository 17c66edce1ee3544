import { type Generated, Kysely, type Selectable, SqliteDialect, sql } from 'kysely';
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
    /** 1 where another person gave the password. */
    must_change: number;
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
    /** As known at the end of this local day; null is what was known when it was built. */
    as_at: string | null;
    /** Last load whose facts are in it. */
    load: number;
    /** File of the plan and the template from which it is written again, byte for byte. */
    plan: string;
    note: string;
    issued_at: string | null;
    issued_by: string | null;
    recipients: string;
    /** Restricted themes it speaks of, and `rows:` with the themes whose rows it lists, with spaces between; null in editions from before this was kept. */
    holds: string | null;
    /** Area below the force that it is of; null for the force. */
    area: string | null;
  };
  /** The figures of an issued edition, as they were printed. */
  printed_figure: {
    edition: string;
    measure: string;
    area: string;
    period: string;
    value: number | null;
    status: string;
    word: string;
    direction: string | null;
    since: string | null;
    by_hand: number;
  };
  /** Sentences and ask of a theme as a person wrote them; the newest counts, none is overwritten. */
  words: {
    id: Generated<number>;
    theme: string;
    period: string;
    sentences: string;
    ask: string;
    at: string;
    actor: string;
  };
  acceptance: { words: number; at: string; actor: string };
  decision: {
    id: Generated<number>;
    edition: string;
    finding: string;
    theme: string;
    text: string;
    owner: string;
    due_on: string;
    at: string;
    actor: string;
  };
  /** What became of a decision; the newest counts. */
  decision_result: {
    id: Generated<number>;
    decision: number;
    state: string;
    text: string;
    at: string;
    actor: string;
  };
  /** A decision worded anew; the newest counts and what it said before stays. */
  decision_change: {
    id: Generated<number>;
    decision: number;
    text: string;
    owner: string;
    due_on: string;
    at: string;
    actor: string;
  };
  /** A finding that a person set aside, or took back; the newest counts and none is overwritten. */
  finding_aside: {
    id: Generated<number>;
    finding: string;
    area: string;
    theme: string;
    period: string;
    /** The verdict it had then; empty where it had none. */
    word: string;
    direction: string;
    /** 1, or 0 where it was taken back. */
    aside: number;
    reason: string;
    at: string;
    actor: string;
  };
  /** What readers say of a page or an edition: a role, never a name. */
  feedback: {
    id: Generated<number>;
    edition: string;
    page: string;
    role: string;
    text: string;
    at: string;
    /** 1 or 0; null where it was kept before this was asked. */
    useful: number | null;
  };
  /** How often a kind of page was opened on a day, by role and theme; nobody's name. */
  page_use: { day: string; page: string; role: string; theme: string; opened: number };
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
/** A row of the list of arrivals. */
export type Arrival = Selectable<Tables['arrival']>;

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
  [
    `alter table edition add column as_at text`,
    `alter table edition add column load integer not null default 0`,
    `alter table edition add column plan text not null default ''`,
    `alter table edition add column note text not null default ''`,
    `alter table edition add column issued_at text`,
    `alter table edition add column issued_by text`,
    `alter table edition add column recipients text not null default ''`,
    `create table printed_figure (edition text not null, measure text not null, area text not null, period text not null, value real, status text not null, word text not null, direction text, since text, by_hand integer not null, primary key (edition, measure, area, period))`,
    `create table words (id integer primary key autoincrement, theme text not null, period text not null, sentences text not null, ask text not null, at text not null, actor text not null)`,
    `create table acceptance (words integer not null, at text not null, actor text not null)`,
    `create table decision (id integer primary key autoincrement, edition text not null, finding text not null, theme text not null, text text not null, owner text not null, due_on text not null, at text not null, actor text not null)`,
    `create table decision_result (id integer primary key autoincrement, decision integer not null, state text not null, text text not null, at text not null, actor text not null)`,
    `create table feedback (id integer primary key autoincrement, edition text not null, page text not null, role text not null, text text not null, at text not null)`,
  ],
  ['alter table edition add column holds text'],
  [
    `create table decision_change (id integer primary key autoincrement, decision integer not null, text text not null, owner text not null, due_on text not null, at text not null, actor text not null)`,
    `alter table feedback add column useful integer`,
    `create table page_use (day text not null, page text not null, role text not null, theme text not null, opened integer not null, primary key (day, page, role, theme))`,
  ],
  ['alter table account add column must_change integer not null default 0'],
  ['alter table edition add column area text'],
  [
    `create table finding_aside (id integer primary key autoincrement, finding text not null, area text not null, theme text not null, period text not null, word text not null, direction text not null, aside integer not null, reason text not null, at text not null, actor text not null)`,
  ],
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
