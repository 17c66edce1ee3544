import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sample, sampleHost } from '../support/sample-home.ts';

test('every file of the sample loads but the one that is refused on purpose', async () => {
  const { results } = await sample();
  assert.deepEqual(
    results.filter((r) => r.status !== 'loaded').map((r) => [r.file, r.status]),
    [['APMIS_Disruptions_20260204.xlsx', 'refused']],
  );
  const host = await sampleHost();
  assert.equal((await host.figures.loads()).length, results.length - 1);
});
