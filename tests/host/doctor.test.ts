import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import Database from 'libsql';
import { makeHome } from '../../src/home/index.ts';
import { openHost } from '../../src/host/index.ts';
import {
  crimeCsv,
  crimeName,
  crimeRows,
  disruptionBook,
  disruptionName,
  disruptionRows,
  laid,
} from '../support/extracts.ts';
import { freshFolder } from '../support/folder.ts';
import { repository, stillClock } from '../support/home.ts';
import { editByHand } from '../support/home-state.ts';
import { valueIn } from '../support/outcome.ts';

/** A home whose stores were changed by hand is found out, and the doctor says where to look. */
const folder = freshFolder('doctor');
const whole = join(folder, 'whole');
const actor = { name: 'local:tests', roles: ['analyst'] as const, themes: [] };
let copies = 0;

before(async () => {
  makeHome(whole, {
    sample: true,
    reportingDay: '2026-02-10',
    framework: join(repository(), 'framework'),
  });
  const host = valueIn(await openHost(whole, { clock: stillClock() }));
  const files = join(folder, 'files');
  mkdirSync(files);
  const unknown = crimeRows('2025-11', 80).map((r, i) =>
    i === 3 ? [...r.slice(0, 4), '999Z', ...r.slice(5)] : r,
  );
  laid(files, crimeName('2025-11'), crimeCsv({ month: '2025-11', rows: unknown }));
  laid(files, crimeName('2025-12'), crimeCsv({ month: '2025-12', rows: crimeRows('2025-12', 60) }));
  laid(files, disruptionName('2025-12'), await disruptionBook(disruptionRows('2025-12', 30)));
  const results = await host.collate([files], actor);
  assert.deepEqual(new Set(results.map((r) => r.status)), new Set(['loaded']));
  const again = crimeCsv({ month: '2025-12', rows: crimeRows('2025-12', 61) });
  await host.collate([laid(folder, 'BO_SOC_CRIME_202512b.csv', again)], actor);
  assert.equal((await host.collate([files], actor)).length, 3);
  assert.ok((await host.undo(1, actor)).ok);
  await host.close();
});

/** What the doctor says after a change to a copy of the home. */
async function afterwards(change: (home: string) => unknown): Promise<string[]> {
  const home = join(folder, `copy-${copies++}`);
  cpSync(whole, home, { recursive: true });
  await change(home);
  const host = valueIn(await openHost(home, { clock: stillClock() }));
  try {
    return (await host.doctor()).map((p) => `${p.code} ${p.message}`);
  } finally {
    await host.close();
    rmSync(home, { recursive: true });
  }
}

const archived = (home: string) =>
  readdirSync(join(home, 'archive'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('what was changed by hand is found', () => {
  test('a home that nobody touched is sound', async () => {
    assert.deepEqual(await afterwards(() => undefined), []);
  });

  for (const [what, sql, says] of [
    ['a value of a fact', `update fact_crime set offence = '46' where row = 5`, /crime, load \d/],
    ['a fact that went', `delete from fact_crime where row = 9`, /rows were 6[01], are/],
    [
      'a fact that came',
      `insert into fact_crime select * replace (9999 as row) from fact_crime where row = 9 limit 1`,
      /crime, load \d/,
    ],
    [
      'a row under a slice of nobody',
      `update fact_crime set slice = 999 where row = 9`,
      /no load speaks for/,
    ],
    [
      'a count in the monthly cells',
      `update cell_crime set rows = rows + 1 where slice = (select max(slice) from cell_crime)`,
      /monthly cells/,
    ],
    [
      'a place in the monthly cells, their sum the same',
      `update cell_crime set area = 'E07000194' where slice = (select max(slice) from cell_crime)`,
      /monthly cells/,
    ],
    [
      'a sum in the monthly cells',
      `update cell_disruption set sum_arrests = sum_arrests + 1`,
      /monthly cells/,
    ],
    [
      'a code of a row that has several',
      `update fact_disruption_target_ref set code = 'OCG 99' where row = 5`,
      /disruption, load \d/,
    ],
    [
      'a month that counts again though it was replaced',
      `update coverage set valid_to = null where slice = (select min(slice) from coverage where valid_to is not null)`,
      /is not what its loads say/,
    ],
    [
      'coverage that went',
      `delete from coverage where dataset = 'disruption'`,
      /no load speaks for/,
    ],
    [
      'a row of the ledger',
      `update load set rows_loaded = rows_loaded + 1 where load = 3`,
      /load 3/,
    ],
    [
      'the file a load came from',
      `update load set sha256 = reverse(sha256) where load = 3`,
      /not in the archive/,
    ],
    ['what was set aside', `delete from set_aside`, /set aside/],
  ] as const)
    test(`${what}`, async () => {
      const found = await afterwards((home) => editByHand(home, sql));
      assert.ok(
        found.some((line) => line.startsWith('H007') && says.test(line)),
        found.join('\n') || 'nothing was found',
      );
    });

  test('a file of the archive that went, that was edited, that nobody loaded', async () => {
    const gone = await afterwards((home) => rmSync(archived(home)[0] ?? ''));
    assert.match(gone.join(), /its file is not in the archive/);
    const edited = await afterwards((home) => appendFileSync(archived(home)[0] ?? '', 'x'));
    assert.match(edited.join(), /its file was edited/);
    const foreign = await afterwards((home) =>
      writeFileSync(join(home, 'archive', 'ff.csv'), 'a,b\n'),
    );
    assert.match(foreign.join(), /which no load speaks of/);
  });

  test('an entry of the trail that was edited, and one that went with its load still there', async () => {
    const records = (sql: string) => (home: string) => {
      const database = new Database(join(home, 'records.db'));
      database.exec(sql);
      database.close();
    };
    const edited = await afterwards(
      records(`update trail set actor = 'somebody else' where entry = 2`),
    );
    assert.match(edited.join(), /A107 .*first at entry 2/);
    const gone = await afterwards(records(`delete from trail where entry = 2`));
    assert.match(gone.join(), /A107/);
  });
});
