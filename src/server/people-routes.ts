import { z } from 'zod';
import { trailCsv } from '../exports/index.ts';
import {
  addPerson,
  changeRights,
  choosePassword,
  closePerson,
  type Given,
  renewPassword,
} from '../host/index.ts';
import { passwordPage } from '../pages/index.ts';
import { nearestName, type Outcome, type Problem, problem } from '../problems/index.ts';
import { adminView } from './admin-view.ts';
import { mustSayWhy, saidWhy } from './download.ts';
import { frameOf } from './frame.ts';
import { personView, ticked } from './people-view.ts';
import { reasonWord } from './question-query.ts';
import { type Asked, page, type Reply, type Route, refusal, route } from './route.ts';
import { filterOf, trailView } from './trail-view.ts';

const nameParam = z.object({ name: z.string().max(200) });
const choice = z.string().max(200).default('');
const trailQuery = z.object({
  person: choice,
  duty: choice,
  day: choice,
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  reason: reasonWord,
});
/** Boxes of a form come as they are ticked. */
const form = z.record(z.string().max(200), z.string().max(200));
const password = z.string().max(1000);

/** Closes an account, or opens it again. */
const closing = (closed: boolean): Route =>
  route({
    method: 'POST',
    path: `/admin/accounts/:name/${closed ? 'close' : 'open'}`,
    action: 'administer',
    words: closed ? 'close an account' : 'open an account',
    summary: closed
      ? 'Closes an account and ends its sessions; never the last administrator’s'
      : 'Opens a closed account with the roles and the password it had',
    answers: 'page',
    params: nameParam,
    handler: (asked) => {
      const { host, params, actor } = asked;
      return changed(asked, closePerson(host, { name: params.name, closed }, actor));
    },
  });

/** Accounts, the trail, and one’s own password. */
export const peopleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/admin',
    action: 'administer',
    words: 'see people, roles and the trail',
    summary: 'People and roles, the trail with its verification, framework and home',
    answers: 'page',
    handler: async (asked) => page(await adminView(asked, null)),
  }),
  route({
    method: 'GET',
    path: '/admin/trail',
    action: 'see-trail',
    words: 'read the trail',
    summary: 'The trail by person, duty and day, newest first',
    answers: 'page',
    query: trailQuery,
    handler: async (asked) => page(await trailView(asked)),
  }),
  route({
    method: 'GET',
    path: '/admin/trail.csv',
    action: 'see-trail',
    words: 'take the trail away',
    summary: 'The chosen entries of the trail as CSV; that it was taken is written to it',
    answers: 'page',
    query: trailQuery,
    handler: trailFile,
  }),
  route({
    method: 'GET',
    path: '/admin/accounts/:name',
    action: 'administer',
    words: 'see this account',
    summary: 'Roles, themes, password and closing of one account',
    answers: 'page',
    params: nameParam,
    handler: async (asked) => {
      const all = await asked.host.accounts.list();
      const account = all.find((a) => a.name === asked.params.name);
      if (account) return page(await personView(asked as Asked, account));
      const names = all.map((a) => a.name);
      const { name } = asked.params;
      return refusal(
        404,
        problem('U103', { what: 'account', name, nearest: nearestName(name, names) }),
      );
    },
  }),
  route({
    method: 'POST',
    path: '/admin/accounts',
    action: 'administer',
    words: 'add an account',
    summary: 'Adds an account; its password is shown this once',
    answers: 'page',
    body: form,
    handler: (asked) => {
      const { host, body, actor } = asked;
      const person = { name: body.name ?? '', password: null, ...ticked(body) };
      return shownOnce(asked as Asked, addPerson(host, person, actor));
    },
  }),
  route({
    method: 'POST',
    path: '/admin/accounts/:name/roles',
    action: 'administer',
    words: 'change roles',
    summary: 'Gives an account other roles and themes, from its next page on',
    answers: 'page',
    params: nameParam,
    body: form,
    handler: (asked) => {
      const { host, params, body, actor } = asked;
      return changed(asked, changeRights(host, { name: params.name, ...ticked(body) }, actor));
    },
  }),
  closing(true),
  closing(false),
  route({
    method: 'POST',
    path: '/admin/accounts/:name/password',
    action: 'administer',
    words: 'make a new password',
    summary: 'Gives an account a new password, which is shown this once',
    answers: 'page',
    params: nameParam,
    handler: (asked) => {
      const { host, params, actor } = asked;
      return shownOnce(
        asked as Asked,
        renewPassword(host, { name: params.name, password: null }, actor),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/password',
    action: 'see-figures',
    words: 'choose a password',
    summary: 'The form to choose a password of one’s own',
    answers: 'page',
    query: z.object({ chosen: z.literal('yes').optional() }),
    handler: async (asked) => page(await ownPassword(asked as Asked, [], asked.query.chosen)),
  }),
  route({
    method: 'POST',
    path: '/password',
    action: 'see-figures',
    words: 'choose a password',
    summary: 'Sets one’s own password, knowing the one before; ends the other sessions',
    answers: 'page',
    limit: 10,
    body: z.object({ before: password, password, again: password }),
    handler: async (asked) => {
      const { host, body, actor, session } = asked;
      if (actor === null || session === null) return refusal(401, problem('A101', {}));
      const set =
        body.password === body.again
          ? await choosePassword(host, { ...body, session }, actor)
          : { ok: false as const, problems: [problem('A119', {})] };
      return set.ok
        ? { kind: 'go', to: '/password?chosen=yes' }
        : page(await ownPassword(asked as Asked, set.problems), 422);
    },
  }),
];

async function ownPassword(
  asked: Asked,
  problems: readonly Problem[],
  chosen?: 'yes',
): Promise<string> {
  const frame = await frameOf(asked, null);
  return passwordPage({ problems, chosen: chosen === 'yes', given: asked.mustChange }, frame);
}

/** Back to the list; a refusal stands on the page of the account that it is about. */
async function changed(
  asked: Asked<{ name: string }>,
  changing: Promise<Outcome<unknown>>,
): Promise<Reply> {
  const made = await changing;
  if (made.ok) return { kind: 'go', to: '/admin#people' };
  const all = await asked.host.accounts.list();
  const account = all.find(({ name }) => name === asked.params.name);
  return account
    ? page(await personView(asked as Asked, account, made.problems), 422)
    : refusal(404, ...made.problems);
}

/** The page itself answers: what is shown once is kept nowhere. */
async function shownOnce(asked: Asked, making: Promise<Outcome<Given>>): Promise<Reply> {
  const made = await making;
  if (!made.ok) {
    const [first] = made.problems;
    return first?.code === 'U103' && first.data.what === 'account'
      ? refusal(404, ...made.problems)
      : page(await adminView(asked, null, made.problems), 422);
  }
  const { name, password } = made.value;
  return page(await adminView(asked, password === null ? null : { name, password }));
}

async function trailFile(asked: Asked<unknown, z.infer<typeof trailQuery>>): Promise<Reply> {
  const { host, query, actor } = asked;
  const no = mustSayWhy(asked);
  if (no) return no;
  const { rows, total } = await host.trail.find({ ...filterOf(query), from: 0, limit: null });
  await host.trail.append({
    actor: actor?.name ?? 'nobody',
    category: 'disclosure',
    event: 'trail-downloaded',
    detail: {
      ...{ person: query.person, duty: query.duty, day: query.day },
      ...{ entries: total, recipient: actor?.name ?? 'nobody' },
      ...saidWhy(query),
    },
  });
  const { marking } = host.whole;
  return {
    kind: 'file',
    type: 'text/csv; charset=utf-8',
    bytes: trailCsv(rows),
    name: `${marking} ${host.home.sample ? 'SYNTHETIC ' : ''}trail.csv`,
  };
}
