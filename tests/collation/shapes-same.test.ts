import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { CellValue } from '../../src/ooxml/index.ts';
import { type BenchFact, outcomeOf, shapeBench } from './shape-bench.ts';

const common = `
method: automated
cumulative: no
replaces: snapshot
period: { column: month }
markers: { nil: zero, "-": missing }
`;
const loads = 'loads: { fraud: { month: Month, category: Category, reports: Reports } }';
const sources = {
  table: `${common}recognise: { name: "table_*", columns: [Month] }\nread: { header: { starts-at: Month } }\n${loads}`,
  crosstab: `${common}recognise: { name: "crosstab_*", columns: [Category] }\nread: { shape: crosstab, header: { starts-at: Category }, across: { heading: Month, values: Reports }, totals: { across: Total, down: [All] } }\n${loads}`,
  outline: `${common}recognise: { name: "outline_*", columns: [Category] }\nread: { shape: outline, header: { starts-at: Category }, levels: [Category], totals: { word: Sum } }\n${loads}`,
  form: `${common}recognise: { name: "form_*", says: Return }\nread: { shape: form, labels: [Investment fraud, Courier fraud, Hacking], items: { heading: Category, values: Reports }, across: { heading: Month, values: Reports } }\n${loads}`,
};

const categories = ['Investment fraud', 'Courier fraud', 'Hacking'] as const;
const heads = ['Oct-25', 'November 2025', '2025-12', 'Jan 26'] as const;
const ids = ['2025-10', '2025-11', '2025-12', '2026-01'] as const;
const number = fc.oneof(
  fc.integer({ min: 0, max: 5000 }),
  fc.constant('nil' as const),
  fc.constant('-' as const),
);
/** A number for each category and month, at least one month. */
const cube = fc.integer({ min: 2, max: heads.length }).chain((months) =>
  fc.array(fc.array(number, { minLength: months, maxLength: months }), {
    minLength: categories.length,
    maxLength: categories.length,
  }),
);

const counted = (n: number | string): number => (typeof n === 'number' ? n : 0);

/** What the cube says, worked out without the product. */
const expected = (rows: readonly (readonly (number | string)[])[]): string[] =>
  rows
    .flatMap((row, c) => row.map((n, m) => `${ids[m]} ${c} ${n === '-' ? 'missing' : counted(n)}`))
    .sort();
const codes = ['investment', 'courier', 'cyber'];
const found = (facts: readonly BenchFact[]): string[] =>
  facts
    .map(
      (f) =>
        `${String(f.month).slice(0, 7)} ${codes.indexOf(String(f.category))} ${f.reports ?? 'missing'}`,
    )
    .sort();

/** The text of the cell at an address of what was written. */
function cellIn(rows: readonly (readonly CellValue[])[], address: string | undefined): CellValue {
  const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(address ?? '') ?? [];
  const column = [...letters].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0);
  return rows[Number(digits) - 1]?.[column - 1] ?? null;
}

describe('the same numbers, whatever way they are written down', () => {
  test('give the same facts as table, crosstab, outline and form, each at the cell that says it', async () => {
    const bench = await shapeBench(sources);
    let files = 0;
    const load = async (shape: keyof typeof sources, rows: CellValue[][]) => {
      const result = await bench.book(`${shape}_${++files}.xlsx`, [{ name: 'S', rows }]);
      assert.equal(outcomeOf(result), 'loaded');
      const facts = (await bench.facts('fraud')).filter((f) => f.load === result.load);
      for (const fact of facts) {
        const cell = cellIn(rows, fact.cells.reports);
        assert.equal(typeof cell === 'number' ? cell : cell === 'nil' ? 0 : null, fact.reports);
        assert.equal(
          codes[categories.indexOf(cellIn(rows, fact.cells.category) as 'Hacking')],
          fact.category,
        );
      }
      return found(facts);
    };
    await fc.assert(
      fc.asyncProperty(cube, async (numbers) => {
        const months = heads.slice(0, numbers[0]?.length ?? 0);
        const long = numbers.flatMap((row, c) =>
          row.map((n, m): CellValue[] => [ids[m] ?? '', categories[c] ?? '', n]),
        );
        const total = (row: readonly (number | string)[]) =>
          row.reduce((sum: number, n) => sum + counted(n), 0);
        const wide = numbers.map((row, c): CellValue[] => [
          categories[c] ?? '',
          ...row,
          total(row),
        ]);
        const down = months.map((_, m) => total(numbers.map((row) => row[m] ?? 0)));
        const all: CellValue[] = ['All', ...down, total(down)];
        const outline = numbers.flatMap((row, c) =>
          row.map((n, m): CellValue[] => [m === 0 ? (categories[c] ?? '') : null, ids[m] ?? '', n]),
        );
        const wanted = expected(numbers);
        assert.deepEqual(await load('table', [['Month', 'Category', 'Reports'], ...long]), wanted);
        assert.deepEqual(
          await load('crosstab', [['Title'], ['Category', ...months, 'Total'], ...wide, all]),
          wanted,
        );
        assert.deepEqual(
          await load('outline', [['Category', 'Month', 'Reports'], ...outline]),
          wanted,
        );
        const form = [...wide].reverse().map((row) => row.slice(0, -1));
        assert.deepEqual(await load('form', [['Return'], [], [null, ...months], ...form]), wanted);
      }),
      { numRuns: 12, seed: 20260210 },
    );
  });
});
