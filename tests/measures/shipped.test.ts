import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Framework, loadFramework } from '../../src/framework/index.ts';
import { answers, judgedByMoves, plansOf, tableOf } from '../../src/measures/index.ts';
import { month, periodsWithin } from '../../src/periods/index.ts';
import { memoryWarehouse } from '../support/warehouse.ts';

/** The repository's root: tests run from `dist`. */
function root(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

const folders = ['framework', join('tests', 'framework', 'catalogue')];

for (const folder of folders)
  describe(`every measure of ${folder} compiles to a plan`, () => {
    const path = join(root(), folder);
    if (!existsSync(path)) {
      test(`skipped: ${folder} not present`, () => {});
      return;
    }
    const loaded = loadFramework(path);
    test('and runs on an empty warehouse, whole and split by every column and kind of place', async () => {
      assert.ok(loaded.ok, JSON.stringify(loaded.ok ? [] : loaded.problems.slice(0, 3)));
      const framework: Framework = loaded.value;
      const warehouse = await memoryWarehouse([...framework.datasets.values()].map(tableOf));
      try {
        const periods = [
          ...periodsWithin('month', month('2025-04'), month('2026-01')),
          ...periodsWithin('quarter', month('2025-04'), month('2026-03')),
          ...periodsWithin('rolling-12', month('2025-12'), month('2026-01')),
        ];
        for (const measure of framework.measures.values())
          for (const split of [null, 'district', 'lpa', 'force', measure.by?.column ?? null]) {
            const query = { measure, periods, area: null, split, asAt: null };
            const [points = []] = await answers([query], framework, warehouse).catch((fault) => {
              throw new Error(`${measure.id} split by ${split}: ${fault}`);
            });
            if (split === null) {
              assert.equal(points.length, periods.length, measure.id);
              assert.equal(
                points[0]?.moves !== null,
                judgedByMoves(measure, framework),
                measure.id,
              );
            }
          }
      } finally {
        warehouse.close();
      }
    });
    test('and measures of one dataset in one place share one statement', () => {
      assert.ok(loaded.ok);
      const periods = periodsWithin('month', month('2025-04'), month('2026-01'));
      const queries = [...loaded.value.measures.values()].map((measure) => ({
        measure,
        periods,
        area: null,
        split: null,
        asAt: null,
      }));
      const plans = plansOf(queries, loaded.value);
      const regional = plans.filter((p) => (p.place.forces?.length ?? 0) > 1).length;
      const datasets = new Set(plans.map((p) => p.schema.dataset)).size;
      assert.ok(
        plans.length - regional <= datasets + 3,
        `${plans.length} plans, ${datasets} datasets`,
      );
    });
  });
