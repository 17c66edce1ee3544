import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lines, outcomeOf, said, shapeBench } from './shape-bench.ts';

const returned = (more: string) => `
method: template
arrives: { every: quarter, due: 8 days after }
recognise: { name: "Return_*.xlsx", columns: [Item, Number] }
read: { header: { starts-at: Item } }
period: { cell: "label:Period" }
replaces: { period: quarter, within: [force] }
loads: { returned: { month: { period: start }, item: Item, number: Number } }
${more}
`;
const sheet = (period: string, numbers: readonly (number | string | null)[]) => [
  {
    name: 'Return',
    rows: [['Period', period], ['Item', 'Number'], ...numbers.map((n, i) => [`Item ${i + 1}`, n])],
  },
];

describe('a return that says there is nothing to report', () => {
  const bare = (words: string) => [
    { name: 'Return', rows: [['Period', 'Q3 2025/26'], ['Item', 'Number'], [words]] },
  ];
  test('covers its quarter with no rows, so that the quarter is nought and not missing', async () => {
    const bench = await shapeBench({ source: returned('') });
    const result = await bench.book('Return_1.xlsx', bare('Nothing to report.'));
    assert.equal(outcomeOf(result), 'loaded');
    assert.equal(result.rows, 0);
    assert.deepEqual(await bench.months('returned'), {
      '2025-10': true,
      '2025-11': true,
      '2025-12': true,
    });
    assert.equal((await bench.facts('returned')).length, 0);
  });

  test('and so does one without any table', async () => {
    const bench = await shapeBench({ source: returned('') });
    const file = [{ name: 'Return', rows: [['Period', 'Q3 2025/26'], ['Nil return']] }];
    assert.equal(outcomeOf(await bench.book('Return_1.xlsx', file)), 'loaded');
    assert.deepEqual(Object.keys(await bench.months('returned')), [
      '2025-10',
      '2025-11',
      '2025-12',
    ]);
  });

  test('in words of the source’s own; a table without rows and without words is refused', async () => {
    const bench = await shapeBench({
      source: returned('').replace(
        'starts-at: Item }',
        'starts-at: Item }, nothing: [No activity]',
      ),
    });
    assert.equal(outcomeOf(await bench.book('Return_1.xlsx', bare('No activity'))), 'loaded');
    assert.deepEqual(
      said(
        await bench.book('Return_2.xlsx', [
          {
            name: 'R',
            rows: [
              ['Period', 'Q4 2025/26'],
              ['Item', 'Number'],
            ],
          },
        ]),
      ),
      ['S108'],
    );
  });

  test('of no period that anybody names is asked about', async () => {
    const bench = await shapeBench({
      list: `
method: automated
recognise: { name: "L.csv", columns: [Ref] }
read: { header: { starts-at: Ref } }
period: { column: found_on }
replaces: { period: month }
loads: { item: { item_ref: Ref, found_on: Found } }
`,
    });
    assert.deepEqual(said(await bench.file('L.csv', 'Ref,Found\nNothing to report\n')), ['S117']);
  });
});

describe('running totals of a year', () => {
  const load = async (
    more: string,
    quarters: readonly (readonly [string, readonly number[]])[],
  ) => {
    const bench = await shapeBench({ source: returned(more) });
    const results = [];
    for (const [i, [period, numbers]] of quarters.entries())
      results.push(
        await bench.book(`Return_${i}.xlsx`, sheet(period, numbers), '2026-04-08T09:00:00Z'),
      );
    return { bench, results };
  };
  const year = [
    ['Q1 2025/26', [4, 10]],
    ['Q2 2025/26', [9, 10]],
    ['Q3 2025/26', [15, 31]],
    ['Q4 2025/26', [15, 40]],
    ['Q1 2026/27', [2, 3]],
  ] as const;

  test('that are declared become what each quarter adds, and begin again in April', async () => {
    const { bench, results } = await load('cumulative: financial-year', year);
    assert.deepEqual(results.map(outcomeOf), Array(5).fill('loaded'));
    assert.deepEqual(lines(await bench.facts('returned'), 'month', 'item', 'number'), [
      '2025-04-01 | Item 1 | 4',
      '2025-04-01 | Item 2 | 10',
      '2025-07-01 | Item 1 | 5',
      '2025-07-01 | Item 2 | 0',
      '2025-10-01 | Item 1 | 6',
      '2025-10-01 | Item 2 | 21',
      '2026-01-01 | Item 1 | 0',
      '2026-01-01 | Item 2 | 9',
      '2026-04-01 | Item 1 | 2',
      '2026-04-01 | Item 2 | 3',
    ]);
  });

  test('need the quarters before, may not fall, and are not corrected behind a later one', async () => {
    const skipped = await load('cumulative: financial-year', [['Q3 2025/26', [15, 31]]]);
    assert.deepEqual(skipped.results.map(said), [['C119']]);
    assert.match(skipped.results[0]?.problems[0]?.message ?? '', /April 2025 to September 2025/);
    const falls = await load('cumulative: financial-year', [year[0], ['Q2 2025/26', [9, 8]]]);
    assert.deepEqual(falls.results.map(said), [[], ['C120 B4']]);
    const late = await load('cumulative: financial-year', [
      year[0],
      year[1],
      ['Q1 2025/26', [5, 10]],
    ]);
    assert.deepEqual(late.results.map(said), [[], [], ['C121']]);
  });

  test('that are not declared are asked about when every item only ever rises', async () => {
    const rising = [
      ['Q1 2025/26', [1, 2, 3, 4]],
      ['Q2 2025/26', [3, 4, 5, 6]],
      ['Q3 2025/26', [5, 6, 7, 8]],
    ] as const;
    const asked = await load('', rising);
    assert.deepEqual(asked.results.map(said), [[], [], ['C118']]);
    const answered = await load('cumulative: no', rising);
    assert.deepEqual(answered.results.map(outcomeOf), ['loaded', 'loaded', 'loaded']);
    const ordinary = await load('', [rising[0], rising[1], ['Q3 2025/26', [5, 6, 7, 5]]]);
    assert.deepEqual(ordinary.results.map(outcomeOf), ['loaded', 'loaded', 'loaded']);
  });

  test('across the months of one crosstab are differenced too', async () => {
    const bench = await shapeBench({
      source: `
method: template
recognise: { name: "X_*.xlsx", columns: [Category] }
read: { shape: crosstab, header: { starts-at: Category }, across: { heading: Month, values: Reports } }
period: { column: month }
replaces: { period: month }
cumulative: financial-year
loads: { fraud: { month: Month, category: Category, reports: Reports } }
`,
    });
    const rows = [
      ['Category', 'Apr-25', 'May-25', 'Jun-25'],
      ['Courier fraud', 3, 3, 10],
      ['Investment fraud', 1, 2, 4],
    ];
    assert.equal(outcomeOf(await bench.book('X_1.xlsx', [{ name: 'S', rows }])), 'loaded');
    assert.deepEqual(lines(await bench.facts('fraud'), 'month', 'category', 'reports'), [
      '2025-04-01 | courier | 3',
      '2025-05-01 | courier | 0',
      '2025-06-01 | courier | 7',
      '2025-04-01 | investment | 1',
      '2025-05-01 | investment | 1',
      '2025-06-01 | investment | 2',
    ]);
  });
});

describe('money that may be in thousands', () => {
  test('is asked about when its sum is far from the usual one', async () => {
    const bench = await shapeBench({
      source: `
method: automated
recognise: { name: "F_*.csv", columns: [Month, Loss] }
read: { header: { starts-at: Month } }
period: { column: month }
replaces: { period: month }
loads: { fraud: { month: Month, category: { is: courier }, loss_gbp: Loss } }
`,
    });
    for (const [m, loss] of [
      ['2025-04', 90_000],
      ['2025-05', 110_000],
      ['2025-06', 100_000],
    ] as const)
      assert.equal(
        outcomeOf(await bench.file(`F_${m}.csv`, `Month,Loss\n${m},${loss}\n`)),
        'loaded',
      );
    const thousands = await bench.file('F_7.csv', 'Month,Loss\n2025-07,105\n');
    assert.deepEqual(said(thousands), ['C117']);
    assert.match(thousands.problems[0]?.message ?? '', /comes to 105, usually about 100000/);
    assert.equal(
      outcomeOf(await bench.file('F_8.csv', 'Month,Loss\n2025-07,"250,000.50"\n')),
      'loaded',
    );
  });
});

describe('a return of a half or a whole year', () => {
  test('replaces the whole period it names, and its months are covered', async () => {
    const source = returned('cumulative: no').replace('period: quarter', 'period: half');
    const bench = await shapeBench({ source });
    assert.equal(outcomeOf(await bench.book('Return_1.xlsx', sheet('H1 2025/26', [4]))), 'loaded');
    assert.deepEqual(Object.keys(await bench.months('returned')), [
      '2025-04',
      '2025-05',
      '2025-06',
      '2025-07',
      '2025-08',
      '2025-09',
    ]);
    await bench.book('Return_2.xlsx', sheet('H1 2025/26', [5]));
    assert.deepEqual(lines(await bench.facts('returned'), 'number'), ['5']);
  });
});

describe('a tracker of which only the edited rows come', () => {
  test('replaces those rows, each at its place in its own file, and leaves the rest', async () => {
    const bench = await shapeBench({
      tracker: `
method: automated
recognise: { name: "T_*.csv", columns: [Ref, Found] }
read: { header: { starts-at: Ref } }
period: { column: found_on }
replaces: key
loads: { item: { item_ref: Ref, found_on: Found, persons: Persons } }
`,
    });
    await bench.file(
      'T_1.csv',
      'Ref,Found,Persons\nA1,2025-04-03,1\nA2,2025-04-04,2\nA3,2025-06-05,3\n',
    );
    assert.equal(
      outcomeOf(
        await bench.file('T_2.csv', 'Ref,Found,Persons\nA2,2025-05-04,7\nA4,2025-05-06,4\n'),
      ),
      'loaded',
    );
    const facts = await bench.facts('item');
    assert.deepEqual(lines(facts, 'load', 'item_ref', 'found_on', 'persons'), [
      '1 | A1 | 2025-04-03 | 1',
      '1 | A3 | 2025-06-05 | 3',
      '2 | A2 | 2025-05-04 | 7',
      '2 | A4 | 2025-05-06 | 4',
    ]);
    assert.deepEqual(
      facts.map((f) => f.cells.persons),
      ['C2', 'C4', 'C2', 'C3'],
    );
  });
});

describe('a list that says on a cell when it was taken', () => {
  test('speaks for the day before', async () => {
    const bench = await shapeBench({
      list: `
method: automated
recognise: { name: "Register.xlsx", columns: [Ref] }
read: { header: { starts-at: Ref } }
period: { snapshot: { cell: "label:Run date" } }
replaces: snapshot
loads: { item: { item_ref: Ref, found_on: Found } }
`,
    });
    const rows = [['Run date: 01/01/2026 07:00'], ['Ref', 'Found'], ['A1', '2025-04-01']];
    assert.equal(outcomeOf(await bench.book('Register.xlsx', [{ name: 'S', rows }])), 'loaded');
    const [covered] = await bench.warehouse.coverage(null);
    assert.equal(covered?.stateOn, '2025-12-31');
  });
});
