import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { makeHome, openHome } from '../../src/home/index.ts';
import { freshFolder } from '../support/folder.ts';
import { codeOf, valueIn } from '../support/outcome.ts';

const base = freshFolder('home');
const framework = join(base, 'framework-of-tests');
mkdirSync(framework);

function newHome(name: string): string {
  const folder = join(base, name);
  makeHome(folder, { sample: false, reportingDay: null, framework });
  return folder;
}

describe('a home is a folder with one owner', () => {
  test('no home, a home of another version and a broken one are refused and left as they are', async () => {
    assert.equal(codeOf(await openHome(join(base, 'none'))), 'H001');
    for (const [name, text, code] of [
      ['later', '{"version":"9"}', 'H002'],
      ['broken', '{', 'H008'],
    ] as const) {
      const folder = join(base, name);
      mkdirSync(folder);
      writeFileSync(join(folder, 'home.json'), text);
      assert.equal(codeOf(await openHome(folder)), code, name);
      assert.deepEqual(readdirSync(folder), ['home.json'], 'nothing was changed');
    }
  });

  test('an owner that answers keeps the home; one that is gone, or only its number, does not', async () => {
    const folder = newHome('locked');
    const first = valueIn(await openHome(folder));
    const owner = createServer().listen(first.socket);
    await new Promise((resolve) => owner.once('listening', resolve));
    assert.equal(codeOf(await openHome(folder)), 'H003');
    await new Promise((resolve) => owner.close(resolve));
    valueIn(await openHome(folder)).release();
    for (const left of [
      JSON.stringify({ pid: 2 ** 22 + 1, token: 'dead' }),
      JSON.stringify({ pid: process.pid, token: 'same number, other start' }),
      'half a lo',
    ]) {
      writeFileSync(join(folder, 'run', 'lock'), left);
      valueIn(await openHome(folder)).release();
      assert.equal(existsSync(join(folder, 'run', 'lock')), false, left);
    }
  });

  test('what a killed owner left half-done is cleared away', async () => {
    const folder = newHome('killed');
    const first = valueIn(await openHome(folder));
    writeFileSync(first.scratch('-half'), 'half');
    first.release();
    const second = valueIn(await openHome(folder));
    assert.deepEqual(readdirSync(second.work), []);
    second.release();
  });

  test('a file waits in quarantine under its hash, and is archived once by a move', async () => {
    const home = valueIn(await openHome(newHome('archive')));
    const { shelves } = home;
    const path = join(base, 'crime.csv');
    writeFileSync(path, 'a,b\n1,2\n');
    const sha256 = createHash('sha256').update('a,b\n1,2\n').digest('hex');
    const come = async () => {
      const waiting = valueIn(await shelves.quarantine(path, 'crime.csv', 100));
      await waiting.safe;
      assert.equal(await waiting.sha256, sha256);
      return waiting.path;
    };
    const first = await come();
    assert.equal(shelves.archived(sha256), null, 'only an accepted file enters the archive');
    shelves.accept(first, sha256);
    assert.equal(readFileSync(shelves.archived(sha256) ?? '', 'utf8'), 'a,b\n1,2\n');
    shelves.accept(await come(), sha256);
    assert.deepEqual(readdirSync(join(home.folder, 'archive', sha256.slice(0, 2))), [sha256]);
    assert.deepEqual(shelves.list('quarantine'), []);
    shelves.keep(await come(), sha256);
    assert.deepEqual(
      shelves.list('quarantine').map((f) => f.name),
      [sha256],
    );
    home.release();
  });

  test('what is no file, is not there, is empty or too large is refused before a byte is copied', async () => {
    const home = valueIn(await openHome(newHome('refusals')));
    const empty = join(base, 'empty.csv');
    const large = join(base, 'large.csv');
    writeFileSync(empty, '');
    writeFileSync(large, 'a,b\n1,2\n');
    for (const [path, code] of [
      [join(base, 'nowhere.csv'), 'F101'],
      [base, 'F101'],
      [empty, 'F102'],
      [large, 'F201'],
    ] as const)
      assert.equal(codeOf(await home.shelves.quarantine(path, 'x.csv', 4)), code, path);
    assert.deepEqual(home.shelves.list('quarantine'), []);
    home.release();
  });

  test('home.json with a word that it does not know is refused, and says which', async () => {
    for (const [text, says] of [
      ['{"version":"1","sample":"yes"}', 'sample'],
      ['{"version":"1","sample":false,"reportingDay":"2026-02-30"}', 'reportingDay'],
      ['null', 'no object'],
    ] as const) {
      const folder = newHome(`edited-${says.replace(' ', '-')}`);
      writeFileSync(join(folder, 'home.json'), text);
      const opened = await openHome(folder);
      assert.equal(codeOf(opened), 'H008');
      assert.match(opened.ok ? '' : (opened.problems[0]?.message ?? ''), new RegExp(says));
    }
  });
});
