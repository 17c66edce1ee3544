import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import {
  type Accounts,
  type Action,
  type Actor,
  grantRows,
  may,
  openAccounts,
  reasonMissing,
  roles,
  sightOf,
} from '../../src/access/index.ts';
import { untouchedMeasure } from '../../src/findings/index.ts';
import { type Framework, loadFramework } from '../../src/framework/index.ts';
import { openRecords, type Records } from '../../src/records/index.ts';
import { atEnd, freshFolder } from '../support/folder.ts';
import { repository, stillClock } from '../support/home.ts';
import { codeOf, valueIn } from '../support/outcome.ts';

const actor = (role: Actor['roles'][number], themes: string[] = []): Actor => ({
  name: role,
  roles: [role],
  themes,
});

describe('one function decides, and what is not named is denied', () => {
  const actions: readonly Action[] = [
    'see-figures',
    'see-restricted',
    'see-rows',
    'load-files',
    'undo-load',
    'build-pack',
    'export',
    'see-sources',
    'administer',
    'see-trail',
  ];

  test('nobody may do anything, and an action that is not known is denied to all', () => {
    for (const action of actions) assert.equal(may(null, action), false, action);
    for (const role of roles) assert.equal(may(actor(role), 'sell' as Action), false, role);
    assert.equal(may({ name: 'x', roles: [], themes: [] }, 'see-figures'), false);
  });

  test('the table of who may do what', () => {
    const table = Object.fromEntries(
      roles.map((role) => [role, actions.filter((action) => may(actor(role), action)).join(' ')]),
    );
    assert.deepEqual(table, {
      administrator: 'see-figures see-sources administer see-trail',
      analyst:
        'see-figures see-restricted see-rows load-files undo-load build-pack export see-sources',
      'theme-lead': 'see-figures see-restricted see-rows build-pack export see-sources',
      viewer: 'see-figures see-sources',
    });
  });

  test('a theme lead opens rows of the own theme alone; a restricted theme is closed to viewers', () => {
    const lead = actor('theme-lead', ['drugs']);
    assert.equal(may(lead, 'see-rows', { theme: 'drugs' }), true);
    assert.equal(may(lead, 'see-rows', { theme: 'firearms' }), false);
    for (const role of ['viewer', 'administrator'] as const)
      assert.equal(may(actor(role), 'see-figures', { theme: 'x', restricted: true }), false, role);
    assert.equal(may(actor('analyst'), 'see-figures', { theme: 'x', restricted: true }), true);
    assert.equal(may(lead, 'see-figures', { theme: 'drugs', restricted: true }), true);
  });
});

describe('the framework as far as a viewer may see it', () => {
  const whole = valueIn(loadFramework(join(repository(), 'framework')));
  const closed = (...ids: string[]): Framework => ({
    ...whole,
    themes: new Map(
      [...whole.themes].map(([id, theme]) => [id, { ...theme, restricted: ids.includes(id) }]),
    ),
  });
  const viewer = actor('viewer');

  test('is the whole where nothing is restricted, and for an analyst always', () => {
    assert.equal(sightOf(viewer, whole), null);
    assert.equal(sightOf(actor('analyst'), closed('ocg', 'drugs')), null);
    assert.equal(sightOf(actor('theme-lead', ['drugs']), closed('drugs')), null);
  });

  test('has no measure, table of a pack or source of a restricted theme alone', () => {
    const { framework, uncounted } = sightOf(viewer, closed('drugs', 'ocg')) ?? assert.fail();
    assert.deepEqual(
      [...framework.measures.values()].filter((m) => ['drugs', 'ocg'].includes(m.theme)),
      [],
    );
    assert.equal(framework.sources.has('bo-seizure'), false, 'drugs alone reads it');
    assert.equal(framework.sources.has('bo-crime'), true);
    assert.ok(uncounted.has('bo-crime') && uncounted.has('apmis-ocg'));
    const named = JSON.stringify([...framework.packs.values(), ...framework.outcomes]);
    assert.doesNotMatch(named, /"(drugs|ocg)\./);
  });

  test('splits no open measure by what would count a restricted theme, and keeps its other splits', () => {
    const { framework } = sightOf(viewer, closed('drugs')) ?? assert.fail();
    const of = (id: string) => framework.measures.get(id)?.closed ?? null;
    // Rows of every theme: the theme tells them apart.
    assert.deepEqual(of('disruption.all'), { columns: ['theme'], rows: true });
    // Held to one open theme: nothing of it is of another, but some of it is of another too.
    assert.equal(of('soac.disruptions'), null);
    assert.deepEqual(of('soac.ocgs'), { columns: ['other_themes'], rows: false });
    // No theme at all, and other offences than those of the restricted one.
    assert.equal(of('soac.vehicle-crime'), null);
    assert.ok(
      [...framework.themes.values()].every((theme) =>
        theme.tables.every((t) => t.by !== 'other_themes' && t.by !== 'primary_theme'),
      ),
    );
  });

  test('splits a measure of all crime by offence for nobody who may not see the theme that counts one of them', () => {
    const all = whole.measures.get('soac.vehicle-crime') ?? assert.fail();
    const every = {
      ...all,
      id: 'soac.every',
      value: {
        ...all.value,
        where: all.value.where.filter((c) => !('column' in c && c.column === 'offence')),
      },
    };
    const measures = new Map([...whole.measures, [every.id, every]]);
    const { framework } = sightOf(viewer, { ...closed('drugs'), measures }) ?? assert.fail();
    const { columns, rows } = framework.measures.get(every.id)?.closed ?? assert.fail();
    assert.deepEqual([columns, rows], [['offence'], false]);
  });

  test('says of an outcome that is closed that others may see it, and finds no gap in its place', () => {
    const { framework } = sightOf(viewer, closed('ocg')) ?? assert.fail();
    const threat = framework.outcomes.find((o) => o.id === 'threat') ?? assert.fail();
    assert.deepEqual([...threat.awaits.values()], ['Its figures are open to named roles alone.']);
    assert.equal(untouchedMeasure(whole)?.id, 'ocg.untouched');
    assert.equal(untouchedMeasure(framework), null);
  });
});

describe('leave to read rows', () => {
  test('is written to the trail before it exists; a refusal is written too', async () => {
    const log: string[] = [];
    const write = async (entry: { category: string }) => log.push(entry.category);
    const look = { thing: { theme: 'soac' }, about: {}, reason: null, framework: { reasons: [] } };
    const given = await grantRows(actor('analyst'), look, write);
    assert.equal(given.ok, true);
    assert.equal(codeOf(await grantRows(actor('viewer'), look, write)), 'A102');
    assert.deepEqual(log, ['consultation', 'refusal']);
  });

  test('does not exist when the trail cannot be written', async () => {
    const broken = () => Promise.reject(new Error('disk full'));
    const look = { thing: {}, about: {}, reason: null, framework: { reasons: [] } };
    await assert.rejects(grantRows(actor('analyst'), look, broken), /disk full/);
  });

  test('where the force asks for a reason, is not given without one, and the trail keeps it', async () => {
    const log: Record<string, unknown>[] = [];
    const write = async (entry: { detail: Record<string, unknown> }) => log.push(entry.detail);
    const framework = { reasons: ['record-rows'] as const };
    const asked = (reason: string | null) =>
      grantRows(actor('analyst'), { thing: {}, about: { measure: 'm' }, reason, framework }, write);
    for (const reason of [null, '', '  ']) assert.equal(codeOf(await asked(reason)), 'A122');
    assert.deepEqual(log, []);
    assert.ok((await asked(' Case file ')).ok);
    assert.deepEqual(log, [{ measure: 'm', reason: 'Case file' }]);
    assert.equal(reasonMissing(framework, 'exports', null), null);
  });

  test('only access holds the key', () => {
    const root = join(repository(), 'src');
    const holders = readdirSync(root, { recursive: true })
      .map(String)
      .filter((name) => /\.tsx?$/.test(name))
      .filter((name) => /\bmintGrant\b/.test(readFileSync(join(root, name), 'utf8')))
      .map((name) => name.replaceAll('\\', '/'))
      .sort();
    assert.deepEqual(holders, ['access/grant.ts', 'warehouse/grant.ts', 'warehouse/index.ts']);
  });
});

describe('accounts and sessions', () => {
  const clock = stillClock();
  let records: Records;
  let accounts: Accounts;
  before(async () => {
    records = await openRecords(join(freshFolder('access'), 'records.db'));
    atEnd(() => records.destroy());
    accounts = openAccounts(records, () => clock.now());
    valueIn(await accounts.add('jo', 'three words will do', ['theme-lead'], ['drugs']));
  });

  test('a password is kept as argon2id with 19 MiB, two passes, one lane, a token as its hash', async () => {
    const row = await records.selectFrom('account').selectAll().executeTakeFirstOrThrow();
    assert.match(row.password, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const { token } = valueIn(await accounts.signIn('jo', 'three words will do'));
    const session = await records.selectFrom('session').selectAll().executeTakeFirstOrThrow();
    assert.ok(!JSON.stringify(session).includes(token));
    assert.deepEqual((await accounts.session(token))?.actor, {
      name: 'jo',
      roles: ['theme-lead'],
      themes: ['drugs'],
    });
  });

  test('a short password and a name that is taken are refused', async () => {
    assert.equal(codeOf(await accounts.add('al', 'short', ['viewer'])), 'A105');
    assert.equal(codeOf(await accounts.add('jo', 'three words will do', ['viewer'])), 'A104');
  });

  test('a wrong password, an unknown name and a closed account are one answer', async () => {
    valueIn(await accounts.add('gone', 'three words will do', ['viewer']));
    await records.updateTable('account').set({ disabled: 1 }).where('name', '=', 'gone').execute();
    const tries = [
      await accounts.signIn('jo', 'wrong'),
      await accounts.signIn('nobody', 'wrong'),
      await accounts.signIn('gone', 'three words will do'),
    ];
    assert.deepEqual(new Set(tries.map((t) => JSON.stringify(t))).size, 1);
    assert.equal(codeOf(tries[0] ?? assert.fail()), 'A103');
  });

  test('a session used again lives on, one idle for half an hour ends', async () => {
    const { token } = valueIn(await accounts.signIn('jo', 'three words will do'));
    for (const at of ['09:25', '09:50', '10:15']) {
      clock.at = `2026-02-10T${at}:00.000Z`;
      assert.ok(await accounts.session(token), at);
    }
    clock.at = '2026-02-10T10:45:01.000Z';
    assert.equal(await accounts.session(token), null);
    clock.at = '2026-02-10T10:16:00.000Z';
    assert.equal(await accounts.session(token), null, 'it does not come back with the clock');
  });
});
