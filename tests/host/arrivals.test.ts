import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import Database from 'libsql';
import { makeHome } from '../../src/home/index.ts';
import { type Host, openHost } from '../../src/host/index.ts';
import { zipped } from '../files/made.ts';
import { crimeCsv, crimeName, crimeRows, laid } from '../support/extracts.ts';
import { freshFolder } from '../support/folder.ts';
import { repository, stillClock } from '../support/home.ts';
import { factsOf } from '../support/home-state.ts';
import { valueIn } from '../support/outcome.ts';

const folder = freshFolder('arrivals');
const actor = { name: 'local:tests', roles: ['analyst'] as const, themes: [] };
let homes = 0;

/** A new sample home of its own for one test, and what it takes to close and open it again. */
async function inHome(
  work: (host: Host, again: () => Promise<Host>) => Promise<void>,
  clock = stillClock(),
): Promise<void> {
  const home = join(folder, `home-${homes++}`);
  makeHome(home, {
    sample: true,
    reportingDay: '2026-02-10',
    framework: join(repository(), 'framework'),
  });
  const open = async () => valueIn(await openHost(home, { clock }));
  let host = await open();
  try {
    await work(host, async () => {
      await host.close();
      host = await open();
      return host;
    });
  } finally {
    await host.close();
  }
}

const crimes = (month: string, n: number) => crimeCsv({ month, rows: crimeRows(month, n) });
const numberOf = async (host: Host, period: string) =>
  (await host.figures.loads())
    .filter((load) => load.firstMonth === period)
    .map((load) => load.rowsLoaded);

describe('files that come at the same time', () => {
  test('how many are still on their way is said while they come, and no more once they are in', () =>
    inHome(async (host) => {
      const paths = ['2025-10', '2025-11', '2025-12'].map((month) =>
        laid(folder, crimeName(month), crimes(month, 20)),
      );
      const said: unknown[] = [host.arriving()];
      await host.collate(paths, actor, () => said.push(host.arriving()));
      assert.deepEqual(
        [...said, host.arriving()],
        [null, { done: 1, total: 3 }, { done: 2, total: 3 }, { done: 3, total: 3 }, null],
      );
    }));

  test('the same bytes brought twice at once are loaded once', () =>
    inHome(async (host) => {
      const path = laid(folder, crimeName('2025-12'), crimes('2025-12', 300));
      const other = laid(folder, crimeName('2025-11'), crimes('2025-11', 300));
      const results = (
        await Promise.all(
          [[path], [other, path], [path]].map((paths) => host.collate(paths, actor)),
        )
      ).flat();
      assert.deepEqual(results.map((r) => r.status).sort(), [
        'already-loaded',
        'already-loaded',
        'loaded',
        'loaded',
      ]);
      assert.equal((await host.figures.loads()).length, 2);
      assert.deepEqual(await host.doctor(), []);
    }));

  test('two versions of a month at once: one after the other, and the later counts', () =>
    inHome(async (host) => {
      const one = laid(folder, 'BO_SOC_CRIME_a.csv', crimes('2025-12', 100));
      const two = laid(folder, 'BO_SOC_CRIME_b.csv', crimes('2025-12', 101));
      await Promise.all([host.collate([one], actor), host.collate([two], actor)]);
      const loads = await host.figures.loads();
      assert.deepEqual(
        loads.map((l) => l.load),
        [1, 2],
      );
      const { fact_crime } = await factsOf(host.home.folder);
      assert.match(fact_crime ?? '', new RegExp(`^${loads[1]?.rowsLoaded} `));
      assert.deepEqual(await host.doctor(), []);
    }));
});

describe('the clock', () => {
  test('going back, it makes nothing undone: loads are ordered by their number', async () => {
    const clock = stillClock('2026-02-10T09:00:00.000Z');
    await inHome(async (host, again) => {
      await host.collate([laid(folder, 'BO_SOC_CRIME_a.csv', crimes('2025-12', 100))], actor);
      clock.at = '2026-01-20T09:00:00.000Z';
      await host.collate([laid(folder, 'BO_SOC_CRIME_b.csv', crimes('2025-12', 101))], actor);
      assert.deepEqual(await numberOf(host, '2025-12'), [100, 101]);
      assert.match((await factsOf(host.home.folder)).fact_crime ?? '', /^101 /);
      const reopened = await again();
      assert.deepEqual(await reopened.doctor(), []);
      assert.equal((await reopened.trail.verify()).broken.length, 0);
    }, clock);
  });

  test('a lock from the future is no younger than one of now', () =>
    inHome(async (host, again) => {
      const lock = join(host.home.folder, 'run', 'lock');
      await host.close();
      // Its process lives (it is our parent), but nobody answers at its door.
      writeFileSync(lock, JSON.stringify({ pid: process.ppid, token: 'left' }));
      const ahead = new Date(Date.now() + 86_400_000);
      utimesSync(lock, ahead, ahead);
      assert.deepEqual(await (await again()).doctor(), []);
    }));
});

describe('the inbox', () => {
  test('R48: takes what has stopped growing, leaves what has not, and what is half-written by its name', () =>
    inHome(async (host) => {
      const inbox = host.openInbox();
      const { inbox: at } = host.home;
      mkdirSync(join(at, 'from-apmis'));
      const good = laid(join(at, 'from-apmis'), crimeName('2025-12'), crimes('2025-12', 50));
      const whole = crimes('2025-11', 10);
      const growing = laid(at, crimeName('2025-11'), whole.slice(0, 500));
      laid(at, `${crimeName('2025-10')}.part`, 'half');
      laid(at, '~$BO_SOC_CRIME.xlsx', 'lock file');
      assert.deepEqual(await inbox.look(), [], 'nobody knows yet what stands still');
      appendFileSync(growing, whole.slice(500, 900));
      const taken = await inbox.look();
      assert.deepEqual(
        taken.map((r) => [r.file, r.status]),
        [[crimeName('2025-12'), 'loaded']],
      );
      assert.equal(existsSync(good), false, 'it is in the archive');
      assert.equal(inbox.waiting(), 1);
      const [refused] = await inbox.look();
      assert.equal(refused?.status, 'refused', 'it stood still, and is not whole');
      assert.equal(existsSync(growing), false, 'it is in quarantine');
      assert.deepEqual(readdirSync(join(host.home.folder, 'quarantine')), [refused?.sha256]);
      assert.deepEqual(await inbox.look(), []);
      assert.deepEqual(
        (await host.trail.list(2)).map((e) => [e.actor, e.event]),
        [
          ['inbox', 'file-refused'],
          ['inbox', 'load'],
        ],
      );
    }));
});

describe('what a refused file leaves', () => {
  test('it waits thirty days in quarantine, then it goes, and the trail says so', async () => {
    const clock = stillClock('2026-02-10T09:00:00.000Z');
    await inHome(async (host, again) => {
      const [refused] = await host.collate([laid(folder, 'odd.csv', 'a,b\n1,2\n')], actor);
      const waits = (of: Host) => of.home.shelves.list('quarantine').map((f) => f.name);
      assert.deepEqual(waits(host), [refused?.sha256]);
      clock.at = '2026-03-11T09:00:00.000Z';
      assert.deepEqual(waits(await again()), [refused?.sha256], 'the thirtieth day is not over');
      clock.at = '2026-03-13T09:00:00.000Z';
      const later = await again();
      assert.deepEqual(waits(later), []);
      const [entry] = await later.trail.list(1);
      assert.equal(entry?.category, 'erasure');
      assert.equal(JSON.parse(entry?.detail ?? '{}').sha256, refused?.sha256);
    }, clock);
  });
});

describe('what a process left that was killed after the facts and before their papers', () => {
  test('the file is archived, the trail is written, the list of arrivals is whole', () =>
    inHome(async (host, again) => {
      const path = laid(folder, crimeName('2025-12'), crimes('2025-12', 40));
      const [result] = await host.collate([path], actor);
      const archived = host.home.shelves.archived(result?.sha256 ?? '') ?? '';
      const { folder: at, records } = host.home;
      await host.close();
      renameSync(archived, join(at, 'quarantine', 'coming-1234'));
      const database = new Database(records);
      database.exec(
        `delete from trail where event = 'load'; delete from arrival; update sqlite_sequence set seq = (select coalesce(max(entry), 0) from trail) where name = 'trail'`,
      );
      database.close();
      writeFileSync(join(at, 'quarantine', 'coming-5678'), 'a file that nobody judged');
      const settled = await again();
      assert.deepEqual(await settled.doctor(), []);
      assert.equal(settled.home.shelves.archived(result?.sha256 ?? ''), archived);
      assert.deepEqual(settled.home.shelves.list('quarantine'), []);
      const [entry] = await settled.trail.list(1);
      assert.equal(entry?.event, 'load');
      assert.equal(entry?.actor, actor.name);
      const arrivals = await settled.records.selectFrom('arrival').selectAll().execute();
      assert.deepEqual(
        arrivals.map((a) => [a.file, a.status, a.load, a.rows]),
        [[crimeName('2025-12'), 'loaded', 1, 40]],
      );
    }));
});

describe('what is brought', () => {
  test('members of an archive are judged one by one, each by its own name', () =>
    inHome(async (host) => {
      const path = await zipped(folder, 'extracts.zip', [
        [`month/${crimeName('2025-12')}`, crimes('2025-12', 20)],
        ['readme.txt', 'nothing to load here'],
      ]);
      const results = await host.collate([path], actor);
      assert.deepEqual(
        results.map((r) => [r.file.split('!')[1], r.status, r.problems[0]?.code ?? null]),
        [
          [`month/${crimeName('2025-12')}`, 'loaded', null],
          ['readme.txt', 'refused', 'R101'],
        ],
      );
      assert.deepEqual(await host.doctor(), []);
    }));

  test('a folder of links that lead nowhere, out or round, and of pipes, holds no file and waits for none', () =>
    inHome(async (host) => {
      if (process.platform === 'win32') return;
      const odd = join(folder, 'odd-folder');
      mkdirSync(odd);
      symlinkSync(join(folder, 'nowhere'), join(odd, 'nowhere.csv'));
      symlinkSync(odd, join(odd, 'round'));
      symlinkSync('/etc/passwd', join(odd, 'out.csv'));
      const pipe = join(odd, 'pipe.csv');
      assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
      assert.deepEqual(await host.collate([odd], actor), []);
      const [named] = await host.collate([pipe], actor);
      assert.equal(named?.problems[0]?.code, 'F101', 'a pipe is no file, and is not waited for');
      const [device] = await host.collate(['/dev/zero'], actor);
      assert.equal(device?.problems[0]?.code, 'F101');
    }));

  test('in a real home nobody can say when a file arrived but the clock', async () => {
    const home = join(folder, 'real');
    makeHome(home, {
      sample: false,
      reportingDay: null,
      framework: join(repository(), 'framework'),
    });
    const host = valueIn(await openHost(home, { clock: stillClock() }));
    try {
      const files = join(folder, 'claimed');
      mkdirSync(files);
      const name = '2025-11-staffordshire-street.csv';
      laid(files, 'arrivals.csv', `file,arrived\n${name},2020-01-01T09:00:00Z\n`);
      laid(
        files,
        name,
        'Crime ID,Month,Reported by,LSOA code,Crime type,Last outcome category\n,2025-11,Staffordshire Police,,Drugs,\n',
      );
      const [result] = await host.collate([files], actor);
      assert.equal(result?.status, 'loaded', JSON.stringify(result?.problems));
      assert.equal((await host.figures.loads())[0]?.arrivedAt, '2026-02-10T09:00:00.000Z');
    } finally {
      await host.close();
    }
  });
});
