import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { roles } from '../../src/access/index.ts';
import type { Host } from '../../src/host/index.ts';
import { describe as openApi, openApp, routeTable } from '../../src/server/index.ts';
import { emptyHost, stillClock } from '../support/home.ts';
import { codeOf, valueIn } from '../support/outcome.ts';

const loopback = { host: '127.0.0.1', port: 0 };
const local = { host: '127.0.0.1:8321' };
const password = 'three words will do';
const clock = stillClock();
let host: Host;
let app: FastifyInstance;

before(async () => {
  host = await emptyHost({ sample: false, name: 'server' }, clock);
  ({ app } = valueIn(await openApp(host, loopback)));
  for (const role of roles) valueIn(await host.accounts.add(role, password, [role]));
});

describe('every address passes the one decision', () => {
  test('each route names an action, words, a summary and checks what it takes', () => {
    const open: string[] = [];
    for (const route of routeTable(null)) {
      assert.ok(route.action && route.words && route.summary, route.path);
      if (route.action === 'anyone') open.push(`${route.method} ${route.path}`);
      if (route.path.includes(':')) assert.ok(route.params, `${route.path} checks no parameter`);
    }
    assert.deepEqual(open, [
      'GET /sign-in',
      'POST /sign-in',
      'GET /enter/:token',
      'GET /assets/:name',
    ]);
  });

  test('nobody gets nothing: not one route answers without a session', async () => {
    for (const route of routeTable(null).filter((r) => r.action !== 'anyone')) {
      const url = route.path.replaceAll(/:\w+/g, '1');
      const { statusCode } = await app.inject({ method: route.method, url, headers: local });
      assert.ok([401, 303].includes(statusCode), `${route.method} ${url}: ${statusCode}`);
    }
  });

  test('a viewer sees figures and no rows, an administrator no more data than a viewer', async () => {
    for (const role of ['viewer', 'administrator'] as const) {
      const cookie = await signIn(role);
      const rows = await get('/api/measures/soac.vehicle-crime/rows?period=2025-12', cookie);
      assert.equal(rows.statusCode, 403);
      assert.equal(rows.json().problems[0].code, 'A102');
      assert.equal((await get('/api/sources', cookie)).statusCode, 200);
    }
    const trail = await host.trail.list(3);
    assert.ok(
      trail.some((entry) => entry.event === 'not-allowed'),
      'the refusal stands in the trail',
    );
  });
});

describe('signing in', () => {
  test('an unknown name and a wrong password get the same words', async () => {
    const [unknown, wrong] = [await tryIn('nobody-here', 'x'), await tryIn('viewer', 'x')];
    assert.equal(unknown.statusCode, 401);
    assert.equal(unknown.body, wrong.body);
    assert.equal(unknown.headers['set-cookie'], undefined);
  });

  test('the sixth try within a minute is refused, also with the right password', async () => {
    const from = '10.9.9.9';
    for (let i = 0; i < 5; i++) await tryIn('viewer', 'x', from);
    const sixth = await tryIn('viewer', password, from);
    assert.equal(sixth.statusCode, 429);
    assert.match(sixth.body, /A108/);
  });

  test('the cookie is closed to scripts and other sites, and idle for 30 minutes it ends', async () => {
    const answer = await tryIn('viewer', password, '10.0.0.3');
    assert.match(String(answer.headers['set-cookie']), /HttpOnly; SameSite=Strict/);
    const cookie = cookieOf(answer);
    assert.equal((await get('/api/loads', cookie)).statusCode, 200);
    const began = clock.at;
    clock.at = '2026-02-10T09:31:00.000Z';
    assert.equal((await get('/api/loads', cookie)).statusCode, 401);
    clock.at = began;
  });

  test('a sign-in never sends a person to another site', async () => {
    for (const [i, to] of ['//elsewhere.example', 'https://elsewhere.example', '/\\x'].entries()) {
      const answer = await app.inject({
        method: 'POST',
        url: '/sign-in',
        headers: local,
        remoteAddress: `10.0.1.${i + 1}`,
        payload: { name: 'viewer', password, to },
      });
      assert.equal(answer.headers.location, '/', to);
    }
  });

  test('signing out ends the session on the server', async () => {
    const cookie = await signIn('viewer');
    const out = await app.inject({
      method: 'POST',
      url: '/sign-out',
      headers: { ...local, cookie, 'x-csrf-token': await tokenOf(cookie) },
    });
    assert.equal(out.statusCode, 303);
    assert.equal((await get('/api/loads', cookie)).statusCode, 401);
  });
});

describe('a stranger’s page can do nothing', () => {
  test('a change without the token of the session, or from another site, is refused', async () => {
    const cookie = await signIn('analyst');
    const token = await tokenOf(cookie);
    const code = async (headers: Record<string, string>) => {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/loads/1/undo',
        headers: { ...local, cookie, ...headers },
      });
      return answer.json().problems[0].code;
    };
    assert.equal(await code({}), 'A106');
    assert.equal(await code({ 'x-csrf-token': 'guess' }), 'A106');
    assert.equal(await code({ 'x-csrf-token': token, 'sec-fetch-site': 'cross-site' }), 'A106');
    assert.equal(await code({ 'x-csrf-token': token, origin: 'https://evil.example' }), 'A106');
    assert.equal(await code({ 'x-csrf-token': token }), 'L101', 'our own page gets through');
  });

  test('no script, style or frame but ours', async () => {
    const { headers } = await app.inject({ url: '/sign-in', headers: local });
    const policy = String(headers['content-security-policy']);
    assert.doesNotMatch(policy, /unsafe/);
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"])
      assert.ok(policy.includes(part), part);
    assert.equal(headers['x-content-type-options'], 'nosniff');
  });

  test('a name that only resolves to this machine gets no answer', async () => {
    const { statusCode } = await app.inject({ url: '/sign-in', headers: { host: 'evil.example' } });
    assert.equal(statusCode, 421);
  });

  test('an address can name no file outside the list of assets', async () => {
    for (const name of ['..%2f..%2fpackage.json', '%2e%2e%2fhome.json', 'package.json'])
      assert.equal((await app.inject({ url: `/assets/${name}`, headers: local })).statusCode, 404);
  });
});

describe('files and figures over HTTP', () => {
  test('an upload is loaded or refused in words, and its name is only a name', async () => {
    const cookie = await signIn('analyst');
    const answer = await app.inject({
      method: 'POST',
      url: '/api/files',
      headers: {
        ...local,
        cookie,
        'x-csrf-token': await tokenOf(cookie),
        'content-type': 'multipart/form-data; boundary=b0undary',
      },
      payload: [
        '--b0undary',
        'Content-Disposition: form-data; name="files"; filename="../../odd.csv"',
        'Content-Type: text/csv',
        '',
        'a,b',
        '1,2',
        '--b0undary--',
        '',
      ].join('\r\n'),
    });
    const [result] = answer.json().results;
    assert.equal(result.status, 'refused');
    assert.equal(result.file, 'odd.csv');
    assert.equal(result.problems[0].code, 'R101');
  });

  test('a question that names nothing we know says what is near', async () => {
    const cookie = await signIn('viewer');
    const unknown = await get('/api/measures/soac.vehicle-crimes', cookie);
    assert.equal(unknown.statusCode, 404);
    assert.match(unknown.json().problems[0].mend, /soac\.vehicle-crime/);
    const winter = await get('/api/measures/soac.vehicle-crime?period=winter', cookie);
    assert.equal(winter.statusCode, 400);
    const series = await get('/api/measures/soac.vehicle-crime?period=2025-Q3', cookie);
    assert.equal(series.json().measure, 'soac.vehicle-crime');
  });

  test('R11: every page stands before anything has been loaded, without inline script or style', async () => {
    const cookie = await signIn('analyst');
    const measures = [...host.framework.measures.keys()];
    for (const url of [
      '/',
      '/themes',
      '/measures',
      '/findings',
      '/sources',
      '/packs',
      '/definitions',
      ...[...host.framework.themes.keys()].map((id) => `/themes/${id}`),
      ...measures.map((id) => `/measures/${id}`),
      `/measures/${measures[0]}/rows?period=2025-Q3`,
    ]) {
      const answer = await get(url, cookie);
      assert.equal(answer.statusCode, 200, `${url}: ${answer.body.slice(0, 300)}`);
      assert.doesNotMatch(answer.body, /<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+="/, url);
    }
  });

  test('figures can be taken away by those who may, and the trail says who took what', async () => {
    const url = '/api/measures/soac.vehicle-crime.csv?period=2025-Q3';
    assert.equal((await get(url, await signIn('viewer'))).statusCode, 403);
    const csv = await get(url, await signIn('analyst'));
    assert.equal(csv.statusCode, 200);
    assert.match(String(csv.headers['content-disposition']), /soac\.vehicle-crime/);
    const [entry] = await host.trail.list(1);
    assert.deepEqual([entry?.category, entry?.actor], ['disclosure', 'analyst']);
  });

  test('the description of the API names every address of it', () => {
    const { paths } = openApi(routeTable(null)) as { paths: Record<string, object> };
    const named = Object.values(paths).flatMap((methods) => Object.keys(methods));
    assert.equal(named.length, routeTable(null).filter((r) => r.path.startsWith('/api/')).length);
  });
});

describe('where it serves', () => {
  test('plain HTTP off this machine is refused; a real home has no one-time link', async () => {
    assert.equal(codeOf(await openApp(host, { host: '0.0.0.0', port: 0 })), 'H006');
    const proxied = valueIn(await openApp(host, { host: '0.0.0.0', port: 0, behindProxy: true }));
    assert.equal(proxied.link, null);
    assert.equal(valueIn(await openApp(host, loopback)).link, null);
  });

  test('the link of a sample signs in once, within 15 minutes', async () => {
    const still = stillClock();
    const sample = await emptyHost({ sample: true, name: 'sample-link' }, still);
    const first = valueIn(await openApp(sample, loopback));
    const enter = (token = '') => first.app.inject({ url: `/enter/${token}`, headers: local });
    assert.equal((await enter('wrong')).statusCode, 403);
    const entered = await enter(first.link?.token);
    assert.equal(entered.statusCode, 303);
    const headers = { ...local, cookie: cookieOf(entered) };
    assert.equal((await first.app.inject({ url: '/api/loads', headers })).statusCode, 200);
    assert.equal((await enter(first.link?.token)).statusCode, 403, 'it was used');
    const second = valueIn(await openApp(sample, loopback));
    still.at = '2026-02-10T09:15:01.000Z';
    const late = await second.app.inject({ url: `/enter/${second.link?.token}`, headers: local });
    assert.match(late.body, /A110/);
  });
});

const get = (url: string, cookie: string) => app.inject({ url, headers: { ...local, cookie } });
const tryIn = (name: string, given: string, remoteAddress = '10.0.0.1') =>
  app.inject({
    method: 'POST',
    url: '/sign-in',
    headers: local,
    remoteAddress,
    payload: { name, password: given, to: '/' },
  });
let addresses = 0;
async function signIn(name: string): Promise<string> {
  addresses += 1;
  return cookieOf(await tryIn(name, password, `10.1.0.${addresses}`));
}
const tokenOf = async (cookie: string) =>
  (await host.accounts.session(cookie.split('=')[1] ?? ''))?.csrf ?? '';
function cookieOf(answer: { cookies: { name: string; value: string }[] }): string {
  const [cookie] = answer.cookies;
  return cookie ? `${cookie.name}=${cookie.value}` : '';
}
