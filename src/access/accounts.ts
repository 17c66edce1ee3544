import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import type { Records } from '../records/index.ts';
import type { Actor, Role } from './may.ts';

/** argon2id as OWASP asks: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 } as const;
const idleMinutes = 30;

export interface Accounts {
  add(
    name: string,
    password: string,
    roles: readonly Role[],
    themes?: readonly string[],
  ): Promise<Outcome<Actor>>;
  list(): Promise<readonly { name: string; roles: string; disabled: boolean }[]>;
  /** Same work and same words whether the name is known or not. */
  signIn(
    name: string,
    password: string,
  ): Promise<Outcome<{ token: string; csrf: string; actor: Actor }>>;
  /** A session for an actor that has shown another proof (the one-time link). */
  startSession(name: string): Promise<{ token: string; csrf: string }>;
  session(token: string): Promise<{ actor: Actor; csrf: string } | null>;
  signOut(token: string): Promise<void>;
}

const digest = (token: string) => createHash('sha256').update(token).digest('hex');

export function openAccounts(records: Records, now: () => string): Accounts {
  // Verified when the name is unknown, so that both take as long.
  const decoy = hash(randomBytes(16).toString('hex'), cost);
  const actorOf = (row: { name: string; roles: string; themes: string }): Actor => ({
    name: row.name,
    roles: row.roles.split(',').filter(Boolean) as Role[],
    themes: row.themes.split(',').filter(Boolean),
  });
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
    add: async (name, password, given, themes = []) => {
      if (password.length < 12) return refused(problem('A105', {}));
      if (
        await records
          .selectFrom('account')
          .select('name')
          .where('name', '=', name)
          .executeTakeFirst()
      )
        return refused(problem('A104', { name }));
      await records
        .insertInto('account')
        .values({
          name,
          password: await hash(password, cost),
          roles: given.join(','),
          themes: themes.join(','),
          created_at: now(),
          disabled: 0,
        })
        .execute();
      return done({ name, roles: given, themes });
    },
    list: async () =>
      (
        await records
          .selectFrom('account')
          .select(['name', 'roles', 'disabled'])
          .orderBy('name')
          .execute()
      ).map((row) => ({ ...row, disabled: row.disabled !== 0 })),
    signIn: async (name, password) => {
      const row = await records
        .selectFrom('account')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst();
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
      if (Date.parse(now()) - Date.parse(row.seen_at) > idleMinutes * 60_000) {
        await records.deleteFrom('session').where('token', '=', row.token).execute();
        return null;
      }
      await records
        .updateTable('session')
        .set({ seen_at: now() })
        .where('token', '=', row.token)
        .execute();
      return { actor: actorOf(row), csrf: row.csrf };
    },
    signOut: async (token) => {
      await records.deleteFrom('session').where('token', '=', digest(token)).execute();
    },
  };
}
