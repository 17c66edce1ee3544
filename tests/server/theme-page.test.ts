import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../../src/access/index.ts';
import type { Finding } from '../../src/findings/index.ts';
import {
  asidesTaken,
  findingsSince,
  type Host,
  keepWords,
  keptWords,
  packContent,
  setFindingAside,
  takeBack,
} from '../../src/host/index.ts';
import { day, period } from '../../src/periods/index.ts';
import { openApp } from '../../src/server/index.ts';
import { formatFigure } from '../../src/wording/index.ts';
import { readWorkbook, table } from '../recompute/workbook.ts';
import { repository } from '../support/home.ts';
import { codeOf, valueIn } from '../support/outcome.ts';
import { sample, sampleHost } from '../support/sample-home.ts';

const local = { host: '127.0.0.1:8321' };
const password = 'three words will do';
const analyst: Actor = { name: 'analyst', roles: ['analyst'], themes: [] };
let host: Host;
let app: FastifyInstance;
const cookies = new Map<string, string>();

before(async () => {
  host = await sampleHost();
  ({ app } = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 })));
  for (const role of ['viewer', 'analyst'] as const) {
    valueIn(await host.accounts.add(role, password, [role]));
    const answer = await app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: local,
      payload: { name: role, password, to: '/' },
    });
    cookies.set(role, String(answer.headers['set-cookie']).split(';')[0] ?? '');
  }
});

const read = new Map<string, Promise<string>>();
/** A page as a role sees it; nothing changes here, so each is asked for once. */
function pageFor(role: 'viewer' | 'analyst', url: string): Promise<string> {
  const known = read.get(`${role} ${url}`) ?? askFor(role, url);
  read.set(`${role} ${url}`, known);
  return known;
}

async function askFor(role: 'viewer' | 'analyst', url: string): Promise<string> {
  const answer = await app.inject({
    method: 'GET',
    url,
    headers: { ...local, cookie: cookies.get(role) ?? '' },
  });
  assert.equal(answer.statusCode, 200, `${url}: ${answer.body.slice(0, 200)}`);
  return answer.body;
}

/** Rows of the table under a heading: cells as a person reads them. */
function tableUnder(html: string, heading: string): string[][] {
  const at = html.indexOf(`>${heading}</h2>`);
  assert.ok(at >= 0, `${heading} stands on the page`);
  const table = html.slice(html.indexOf('<table', at), html.indexOf('</table>', at));
  return [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
      cell
        .replace(/<span class="(?:sr|unit)">.*?<\/span>/gs, '')
        .replace(/<[^>]+>/g, '')
        .trim(),
    ),
  );
}

const quarter = { by: 'quarter', period: period('2025-Q3') } as const;

describe('the page of a theme', () => {
  test('R43: the digital pack of the inspectorate stands on its theme: our place, of how many forces, on which page; and the grades in force', async () => {
    const { files } = await sample();
    const sheets = readWorkbook(readFileSync(join(files, 'PEEL_Pack_2025.xlsx')));
    const pack = (name: string, heading: string) => {
      const sheet = sheets.find((one) => one.name === name) ?? assert.fail(name);
      return table(sheet, heading, null);
    };
    const html = await pageFor('viewer', '/themes/peel');
    const [, ...places] = tableUnder(html, 'Our place in the digital analysis pack');
    const read = (rows: string[][]) => rows.map((row) => row.slice(0, -1));
    assert.deepEqual(
      read(places),
      pack('Positions', 'Item').map((row) =>
        ['Item', 'Position', 'Of', 'Page'].map((heading) => row[heading] ?? ''),
      ),
    );
    const [, ...grades] = tableUnder(html, 'Grades in force');
    assert.deepEqual(
      read(grades),
      pack('Grades', 'Grade').map((row) => [row.Area, row.Grade]),
    );
    assert.ok(places.length >= 4 && grades.length >= 4);
    for (const [from] of [...places, ...grades].map((row) => row.slice(-1)))
      assert.match(from ?? '', /^(?:Positions|Grades), row \d+$/);
    assert.match(html, /href="\/sources\/peel-pack#load-\d+"/);
    assert.match(html, /Year ending March 2024/);
  });

  test('R13: a viewer reads the assessment, its probability words, how sure, by which role and until when', async () => {
    const html = await pageFor('viewer', '/themes/drugs?period=2025-Q3');
    const profile = html.slice(html.indexOf('id="profile"'), html.indexOf('>Measures</h2>'));
    assert.match(profile, /High threat\..*It is likely that synthetic opioids/s);
    assert.match(profile, /“Likely” stands for a chance of 55% to 75%/);
    assert.match(profile, /Confidence<\/dt><dd>High/);
    assert.match(profile, /26 December 2025, by theme analyst/);
    assert.match(profile, /29 June 2026/);
    assert.match(profile, /versions? before this one/);
  });

  test('R67, trap 25: groups are counted once by their primary theme; what is also in another theme stands beside and is not added', async () => {
    const rows = tableUnder(
      await pageFor('viewer', '/themes/ocg?period=2025-Q3'),
      'Active groups by theme',
    );
    assert.deepEqual(rows[0]?.slice(0, 3), ['Primary theme', 'Active', 'Also in this theme']);
    const all = rows.at(-1) ?? [];
    const body = rows.slice(1, -1);
    const sum = body.reduce((total, row) => total + Number(row[1]), 0);
    assert.equal(String(sum), all[1]);
    const whole = await host.figures.series({ measure: 'ocg.active', ...quarter });
    assert.equal(all[1], formatFigure(whole.measure, whole.figure));
    assert.equal(all[2], 'not added');
    const also = body.filter((row) => row[0] !== 'None recorded');
    assert.ok(also.some((row) => Number(row[2]) > 0));
  });

  test('R69: recording quality is fed back by unit: how many, lag, late and empty fields of each that led', async () => {
    const html = await pageFor('viewer', '/themes/disruption?period=2025-Q2');
    const rows = tableUnder(html, 'Recording quality by unit');
    assert.deepEqual(rows[0], [
      'Lead',
      'Recorded',
      'Activity to recording',
      'After 28 days',
      'With an empty field',
    ]);
    assert.ok(
      rows.some(
        (row) => row[0] === 'Local policing' && Number(row[1]) > 0 && /%$/.test(row[3] ?? ''),
      ),
    );
    assert.ok(tableUnder(html, 'Recording quality by local policing area').length > 10);
  });

  test('R42: requests to the region by capability add up to what was asked, with those not decided and their age', async () => {
    const rows = tableUnder(
      await pageFor('viewer', '/themes/rocu?period=2025-Q3'),
      'Requests by capability',
    );
    const all = rows.at(-1) ?? [];
    for (const column of [1, 2, 3, 4, 6])
      assert.equal(
        String(rows.slice(1, -1).reduce((sum, row) => sum + Number(row[column]), 0)),
        all[column],
        rows[0]?.[column],
      );
    assert.match(all[7] ?? '', /^\d/);
  });

  test('trap 16: beside a rolling year stands what its last month brought in and what left it', async () => {
    const rows = tableUnder(
      await pageFor('viewer', '/measures/soac.vehicle-taken?period=2025-Q3'),
      'Compared',
    );
    const year = rows.find(
      ([label]) => label === 'January to December 2025 on the 12 months before',
    );
    const taken = async (month: string) =>
      (
        await host.figures.series({
          measure: 'soac.vehicle-taken',
          by: 'month',
          period: period(month),
        })
      ).figure.value;
    assert.equal(
      year?.at(-1),
      `Its last month: December 2025 (${await taken('2025-12')}) entered, December 2024 (${await taken('2024-12')}) left`,
    );
  });

  test('trap 28: a rate by residents of a place where others are says so, on its page, in the table and for a slide', async () => {
    const shown = { by: 'quarter', period: period('2025-Q3') } as const;
    const visited = async (measure: string, area: string) =>
      (await host.figures.series({ measure, area, ...shown })).notes.filter(
        (note) => note.kind === 'visited',
      );
    const [note] = await visited('soac.vehicle-rate-people', 'stafford');
    assert.match(
      note?.text ?? '',
      /^Stafford: many who are here live elsewhere \(Forebridge: town/,
    );
    for (const [measure, area] of [
      ['soac.vehicle-rate-people', 'lichfield'],
      ['soac.vehicle-rate-people', 'staffordshire'],
      ['soac.burglary-home-rate', 'stafford'],
      ['soac.vehicle-taken', 'stafford'],
    ] as const)
      assert.deepEqual(await visited(measure, area), [], `${measure} ${area}`);
    const table = await pageFor('viewer', '/measures/soac.vehicle-taken?period=2025-Q3');
    const places = [...table.matchAll(/([A-Z][A-Za-z-]+): many who are here live elsewhere/g)];
    assert.deepEqual(places.map(([, place]) => place).sort(), [
      'Newcastle-under-Lyme',
      'Stafford',
      'Stoke-on-Trent',
      'Tamworth',
    ]);
    const own = await pageFor(
      'viewer',
      '/measures/soac.vehicle-rate-people?period=2025-Q3&area=stoke-on-trent',
    );
    assert.match(own, /Etruria &amp; Hanley: city centre and retail parks/);
  });

  test('lines that use children are counted line by line and none is withheld; children safeguarded are, under the force', async () => {
    for (const title of ['Active lines by direction', 'Active lines by the force they start in']) {
      const rows = tableUnder(
        await pageFor('viewer', '/themes/county-lines?period=2025-Q3'),
        title,
      );
      assert.ok(rows.length > 3, title);
      for (const row of rows) assert.ok(!row.includes('withheld'), row.join());
    }
    const places = await host.figures.split(
      { measure: 'county-lines.safeguarded', by: 'financial-year', period: period('FY2024') },
      'district',
    );
    const shown = places.flatMap(({ figure }) => figure.value ?? []);
    assert.ok(places.some(({ figure }) => figure.status === 'withheld'));
    assert.ok(
      shown.every((n) => n === 0 || n >= 5),
      shown.join(),
    );
  });

  test('trap 57: the age of lines still open stands beside the time that closed ones took', async () => {
    const rows = tableUnder(
      await pageFor('viewer', '/themes/county-lines?period=2025-Q3'),
      'Active lines by direction',
    );
    assert.deepEqual(rows[0], [
      'Direction',
      'Active',
      'That use children',
      'Age of active lines',
      'Closed',
      'Time to close',
    ]);
    const all = rows.at(-1) ?? [];
    for (const column of [1, 3, 4, 5]) assert.match(all[column] ?? '', /^\d/);
    const origins = tableUnder(
      await pageFor('viewer', '/themes/county-lines?period=2025-Q3'),
      'Active lines by the force they start in',
    );
    assert.ok(origins.some((row) => row[0] === 'West Midlands Police'));
  });

  test('R46: a theme whose lead says nothing of places offers districts, local policing areas and wards of a measure that does', async () => {
    const html = await pageFor('viewer', '/themes/county-lines?period=2025-Q2&split=lpa');
    const rows = tableUnder(html, 'By local policing area');
    assert.ok(rows.some((row) => row[0] === 'Codsall'));
    for (const kind of ['district', 'lpa', 'ward'])
      assert.ok(
        html.includes(`<option value="${kind}"`) ||
          html.includes(`<option selected value="${kind}"`),
        kind,
      );
  });

  test('each number of a related table opens the rows that add up to it', async () => {
    const html = await pageFor('analyst', '/themes/rocu?period=2025-Q3');
    const cells = [...html.matchAll(/<td class="num"><a href="([^"]+)">([^<]*)<span class="sr">/g)]
      .map(([, href = '', text = '']) => ({ href: href.replaceAll('&amp;', '&'), text }))
      .filter(({ href }) => href.includes('category='));
    assert.ok(cells.length > 10, `${cells.length} cells`);
    for (const { href, text } of cells.filter((_, i) => i % 6 === 0)) {
      const rows = await pageFor('analyst', href);
      const sum = /These rows add up to the point: ([^<]*)/.exec(rows)?.[1] ?? '';
      assert.ok(
        sum === text || sum.startsWith(`${text} `) || sum.startsWith(`${text}.`),
        `${href}: ${text}, ${sum}`,
      );
    }
    const viewers = await pageFor('viewer', '/themes/rocu?period=2025-Q3');
    assert.ok(!/<td class="num"><a href="[^"]*\/rows/.test(viewers));
  });

  test('the tier 1 groups that nothing was asked for lead to their rows, for those who may open them alone', async () => {
    const href = '/measures/rocu.top-tier-unasked/rows?period=2025-Q3';
    assert.ok((await pageFor('analyst', '/themes/rocu?period=2025-Q3')).includes(href));
    assert.ok(!(await pageFor('viewer', '/themes/rocu?period=2025-Q3')).includes(href));
  });
});

describe('the page of a measure', () => {
  test('R38: a measure is walked from group to subgroup to code, and each step adds up to the row it came from', async () => {
    const step = async (below: string) =>
      tableUnder(
        await pageFor('viewer', `/measures/cj.charged?period=2025-Q3${below && `&below=${below}`}`),
        'By category',
      ).slice(1);
    const sum = (rows: string[][]) =>
      rows.reduce((total, row) => total + Number((row[1] ?? '').replace(',', '')), 0);
    const figureOf = (rows: string[][], title: string) =>
      Number((rows.find((row) => row[0] === title)?.[1] ?? '').replace(',', ''));
    const groups = await step('');
    const whole = await host.figures.series({ measure: 'cj.charged', ...quarter });
    assert.equal(sum(groups), whole.figure.value);
    const subgroups = await step('theft-offences');
    assert.ok(subgroups.length > 2);
    assert.equal(sum(subgroups), figureOf(groups, 'Theft offences'));
    const codes = await step('vehicle-offences');
    assert.equal(sum(codes), figureOf(subgroups, 'Vehicle offences'));
    assert.ok(codes.some((row) => row[0] === 'Theft from a vehicle'));
  });

  test('R38: what a measure counts bounds its steps: vehicle crime opens at its codes and leads nowhere else', async () => {
    const html = await pageFor(
      'viewer',
      '/measures/soac.vehicle-crime?period=2025-Q3&below=drug-offences',
    );
    const titles = tableUnder(html, 'By category').map((row) => row[0]);
    assert.ok(titles.includes('Theft from a vehicle'), titles.join(', '));
    assert.ok(!titles.includes('Trafficking of drugs'));
  });

  test('trap 13: a share that moved against all its parts says so above them, on its page', async () => {
    const html = await pageFor('viewer', '/measures/drugs.search-linked?period=2025-Q3');
    assert.match(
      html,
      /The whole fell from [\d.]+% to [\d.]+% while every part of it rose: offensive weapons from/,
    );
  });

  test('R17: an operation or site stands on the chart of the measure it aimed at, with its days and its place', async () => {
    const html = await pageFor('viewer', '/measures/soac.burglary-home?period=2025-Q3');
    assert.match(html, />Invented site Teal<.*>From 8 Jan 2024, Tamworth LPA</s);
    const elsewhere = await pageFor(
      'viewer',
      '/measures/soac.burglary-home?period=2025-Q3&area=lpa-burton',
    );
    assert.ok(!elsewhere.includes('Invented site Teal'));
  });

  test('R63: what is known by whole years alone shows the newest year that has come, force by force', async () => {
    const published = (file: string) =>
      readFileSync(join(repository(), 'sample', 'published', file), 'utf8')
        .split('\n')
        .map((line) => line.split(','));
    const offences = (area: string, year: string) =>
      Number(
        published('recorded-crime-by-force-year.csv').find(
          (l) =>
            l[0] === '2024-12' && l[1] === year && l[3] === area && l[4] === 'Vehicle offences',
        )?.[5],
      );
    const mercia = Number(
      published('population-other-forces.csv').find((l) => l[1] === 'West Mercia')?.[3],
    );
    const rate = (year: string) => ((offences('West Mercia', year) / mercia) * 1000).toFixed(2);
    const title = 'Vehicle offences per 1,000 people, year ending, four forces';
    const html = await pageFor('viewer', '/themes/rocu?period=2025-Q3');
    const rows = tableUnder(html, title);
    assert.deepEqual(rows[0], ['Force', 'Jan to Dec 2024', 'Jan to Dec 2023']);
    assert.deepEqual(
      rows.find((row) => row[0] === 'West Mercia'),
      ['West Mercia', rate('2024-12'), rate('2023-12')],
    );
    assert.deepEqual(rows.at(-1), ['All', 'not added', 'not added']);
    const page = await pageFor('viewer', '/measures/rocu.region-vehicle-crime?period=2025-Q3');
    assert.match(
      page,
      /<h1[^>]*>Vehicle offences per 1,000 people, year ending, four forces stood/,
    );
    assert.match(
      page,
      /January 2020 to December 2022 were not supplied and are not counted as zero/,
    );
    assert.equal(
      tableUnder(page, 'By category').find((row) => row[0] === 'West Mercia')?.[1],
      rate('2024-12'),
    );
  });

  test('R30: the severity of recorded crime stands beside its volume, as published, each for its newest year', async () => {
    const published = (file: string, beginsWith: string) =>
      readFileSync(join(repository(), 'sample', 'published', file), 'utf8')
        .split('\n')
        .find((line) => line.startsWith(`${beginsWith},`))
        ?.split(',')
        .at(-1);
    const rows = tableUnder(
      await pageFor('viewer', '/themes/street?period=2025-Q3'),
      'Volume and severity of recorded crime',
    );
    assert.deepEqual(rows[0], [
      'Offence',
      'Recorded, Jan to Dec 2024',
      'Severity score, Apr 2021 to Mar 2022',
    ]);
    for (const [row, volume, severity] of [
      ['Robbery', 'Robbery', 'Robbery'],
      ['All', 'Total recorded crime (excluding fraud)', 'Total recorded crime'],
    ] as const) {
      const crime = published(
        'recorded-crime-by-force-year.csv',
        `2024-12,2024-12,E23000015,Staffordshire,${volume}`,
      );
      const score = published(
        'crime-severity-by-force-year.csv',
        `2022-03,E23000015,Staffordshire,${severity}`,
      );
      assert.deepEqual(
        rows.find(([title]) => title === row)?.slice(1),
        [Number(crime).toLocaleString('en-GB'), Number(score).toFixed(1)],
        row,
      );
    }
    assert.equal(
      rows.find(([title]) => title === 'Homicide')?.[2],
      'no data',
      'what is not published is no nought',
    );
  });

  test('a breakdown is a table in the order of its bands, beside the year before, and is not judged', async () => {
    const html = await pageFor('viewer', '/themes/ocg?period=2025-Q3');
    const rows = tableUnder(html, 'Active groups by band of MoRiLE score');
    assert.deepEqual(
      rows.map((row) => row[0]),
      ['Score', 'under 20', '20 to 45', '45 to 80', '80 and over', 'All'],
    );
    const sum = rows.slice(1, -1).reduce((total, row) => total + Number(row[1]), 0);
    assert.equal(String(sum), rows.at(-1)?.[1]);
    const measures = html.slice(html.indexOf('>Measures</h2>'), html.indexOf('>By district</h2>'));
    assert.ok(!measures.includes('/measures/ocg.bands'), 'it has no small chart and no verdict');
  });
});

describe('findings that people set aside', () => {
  // Other files read this home after us.
  after(async () => {
    await host.records.deleteFrom('words').execute();
    await host.records.deleteFrom('finding_aside').execute();
  });
  const shown = { period: '2025-Q3' };
  const api = async (period = '2025-Q3') =>
    JSON.parse((await get(`/api/findings?period=${period}`)).body) as {
      findings: { measure: string | null; sentence: string; theme: string; kind: string }[];
      setAside: { sentence: string; reason: string; by: string }[];
    };
  const get = (url: string) =>
    app.inject({ url, headers: { ...local, cookie: cookies.get('analyst') ?? '' } });
  const post = async (url: string, form: Record<string, string>) => {
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await get('/packs')).body)?.[1] ?? '';
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: {
        ...local,
        cookie: cookies.get('analyst') ?? '',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams({ _csrf: csrf, ...form }).toString(),
    });
    return { ...answer, to: String(answer.headers.location ?? '') };
  };
  const plant = 'soac.plant-agri@E23000015';
  const view = { period: period('2025-Q3') };
  const found = async (id: string) =>
    (await findingsSince(host, analyst, view)).findings.find((f) => f.id === id);

  test('R14: a finding set aside leaves the list, stands apart with who, when and why, and can be taken back', async () => {
    const before = await api();
    const told = before.findings.find((f) => `${f.measure}@E23000015` === plant) ?? assert.fail();
    const reason = 'The rise is a re-coded backlog, checked with the crime registrar.';
    const none = await post('/findings/set-aside', { ...shown, finding: plant, reason: ' ' });
    assert.equal(none.statusCode, 422);
    assert.match(none.body, /U107/);
    const gone = await post('/findings/set-aside', { ...shown, finding: plant, reason });
    assert.deepEqual([gone.statusCode, gone.to], [303, '/findings?period=2025-Q3']);
    const after = await api();
    assert.equal(after.findings.length, before.findings.length - 1);
    assert.deepEqual(
      after.setAside.map((f) => [f.sentence, f.reason]),
      [[told.sentence, reason]],
    );
    const page = (await get('/findings?period=2025-Q3')).body;
    const apart = page.slice(page.indexOf('id="set-aside"'));
    assert.match(apart, /Set aside<\/h2>.*1 finding/s);
    assert.ok(apart.includes(reason));
    assert.match(apart, /<dt>Set aside<\/dt><dd>\d+ \w+ \d{4} by /);
    const [entry] = await host.trail.list(1);
    assert.equal(entry?.event, 'finding-set-aside');
    const back = await post('/findings/take-back', { ...shown, finding: plant });
    assert.equal(back.statusCode, 303);
    assert.deepEqual((await api()).findings, before.findings);
    const kept = await host.records.selectFrom('finding_aside').selectAll().execute();
    assert.deepEqual(
      kept.map((row) => [row.aside, row.reason]),
      [
        [1, reason],
        [0, ''],
      ],
    );
  });

  test('a finding that says another word than when it was set aside, or stands in another period, comes back', async () => {
    const finding = (await found(plant)) ?? assert.fail();
    const { verdict } = finding;
    if (!verdict) assert.fail();
    await post('/findings/set-aside', { ...shown, finding: plant, reason: 'For one meeting.' });
    const aside = async (changed: Partial<Finding>) =>
      (await asidesTaken(host, [{ ...finding, ...changed }])).setAside.length;
    assert.equal(await aside({}), 1);
    assert.equal(await aside({ verdict: { ...verdict, word: 'improving' } }), 0);
    assert.equal(await aside({ verdict: { ...verdict, direction: 'down' } }), 0);
    assert.equal(await aside({ period: period('2025-Q4') }), 0);
    const before = await asidesTaken(host, [finding], day('2025-12-01'));
    assert.equal(before.setAside.length, 0, 'nobody had set it aside on an earlier day');
    await post('/findings/take-back', { ...shown, finding: plant });
  });

  test('a finding that is none is said, and a viewer or the lead of another theme sets nothing aside', async () => {
    const absent = await post('/findings/set-aside', { ...shown, finding: 'x@y', reason: 'Why.' });
    assert.equal(absent.statusCode, 404);
    for (const actor of [
      { name: 'reader', roles: ['viewer'], themes: [] },
      { name: 'lead', roles: ['theme-lead'], themes: ['drugs'] },
    ] as const satisfies readonly Actor[]) {
      const asked = { finding: plant, view, reason: 'Why.' };
      assert.equal(codeOf(await setFindingAside(host, asked, actor)), 'A102', actor.name);
    }
    const own: Actor = { name: 'lead', roles: ['theme-lead'], themes: ['soac'] };
    valueIn(await setFindingAside(host, { finding: plant, view, reason: 'Mine.' }, own));
    valueIn(await takeBack(host, { finding: plant, view }, own));
  });

  test('the slide of a pack says what changed leaves it out and counts it', async () => {
    const listed = async () => {
      const asked = {
        packId: 'soc-quarterly',
        period: period('2025-Q3'),
        area: null,
        asAt: null,
        version: 'v0.1 DRAFT',
      };
      return packContent(host, asked, analyst);
    };
    const told = (await listed()).overview.findings.find((f) => f.id === plant) ?? assert.fail();
    await post('/findings/set-aside', { ...shown, finding: plant, reason: 'A backlog.' });
    const { overview, themes } = await listed();
    assert.ok(!overview.findings.some((f) => f.id === plant));
    assert.equal(overview.setAside.length, 1);
    assert.notEqual(overview.title.text, '');
    assert.ok(!overview.forDecision.text.includes(told.sentence.text));
    assert.ok(themes.every((t) => t.findings.every((f) => f.id !== plant)));
    await post('/findings/take-back', { ...shown, finding: plant });
  });

  test('R13: “use in narrative” opens the words of the theme with the sentence of the finding, whose figures stay bound', async () => {
    const page = (await get('/findings?period=2025-Q3')).body;
    const link =
      /href="(\/themes\/soac\?period=2025-Q3&amp;use=[^"]+)#words"/.exec(page)?.[1] ?? '';
    const told = (await api()).findings.find((f) => f.theme === 'soac') ?? assert.fail();
    const form = (await get(link.replaceAll('&amp;', '&'))).body;
    assert.match(form, /<details class="write" open[^>]*><summary>Write these words/);
    const lines = (/<textarea name="text"[^>]*>([^<]*)</.exec(form)?.[1] ?? '').split('\n');
    assert.ok(lines.includes(told.sentence), lines.join(' | '));
    // Other tests may have left words of their own in the form.
    await post('/themes/soac/words', { ...shown, back: '', ask: '', text: told.sentence });
    const story = await host.stories.theme('soac', { period: period('2025-Q3') });
    const kept = (await keptWords(host, story, period('2025-Q3'))) ?? assert.fail();
    const own = kept.sentences.find((s) => s.text === told.sentence) ?? assert.fail();
    const bound = own.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.figure]));
    assert.ok(
      bound.length > 0 && bound.every((f) => f.startsWith(`${told.measure}@`)),
      bound.join(),
    );
    assert.deepEqual([kept.fails, kept.unbound], [[], []]);
  });

  test('the sentence of one area is bound to the figure of that area', async () => {
    const local = (await findingsSince(host, analyst, view)).findings.find(
      (f) => f.area?.kind === 'lpa',
    );
    if (!local) assert.fail();
    const typed = { theme: local.theme, period: '2025-Q3', ask: '', text: local.sentence.text };
    const kept = valueIn(await keepWords(host, typed, analyst));
    const figures = (kept.sentences[0]?.parts ?? []).flatMap((part) =>
      typeof part === 'string' ? [] : [part.figure],
    );
    assert.ok(figures.length > 0);
    assert.ok(
      figures.every((f) => f.startsWith(`${local.id}:`)),
      figures.join(),
    );
    assert.deepEqual([kept.fails, kept.unbound], [[], []]);
  });
});
