import { sql } from 'kysely';
import type { Records } from '../records/index.ts';
import type { Anchor } from './anchor.ts';
import { type Break, breaksOf, type ChainRow, sealOf, seed } from './chain.ts';

/** The duties of Data Protection Act 2018 section 62, and what the product itself must know. */
export type Category =
  | 'collection'
  | 'alteration'
  | 'consultation'
  | 'disclosure'
  | 'combination'
  | 'erasure'
  | 'sign-in'
  | 'refusal'
  | 'administration';

export interface Entry {
  readonly actor: string;
  readonly category: Category;
  /** Kebab word: `load`, `rows-opened`, `pack-built`. */
  readonly event: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Append-only and hash-chained: each entry holds the hash of the one before. */
export interface Trail {
  append(entry: Entry): Promise<number>;
  list(limit: number): Promise<readonly TrailRow[]>;
  /** Entries that fit, newest first, with how many there are in all. */
  find(asked: TrailAsked): Promise<{ readonly rows: readonly TrailRow[]; readonly total: number }>;
  /** Everyone who stands in it, and every duty, in the order of the alphabet. */
  names(): Promise<{ readonly actors: readonly string[]; readonly categories: readonly string[] }>;
  /** Now: what is laid down outside the home. */
  head(): Promise<Omit<Anchor, 'why'>>;
  /** Against itself, and against heads that were laid down outside. */
  verify(anchors?: readonly Anchor[]): Promise<Verification>;
}

/** What is looked for in the trail; empty takes all. */
export interface TrailAsked {
  readonly actor?: string;
  readonly category?: string;
  /** Instants with Z: from the first up to the second, which is not in it. */
  readonly between?: readonly [string, string];
  readonly from: number;
  /** All that are left when null. */
  readonly limit: number | null;
}

/** An entry as it is read. */
export type TrailRow = Omit<ChainRow, 'previous'>;

export interface Verification {
  readonly entries: number;
  readonly head: string;
  /** Entries whose hash, number or link is wrong. */
  readonly broken: readonly Break[];
  /** Heads from outside that it was held against. */
  readonly anchors: number;
}

/** Head of a trail in which nothing stands. */
const noSeal = '0'.repeat(64);

export function openTrail(records: Records, now: () => string): Trail {
  let queue: Promise<unknown> = Promise.resolve();
  const distinct = async (column: 'actor' | 'category') =>
    (await records.selectFrom('trail').select(column).distinct().orderBy(column).execute()).map(
      (row) => row[column],
    );
  return {
    append: (entry) => {
      const turn = queue.then(() =>
        records.transaction().execute(async (trx) => {
          const last = await trx
            .selectFrom('trail')
            .select(['entry', 'hash'])
            .orderBy('entry', 'desc')
            .limit(1)
            .executeTakeFirst();
          const row = {
            entry: (last?.entry ?? 0) + 1,
            at: now(),
            actor: entry.actor,
            category: entry.category,
            event: entry.event,
            detail: JSON.stringify(entry.detail),
            previous: last?.hash ?? seed,
          };
          await trx
            .insertInto('trail')
            .values({ ...row, hash: sealOf(row) })
            .execute();
          return row.entry;
        }),
      );
      queue = turn.catch(() => undefined);
      return turn;
    },
    list: (limit) =>
      records
        .selectFrom('trail')
        .select(['entry', 'at', 'actor', 'category', 'event', 'detail', 'hash'])
        .orderBy('entry', 'desc')
        .limit(limit)
        .execute(),
    find: async ({ actor, category, between, from, limit }) => {
      let fits = records.selectFrom('trail');
      if (actor) fits = fits.where('actor', '=', actor);
      if (category) fits = fits.where('category', '=', category);
      if (between) fits = fits.where('at', '>=', between[0]).where('at', '<', between[1]);
      const counted = await fits
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      const rows = await fits
        .select(['entry', 'at', 'actor', 'category', 'event', 'detail', 'hash'])
        .orderBy('entry', 'desc')
        .limit(limit ?? counted.n)
        .offset(from)
        .execute();
      return { rows, total: counted.n };
    },
    names: async () => ({
      actors: await distinct('actor'),
      categories: await distinct('category'),
    }),
    head: async () => {
      const last = await records
        .selectFrom('trail')
        .select(['entry', 'hash'])
        .orderBy('entry', 'desc')
        .limit(1)
        .executeTakeFirst();
      return { at: now(), entries: last?.entry ?? 0, head: last?.hash ?? noSeal };
    },
    verify: async (anchors) => {
      const rows = await records.selectFrom('trail').selectAll().orderBy('entry').execute();
      // The engine remembers the highest number it ever gave: a tail that was cut off is missed here.
      const given = await sql<{ seq: number }>`select seq from sqlite_sequence where name = 'trail'`
        .execute(records)
        .then((found) => found.rows[0]?.seq ?? 0);
      return {
        entries: rows.length,
        head: rows.at(-1)?.hash ?? seed,
        anchors: anchors?.length ?? 0,
        broken: breaksOf(rows, given, anchors),
      };
    },
  };
}
