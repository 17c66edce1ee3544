import assert from 'node:assert/strict';
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

  test('a file is kept under its hash once, and a withdrawn one is gone', async () => {
    const home = valueIn(await openHome(newHome('archive')));
    const path = join(base, 'crime.csv');
    writeFileSync(path, 'a,b\n1,2\n');
    const sha256 = 'ab'.repeat(32);
    const kept = await home.accept(path, sha256);
    assert.equal(await home.accept(path, sha256), kept);
    assert.equal(readFileSync(kept, 'utf8'), 'a,b\n1,2\n');
    assert.deepEqual(readdirSync(join(home.folder, 'archive', 'ab')), [sha256]);
    await home.withdraw(sha256);
    assert.equal(home.archived(sha256), null);
    home.release();
  });
});
