import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { type Host, openHost } from '../../src/host/index.ts';
import { answered } from '../support/command.ts';
import { crimeCsv, crimeRows, laid } from '../support/extracts.ts';
import { atEnd, freshFolder } from '../support/folder.ts';
import { stillClock } from '../support/home.ts';
import { kept, keptHomes, layOut } from '../support/kept-home.ts';
import { valueIn } from '../support/outcome.ts';

const actor = { name: 'local:tests', roles: ['analyst'] as const, themes: [] };

test('a home is kept of every release, small enough to stand among the sources', () => {
  assert.ok(keptHomes().length > 0);
  for (const { path } of keptHomes()) assert.ok(statSync(path).size < 2 ** 20, path);
});

for (const { release, path } of keptHomes())
  describe(`a home that release ${release} left`, () => {
    const folder = freshFolder('kept-home');
    let host: Host;
    before(async () => {
      await layOut(path, join(folder, 'home'));
      host = valueIn(await openHost(join(folder, 'home'), { clock: stillClock() }));
      atEnd(() => host.close());
    });

    const points = async (...args: readonly string[]) => {
      const { said, error } = await answered(host, ['measure', ...args]);
      const { points } = said as { points?: { period: string; value: number | null }[] };
      assert.ok(points, error);
      return Object.fromEntries(points.map((p) => [p.period, p.value]));
    };
    const crimes = (...more: readonly string[]) =>
      points('soac.vehicle-crime', '--from', '2025-10', '--to', '2025-12', ...more);
    /** Two in three rows of the made extract are vehicle crime. */
    const vehicle = (rows: number) =>
      crimeRows('2025-12', rows).filter((r) => r[4] === '45').length;

    test('is opened or migrated, and the doctor finds nothing', async () => {
      assert.deepEqual(await host.doctor(), []);
    });

    test('says what it said: figures, and figures as they were known before a month came again', async () => {
      const now = Object.entries(kept.crimes).map(([month, rows]) => [month, vehicle(rows)]);
      assert.deepEqual(await crimes(), Object.fromEntries(now));
      assert.deepEqual(await crimes('--as-at', '2025-12-31'), {
        '2025-10': vehicle(kept.crimes['2025-10']),
        '2025-11': vehicle(kept.novemberBefore),
        '2025-12': null,
      });
      const register = await points('ocg.active', '--from', '2025-11', '--to', '2025-12');
      assert.deepEqual(register, { '2025-11': kept.groups, '2025-12': kept.groups - 1 });
    });

    test('opens the rows behind a point, and they add up', async () => {
      const { said, error } = await answered(host, [
        ...['rows', 'soac.vehicle-crime', '--period', '2025-12'],
      ]);
      const { total, equal } = said as { total: number; equal: boolean };
      assert.deepEqual([total, equal], [vehicle(kept.crimes['2025-12']), true], error);
    });

    test('knows its people, its trail, what it refused and what it built', async () => {
      valueIn(await host.accounts.signIn(kept.account, kept.password));
      const { broken, entries } = await host.trail.verify();
      assert.deepEqual(broken, []);
      assert.ok(entries > 10);
      assert.equal(host.home.shelves.list('quarantine').length, 1);
      const editions = await host.records.selectFrom('edition').selectAll().execute();
      assert.equal(editions.length, 1);
    });

    test('takes a new file, and gives it back', async () => {
      const before = await crimes();
      const file = crimeCsv({ month: '2025-12', rows: crimeRows('2025-12', 30) });
      const [result] = await host.collate([laid(folder, 'BO_SOC_CRIME_new.csv', file)], actor);
      assert.equal(result?.status, 'loaded', JSON.stringify(result?.problems));
      assert.equal((await crimes())['2025-12'], vehicle(30));
      valueIn(await host.undo(result?.load ?? 0, actor));
      assert.deepEqual(await crimes(), before);
      assert.deepEqual(await host.doctor(), []);
    });
  });
