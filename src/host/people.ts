import { type Account, type Actor, oneTimePassword, type Role, roles } from '../access/index.ts';
import {
  done,
  nearestName,
  type Outcome,
  type Problem,
  problem,
  refused,
} from '../problems/index.ts';
import type { Host } from './host.ts';

/** What an account may do from now on. */
export interface Rights {
  readonly roles: readonly string[];
  readonly themes: readonly string[];
}

/** A password that is shown once and must be changed at the first sign-in; null where the person typed their own. */
export interface Given {
  readonly name: string;
  readonly password: string | null;
}

/** Roles that open data which a viewer does not see. */
const dataRoles: readonly Role[] = ['analyst', 'theme-lead'];

/** Adds an account; without a password of their own the person gets one that works until they change it. */
export async function addPerson(
  host: Host,
  asked: Rights & { readonly name: string; readonly password: string | null },
  actor: Actor | null,
): Promise<Outcome<Given>> {
  const refusal = mayRun(host, actor);
  if (refusal) return refused(refusal);
  const name = asked.name.trim();
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._@'-]{0,79}$/u.test(name))
    return refused(problem('A115', { name: asked.name }));
  const rights = checked(host, asked);
  if (!rights.ok) return rights;
  const given = asked.password === null ? oneTimePassword() : null;
  const added = await host.accounts.add(
    name,
    given ?? asked.password ?? '',
    rights.value.roles,
    rights.value.themes,
    given !== null,
  );
  if (!added.ok) return added;
  await noted(host, actor, 'account-added', { name, ...rights.value });
  return done({ name, password: given });
}

/** Gives an account other roles and themes. What administrators give themselves is marked, for others to see. */
export async function changeRights(
  host: Host,
  asked: Rights & { readonly name: string },
  actor: Actor | null,
): Promise<Outcome<Account>> {
  const known = await accountFor(host, asked.name, actor);
  if (!known.ok) return known;
  const rights = checked(host, asked);
  if (!rights.ok) return rights;
  const before = known.value;
  const { roles, themes } = rights.value;
  const last = roles.includes('administrator') ? null : await lastAdministrator(host, before);
  if (last) return refused(last);
  await host.accounts.change(before.name, roles, themes);
  const gained = [
    ...dataRoles.filter((role) => roles.includes(role) && !before.roles.includes(role)),
    ...themes.filter((theme) => roles.includes('theme-lead') && !before.themes.includes(theme)),
  ];
  const self = actor?.name === before.name && gained.length > 0;
  await noted(host, actor, self ? 'own-roles-raised' : 'roles-changed', {
    name: before.name,
    before: { roles: before.roles, themes: before.themes },
    after: { roles, themes },
    ...(self ? { gained } : {}),
  });
  return done({ ...before, roles, themes });
}

/** Closes an account, or opens it again. */
export async function closePerson(
  host: Host,
  asked: { readonly name: string; readonly closed: boolean },
  actor: Actor | null,
): Promise<Outcome<Account>> {
  const known = await accountFor(host, asked.name, actor);
  if (!known.ok) return known;
  const last = asked.closed ? await lastAdministrator(host, known.value) : null;
  if (last) return refused(last);
  await host.accounts.close(known.value.name, asked.closed);
  await noted(host, actor, asked.closed ? 'account-closed' : 'account-opened', {
    name: known.value.name,
  });
  return done({ ...known.value, disabled: asked.closed });
}

/** Gives an account a new password: one that is shown once, or the one that was typed. */
export async function renewPassword(
  host: Host,
  asked: { readonly name: string; readonly password: string | null },
  actor: Actor | null,
): Promise<Outcome<Given>> {
  const known = await accountFor(host, asked.name, actor);
  if (!known.ok) return known;
  const given = asked.password === null ? oneTimePassword() : null;
  const { name } = known.value;
  const set = await host.accounts.setPassword(name, given ?? asked.password ?? '', given !== null);
  if (!set.ok) return set;
  await noted(host, actor, 'password-renewed', { name });
  return done({ name, password: given });
}

/** A person chooses a password of their own, knowing the one before. */
export async function choosePassword(
  host: Host,
  asked: { readonly before: string; readonly password: string; readonly session: string },
  actor: Actor,
): Promise<Outcome<null>> {
  const proved = await host.accounts.signIn(actor.name, asked.before);
  if (!proved.ok) return refused(problem('A116', {}));
  await host.accounts.signOut(proved.value.token);
  if (asked.before === asked.password) return refused(problem('A117', {}));
  const set = await host.accounts.setPassword(actor.name, asked.password, false, asked.session);
  if (set.ok) await noted(host, actor, 'password-chosen', { name: actor.name });
  return set;
}

/** An administrator gave herself what opens data. */
export interface SelfGranted {
  readonly name: string;
  readonly gained: readonly string[];
  /** UTC instant with Z. */
  readonly at: string;
}

const shownDays = 90;

/** What administrators gave themselves in the last 90 days: for those to see who hold such a role already. */
export async function selfGranted(
  host: Host,
  actor: Actor | null,
): Promise<readonly SelfGranted[]> {
  if (host.refuse(actor, 'see-restricted', '') !== null) return [];
  const since = new Date(Date.parse(host.clock.now()) - shownDays * 86_400_000).toISOString();
  const rows = await host.records
    .selectFrom('trail')
    .select(['actor', 'at', 'detail'])
    .where('event', '=', 'own-roles-raised')
    .where('at', '>=', since)
    .orderBy('entry', 'desc')
    .execute();
  return rows.map(({ actor: name, at, detail }) => ({
    name,
    at,
    gained: (JSON.parse(detail) as { gained: string[] }).gained,
  }));
}

function mayRun(host: Host, actor: Actor | null): Problem | null {
  return host.refuse(actor, 'administer', 'run accounts');
}

async function accountFor(
  host: Host,
  name: string,
  actor: Actor | null,
): Promise<Outcome<Account>> {
  const refusal = mayRun(host, actor);
  if (refusal) return refused(refusal);
  const all = await host.accounts.list();
  const known = all.find((account) => account.name === name);
  const nearest = nearestName(
    name,
    all.map((account) => account.name),
  );
  return known ? done(known) : refused(problem('U103', { what: 'account', name, nearest }));
}

function checked(
  host: Host,
  asked: Rights,
): Outcome<{ readonly roles: readonly Role[]; readonly themes: readonly string[] }> {
  const problems: Problem[] = [];
  const known = new Set<string>(roles);
  for (const name of asked.roles)
    if (!known.has(name))
      problems.push(problem('U103', { what: 'role', name, nearest: nearestName(name, known) }));
  const { themes } = host.whole;
  for (const name of asked.themes)
    if (!themes.has(name))
      problems.push(
        problem('U103', { what: 'theme', name, nearest: nearestName(name, themes.keys()) }),
      );
  const chosen = roles.filter((role) => asked.roles.includes(role));
  if (problems.length === 0 && chosen.length === 0) problems.push(problem('A113', {}));
  if (chosen.includes('theme-lead') && asked.themes.length === 0)
    problems.push(problem('A114', {}));
  return problems.length > 0
    ? refused(...problems)
    : done({ roles: chosen, themes: chosen.includes('theme-lead') ? [...asked.themes] : [] });
}

/** Somebody must be left who can let others in. */
async function lastAdministrator(host: Host, account: Account): Promise<Problem | null> {
  const runs = (a: Account) => !a.disabled && a.roles.includes('administrator');
  if (!runs(account)) return null;
  const others = (await host.accounts.list()).filter((a) => a.name !== account.name && runs(a));
  return others.length > 0 ? null : problem('A112', { name: account.name });
}

const noted = (
  host: Host,
  actor: Actor | null,
  event: string,
  detail: Readonly<Record<string, unknown>>,
) => host.trail.append({ actor: actor?.name ?? '', category: 'administration', event, detail });
