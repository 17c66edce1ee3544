import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openFigures } from '../../src/figures/index.ts';
import { day, period } from '../../src/periods/index.ts';
import { outcomeOf, shapeBench } from '../collation/shape-bench.ts';

describe('a number that its source withholds', () => {
  test('makes every figure that counts it suppressed, and no other', async () => {
    const bench = await shapeBench({
      dashboard: `
method: automated
recognise: { name: "F_*.xlsx", columns: [Category] }
read: { shape: crosstab, header: { starts-at: Category }, across: { heading: Month, values: Reports } }
period: { column: month }
replaces: { period: month }
markers: { "[c]": suppressed, "-": missing }
loads: { fraud: { month: Month, category: Category, reports: Reports } }
`,
    });
    const rows = [
      ['Category', 'Oct-25', 'Nov-25', 'Dec-25'],
      ['Courier fraud', '[c]', 4, 9],
      ['Investment fraud', 3, 8, '-'],
    ];
    assert.equal(outcomeOf(await bench.book('F_1.xlsx', [{ name: 'S', rows }])), 'loaded');
    const figures = openFigures(bench.framework, bench.warehouse, day('2026-02-10'), {
      now: () => '2026-02-10T09:00:00Z',
    });
    const asked = (id: string, by: 'month' | 'quarter') => ({
      ...{ measure: 'fraud.reports', by, period: period(id) },
    });
    const of = async (id: string, by: 'month' | 'quarter' = 'month') => {
      const { figure } = await figures.series(asked(id, by));
      return `${figure.value} ${figure.status}`;
    };
    assert.equal(await of('2025-10'), 'null suppressed');
    assert.equal(await of('2025-11'), '12 complete');
    assert.equal(await of('2025-12'), '9 complete');
    assert.equal(await of('2025-Q3', 'quarter'), 'null suppressed');
    const split = await figures.split(asked('2025-10', 'month'), 'category');
    assert.deepEqual(
      split.map(({ figure }) => `${figure.category} ${figure.value} ${figure.status}`).sort(),
      ['courier null suppressed', 'investment 3 complete'],
    );
  });
});
