import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linesOf, parts } from '../../bench/main.ts';
import { arePeersThere } from '../../bench/peers.ts';

/** The benchmark at a thousandth of its size: that it runs, never how fast. */
const tiny = { runs: 1, scale: 0.001, months: 14, say: () => undefined };

describe('the benchmark runs at a tiny size', () => {
  test('loads of a CSV, figures of every measure and pages each give their lines', async () => {
    const lines = await linesOf(
      ['csv', 'figures', 'pages'].flatMap((word) => parts[word] ?? []),
      tiny,
    );
    assert.deepEqual(
      lines.filter((line) => !(line.value > 0)).map((line) => line.what),
      [],
    );
    assert.equal(lines.length, 10);
  });

  test('workbooks and packs are measured beside their peers', async (t) => {
    if (!arePeersThere()) return t.skip('skipped: the peers of bench/ are not installed');
    const lines = await linesOf(
      ['xlsx', 'pack'].flatMap((word) => parts[word] ?? []),
      tiny,
    );
    assert.deepEqual(
      lines.filter((line) => !(line.value > 0)).map((line) => line.what),
      [],
    );
    assert.equal(lines.length, 4);
  });
});
