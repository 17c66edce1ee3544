import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type Decision, decisions, type Host } from '../../src/host/index.ts';
import { openApp } from '../../src/server/index.ts';
import { emptyHost, stillClock } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

const local = { host: '127.0.0.1:8321' };
const password = 'three words will do';
const clock = stillClock();
let host: Host;
let app: FastifyInstance;
const cookies = new Map<string, string>();

before(async () => {
  host = await emptyHost({ sample: true, name: 'decisions' }, clock);
  ({ app } = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 })));
  for (const role of ['administrator', 'analyst', 'theme-lead', 'viewer'] as const) {
    valueIn(
      await host.accounts.add(
        `${role}-account`,
        password,
        [role],
        role === 'theme-lead' ? ['soac'] : [],
      ),
    );
    const { token } = await host.accounts.startSession(`${role}-account`);
    cookies.set(role, `socpf=${token}`);
  }
});

describe('what a meeting decides is written down where its finding stands', () => {
  test('R60: what, by which role and by when are kept with who wrote it, and the trail says so', async () => {
    const kept = await post('analyst', '/decisions', {
      ...asked,
      text: 'Task patrols to rural crime.',
    });
    assert.equal(kept.statusCode, 303, kept.body);
    const [one] = await decisions(host);
    assert.deepEqual(
      [one?.text, one?.owner, one?.dueOn, one?.finding, one?.by],
      [
        'Task patrols to rural crime.',
        'Acquisitive crime lead',
        '2026-02-01',
        asked.finding,
        'analyst-account',
      ],
    );
    const [entry] = await host.trail.list(1);
    assert.deepEqual([entry?.event, entry?.actor], ['decision-kept', 'analyst-account']);
  });

  test('R60: the page says which are overdue, open first, and a viewer reads it without forms', async () => {
    const second = { ...asked, text: 'Ask the region for help.', due: '2026-03-01' };
    assert.equal((await post('theme-lead', '/decisions', second)).statusCode, 303);
    const seen = (await get('viewer', '/decisions')).body;
    assert.match(seen, /Two decisions are open, one overdue/);
    // Due on 1 February, and it is 10 February.
    assert.match(seen, /Overdue, 9 days/);
    assert.ok(seen.indexOf('Task patrols') < seen.indexOf('Ask the region'));
    const writes = (body: string) => body.includes('action="/decisions/1/result"');
    assert.equal(writes(seen), false);
    assert.equal(writes((await get('analyst', '/decisions')).body), true);
  });

  test('R28: a report closes it with a word; what was said and worded before stays in its history', async () => {
    const [one] = await decisions(host);
    const id = one?.id ?? 0;
    const change = { text: 'Task two patrols.', owner: 'Tasking lead', due: '2026-02-20' };
    assert.equal((await post('analyst', `/decisions/${id}/change`, change)).statusCode, 303);
    clock.at = '2026-02-10T09:10:00.000Z';
    await post('analyst', `/decisions/${id}/result`, { state: 'late', text: 'Not begun.' });
    clock.at = '2026-02-10T09:20:00.000Z';
    await post('analyst', `/decisions/${id}/result`, { state: 'done', text: 'Both went out.' });
    const now = await decision(id);
    assert.deepEqual(
      [now.text, now.owner, now.dueOn, now.state, now.result],
      ['Task two patrols.', 'Tasking lead', '2026-02-20', 'done', 'Both went out.'],
    );
    assert.deepEqual(
      now.history.map((step) => [step.state, step.text]),
      [
        [null, 'Task patrols to rural crime. (Acquisitive crime lead, by 2026-02-01)'],
        ['late', 'Not begun.'],
        ['done', 'Both went out.'],
      ],
    );
    const page = (await get('viewer', '/decisions')).body;
    assert.ok(page.indexOf('Ask the region') < page.indexOf('Task two patrols'), 'open first');
  });

  test('a viewer decides nothing, another site gets nothing through, and an unknown one is unknown', async () => {
    const before = await decisions(host);
    assert.equal((await post('viewer', '/decisions', asked)).statusCode, 403);
    assert.equal(
      (await post('viewer', '/decisions/1/result', { state: 'done', text: 'x' })).statusCode,
      403,
    );
    assert.equal(
      (await post('analyst', '/decisions', { ...asked, _csrf: 'guess' })).statusCode,
      403,
    );
    assert.equal((await post('analyst', '/decisions', { ...asked, due: 'soon' })).statusCode, 422);
    const nowhere = await post('analyst', '/decisions/99/change', {
      text: 'x',
      owner: 'y',
      due: '2026-03-01',
    });
    assert.equal(nowhere.statusCode, 404);
    assert.deepEqual(await decisions(host), before);
  });

  test('programs read the same list as people', async () => {
    const told = (await get('viewer', '/api/decisions')).json() as { decisions: Decision[] };
    assert.deepEqual(
      told.decisions.map((d) => [d.id, d.state]),
      (await decisions(host)).map((d) => [d.id, d.state]),
    );
  });
});

describe('what readers say of a page', () => {
  test('R56: useful or not, and why, is kept by role and without a name; who issues packs reads it', async () => {
    const said = { page: '/findings?theme=soac', useful: 'no', text: 'Where is my area?' };
    const kept = await post('viewer', '/feedback', said);
    assert.equal(kept.headers.location, '/feedback?kept=yes&back=%2Ffindings%3Ftheme%3Dsoac');
    const row = await host.records.selectFrom('feedback').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual(
      [row.page, row.role, row.useful, row.text],
      ['/findings', 'viewer', 0, said.text],
    );
    assert.ok(Object.values(row).every((value) => !String(value).includes('account')));
    assert.match((await get('analyst', '/feedback')).body, /Where is my area\?/);
    assert.doesNotMatch((await get('viewer', '/feedback')).body, /Where is my area\?/);
    assert.ok((await host.trail.list(50)).every((e) => !e.detail.includes('Where is my area')));
  });

  test('feedback leads back to our own pages alone, and an edition must have been issued', async () => {
    const elsewhere = { page: '//evil.example', useful: 'yes', text: '' };
    assert.equal((await post('viewer', '/feedback', elsewhere)).statusCode, 400);
    const unknown = { page: '', edition: 'never-issued', useful: 'yes', text: '' };
    assert.equal((await post('viewer', '/feedback', unknown)).statusCode, 422);
  });
});

describe('how pages are used is understood without watching people', () => {
  test('R57: a page counts up for the role that opened it, with its theme; no name is kept', async () => {
    await host.records.deleteFrom('page_use').execute();
    for (const url of ['/themes/soac', '/themes/soac', '/sources', '/nowhere'])
      await get('viewer', url);
    await get('analyst', '/sources');
    await get('viewer', '/admin/use');
    const rows = await host.records.selectFrom('page_use').selectAll().orderBy('page').execute();
    assert.deepEqual(rows.map((r) => [r.day, r.page, r.role, r.theme, r.opened]).sort(), [
      ['2026-02-10', '/sources', 'analyst', '', 1],
      ['2026-02-10', '/sources', 'viewer', '', 1],
      ['2026-02-10', '/themes/:id', 'viewer', 'soac', 2],
    ]);
  });

  test('R57: an administrator reads sums of four weeks, and turns the counting off, which forgets it', async () => {
    assert.equal((await get('viewer', '/admin/use')).statusCode, 403);
    await host.records.deleteFrom('page_use').execute();
    for (const url of ['/themes/soac', '/themes/soac']) await get('viewer', url);
    const seen = (await get('administrator', '/admin/use')).body;
    assert.match(seen, /A theme<\/th><td>2<\/td><td>0<\/td>/);
    assert.equal((await post('administrator', '/admin/use', { count: 'off' })).statusCode, 303);
    await get('viewer', '/sources');
    assert.deepEqual(await host.records.selectFrom('page_use').selectAll().execute(), []);
    assert.equal((await post('analyst', '/admin/use', { count: 'on' })).statusCode, 403);
    await post('administrator', '/admin/use', { count: 'on' });
    await get('viewer', '/sources');
    assert.equal((await host.records.selectFrom('page_use').selectAll().execute()).length, 1);
  });
});

const asked = {
  finding: 'soac.plant-agri@E23000015',
  theme: 'soac',
  edition: '',
  text: 'Something.',
  owner: 'Acquisitive crime lead',
  due: '2026-02-01',
};
async function decision(id: number): Promise<Decision> {
  const found = (await decisions(host)).find((d) => d.id === id);
  assert.ok(found);
  return found;
}
const get = (who: string, url: string) =>
  app.inject({ url, headers: { ...local, cookie: cookies.get(who) ?? '' } });
async function post(who: string, url: string, payload: Record<string, string>) {
  const cookie = cookies.get(who) ?? '';
  const session = await host.accounts.session(cookie.split('=')[1] ?? '');
  return app.inject({
    method: 'POST',
    url,
    headers: { ...local, cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ _csrf: session?.csrf ?? '', ...payload }).toString(),
  });
}
