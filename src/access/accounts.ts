import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import type { Records } from '../records/index.ts';
import type { Actor, Role } from './may.ts';

/** argon2id as OWASP asks: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 } as const;
const idleMinutes = 30;
/** That a session was used is written down at most so often. */
const seenSeconds = 60;
const leastPassword = 12;

/** An account as those who run the system see it. */
export interface Account {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly themes: readonly string[];
  readonly disabled: boolean;
  /** The password was given by another person: the next sign-in asks for one of their own. */
  readonly mustChange: boolean;
  /** UTC instant with Z. */
  readonly createdAt: string;
}

export interface Accounts {
  add(
    name: string,
    password: string,
    roles: readonly Role[],
    themes?: readonly string[],
    mustChange?: boolean,
  ): Promise<Outcome<Actor>>;
  list(): Promise<readonly Account[]>;
  /** Other roles and themes from the next request on. */
  change(name: string, roles: readonly Role[], themes: readonly string[]): Promise<void>;
  /** A closed account ends its sessions at once; opened again it keeps password and roles. */
  close(name: string, closed: boolean): Promise<void>;
  /** Ends all sessions of the account but that of `keep`. */
  setPassword(
    name: string,
    password: string,
    mustChange: boolean,
    keep?: string,
  ): Promise<Outcome<null>>;
  /** Same work and same words whether the name is known or not. */
  signIn(
    name: string,
    password: string,
  ): Promise<Outcome<{ token: string; csrf: string; actor: Actor }>>;
  /** A session for an actor that has shown another proof (the one-time link). */
  startSession(name: string): Promise<{ token: string; csrf: string }>;
  session(token: string): Promise<Session | null>;
  signOut(token: string): Promise<void>;
}

export interface Session {
  readonly actor: Actor;
  readonly csrf: string;
  readonly mustChange: boolean;
}

const digest = (token: string) => createHash('sha256').update(token).digest('hex');

/** 80 bits that a person can read to another over a telephone: no 0 and o, no 1 and l. */
export function oneTimePassword(): string {
  const letters = '23456789abcdefghijkmnpqrstuvwxyz';
  const picked = [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('');
  return picked.replace(/(.{4})(?=.)/g, '$1-');
}

const words = (text: string) => text.split(',').filter(Boolean);
const actorOf = (row: { name: string; roles: string; themes: string }): Actor => ({
  name: row.name,
  roles: words(row.roles) as Role[],
  themes: words(row.themes),
});

export function openAccounts(records: Records, now: () => string): Accounts {
  // Verified when the name is unknown, so that both take as long.
  const decoy = hash(randomBytes(16).toString('hex'), cost);
  const rowOf = (name: string) =>
    records.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirst();
  const endSessions = (name: string, keep = '') =>
    records
      .deleteFrom('session')
      .where('account', '=', name)
      .where('token', '!=', digest(keep))
      .execute();
  const startSession = async (name: string) => {
    const [token, csrf] = [
      randomBytes(32).toString('base64url'),
      randomBytes(24).toString('base64url'),
    ];
    await records
      .insertInto('session')
      .values({ token: digest(token), account: name, csrf, created_at: now(), seen_at: now() })
      .execute();
    return { token, csrf };
  };
  return {
    startSession,
    add: async (name, password, given, themes = [], mustChange = false) => {
      if (password.length < leastPassword) return refused(problem('A105', {}));
      if (await rowOf(name)) return refused(problem('A104', { name }));
      await records
        .insertInto('account')
        .values({
          name,
          password: await hash(password, cost),
          roles: given.join(','),
          themes: themes.join(','),
          created_at: now(),
          disabled: 0,
          must_change: mustChange ? 1 : 0,
        })
        .execute();
      return done({ name, roles: given, themes });
    },
    list: async () =>
      (await records.selectFrom('account').selectAll().orderBy('name').execute()).map((row) => ({
        ...actorOf(row),
        disabled: row.disabled !== 0,
        mustChange: row.must_change !== 0,
        createdAt: row.created_at,
      })),
    change: async (name, roles, themes) => {
      await records
        .updateTable('account')
        .set({ roles: roles.join(','), themes: themes.join(',') })
        .where('name', '=', name)
        .execute();
    },
    close: async (name, closed) => {
      await records
        .updateTable('account')
        .set({ disabled: closed ? 1 : 0 })
        .where('name', '=', name)
        .execute();
      await endSessions(name);
    },
    setPassword: async (name, password, mustChange, keep) => {
      if (password.length < leastPassword) return refused(problem('A105', {}));
      await records
        .updateTable('account')
        .set({ password: await hash(password, cost), must_change: mustChange ? 1 : 0 })
        .where('name', '=', name)
        .execute();
      await endSessions(name, keep);
      return done(null);
    },
    signIn: async (name, password) => {
      const row = await rowOf(name);
      const right = await verify(row?.password ?? (await decoy), password).catch(() => false);
      if (!row || !right || row.disabled !== 0) return refused(problem('A103', {}));
      return done({ ...(await startSession(name)), actor: actorOf(row) });
    },
    session: async (token) => {
      const row = await records
        .selectFrom('session')
        .innerJoin('account', 'account.name', 'session.account')
        .selectAll('account')
        .select(['session.csrf', 'session.seen_at', 'session.token'])
        .where('session.token', '=', digest(token))
        .executeTakeFirst();
      if (!row || row.disabled !== 0) return null;
      const idle = Date.parse(now()) - Date.parse(row.seen_at);
      if (idle > idleMinutes * 60_000) {
        await records.deleteFrom('session').where('token', '=', row.token).execute();
        return null;
      }
      // Not at each request: a write is on the disk before it returns, and pages ask for many parts.
      if (idle > seenSeconds * 1000)
        await records
          .updateTable('session')
          .set({ seen_at: now() })
          .where('token', '=', row.token)
          .execute();
      return { actor: actorOf(row), csrf: row.csrf, mustChange: row.must_change !== 0 };
    },
    signOut: async (token) => {
      await records.deleteFrom('session').where('token', '=', digest(token)).execute();
    },
  };
}
