import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { makeHome } from '../../src/home/index.ts';
import { type Host, openHost } from '../../src/host/index.ts';
import { patched, zipped } from '../files/made.ts';
import { protectedEnvelope } from '../support/envelope.ts';
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
import { atEnd, freshFolder } from '../support/folder.ts';
import { repository, stillClock } from '../support/home.ts';
import { type HomeState, stateOf } from '../support/home-state.ts';
import { valueIn } from '../support/outcome.ts';

/**
 * Every kind of file that must not come in: one coded message each, at its cell where there is one,
 * and a home whose facts, cells, coverage, ledger and archive are what they were.
 */
const folder = freshFolder('bad-input');
const home = join(folder, 'homes', 'home');
const month = '2025-12';
const actor = { name: 'local:tests', roles: ['analyst'] as const, themes: [] };
let host: Host;
let sound: HomeState;

before(async () => {
  const framework = join(folder, 'framework');
  cpSync(join(repository(), 'framework'), framework, { recursive: true });
  for (const [name, columns] of [
    ['one', 'Alpha, Beta'],
    ['other', 'Alpha, Gamma'],
  ])
    writeFileSync(
      join(framework, 'sources', `twin-${name}.yaml`),
      `source: twin-${name}\ntitle: Twin ${name}\nowner: performance-team\nmarking: OFFICIAL\nmethod: automated\npublished: true\nrecognise: { name: "twin_*.csv", columns: [${columns}] }\nread: { header: { starts-at: first row with Alpha } }\nperiod: { column: month, complete: month }\nreplaces: nothing\nloads:\n  street: { month: Alpha, category: Beta, number: { is: 1 }, force: { is: E23000015 } }\n`.replace(
        'category: Beta',
        `category: ${name === 'one' ? 'Beta' : 'Gamma'}`,
      ),
    );
  mkdirSync(join(folder, 'homes'));
  makeHome(home, { sample: true, reportingDay: '2026-02-10', framework });
  host = valueIn(await openHost(home, { clock: stillClock(), limits: { workbookBytes: 60_000 } }));
  atEnd(() => host.close());
  const good = join(folder, 'good');
  mkdirSync(good);
  laid(good, crimeName(month), crimeCsv({ month, rows: crimeRows(month, 120) }));
  laid(good, disruptionName(month), await disruptionBook(disruptionRows(month, 40)));
  const results = await host.collate([good], actor);
  assert.deepEqual(
    results.map((r) => r.status),
    ['loaded', 'loaded'],
    JSON.stringify(results.map((r) => r.problems)),
  );
  sound = await stateOf(home);
});

interface Expected {
  readonly code: string;
  readonly cell?: string;
  /** What the message must name. */
  readonly says?: RegExp;
  /** Files that may not even stay in quarantine. */
  readonly erased?: boolean;
}

/** Brings a file, and holds the home to everything that a refusal promises. */
async function refusedAs(path: string, expected: Expected): Promise<void> {
  const outside = readdirSync(join(folder, 'homes'));
  const [result, ...more] = await host.collate([path], actor);
  assert.deepEqual(more, []);
  const errors = result?.problems.filter((p) => p.severity === 'error') ?? [];
  const said = JSON.stringify(result?.problems);
  assert.equal(result?.status, 'refused', said);
  assert.deepEqual([...new Set(errors.map((p) => p.code))], [expected.code], said);
  const [first] = errors;
  assert.ok(first);
  assert.equal(first.where.file?.split('!')[0], basename(path));
  if (expected.cell) assert.equal(first.where.cell, expected.cell, said);
  if (expected.says) assert.match(first.message, expected.says);
  assert.ok(first.mend.length > 0);

  assert.deepEqual(await stateOf(home), sound, 'facts, coverage, cells, ledger and archive');
  assert.deepEqual(readdirSync(join(folder, 'homes')), outside, 'nothing outside the home');
  assert.deepEqual(readdirSync(host.home.work), readdirSync(host.home.work).filter(isReaders));
  const { sha256 } = result;
  const [entry, before] = await host.trail.list(2);
  assert.equal(entry?.event, 'file-refused');
  assert.equal(JSON.parse(entry?.detail ?? '{}').sha256, sha256);
  assert.ok(
    before?.event !== 'file-refused' || JSON.parse(before.detail).sha256 !== sha256,
    'one entry of the trail',
  );
  if (existsSync(path) && readFileSync(path).length > 0 && !path.endsWith('.zip'))
    assert.equal(sha256, createHash('sha256').update(readFileSync(path)).digest('hex'));
  const waits = readdirSync(join(home, 'quarantine'));
  assert.equal(waits.includes(sha256), sha256 !== '' && !expected.erased, 'quarantine');
  assert.equal(
    waits.some((name) => name.startsWith('coming-')),
    false,
  );
}

/** The reading child keeps a folder of its own. */
const isReaders = (name: string) => name.startsWith('socpf-reading-');

const rows = () => crimeRows(month, 120);
const bring = (name: string, content: string | Uint8Array) => laid(folder, name, content);
const crime = (change: Partial<Parameters<typeof crimeCsv>[0]>) =>
  bring(crimeName(month), crimeCsv({ month, rows: rows(), ...change }));

describe('a file that cannot be what it should be is refused whole', () => {
  test('wrong columns: the one that is missing, and the heading that may be it', async () => {
    const header = crimeHeader.map((h) => (h === 'HO Class' ? 'HO Clas' : h));
    await refusedAs(crime({ header }), { code: 'S103', says: /“HO Class” is missing/ });
  });

  test('no header at all', () =>
    refusedAs(crime({ header: ['a', 'b', 'c'] }), { code: 'S102', says: /Crime Number/ }));

  test('a file that no source describes', () =>
    refusedAs(bring('stationery.csv', 'a,b\n1,2\n'), { code: 'R101', says: /stationery\.csv/ }));

  test('a file that two sources describe is a question, never a guess', () =>
    refusedAs(bring('twin_2025.csv', 'Alpha,Beta,Gamma\n2025-12,Drugs,Drugs\n'), {
      code: 'R102',
      says: /Twin one or Twin other/,
    }));

  test('a workbook that is cut off', async () => {
    const whole = await disruptionBook(disruptionRows(month, 60));
    const half = whole.slice(0, Math.floor(whole.length / 2));
    await refusedAs(bring(disruptionName(month), half), { code: 'F106' });
  });

  test('a workbook with a password', () =>
    refusedAs(bring(disruptionName(month), protectedEnvelope()), { code: 'F105' }));

  test('a workbook without its sheet', async () => {
    const { writeWorkbook } = await import('../../src/ooxml/index.ts');
    const other = await writeWorkbook({ sheets: [{ name: 'Sheet1', rows: [['x']] }] });
    await refusedAs(bring(disruptionName(month), other), { code: 'S101', says: /“Sheet1”/ });
  });

  test('a quotation mark that is never closed, by its line', () =>
    refusedAs(crime({ rows: rows().map((r, i) => (i === 3 ? ['"SYN', ...r.slice(1)] : r)) }), {
      code: 'F112',
      says: /line 7/,
    }));

  test('bytes that are no encoding', async () => {
    const text = Buffer.from(crimeCsv({ month, rows: rows() }));
    const broken = Buffer.concat([
      text.subarray(0, 700),
      Buffer.from([0x81, 0x8d, 0x8f, 0x90, 0x9d]),
      text.subarray(700),
    ]);
    await refusedAs(bring(crimeName(month), broken), { code: 'F110' });
  });

  test('an empty file', () => refusedAs(bring(crimeName(month), ''), { code: 'F102' }));

  test('a header without rows', () => refusedAs(crime({ rows: [] }), { code: 'S108' }));

  test('a file without its footer is cut off', () =>
    refusedAs(crime({ bottom: [] }), { code: 'S104', says: /Total records/ }));

  test('a file whose own total is another than its rows', () =>
    refusedAs(crime({ total: 121 }), { code: 'C107', cell: 'A124', says: /121.*120/ }));

  test('a real file in a sample home', () =>
    refusedAs(crime({ top: ['Business Objects scheduled report', 'Run'] }), { code: 'R103' }));

  test('a file that is not there', () =>
    refusedAs(join(folder, 'BO_SOC_CRIME_209901.csv'), { code: 'F101', says: /no such file/ }));
});

describe('a cell that breaks the contract is named, and its file stays out', () => {
  const with_ = (row: number, column: string, value: string) =>
    crime({
      rows: rows().map((r, i) =>
        i === row ? r.map((cell, c) => (crimeHeader[c] === column ? value : cell)) : r,
      ),
    });

  test('a date after the reporting day', () =>
    refusedAs(with_(4, 'Recorded Date', '11/02/2026 09:00'), {
      code: 'C104',
      cell: 'B8',
      says: /11\/02\/2026 09:00.*10 February 2026/,
    }));

  test('a date that no calendar has', () =>
    refusedAs(with_(0, 'Recorded Date', '31/11/2025 09:00'), {
      code: 'C101',
      cell: 'B4',
      says: /November has 30 days/,
    }));

  test('a required cell that is empty', () =>
    refusedAs(with_(7, 'Crime Status', ''), { code: 'C102', cell: 'Q11' }));

  test('a key that stands twice', () =>
    refusedAs(with_(1, 'Crime Number', rows()[0]?.[0] ?? ''), { code: 'C106', cell: 'A4' }));

  test('a negative count in a workbook', async () => {
    const book = disruptionRows(month, 40).map((r, i) =>
      i === 2 ? r.map((cell, c) => (disruptionHeader[c] === 'Arrests' ? -1 : cell)) : r,
    );
    await refusedAs(bring(disruptionName(month), await disruptionBook(book)), {
      code: 'C105',
      cell: 'M6',
      says: /“-1” is below 0/,
    });
  });

  test('more rows to set aside than a source may have', () =>
    refusedAs(
      crime({
        rows: rows().map((r, i) => (i < 6 ? [...r.slice(0, 4), '999Z', ...r.slice(5)] : r)),
      }),
      { code: 'C108', says: /6 rows/ },
    ));
});

describe('one mistyped date must not blank the months between', () => {
  const stray = (date: string) =>
    crime({ rows: rows().map((r, i) => (i === 6 ? [r[0] ?? '', date, ...r.slice(2)] : r)) });

  test('months that hold rows, and none of them in the file', async () => {
    const months = ['2025-09', '2025-10', '2025-11'];
    for (const m of months) {
      const path = bring(crimeName(m), crimeCsv({ month: m, rows: crimeRows(m, 20) }));
      const [result] = await host.collate([path], actor);
      assert.equal(result?.status, 'loaded', JSON.stringify(result?.problems));
    }
    sound = await stateOf(home);
    await refusedAs(stray('07/08/2025 10:30'), {
      code: 'L105',
      cell: 'B10',
      says: /no row from 2025-09 to 2025-11, where 60 rows of this source stand now/,
    });
  });

  test('years before anything was counted', () =>
    refusedAs(stray('07/12/0025 10:30'), { code: 'L105', cell: 'B10', says: /0026-01/ }));

  test('one quiet month between two is a nought that was said', async () => {
    const path = bring(
      'BO_SOC_CRIME_quiet.csv',
      crimeCsv({
        month,
        rows: [...crimeRows('2025-04', 3), ...crimeRows('2025-06', 3)].map((r, i) => [
          `Q${i}`,
          ...r.slice(1),
        ]),
      }),
    );
    const [result] = await host.collate([path], actor);
    assert.equal(result?.status, 'loaded', JSON.stringify(result?.problems));
    sound = await stateOf(home);
  });
});

describe('a file that may not be here leaves nothing but its entry in the trail', () => {
  test('a column of personal data that its source does not declare', async () => {
    const header = [...crimeHeader, 'Victim Name'];
    const named = rows().map((r) => [...r, 'A. Person']);
    await refusedAs(crime({ header, rows: named }), {
      code: 'S107',
      says: /Victim Name/,
      erased: true,
    });
  });

  test('a marking above OFFICIAL-SENSITIVE', async () => {
    for (const marking of ['SECRET', 'TOP SECRET'])
      await refusedAs(crime({ top: [marking, 'SYNTHETIC - report'] }), {
        code: 'R105',
        says: /nothing above OFFICIAL-SENSITIVE/,
        erased: true,
      });
  });
});

describe('a file that asks for more than it may have, or climbs out', () => {
  test('a workbook over the stated size', async () => {
    const large = await disruptionBook(
      disruptionRows(month, 5_000).map((r, i) => [...r.slice(0, 11), hashOf(i), ...r.slice(12)]),
    );
    assert.ok(large.length > 60_000);
    await refusedAs(bring(disruptionName(month), large), { code: 'F201', says: /58\.6 KiB/ });
  });

  test('a cell over the stated length, in a file of rows that are sound', async () => {
    const long = rows().map((r, i) => (i === 5 ? [...r.slice(0, 5), 'x'.repeat(140_000)] : r));
    await refusedAs(crime({ rows: long }), { code: 'F208', says: /131,072/ });
  });

  test('a zip bomb, and a gzip bomb', async () => {
    const bomb = Buffer.alloc(40 * 2 ** 20, 'a,b\n');
    await refusedAs(await zipped(folder, 'bomb.zip', [['BO_SOC_CRIME_202512.csv', bomb]]), {
      code: 'F203',
    });
    await refusedAs(bring(`${crimeName(month)}.gz`, gzipSync(bomb)), { code: 'F203' });
  });

  test('an archive that names a path outside, whatever way it is written', async () => {
    for (const climbing of ['../../out.csv', '/etc/out.csv', 'C:/out.csv', '..\\..\\out.csv']) {
      const harmless = 'x'.repeat(climbing.length);
      const path = patched(
        await zipped(folder, 'climbs.zip', [[harmless, crimeCsv({ month, rows: rows() })]]),
        harmless,
        climbing,
      );
      await refusedAs(path, { code: 'F114' });
      rmSync(path);
    }
  });

  test('a name that climbs out is a name and no path', async () => {
    const path = bring('..BO_SOC_CRIME_202512.csv', 'a,b\n1,2\n');
    await refusedAs(path, { code: 'R101' });
  });
});

test('after all of it the home is sound, and the good file is still known', async () => {
  assert.deepEqual(await host.doctor(), []);
  const [again] = await host.collate([crime({})], actor);
  assert.equal(again?.status, 'already-loaded');
  assert.deepEqual(await stateOf(home), sound);
});

const hashOf = (n: number) => createHash('sha256').update(String(n)).digest('hex');
