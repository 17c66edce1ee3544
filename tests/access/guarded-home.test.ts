import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Role } from '../../src/access/index.ts';
import { buildPack, type Host, questionOf } from '../../src/host/index.ts';
import { openApp } from '../../src/server/index.ts';
import { guarded, guardedHome } from '../support/guarded-home.ts';
import { valueIn } from '../support/outcome.ts';

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
  ] as const satisfies readonly (readonly [string, Role, readonly string[]])[]) {
    valueIn(await host.accounts.add(name, password, [role], themes));
    const { token, csrf } = await host.accounts.startSession(name);
    seen.set(name, { cookie: `socpf=${token}`, csrf });
  }
  return { host, app, seen };
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
    const sources = [...twins[0].host.framework.sources.keys()];
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
      ...sources.map((source) => `/sources/${source}`),
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

  test('a pack with a restricted theme is neither listed for a viewer nor given to one', async () => {
    const [{ host }] = twins;
    const analyst = { name: 'a', roles: ['analyst' as const], themes: [] };
    const built = valueIn(
      await buildPack(
        host,
        { pack: 'soc-quarterly', period: '2025-Q3', area: null, asAt: null },
        analyst,
      ),
    );
    const list = await reply(twins[0], 'viewer', '/packs');
    assert.ok(!list.includes(built.id));
    for (const address of [`/packs/${built.id}.pptx`, `/packs/${built.id}/again`])
      assert.match(await reply(twins[0], 'viewer', address), /^404/, address);
  });
});

/** The part of an id that differs from one that is not there. */
const stem = (id: string) => id.replace(/\.(xlsx|csv)$/, '');
