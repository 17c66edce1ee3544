import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Host } from '../../src/host/index.ts';
import { openApp } from '../../src/server/index.ts';
import { command } from '../support/command.ts';
import { crimeCsv, crimeName, crimeRows } from '../support/extracts.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';
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
