import assert from 'node:assert/strict';
import { appendFileSync, cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildPack, type Host } from '../../src/host/index.ts';
import { openApp } from '../../src/server/index.ts';
import { answered, command } from '../support/command.ts';
import { crimeCsv, crimeName, crimeRows } from '../support/extracts.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost, repository } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

const headers: Record<string, string> = { host: '127.0.0.1:8321' };
/** Two of three are vehicle crime; the page holds 300, the programme's page 1,000. */
const made = 1800;
const vehicle = 1200;
let host: Host;
let app: FastifyInstance;

interface Behind {
  rows: { values: Record<string, unknown>; origin: { row: number; file: string } }[];
  total: number;
  equal: boolean;
  from: number;
}

before(async () => {
  host = await emptyHost({ sample: true, name: 'rows' });
  const path = join(freshFolder('rows-files'), crimeName('2025-12'));
  writeFileSync(path, crimeCsv({ month: '2025-12', rows: crimeRows('2025-12', made) }));
  const [result] = await host.collate([path], { name: 'test', roles: ['analyst'], themes: [] });
  assert.equal(result?.status, 'loaded', JSON.stringify(result?.problems));
  const opened = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 }));
  app = opened.app;
  const entered = await app.inject({ url: `/enter/${opened.link?.token}`, headers });
  headers.cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
});

const get = (url: string) => app.inject({ url, headers });
const point = 'measures/soac.vehicle-crime/rows';
const references = (rows: Behind['rows']) => rows.map((row) => String(row.values.crime_ref));

describe('every row behind a large point can be reached', () => {
  test('R9: page by page on the dashboard, each row once, and all were counted on each', async () => {
    const seen: string[] = [];
    let next: string | undefined = `/${point}?period=2025-12`;
    while (next) {
      const { body } = await get(next);
      assert.match(body, /1,200 rows behind vehicle crime/);
      assert.match(body, /These rows add up to the point: 1,200 offences/);
      seen.push(...[...body.matchAll(/<td[^>]*>(SYN2025\d+)<\/td>/g)].map((m) => m[1] ?? ''));
      next = /href="([^"]+)">Next/.exec(body)?.[1]?.replaceAll('&amp;', '&');
    }
    assert.equal(seen.length, vehicle);
    assert.equal(new Set(seen).size, vehicle);
    assert.match((await get(`/${point}?period=2025-12&page=9`)).body, /There are 4 pages/);
  });

  test('by the programme’s interface a thousand at a time, and by the command all at once', async () => {
    const pages: Behind[] = [];
    for (const page of [1, 2])
      pages.push((await get(`/api/${point}?period=2025-12&page=${page}`)).json());
    assert.deepEqual(
      pages.map((p) => [p.from, p.rows.length, p.total, p.equal]),
      [
        [0, 1000, vehicle, true],
        [1000, 200, vehicle, true],
      ],
    );
    const asked = ['rows', 'soac.vehicle-crime', '--period', '2025-12'];
    const all = (await command(host, [...asked, '--all'])) as Behind;
    assert.deepEqual(references(all.rows), references(pages.flatMap((p) => p.rows)));
    const few = (await command(host, [...asked, '--from', '3', '--limit', '2'])) as Behind;
    assert.deepEqual([few.total, few.rows.length], [vehicle, 2]);
    assert.deepEqual(references(few.rows), references(all.rows).slice(3, 5));
  });

  test('as one file that says what it is, and the trail says who took it, how much and what for', async () => {
    const taken = await get(`/${point}.csv?period=2025-12&reason=case+file`);
    assert.match(String(taken.headers['content-disposition']), /OFFICIAL-SENSITIVE%20SYNTHETIC/);
    const [head, ...lines] = taken.body.trimEnd().split('\r\n');
    assert.equal(lines.length, vehicle);
    assert.match(head ?? '', /^file,sheet,row,load,crime_ref,/);
    for (const line of lines) assert.match(line, /,OFFICIAL-SENSITIVE,SYNTHETIC$/);
    const newest = (await host.trail.list(2)).map(({ category, event, detail }) => ({
      category,
      event,
      detail: typeof detail === 'string' ? JSON.parse(detail) : detail,
    }));
    const [disclosed, looked] = newest;
    assert.deepEqual([looked?.category, looked?.event], ['consultation', 'rows-opened']);
    assert.deepEqual([disclosed?.category, disclosed?.event], ['disclosure', 'rows-downloaded']);
    assert.equal(looked?.detail.reason, 'case file');
    assert.equal(disclosed?.detail.rows, vehicle);
    assert.equal(disclosed?.detail.marking, 'OFFICIAL-SENSITIVE');
  });

  test('but not by who may not open rows, nor by a page that is no number', async () => {
    valueIn(await host.accounts.add('viewer', 'three words will do', ['viewer']));
    const signed = await app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: { host: '127.0.0.1:8321' },
      payload: { name: 'viewer', password: 'three words will do' },
    });
    const cookie = String(signed.headers['set-cookie']).split(';')[0] ?? '';
    const refused = await app.inject({
      url: `/${point}.csv?period=2025-12`,
      headers: { ...headers, cookie },
    });
    assert.equal(refused.statusCode, 403);
    assert.doesNotMatch(refused.body, /SYN2025/);
    for (const page of ['0', '-1', 'x'])
      assert.equal((await get(`/${point}?period=2025-12&page=${page}`)).statusCode, 400, page);
  });
});

describe('a force that asks why', () => {
  let asking: Host;
  let server: FastifyInstance;
  const known: Record<string, string> = { host: '127.0.0.1:8321' };

  before(async () => {
    const framework = freshFolder('asking-framework');
    cpSync(join(repository(), 'framework'), framework, { recursive: true });
    appendFileSync(join(framework, 'framework.yaml'), 'reason: [record-rows, exports]\n');
    asking = await emptyHost({ sample: true, name: 'asking', framework });
    const path = join(freshFolder('asking-files'), crimeName('2025-12'));
    writeFileSync(path, crimeCsv({ month: '2025-12', rows: crimeRows('2025-12', 30) }));
    await asking.collate([path], { name: 'test', roles: ['analyst'], themes: [] });
    const opened = valueIn(await openApp(asking, { host: '127.0.0.1', port: 0 }));
    server = opened.app;
    const entered = await server.inject({ url: `/enter/${opened.link?.token}`, headers: known });
    known.cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
  });

  const rows = 'measures/soac.vehicle-crime/rows';
  const of = '?period=2025-12';

  test('opens no row and gives no file until it is told, on pages, to programmes and by command; then the trail has it', async () => {
    const addresses = [
      [`/${rows}${of}`, 'rows-opened'],
      [`/api/${rows}${of}`, 'rows-opened'],
      ['/registers/groups?period=2025-Q3', 'rows-opened'],
      [`/${rows}.csv${of}`, 'rows-downloaded'],
      [`/overview.xlsx${of}`, 'figures-downloaded'],
      [`/themes/soac.xlsx${of}`, 'figures-downloaded'],
      [`/api/measures/soac.vehicle-crime.csv${of}`, 'figures-downloaded'],
      [`/api/measures/soac.vehicle-crime.xlsx${of}`, 'figures-downloaded'],
      ['/admin/trail.csv?person=', 'trail-downloaded'],
    ] as const;
    for (const [i, [url, event]] of addresses.entries()) {
      const before = (await asking.trail.list(1))[0]?.entry ?? 0;
      const no = await server.inject({ url, headers: known });
      assert.equal(no.statusCode, 403, url);
      assert.match(no.body, /A122/, url);
      assert.match(no.body, url.startsWith('/api/') ? /reason=/ : /name="reason"/, 'it says how');
      assert.equal((await asking.trail.list(1))[0]?.entry ?? 0, before, `${url} looked`);
      const reason = `case ${i}`;
      const yes = await server.inject({
        url: `${url}&reason=${encodeURIComponent(reason)}`,
        headers: known,
      });
      assert.equal(yes.statusCode, 200, url);
      const [entry] = await asking.trail.list(1);
      assert.deepEqual([entry?.event, JSON.parse(entry?.detail ?? '{}').reason], [event, reason]);
    }
    const asked = ['rows', 'soac.vehicle-crime', '--period', '2025-12'];
    const refused = await answered(asking, asked);
    assert.equal(refused.exit, 1);
    assert.match(JSON.stringify(refused.said), /A122.*--reason/);
    const given = await answered(asking, [...asked, '--reason', 'a check']);
    assert.equal(given.exit, 0);
    assert.match((await asking.trail.list(1))[0]?.detail ?? '', /"reason":"a check"/);
  });

  test('is told in a field of the page that refuses, which leads on to what was asked', async () => {
    const { body } = await server.inject({ url: `/${rows}${of}&page=1`, headers: known });
    const form = /<form class="take"[\s\S]*?<\/form>/.exec(body)?.[0] ?? '';
    const values = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]);
    assert.deepEqual(values, [
      ['period', '2025-12'],
      ['page', '1'],
    ]);
    assert.match(form, new RegExp(`action="/${rows}"`));
    assert.match(form, /name="reason"[^>]*required/);
    const seen = await server.inject({ url: `/${rows}${of}&reason=case`, headers: known });
    assert.match(seen.body, /name="reason"[^>]*value="case"/);
  });

  test('builds a pack with a register: what its rows are read for is the pack', async () => {
    const analyst = { name: 'test', roles: ['analyst' as const], themes: [] };
    const request = { pack: 'ocgm', period: '2025-Q3', area: null, asAt: null };
    valueIn(await buildPack(asking, request, analyst));
    const opened = (await asking.trail.list(10)).find((e) => e.event === 'rows-opened');
    assert.match(opened?.detail ?? '', /"reason":"OCG management, 2025-Q3, v0\.1 DRAFT"/);
  });
});
