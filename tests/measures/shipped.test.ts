import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Framework, loadFramework } from '../../src/framework/index.ts';
import { answers, judgedByMoves, plansOf, tableOf } from '../../src/measures/index.ts';
import { month, periodsWithin } from '../../src/periods/index.ts';
import { repository } from '../support/shared.ts';
import { memoryWarehouse } from '../support/warehouse.ts';

const frameworks = {
  'the shipped framework': () => loadFramework(join(repository, 'framework')),
};

for (const [name, load] of Object.entries(frameworks))
  describe(`every measure of ${name} compiles to a plan`, () => {
    const loaded = load();
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
              const { count } = measure.value;
              const counted = count.kind === 'stock' && count.column !== null;
              assert.equal(
                points[0]?.moves !== null,
                judgedByMoves(measure, framework) && !counted,
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
      const apart = new Set(
        plans.map((p) => JSON.stringify([p.schema.dataset, p.place, p.prefer])),
      );
      assert.equal(plans.length, apart.size);
      assert.ok(plans.length < queries.length / 3, `${plans.length} plans`);
    });
  });
