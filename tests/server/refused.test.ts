import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Host } from '../../src/host/index.ts';
import { openApp } from '../../src/server/index.ts';
import { readWorkbook } from '../recompute/workbook.ts';
import { unzip } from '../recompute/zip.ts';
import {
  crimeCsv,
  crimeHeader,
  crimeName,
  crimeRows,
  disruptionBook,
  disruptionHeader,
  disruptionName,
  disruptionRows,
  laid,
} from '../support/extracts.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

const headers: Record<string, string> = { host: '127.0.0.1:8321' };
const analyst = { name: 'analyst', roles: ['analyst' as const], themes: [] };
let host: Host;
let app: FastifyInstance;
let folder: string;
let viewer: string;

before(async () => {
  host = await emptyHost({ sample: true, name: 'refused' });
  folder = freshFolder('refused-files');
  const opened = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 }));
  app = opened.app;
  for (const role of ['analyst', 'viewer'] as const)
    valueIn(await host.accounts.add(role, 'three words will do', [role]));
  const cookieOf = async (name: string) =>
    `socpf=${(await host.accounts.startSession(name)).token}`;
  headers.cookie = await cookieOf('analyst');
  viewer = await cookieOf('viewer');
});

const get = (url: string, more: Record<string, string> = {}) =>
  app.inject({ url, headers: { ...headers, ...more } });

/** Sends a file that is refused, and gives the number of its arrival. */
async function refused(name: string, content: string | Uint8Array): Promise<number> {
  const [result] = await host.collate([laid(folder, name, content)], analyst);
  assert.equal(result?.status, 'refused', JSON.stringify(result));
  const newest = await host.records
    .selectFrom('arrival')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return newest?.id ?? assert.fail();
}

/** Row 4 is the first of the data; three cells of it and of the next are wrong. */
const bad = (month: string) => {
  const rows = disruptionRows(month, 40);
  const put = (row: number, heading: string, value: string | number | null) => {
    const cells = rows[row - 4];
    if (cells) cells[disruptionHeader.indexOf(heading)] = value;
  };
  put(9, 'Activity Date', '31/09/2025');
  put(9, 'Cash GBP', -250);
  put(10, 'Level', 'Moderatte');
  put(12, 'Disruption ID', null);
  return rows;
};

describe('a refused return', () => {
  test('R47: shows the sheet around its bad cells, each marked and described, and links to them', async () => {
    const id = await refused(disruptionName('2025-09'), await disruptionBook(bad('2025-09')));
    for (const url of [`/arrivals/${id}`, '/sources/apmis-disruption']) {
      const { body, statusCode } = await get(url);
      assert.equal(statusCode, 200, body.slice(0, 300));
      assert.match(
        body,
        /31\/09\/2025[^<]*<span class="sr">\. To correct: “31\/09\/2025” is not a date/,
      );
      assert.match(body, /<td[^>]*class="bad-cell"[^>]*><span class="word-cell">empty<\/span>/);
      assert.match(body, /<a href="#cell-\d+-B9">Disruptions!B9, Activity Date<\/a>/);
      assert.match(body, new RegExp(`id="cell-${id}-B9"`));
      // Heading, the row before, and each bad row, by their numbers in the sheet.
      const shown = [...body.matchAll(/<tr(?: class="cells-head")?><th scope="row">(\d+)<\/th>/g)];
      assert.deepEqual(
        shown.map((m) => m[1]),
        ['3', '8', '9', '10', '12'],
      );
      assert.doesNotMatch(body, /Made up/, 'a column that no source declares stays out');
    }
  });

  test('is given back with the bad cells marked in place and nothing else of it changed', async () => {
    const came = await disruptionBook(bad('2025-08'));
    const id = await refused(disruptionName('2025-08'), came);
    const taken = await get(`/arrivals/${id}/marked.xlsx`);
    assert.equal(taken.statusCode, 200, taken.body.slice(0, 300));
    assert.match(String(taken.headers['content-disposition']), /OFFICIAL-SENSITIVE%20marked%20/);
    const [before] = readWorkbook(Buffer.from(came));
    const [after] = readWorkbook(taken.rawPayload);
    assert.deepEqual([...(after?.cells ?? [])], [...(before?.cells ?? [])]);
    const parts = unzip(taken.rawPayload);
    const part = (like: RegExp) =>
      [...parts].find(([name]) => like.test(name))?.[1].toString('utf8') ?? '';
    const styles = part(/styles\.xml$/);
    const formats = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1] ?? '';
    const filled = [...formats.matchAll(/<xf [^>]*?(?:\/>|>.*?<\/xf>)/gs)].map((m) =>
      /applyFill="1"/.test(m[0]),
    );
    const sheet = part(/sheet1\.xml$/);
    const marked = [...sheet.matchAll(/<c [^>]*>/g)].flatMap(([cell]) =>
      filled[Number(/ s="(\d+)"/.exec(cell)?.[1] ?? 0)] ? [/ r="(\w+)"/.exec(cell)?.[1]] : [],
    );
    assert.deepEqual(marked, ['B9', 'O9', 'D10', 'A12']);
    const notes = part(/comments\d*\.xml$/);
    assert.match(notes, /<comment ref="B9".*?September has 30 days/s);
    assert.match(notes, /<comment ref="D10".*?Moderatte.*?Did you mean Moderate/s);
    const [entry] = await host.trail.list(1);
    assert.deepEqual([entry?.category, entry?.event], ['disclosure', 'refused-file-marked']);
    // Sent back as it is, it is refused for the same cells: the marks say nothing of their own.
    const again = await refused(disruptionName('2025-08'), taken.rawPayload);
    const problemsOf = async (arrival: number) =>
      (await get(`/arrivals/${arrival}/problems.csv`)).body.split('\r\n').slice(1);
    assert.deepEqual(await problemsOf(again), await problemsOf(id));
  });

  test('lists every problem, page by page, and as one list', async () => {
    const rows = crimeRows('2025-11', 300);
    const recorded = crimeHeader.indexOf('Recorded Date');
    for (const row of rows.slice(0, 230)) row[recorded] = '31/11/2025 10:30';
    const id = await refused(crimeName('2025-11'), crimeCsv({ month: '2025-11', rows }));
    const first = (await get(`/arrivals/${id}`)).body;
    assert.match(first, /Problems 1 to 100 of 230\./);
    assert.match(first, /November has 30 days/);
    assert.doesNotMatch(first, /marked\.xlsx/, 'a CSV has no cell that could be coloured');
    const last = (await get(`/arrivals/${id}?page=3`)).body;
    assert.match(last, /Problems 201 to 230 of 230\./);
    assert.equal((await get(`/arrivals/${id}?page=4`)).statusCode, 404);
    const list = (await get(`/arrivals/${id}/problems.csv`)).body.trimEnd().split('\r\n');
    assert.equal(list.length, 231);
    assert.match(list[230] ?? '', /,B233,Recorded Date,.*,C101,OFFICIAL-SENSITIVE,SYNTHETIC$/);
  });

  test('shows no cell to who may not load files, and gives no file to them', async () => {
    const id = await refused(disruptionName('2025-07'), await disruptionBook(bad('2025-07')));
    const { body } = await get('/sources/apmis-disruption', { cookie: viewer });
    assert.doesNotMatch(body, /Moderatte|class="cells"|marked\.xlsx|problems\.csv/);
    assert.equal((await get(`/arrivals/${id}`, { cookie: viewer })).statusCode, 403);
    for (const file of ['marked.xlsx', 'problems.csv'])
      assert.equal((await get(`/arrivals/${id}/${file}`, { cookie: viewer })).statusCode, 403);
  });

  test('that may not stay is not shown and not given back', async () => {
    const rows = disruptionRows('2025-06', 30).map((row) => [...row, 'SYN Name']);
    const book = await disruptionBook(rows, [...disruptionHeader, 'Date of birth']);
    const id = await refused(disruptionName('2025-06'), book);
    const { body } = await get(`/arrivals/${id}`);
    assert.match(body, /Undeclared personal columns/);
    assert.match(body, /was not kept/);
    assert.doesNotMatch(body, /SYN Name|class="cells"|marked\.xlsx/);
    assert.equal((await get(`/arrivals/${id}/marked.xlsx`)).statusCode, 404);
  });
});
