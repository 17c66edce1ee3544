import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type Host, openHost } from '../../src/host/index.ts';
import { openApp } from '../../src/server/index.ts';
import { command } from '../support/command.ts';
import { atEnd, freshFolder } from '../support/folder.ts';
import { stillClock } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';
import { copyOfSampleHome, sample } from '../support/sample-home.ts';
import { rawSample } from './raw-sample.ts';
import { type RawSheet, readWorkbook } from './workbook.ts';
import { unzip } from './zip.ts';

const measure = 'restated.vehicles-taken';
const title = 'Vehicles taken in the restated month';
/** A theme of one measure, so that the pack charts this one whatever else stands out. */
const theme = `theme: restated
title: What was restated
question: What was known when?
owner: performance-team
lead: ${measure}
measures:
  - { id: ${measure}, title: ${title}, role: threat, unit: offences, better: lower, value: { of: crime, count: rows, where: { offence: [vehicle-taken] } } }
`;
const pack = `pack: restated
title: What was restated
meeting: None
every: quarter
template: soc.pptx
slides: [{ title: {} }, { each-theme: { charts: 1 } }]
`;
const classes = ['37.2', '48'];
/** November was restated by December's report, which arrived on 5 January. */
const restated = '2025-11';
const oldDay = '2025-12-31';

describe('a month as it was known before it was restated, and as it is known now', () => {
  let host: Host;
  let app: FastifyInstance;
  let cookie: string;
  const worked = new Map<string | null, number>();

  before(async () => {
    const home = await copyOfSampleHome('known-on');
    onlyRestated(join(home, 'framework'));
    host = valueIn(await openHost(home, { clock: stillClock() }));
    atEnd(() => host.close());
    ({ app } = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 })));
    const password = 'three words will do';
    valueIn(await host.accounts.add('known-on', password, ['analyst']));
    const answer = await app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: { host: '127.0.0.1:8321' },
      payload: { name: 'known-on', password, to: '/' },
    });
    cookie = answer.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
    const raw = rawSample((await sample()).files);
    for (const day of [oldDay, null]) {
      const rows = raw.crimes([restated], day ?? '9999-12-31');
      worked.set(
        day,
        rows.filter((r) => r['Crime Status'] === 'Live' && classes.includes(r['HO Class'] ?? ''))
          .length,
      );
    }
  });

  const get = async (url: string) => {
    const answer = await app.inject({ url, headers: { host: '127.0.0.1:8321', cookie } });
    assert.equal(answer.statusCode, 200, url);
    return answer;
  };
  const address = (path: string, day: string | null) =>
    `${path}?period=2025-Q3${day ? `&as-at=${day}` : ''}`;

  /** Where the month can be read, each by a reader of its own. */
  const seenIn: Readonly<Record<string, (day: string | null) => Promise<number>>> = {
    'the command': async (day) => {
      const asked = ['measure', measure, '--by', 'month', '--period', restated];
      const reply = await command(host, [...asked, ...(day ? ['--as-at', day] : [])]);
      const { points } = reply as { points: { period: string; value: number }[] };
      return points.find((p) => p.period === restated)?.value ?? Number.NaN;
    },
    'the page': async (day) => {
      const { body } = await get(address(`/measures/${measure}`, day));
      const row = /<th scope="row">Nov(?:ember)? 2025<\/th>\s*<td[^>]*>([^<]*)</.exec(body);
      return Number(row?.[1]?.trim().replaceAll(',', ''));
    },
    'the exported workbook': async (day) => {
      const { rawPayload } = await get(address(`/api/measures/${measure}.xlsx`, day));
      const sheets = readWorkbook(rawPayload);
      return valueOn(
        sheets.find((s) => s.name === 'Figures'),
        'From',
        `${restated}-01`,
        'Figure',
      );
    },
    'the chart of the pack': async (day) => {
      const out = join(freshFolder('known-on'), 'pack.pptx');
      const asked = ['pack', 'restated', '--period', '2025-Q3', '--out', out];
      await command(host, [...asked, ...(day ? ['--as-at', day] : [])]);
      const sheets = [...unzip(readFileSync(out))]
        .filter(([name]) => /^ppt\/embeddings\/.*\.xlsx$/.test(name))
        .flatMap(([, bytes]) => readWorkbook(bytes));
      const charted = sheets.filter((s) => [...s.cells.values()].includes(title));
      assert.ok(charted.length > 0, 'the pack charts it');
      return valueOn(charted[0], 'Month', `${restated}-01`, title);
    },
  };

  test('the files themselves say two different numbers', () => {
    assert.notEqual(worked.get(oldDay), worked.get(null));
  });
  for (const [place, read] of Object.entries(seenIn))
    test(`${place} shows the old number as known on the old day, and the new one today`, async () => {
      assert.equal(await read(oldDay), worked.get(oldDay));
      assert.equal(await read(null), worked.get(null));
    });

  test('the rows behind it are those of the old day too', async () => {
    for (const day of [oldDay, null]) {
      const asked = ['rows', measure, '--period', restated, ...(day ? ['--as-at', day] : [])];
      const { total, equal } = (await command(host, asked)) as { total: number; equal: boolean };
      assert.deepEqual({ total, equal }, { total: worked.get(day), equal: true });
    }
  });
});

/** Leaves one theme, no outcomes and a pack of two slides, so that a pack takes little time. */
function onlyRestated(framework: string): void {
  for (const folder of ['themes', 'packs']) {
    rmSync(join(framework, folder), { recursive: true });
    mkdirSync(join(framework, folder));
  }
  writeFileSync(join(framework, 'themes', 'restated.yaml'), theme);
  writeFileSync(join(framework, 'packs', 'restated.yaml'), pack);
  const file = join(framework, 'framework.yaml');
  const yaml = readFileSync(file, 'utf8').replace(/^themes: .*$/m, 'themes: [restated]');
  writeFileSync(file, yaml.replace(/^outcomes:\n(?: .*\n?)*/m, 'outcomes: []\n'));
}

/** The number under a heading, in the row of a month that begins on a day. */
function valueOn(
  sheet: RawSheet | undefined,
  days: string,
  begins: string,
  heading: string,
): number {
  const cells = [...(sheet?.cells ?? [])];
  const columnOf = (text: string) =>
    cells.find(([, value]) => value === text)?.[0].replace(/\d+$/, '') ?? '';
  const [column, dated] = [columnOf(heading), columnOf(days)];
  const row = cells.find(([at, value]) => at.startsWith(dated) && value === begins)?.[0];
  return Number(sheet?.cells.get(`${column}${row?.slice(dated.length)}`) ?? Number.NaN);
}
