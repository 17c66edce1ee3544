import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { readAnchors, sealOf, seed } from '../../src/audit/index.ts';
import { keepAnchor, loggerOf, makeHome } from '../../src/home/index.ts';
import { anchorHourly, type Host, openHost } from '../../src/host/index.ts';
import { answered } from '../support/command.ts';
import { atEnd, freshFolder } from '../support/folder.ts';
import { emptyHost, repository, stillClock } from '../support/home.ts';
import { codeOf, valueIn } from '../support/outcome.ts';

const base = freshFolder('anchored');
const [folder, heads] = [join(base, 'home'), join(base, 'heads.log')];
let host: Host;

before(async () => {
  makeHome(folder, {
    sample: false,
    reportingDay: null,
    framework: join(repository(), 'framework'),
  });
  valueIn(keepAnchor(folder, heads));
  host = valueIn(await openHost(folder, { clock: stillClock() }));
  atEnd(() => host.close());
  valueIn(await host.anchor('start'));
  for (const n of [1, 2, 3, 4, 5, 6]) {
    await host.trail.append({
      ...{ actor: 'ann', category: 'consultation', event: 'rows-opened' },
      detail: { n },
    });
    if (n % 3 === 0) valueIn(await host.anchor('hourly'));
  }
});

const verify = async (...files: string[]) => {
  const found = await answered(host, ['audit', 'verify', ...files]);
  const said = found.said as { problems?: { code: string; message: string }[]; anchors?: number };
  return { exit: found.exit, ...said, problem: said.problems?.[0] };
};
const change = (statement: string) => sql.raw(statement).execute(host.records);

describe('heads of the trail that were laid down outside the home', () => {
  test('stand one a line, and a trail that is whole fits them all', async () => {
    assert.deepEqual(
      readAnchors(readFileSync(heads, 'utf8')).anchors.map((a) => [a.entries, a.why]),
      [
        [0, 'start'],
        [3, 'hourly'],
        [6, 'hourly'],
      ],
    );
    const found = await verify('--anchor', heads);
    assert.deepEqual([found.exit, found.anchors], [0, 3]);
  });

  test('a chain that was sealed again from the fourth entry on is found by them alone', async () => {
    const rows = await host.records.selectFrom('trail').selectAll().orderBy('entry').execute();
    let previous = rows[2]?.hash ?? seed;
    for (const row of rows.slice(3)) {
      const forged = { ...row, actor: 'somebody else', previous };
      previous = sealOf(forged);
      await host.records
        .updateTable('trail')
        .set({ actor: forged.actor, previous: forged.previous, hash: previous })
        .where('entry', '=', row.entry)
        .execute();
    }
    assert.equal((await verify()).exit, 0, 'in itself it holds');
    const found = await verify('--anchor', heads);
    assert.deepEqual([found.exit, found.problem?.code], [1, 'A107']);
    assert.match(
      found.problem?.message ?? '',
      /at entry 4: was written anew, it or one up to entry 6/,
    );
    for (const row of rows)
      await host.records.updateTable('trail').set(row).where('entry', '=', row.entry).execute();
    assert.equal((await verify('--anchor', heads)).exit, 0, 'put back, it fits again');
  });

  test('an end that was cut off, and the count of the store with it, is found by them alone', async () => {
    await change('delete from trail where entry > 4');
    await change("update sqlite_sequence set seq = 4 where name = 'trail'");
    assert.equal((await verify()).exit, 0, 'in itself it holds');
    const found = await verify('--anchor', heads);
    assert.equal(found.exit, 1);
    assert.match(
      found.problem?.message ?? '',
      /of the 6 entries that stood there on .*, 2 are gone/,
    );
  });

  test('a file that holds none, one that was cut, and one that is not there are refused', async () => {
    const [none, cut] = [join(base, 'none.log'), join(base, 'cut.log')];
    writeFileSync(none, 'Feb 10 09:00:00 server cron: nothing\n');
    writeFileSync(cut, readFileSync(heads, 'utf8').slice(0, -30));
    assert.equal((await verify('--anchor', none)).problem?.code, 'A121');
    assert.equal((await verify('--anchor', cut)).problem?.code, 'A120');
    assert.equal((await verify('--anchor', join(base, 'absent.log'))).problem?.code, 'U102');
  });

  test('the log of the operating system is given each as one argument, by the program that the system has for it', () => {
    const line = 'socpf-anchor ["-x","$(true)"]';
    const [program, args] = loggerOf(line, 'linux');
    assert.deepEqual(
      [program, ...args],
      ['logger', '--socket-errors=on', '-t', 'socpf', '--', line],
    );
    assert.deepEqual(loggerOf(line, 'darwin'), ['logger', ['-t', 'socpf', '--', line]]);
    const [windows, given] = loggerOf(line, 'win32');
    assert.deepEqual([windows, given.at(-1)], ['eventcreate', line]);
  });

  test('go to the log of the operating system each hour, and an hour in which that fails does not end it', async () => {
    const logged: string[] = [];
    let broken = false;
    const clock = stillClock();
    const other = await emptyHost(
      {
        sample: false,
        name: 'logged',
        log: async (line) => {
          if (broken) throw new Error('No log here.');
          logged.push(`Feb 10 09:00:00 server socpf: ${line}`);
        },
      },
      clock,
    );
    const due: (() => void)[] = [];
    const told: string[] = [];
    let waits = 0;
    const hourly = () =>
      anchorHourly(
        other,
        (problems) => {
          told.push(...problems.map((p) => p.code));
        },
        (milliseconds, job) => {
          waits = milliseconds;
          due.push(job);
          return () => {
            due.length = 0;
          };
        },
      );
    valueIn(await other.anchor('start'));
    for (const [i, fails] of [false, true, false].entries()) {
      const anchoring = hourly();
      clock.at = `2026-02-10T1${i}:00:00.000Z`;
      broken = fails;
      due[0]?.();
      await anchoring.stop();
      assert.equal(due.length, 0, 'once stopped nothing is due');
    }
    assert.equal(waits, 60 * 60 * 1000);
    assert.deepEqual(told, ['H012']);
    const { anchors, unread } = readAnchors(logged.join('\n'));
    assert.equal(unread, 0);
    assert.deepEqual(
      anchors.map((a) => [a.why, a.entries, a.at]),
      [
        ['start', 0, '2026-02-10T09:00:00.000Z'],
        ['hourly', 0, '2026-02-10T10:00:00.000Z'],
        // That the hour before could not be laid down is itself an entry.
        ['hourly', 1, '2026-02-10T12:00:00.000Z'],
      ],
    );
    assert.deepEqual((await other.trail.verify(anchors)).broken, []);
  });

  test('a place that cannot be written to is said, and stands in the trail', async () => {
    valueIn(keepAnchor(folder, join(base, 'no', 'such', 'folder', 'heads.log')));
    await host.close();
    host = valueIn(await openHost(folder, { clock: stillClock() }));
    assert.equal(codeOf(await host.anchor('start')), 'H012');
    assert.equal((await host.trail.list(1))[0]?.event, 'anchor-not-written');
  });
});
