import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { run } from '../../src/cli/main.ts';
import { changeRights, type Host } from '../../src/host/index.ts';
import { openApp, routeTable } from '../../src/server/index.ts';
import { emptyHost, stillClock } from '../support/home.ts';
import { codeOf, valueIn } from '../support/outcome.ts';

const local = { host: '127.0.0.1:8321' };
const password = 'three words will do';
const clock = stillClock();
let host: Host;
let app: FastifyInstance;

before(async () => {
  host = await emptyHost({ sample: false, name: 'people' }, clock);
  ({ app } = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 })));
  for (const [name, role] of [
    ['ada', 'administrator'],
    ['ann', 'analyst'],
    ['vic', 'viewer'],
  ] as const)
    valueIn(await host.accounts.add(name, password, [role]));
  valueIn(await host.accounts.add('lea', password, ['theme-lead'], ['drugs']));
});

const session = async (name: string) => {
  const { token, csrf } = await host.accounts.startSession(name);
  return { cookie: `socpf=${token}`, csrf };
};
const get = async (url: string, who: string) =>
  app.inject({ url, headers: { ...local, cookie: (await session(who)).cookie } });
const post = async (url: string, who: string, payload: Record<string, string> = {}) => {
  const { cookie, csrf } = await session(who);
  return app.inject({
    method: 'POST',
    url,
    headers: { ...local, cookie, 'x-csrf-token': csrf },
    payload,
  });
};
const newest = async () => (await host.trail.list(1))[0] ?? assert.fail();
let tries = 0;
const signIn = (name: string, secret: string) =>
  app.inject({
    method: 'POST',
    url: '/sign-in',
    headers: local,
    remoteAddress: `10.3.0.${++tries}`,
    payload: { name, password: secret, to: '/themes' },
  });

describe('accounts on the Admin page', () => {
  test('a new account gets a password that is shown once, and must choose its own before it sees anything', async () => {
    const added = await post('/admin/accounts', 'ada', { name: 'noa', 'role-viewer': 'on' });
    assert.equal(added.statusCode, 200);
    const given = /<code>([^<]+)<\/code>/.exec(added.body)?.[1] ?? assert.fail('no password');
    const entry = await newest();
    assert.equal(entry.event, 'account-added');
    for (const later of [
      (await get('/admin', 'ada')).body,
      JSON.stringify(await host.trail.list(50)),
    ])
      assert.ok(!later.includes(given));

    const signed = await signIn('noa', given);
    const cookie = String(signed.headers['set-cookie']).split(';')[0] ?? '';
    const seen = (url: string) => app.inject({ url, headers: { ...local, cookie } });
    assert.equal((await seen('/themes')).headers.location, '/password');
    const api = await seen('/api/measures');
    assert.deepEqual([api.statusCode, api.json().problems[0].code], [403, 'A118']);

    const form = await seen('/password');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    const choose = (fields: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/password',
        headers: { ...local, cookie, 'x-csrf-token': csrf },
        payload: fields,
      });
    for (const [fields, code] of [
      [{ before: 'wrong', password: 'a word of my own', again: 'a word of my own' }, /not right/],
      [{ before: given, password: 'a word of my own', again: 'another word' }, /not the same/],
      [{ before: given, password: 'short', again: 'short' }, /fewer than 12/],
      [{ before: given, password: given, again: given }, /is the old one/],
    ] as const)
      assert.match((await choose(fields)).body, code);
    const own = { before: given, password: 'a word of my own', again: 'a word of my own' };
    assert.equal((await choose(own)).headers.location, '/password?chosen=yes');
    assert.equal((await seen('/themes')).statusCode, 200, 'the session goes on');
    assert.equal((await signIn('noa', given)).statusCode, 401);
    assert.equal((await signIn('noa', 'a word of my own')).statusCode, 303);
  });

  test('roles and themes hold from the next page on, and the trail keeps before and after', async () => {
    const { cookie } = await session('vic');
    const rows = () => app.inject({ url: '/registers/groups', headers: { ...local, cookie } });
    assert.equal((await rows()).statusCode, 403);
    const changed = await post('/admin/accounts/vic/roles', 'ada', {
      'role-theme-lead': 'on',
      'theme-ocg': 'on',
    });
    assert.equal(changed.statusCode, 303);
    assert.equal((await rows()).statusCode, 200);
    assert.deepEqual(JSON.parse((await newest()).detail).register, 'groups');
    const [, entry] = await host.trail.list(2);
    assert.deepEqual(JSON.parse(entry?.detail ?? ''), {
      name: 'vic',
      before: { roles: ['viewer'], themes: [] },
      after: { roles: ['theme-lead'], themes: ['ocg'] },
    });
    assert.equal(
      (await post('/admin/accounts/vic/roles', 'ada', { 'role-viewer': 'on' })).statusCode,
      303,
    );
  });

  test('a closed account is out at once; opened again it has what it had', async () => {
    const { cookie } = await session('vic');
    const seen = () => app.inject({ url: '/themes', headers: { ...local, cookie } });
    assert.equal((await seen()).statusCode, 200);
    assert.equal((await post('/admin/accounts/vic/close', 'ada')).statusCode, 303);
    assert.equal((await seen()).statusCode, 303, 'sent to the sign-in');
    assert.equal((await signIn('vic', password)).statusCode, 401);
    assert.deepEqual(JSON.parse((await newest()).detail), { name: 'vic', from: `10.3.0.${tries}` });
    assert.equal((await post('/admin/accounts/vic/open', 'ada')).statusCode, 303);
    assert.equal((await signIn('vic', password)).statusCode, 303);
  });

  test('the last administrator can neither be closed nor lose the role', async () => {
    const close = await post('/admin/accounts/ada/close', 'ada');
    assert.match(close.body, /A112/);
    const roles = await post('/admin/accounts/ada/roles', 'ada', { 'role-viewer': 'on' });
    assert.match(roles.body, /A112/);
    const lone = await host.accounts.list();
    assert.deepEqual(lone.find((a) => a.name === 'ada')?.roles, ['administrator']);
    assert.equal((await get('/admin', 'ada')).statusCode, 200);
  });

  test('what an account cannot be is refused with what to do', async () => {
    for (const [fields, code] of [
      [{ name: '', 'role-viewer': 'on' }, 'A115'],
      [{ name: 'ada', 'role-viewer': 'on' }, 'A104'],
      [{ name: 'new' }, 'A113'],
      [{ name: 'new', 'role-theme-lead': 'on' }, 'A114'],
      [{ name: 'new', 'role-god': 'on' }, 'U103'],
      [{ name: 'new', 'role-theme-lead': 'on', 'theme-none': 'on' }, 'U103'],
    ] as const) {
      const answer = await post('/admin/accounts', 'ada', fields);
      assert.equal(answer.statusCode, 422);
      assert.match(answer.body, new RegExp(code));
    }
  });

  test('every change asks for the token of the session', async () => {
    const { cookie } = await session('ada');
    for (const { path } of routeTable(null).filter(
      (r) => r.method === 'POST' && r.action !== 'anyone' && !r.uploads,
    )) {
      const answer = await app.inject({
        method: 'POST',
        url: path.replaceAll(/:\w+/g, '1'),
        headers: { ...local, cookie },
        payload: {},
      });
      assert.equal(answer.statusCode, 403, path);
      assert.match(answer.body, /A106/, path);
    }
  });
});

describe('an administrator who gives herself what opens data', () => {
  test('is a finding that analysts and theme leads read for 90 days, and viewers do not', async () => {
    const began = clock.at;
    assert.doesNotMatch((await get('/findings', 'ann')).body, /gave their own account/);
    const raised = await post('/admin/accounts/ada/roles', 'ada', {
      'role-administrator': 'on',
      'role-analyst': 'on',
    });
    assert.equal(raised.statusCode, 303);
    assert.equal((await newest()).event, 'own-roles-raised');
    const words =
      /ada, an administrator, gave their own account the role of analyst on 10 February 2026/;
    for (const who of ['ann', 'lea'])
      for (const address of ['/', '/findings'])
        assert.match((await get(address, who)).body, words, `${who} ${address}`);
    assert.doesNotMatch((await get('/', 'vic')).body, words);
    clock.at = '2026-05-11T08:59:00.000Z';
    assert.match((await get('/', 'ann')).body, words, '90 days on');
    clock.at = '2026-05-11T09:00:01.000Z';
    assert.doesNotMatch((await get('/', 'ann')).body, words, 'and no longer');
    clock.at = began;
  });

  test('to be given a role by another, or to give one up, is none', async () => {
    const ada = { name: 'ada', roles: ['administrator' as const], themes: [] };
    for (const [name, roles] of [
      ['vic', ['analyst']],
      ['vic', ['viewer']],
      ['ada', ['administrator']],
    ] as const) {
      valueIn(await changeRights(host, { name, roles, themes: [] }, ada));
      assert.equal((await newest()).event, 'roles-changed', name);
    }
  });
});

describe('socpf users does the same by the same checks', () => {
  const socpf = async (args: readonly string[], stdin: string | null = null) => {
    const out: string[] = [];
    const err: string[] = [];
    const exit = await run(
      [...args, '--json'],
      (json) => ({ json, line: (l) => out.push(l), error: (l) => err.push(l) }),
      { cwd: '/', stdin, host },
    );
    return { exit, said: JSON.parse(out.join('\n')), err: err.join('\n') };
  };

  test('an account is added, listed, given other roles, closed, opened and given a password', async () => {
    const added = await socpf(
      ['users', 'add', 'tom', '--role', 'theme-lead', '--theme', 'drugs'],
      password,
    );
    assert.deepEqual(
      [added.exit, added.said],
      [0, { name: 'tom', roles: ['theme-lead'], themes: ['drugs'] }],
    );
    const listed = await socpf(['users', 'list']);
    assert.deepEqual(
      listed.said.accounts.find((a: { name: string }) => a.name === 'tom'),
      {
        name: 'tom',
        roles: ['theme-lead'],
        themes: ['drugs'],
        disabled: false,
        mustChange: false,
        createdAt: clock.at,
      },
    );
    assert.deepEqual((await socpf(['users', 'role', 'tom', '--role', 'viewer'])).said.roles, [
      'viewer',
    ]);
    assert.equal((await socpf(['users', 'disable', 'tom'])).said.disabled, true);
    assert.equal((await socpf(['users', 'enable', 'tom'])).said.disabled, false);
    const renewed = await socpf(['users', 'password', 'tom', '--one-time']);
    valueIn(await host.accounts.signIn('tom', renewed.said.password));
    assert.match((await newest()).actor, /^local:/);
  });

  test('an unknown role, an unknown account and the last administrator are refused', async () => {
    for (const [args, code] of [
      [['users', 'add', 'ivy', '--role', 'queen', '--one-time'], 'U103'],
      [['users', 'disable', 'nobody'], 'U103'],
      [['users', 'disable', 'ada'], 'A112'],
      [['users', 'role', 'ada', '--role', 'analyst'], 'A112'],
    ] as const) {
      const answer = await socpf(args);
      assert.deepEqual([answer.exit, answer.said.problems[0].code], [1, code], args.join(' '));
    }
    assert.equal(codeOf(await host.accounts.signIn('ivy', password)), 'A103');
  });
});

describe('the trail page', () => {
  test('shows the entries of a person, a duty or a day, by pages, and gives the same as CSV', async () => {
    const page = await get('/admin/trail?person=ada&duty=administration', 'ada');
    assert.match(page.body, /own roles raised/);
    assert.doesNotMatch(page.body, /register groups/);
    const { rows, total } = await host.trail.find({
      actor: 'ada',
      category: 'administration',
      from: 0,
      limit: null,
    });
    assert.equal(rows.length, total);
    assert.match(page.body, new RegExp(`${total} entries`));
    const file = await get('/admin/trail.csv?person=ada&duty=administration', 'ada');
    assert.equal(file.body.trim().split('\r\n').length, total + 1);
    assert.equal((await newest()).event, 'trail-downloaded');
    const other = await get('/admin/trail?day=2025-01-01', 'ada');
    assert.match(other.body, /No entry fits/);
  });

  test('a day is one of London: in summer it begins an hour before that of UTC', async () => {
    const began = clock.at;
    for (const [at, event] of [
      ['2026-06-30T22:30:00.000Z', 'before'],
      ['2026-06-30T23:30:00.000Z', 'first-hour'],
      ['2026-07-01T22:59:59.000Z', 'last-hour'],
      ['2026-07-01T23:00:00.000Z', 'after'],
    ] as const) {
      clock.at = at;
      await host.trail.append({ actor: 'sun', category: 'sign-in', event, detail: {} });
    }
    clock.at = began;
    const csv = (await get('/admin/trail.csv?person=sun&day=2026-07-01', 'ada')).body;
    assert.deepEqual(
      [...csv.matchAll(/first-hour|last-hour|before|after/g)].map((m) => m[0]).sort(),
      ['first-hour', 'last-hour'],
    );
  });
});
