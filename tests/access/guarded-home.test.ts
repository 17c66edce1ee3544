import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Role } from '../../src/access/index.ts';
import {
  buildPack,
  decide,
  editionFile,
  type Host,
  openList,
  questionOf,
} from '../../src/host/index.ts';
import { period } from '../../src/periods/index.ts';
import { openApp, routeTable } from '../../src/server/index.ts';
import { guarded, guardedHome } from '../support/guarded-home.ts';
import { valueIn } from '../support/outcome.ts';
import { type Line, policy } from './who-may.ts';

const local = { host: '127.0.0.1:8321' };
const password = 'three words will do';

interface Twin {
  readonly host: Host;
  readonly app: FastifyInstance;
  /** Session and token by account. */
  readonly seen: ReadonlyMap<string, { readonly cookie: string; readonly csrf: string }>;
}

let twins: readonly [Twin, Twin];

before(async () => {
  twins = [await openTwin('one'), await openTwin('two')];
});

async function openTwin(forbidden: 'one' | 'two'): Promise<Twin> {
  const host = await guardedHome(forbidden);
  const { app } = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 }));
  const seen = new Map<string, { cookie: string; csrf: string }>();
  for (const [name, role, themes] of [
    ['viewer', 'viewer', []],
    ['manager', 'administrator', []],
    ['outsider', 'theme-lead', ['soac']],
    ['insider', 'theme-lead', ['drugs']],
    ['analyst', 'analyst', []],
  ] as const satisfies readonly (readonly [string, Role, readonly string[]])[]) {
    valueIn(await host.accounts.add(name, password, [role], themes));
    seen.set(name, await freshSession(host, name));
  }
  return { host, app, seen };
}

async function freshSession(host: Host, name: string) {
  const { token, csrf } = await host.accounts.startSession(name);
  return { cookie: `socpf=${token}`, csrf };
}

/** What a request gets, without what is random by nature: the token of the session. */
async function reply(twin: Twin, who: string, url: string): Promise<string> {
  const { cookie, csrf } = twin.seen.get(who) ?? assert.fail(who);
  const answer = await twin.app.inject({ url, headers: { ...local, cookie } });
  const { 'content-disposition': name, location, 'content-type': type } = answer.headers;
  const isText = /text|json/.test(String(type));
  const body = isText
    ? answer.body.replaceAll(csrf, 'token')
    : createHash('sha256').update(answer.rawPayload).digest('hex');
  return [answer.statusCode, String(type), String(name), String(location), body].join('\n');
}

/** The two replies are one, and it names nothing that is forbidden. */
async function same(who: string, url: string): Promise<string> {
  const [one, two] = [await reply(twins[0], who, url), await reply(twins[1], who, url)];
  assert.equal(one, two, `${who} is told apart by ${url}`);
  return one;
}

const openMeasures = ({ host }: Twin) =>
  [...host.framework.measures.values()].filter((m) => !isRestricted(m.theme)).map((m) => m.id);
const hiddenMeasures = ({ host }: Twin) =>
  [...host.framework.measures.values()].filter((m) => isRestricted(m.theme)).map((m) => m.id);
const isRestricted = (theme: string) => (guarded.restricted as readonly string[]).includes(theme);

describe('two homes that differ only in forbidden rows are one home to those who may not see them', () => {
  test('the homes do differ: an analyst sees other drug crime, groups and seizures', async () => {
    const figures = await Promise.all(
      twins.map(async ({ host }) =>
        Promise.all(
          ['drugs.trafficking', 'drugs.seizures', 'ocg.active'].map(async (measure) => {
            const { question } = valueIn(questionOf(host, measure, { period: '2025-Q3' }));
            return (await host.figures.series(question)).figure.value;
          }),
        ),
      ),
    );
    assert.deepEqual(figures, [
      [18, 3, 10],
      [45, 7, 15],
    ]);
  });

  test('every page, list and figure is the same bytes for a viewer and an administrator', async () => {
    // Those that brought a file: all others have the same empty page.
    const sources = new Set((await twins[0].host.figures.loads()).map((load) => load.source));
    const addresses = [
      ...[
        '/',
        '/themes',
        '/measures',
        '/definitions',
        '/findings',
        '/matrix',
        '/sources',
        '/packs',
      ],
      ...['/api/measures', '/api/findings', '/api/sources', '/api/loads', '/api/openapi.json'],
      ...guarded.themes.map((theme) => `/themes/${theme}`),
      ...[...sources].map((source) => `/sources/${source}`),
      ...[...openMeasures(twins[0]), ...hiddenMeasures(twins[0])].map(
        (id) => `/api/measures/${id}`,
      ),
      ...['soac.vehicle-crime', 'nominals.active', 'quality.set-aside', 'soac.ocgs'].map(
        (id) => `/measures/${id}`,
      ),
    ];
    for (const address of addresses) await same('viewer', address);
    for (const address of ['/', '/findings', '/sources', '/api/loads', '/sources/bo-crime'])
      await same('manager', address);
  });

  test('no split tells them apart, be it by a record, a source or a measure', async () => {
    for (const address of [
      ...['offence', 'crime_ref', 'ocg_ref', 'lpa', 'district'].map(
        (by) => `/api/measures/soac.vehicle-crime?split=${by}&by=quarter`,
      ),
      ...['nominal_ref', 'lead_officer'].map((by) => `/api/measures/nominals.active?split=${by}`),
      '/api/measures/quality.coverage?split=source',
      '/api/measures/quality.set-aside?split=source',
    ])
      await same('viewer', address);
  });

  test('an open measure of rows of every theme is not split by theme, nor are its rows opened, for who may not see one', async () => {
    const every = 'soac.every-disruption';
    const split = `/api/measures/${every}?by=month&period=2025-12&split=theme`;
    const counts = await Promise.all(
      twins.map(async (twin) => {
        const { cookie } = twin.seen.get('analyst') ?? assert.fail();
        const answer = await twin.app.inject({ url: split, headers: { ...local, cookie } });
        const parts: { category: string; points: { period: string; value: number }[] }[] =
          answer.json().series;
        return parts.map((p) => [p.category, p.points.find((q) => q.period === '2025-12')?.value]);
      }),
    );
    assert.deepEqual(counts, [
      [
        ['drugs', 3],
        ['firearms', 9],
        ['soac', 8],
      ],
      [
        ['drugs', 10],
        ['firearms', 2],
        ['soac', 8],
      ],
    ]);
    for (const who of ['viewer', 'manager', 'outsider']) {
      assert.match(await same(who, split), /^422[\s\S]*A123/);
      assert.match(await same(who, `${split}/drugs`), /^422[\s\S]*A123/);
      for (const address of ['level', 'strand', 'lpa'])
        assert.match(await same(who, split.replace('theme', address)), /^200/);
      for (const address of [`/measures/${every}`, '/themes/soac', `/measures/soac.disruptions`])
        await same(who, `${address}?period=2025-Q3`);
    }
    const rows = `/api/measures/${every}/rows?period=2025-Q3`;
    assert.match(await same('outsider', rows), /^403[\s\S]*A123/);
    const own = await same('outsider', rows.replace(every, 'soac.disruptions'));
    assert.match(own, /^200/, 'rows of the open theme alone stay open');
  });

  test('a theme, a measure, a source or a pack above access is answered like one that is not there', async () => {
    const shapes: readonly (readonly [string, string, string])[] = [
      ['/api/measures/', 'drugs.trafficking', 'drugs.traffickinx'],
      ['/api/measures/', 'ocg.active.xlsx', 'ocg.activx.xlsx'],
      ['/measures/', 'drugs.trafficking', 'drugs.traffickinx'],
      ['/themes/', 'drugs', 'drugx'],
      ['/sources/', 'bo-seizure', 'bo-seizurx'],
      ['/api/findings?theme=', 'drugs', 'drugx'],
    ];
    for (const who of ['viewer', 'outsider'])
      for (const [address, hidden, absent] of shapes) {
        const [of, not] = [
          await same(who, `${address}${hidden}`),
          await same(who, `${address}${absent}`),
        ];
        assert.match(of, /^(404|403)/, `${who} ${address}${hidden}`);
        assert.equal(
          of.replaceAll(stem(hidden), '?'),
          not.replaceAll(stem(absent), '?'),
          `${who} ${address}${hidden}`,
        );
      }
  });

  test('a change that is asked about a hidden theme is answered like one about a theme that is not there', async () => {
    const [{ app, seen }] = twins;
    const { cookie, csrf } = seen.get('outsider') ?? assert.fail();
    const ask = async (url: string, payload: Record<string, string>) => {
      const answer = await app.inject({
        method: 'POST',
        url,
        headers: { ...local, cookie, 'x-csrf-token': csrf },
        payload,
      });
      return `${answer.statusCode} ${answer.body}`;
    };
    const decision = { text: 'x', owner: 'y', due: '2026-03-01' };
    for (const asked of [
      (theme: string) => ask('/decisions', { ...decision, theme }),
      (theme: string) => ask(`/themes/${theme}/words`, { period: '2025-Q3', text: 'x', ask: '' }),
      (theme: string) => ask(`/themes/${theme}/accept`, { period: '2025-Q3' }),
    ]) {
      const [of, not] = [await asked('drugs'), await asked('drugx')];
      assert.match(of, /^4/);
      assert.equal(of.replaceAll('drugs', '?'), not.replaceAll('drugx', '?'));
    }
  });

  test('what a lead of another theme takes away is the same file: workbook, table, picture and deck', async () => {
    for (const address of [
      ...['/overview.xlsx', '/themes/soac.xlsx', '/themes/drugs.xlsx'],
      ...['csv', 'xlsx', 'png', 'map.png'].flatMap((format) => [
        `/api/measures/soac.vehicle-crime.${format}`,
        `/api/measures/soac.ocgs.${format}`,
        `/api/measures/drugs.trafficking.${format}`,
      ]),
    ])
      await same('outsider', address);
    const decks = await Promise.all(
      twins.map(async ({ app, seen }) => {
        const { cookie, csrf } = seen.get('outsider') ?? assert.fail();
        const built = await app.inject({
          method: 'POST',
          url: '/api/packs',
          headers: { ...local, cookie, 'x-csrf-token': csrf },
          payload: { pack: 'soc-quarterly', period: '2025-Q3' },
        });
        assert.equal(built.statusCode, 200, built.body);
        const { id, name } = built.json();
        const file = await app.inject({ url: `/packs/${id}.pptx`, headers: { ...local, cookie } });
        return [name, createHash('sha256').update(file.rawPayload).digest('hex')];
      }),
    );
    assert.deepEqual(decks[0], decks[1]);
  });

  test('R20: a pack for partners, made by an analyst who sees everything, is the same deck', async () => {
    const analyst = { name: 'a', roles: ['analyst' as const], themes: [] };
    const request = { pack: 'partner', period: '2025-Q3', area: null, asAt: null };
    const decks = await Promise.all(
      twins.map(async (twin) => {
        const { id } = valueIn(await buildPack(twin.host, request, analyst));
        return reply(twin, 'viewer', `/packs/${id}.pptx`);
      }),
    );
    assert.match(decks[0] ?? '', /^200/);
    assert.equal(decks[0], decks[1]);
  });

  test('statements are listed to a lead without those on a restricted theme that another leads', async () => {
    const themesListed = async (themes: readonly string[]) => {
      const lead = { name: 'l', roles: ['theme-lead' as const], themes };
      const list = openList(twins[1].host.as(lead), lead);
      const rows = await list({ dataset: 'narrative', where: [], period: period('2025-Q3') });
      return rows.map(({ values }) => values.theme).sort();
    };
    assert.deepEqual(await themesListed(['soac']), ['soac']);
    assert.deepEqual(await themesListed(['drugs']), ['drugs', 'drugs', 'soac']);
  });

  test('a decision on a restricted theme is listed for those who may see the theme alone', async () => {
    const analyst = { name: 'a', roles: ['analyst' as const], themes: [] };
    const asked = { edition: '', finding: '', theme: 'drugs', text: 'Covert words', owner: 'Lead' };
    valueIn(await decide(twins[1].host, { ...asked, dueOn: '2026-03-01' }, analyst));
    for (const address of ['/decisions', '/api/decisions', '/'])
      for (const who of ['viewer', 'outsider']) await same(who, address);
    assert.match(await reply(twins[1], 'insider', '/api/decisions'), /Covert words/);
  });

  test('a pack with a restricted theme is neither listed for a viewer nor given to one', async () => {
    const built = await packOfAll();
    const list = await reply(twins[0], 'viewer', '/packs');
    assert.ok(!list.includes(built.id));
    for (const address of [`/packs/${built.id}.pptx`, `/packs/${built.id}/again`])
      assert.match(await reply(twins[0], 'viewer', address), /^404/, address);
  });
});

/** The part of an id that differs from one that is not there. */
const stem = (id: string) => id.replace(/\.(xlsx|csv)$/, '');

/** Accounts of the home, as the table calls them. */
const people = new Map([
  ['nobody', null],
  ['viewer', 'viewer'],
  ['administrator', 'manager'],
  ['lead of drugs', 'insider'],
  ['lead of soac', 'outsider'],
  ['analyst', 'analyst'],
]);

describe('who may ask what is what the hand-written table says', () => {
  const { lines, columns } = policy();

  test('every route of the product stands in the table, and no other', () => {
    const routes = new Set(routeTable(null).map((r) => `${r.method} ${r.path}`));
    assert.deepEqual([...new Set(lines.map((l) => l.route))].sort(), [...routes].sort());
  });

  test('each line is answered as it says to each person', async () => {
    const whole = await wholePack(twins[0].host);
    const wrong: string[] = [];
    for (const line of lines)
      for (const [person, wanted] of line.answers) {
        const got = await ask(line, people.get(person) ?? null, whole);
        if (got !== wanted)
          wrong.push(`${line.route} as ${line.url}, ${person}: ${got}, not ${wanted}`);
      }
    assert.deepEqual(wrong, []);
  });

  test('a class of column is opened to whom the table says, and personal columns to nobody', async () => {
    for (const { column, url, answers } of columns)
      for (const [person, wanted] of answers) {
        const { cookie } = twins[0].seen.get(people.get(person) ?? '') ?? assert.fail(person);
        const answer = await twins[0].app.inject({ url, headers: { ...local, cookie } });
        const seen = answer.statusCode === 200 && column in answer.json().rows[0].values;
        assert.equal(seen ? 'yes' : 'no', wanted, `${column}, ${person}`);
      }
  });
});

let whole: Promise<{ readonly id: string; readonly file: string }> | null = null;

/** A pack of everything, by an analyst, in the first of the homes: built once. */
function packOfAll() {
  const analyst = { name: 'analyst', roles: ['analyst' as const], themes: [] };
  const request = { pack: 'soc-quarterly', period: '2025-Q3', area: null, asAt: null };
  whole ??= buildPack(twins[0].host, request, analyst).then(valueIn);
  return whole;
}

/** The pack of everything; and `lists`, which is said to list rows of a theme. */
async function wholePack(host: Host): Promise<string> {
  const { id, file } = await packOfAll();
  const row = await host.records
    .selectFrom('edition')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const lists = { ...row, id: 'lists', file: 'lists.pptx', holds: 'rows:soac' };
  await host.records.insertInto('edition').values(lists).execute();
  copyFileSync(file, editionFile(host, 'lists'));
  return id;
}

let requests = 0;

/** Asks a line in a session of its own, and says in the words of the table what came. */
async function ask(line: Line, who: string | null, whole: string): Promise<string> {
  const { app, host, seen } = twins[0];
  const known = who === null ? null : (seen.get(who) ?? assert.fail(who));
  // Signing out ends the session that asks.
  const session = who !== null && line.url === '/sign-out' ? await freshSession(host, who) : known;
  const headers = {
    ...local,
    ...(session ? { cookie: session.cookie, 'x-csrf-token': session.csrf } : {}),
    ...(line.url === '/api/files' ? { 'content-type': 'multipart/form-data; boundary=x' } : {}),
  };
  const answer = await app.inject({
    method: line.method,
    url: line.url.replace('WHOLE', whole),
    headers,
    // Each from its own address, so that no limit of tries is met.
    remoteAddress: `10.1.${Math.trunc(requests / 250)}.${(requests++ % 250) + 1}`,
    ...(line.url === '/api/files'
      ? { payload: '--x--\r\n' }
      : line.method === 'POST'
        ? { payload: line.form }
        : {}),
  });
  const { statusCode } = answer;
  if (statusCode === 401 && session === null && line.url !== '/sign-in') return 'sign in';
  if (statusCode === 303)
    return String(answer.headers.location).startsWith('/sign-in?') ? 'sign in' : 'yes';
  if (statusCode === 200) return 'yes';
  if (statusCode === 403 && answer.body.includes('A102')) return 'no';
  if (statusCode === 404 && line.method === 'GET') return 'hidden';
  return String(statusCode);
}
