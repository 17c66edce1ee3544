import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  changedWhileRead,
  type FaultBench,
  faultBench,
  killed,
  killedAtBirth,
  killedUndo,
  numbers,
  outOfDisk,
  staleLock,
} from '../support/faults.ts';
import { freshFolder } from '../support/folder.ts';

/**
 * Real faults done to a real process. Ten points of a load here; `npm run faults -- 100`, which the
 * integration runs, does sixty more and the other faults at other places.
 */
let bench: FaultBench;
before(async () => {
  bench = await faultBench(freshFolder('faults'));
});

const points = 10;
const random = numbers(2_026);

describe('a process that collates is struck, and the home stands where a whole number of files left it', () => {
  for (let n = 0; n < points; n++) {
    // One in each tenth of the load, so that its beginning, middle and end are all struck.
    const share = (n + random()) / points;
    test(`killed at ${Math.round(100 * share)} % of a load: sound, and the same files end in the same facts`, async (t) => {
      t.diagnostic(await killed(bench, share));
    });
  }

  test('an undo that is killed is done or not, and a home killed at its birth is empty or not there', async (t) => {
    t.diagnostic(await killedUndo(bench, random()));
    t.diagnostic(await killedAtBirth(bench, random()));
  });

  test('a file that is changed while it is read comes in whole or is refused', async (t) => {
    t.diagnostic(await changedWhileRead(bench, random));
  });

  test('a lock that a killed process left keeps nobody out', async (t) => {
    t.diagnostic(await staleLock(bench, random));
  });

  test('a disk that takes no more is one coded sentence, whatever could not be written', async (t) => {
    if (process.platform === 'win32') return t.skip('ulimit is of POSIX');
    // Blocks of 512 bytes: too few for a file of the extract, for what is unpacked, for the warehouse.
    for (const blocks of [16, 600, 2_200]) {
      const said = await outOfDisk(bench, blocks);
      t.diagnostic(said);
      assert.match(said, /, [A-Z]\d{3}$/, 'the disk was too small, or this proves nothing');
    }
  });
});
