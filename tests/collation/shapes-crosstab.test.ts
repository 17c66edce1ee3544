import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lines, outcomeOf, said, shapeBench } from './shape-bench.ts';

const dashboard = `
method: automated
recognise: { name: "Fraud_*.xlsx", columns: [Category] }
replaces: { period: month }
markers: { "-": missing, nil: zero, "[c]": suppressed }
parts:
  - read: { shape: crosstab, sheet: ^Reports$, header: { starts-at: Category }, across: { heading: Month, values: Reports }, totals: { across: Total, down: [{ row: Fraud total, of: [Investment fraud, Courier fraud] }, All] } }
    loads: { fraud: { month: Month, category: Category, reports: Reports } }
  - read: { shape: crosstab, sheet: ^Losses$, header: { starts-at: Category }, across: { heading: Month, values: Loss }, totals: { across: Total, down: [All] } }
    loads: { fraud: { month: Month, category: Category, loss_gbp: { column: Loss, unit: thousands } } }
`;
const reports = (cells: { nov?: string | number; total?: number } = {}) => ({
  name: 'Reports',
  rows: [
    ['Fraud dashboard'],
    [],
    ['Category', { day: '2025-10-01' }, 'Nov-25', 'December 2025', 'Total'],
    ['Investment fraud', 10, cells.nov ?? 12, 9, 31],
    ['Courier fraud', 1, 'nil', 2, 3],
    ['Fraud total', 11, 12, 11, 34],
    ['Hacking', 5, 6, '-', 11],
    ['All', 16, 18, 11, cells.total ?? 45],
  ],
});
const losses = {
  name: 'Losses',
  rows: [
    ['Category', 'Oct-25', 'Nov-25', 'Dec-25', 'Total'],
    ['Investment fraud', 1.5, 2, 3, 6.5],
    ['All', 1.5, 2, 3, 6.5],
  ],
};

describe('a crosstab of months across', () => {
  test('loads each cell as a fact at its own address, and totals never', async () => {
    const bench = await shapeBench({ dashboard });
    assert.equal(outcomeOf(await bench.book('Fraud_2025.xlsx', [reports(), losses])), 'loaded');
    const facts = await bench.facts('fraud');
    assert.deepEqual(
      lines(
        facts.filter((f) => f.sheet === 'Reports'),
        'month',
        'category',
        'reports',
      ),
      [
        '2025-10-01 | investment | 10',
        '2025-11-01 | investment | 12',
        '2025-12-01 | investment | 9',
        '2025-10-01 | courier | 1',
        '2025-11-01 | courier | 0',
        '2025-12-01 | courier | 2',
        '2025-10-01 | cyber | 5',
        '2025-11-01 | cyber | 6',
        '2025-12-01 | cyber | ',
      ],
    );
    assert.deepEqual(facts[1]?.cells, { month: 'C3', category: 'A4', reports: 'C4' });
    assert.deepEqual(await bench.months('fraud'), {
      '2025-10': true,
      '2025-11': true,
      '2025-12': true,
    });
  });

  test('a second sheet of values goes into the same dataset, in thousands', async () => {
    const bench = await shapeBench({ dashboard });
    await bench.book('Fraud_2025.xlsx', [reports(), losses]);
    const money = (await bench.facts('fraud')).filter((f) => f.sheet === 'Losses');
    assert.deepEqual(lines(money, 'month', 'category', 'loss_gbp'), [
      '2025-10-01 | investment | 1500',
      '2025-11-01 | investment | 2000',
      '2025-12-01 | investment | 3000',
    ]);
    assert.equal(money[2]?.cells.loss_gbp, 'D2');
  });

  test('a total that its rows or columns do not make is refused at the total’s cell', async () => {
    const bench = await shapeBench({ dashboard });
    const across = await bench.book('Fraud_1.xlsx', [reports({ total: 46 }), losses]);
    assert.deepEqual(said(across), ['C123 E8', 'C123 E8']);
    const down = await bench.book('Fraud_2.xlsx', [reports({ nov: 13 }), losses]);
    assert.deepEqual(said(down).sort(), ['C123 C6', 'C123 C8', 'C123 E4']);
    assert.equal((await bench.facts('fraud')).length, 0);
  });

  test('a word that no marker explains is refused at its cell', async () => {
    const bench = await shapeBench({ dashboard });
    const result = await bench.book('Fraud_1.xlsx', [reports({ nov: 'approx 12' }), losses]);
    assert.deepEqual(said(result), ['C101 C4']);
    assert.match(result.problems[0]?.message ?? '', /holds words beside a number/);
  });

  test('a withheld cell is no nought: it is marked, and a total may be more than what is shown', async () => {
    const bench = await shapeBench({ dashboard });
    assert.equal(
      outcomeOf(await bench.book('Fraud_1.xlsx', [reports({ nov: '[c]' }), losses])),
      'loaded',
    );
    const fact = (await bench.facts('fraud')).find((f) => f.cells.reports === 'C4');
    assert.equal(fact?.reports, null);
    const marks = await bench.warehouse.engine.all('select dataset, column_name, means from mark');
    assert.deepEqual(marks, [{ dataset: 'fraud', column_name: 'reports', means: 'suppressed' }]);
  });

  test('a head that is no period stops the file, and months to come are no noughts', async () => {
    const bench = await shapeBench({ dashboard });
    const wrong = {
      name: 'Reports',
      rows: [
        ['Category', 'Oct-25', 'Trend', 'Nov-25'],
        ['Hacking', 1, 'up', 2],
      ],
    };
    assert.deepEqual(said(await bench.book('Fraud_1.xlsx', [wrong, losses])), ['S113 C1']);
    const year = {
      name: 'Reports',
      rows: [
        ['Category', 'Oct-25', 'Nov-25', 'Dec-25', 'Total'],
        ['Hacking', 1, 2, null, 3],
        ['Fraud total', 0, 0, null, 0],
        ['All', 1, 2, null, 3],
      ],
    };
    const empty = {
      ...losses,
      rows: [
        ['Category', 'Oct-25', 'Nov-25'],
        ['Hacking', 1, 1],
        ['All', 1, 1],
      ],
    };
    assert.equal(outcomeOf(await bench.book('Fraud_2.xlsx', [year, empty])), 'loaded');
    assert.deepEqual(await bench.months('fraud'), { '2025-10': true, '2025-11': true });
  });
});

describe('heads of periods in two rows, or of quarters', () => {
  const crosstab = (rows: number, more = '') => `
method: automated
recognise: { name: "X_*.xlsx", columns: [Category] }
read: { shape: crosstab, header: { starts-at: Category, rows: ${rows} }, across: { heading: Month, values: Reports } }
period: { column: month, complete: quarter${more} }
replaces: { period: quarter }
cumulative: no
loads: { fraud: { month: Month, category: Category, reports: Reports } }
`;
  test('years over months are put together, the financial year where one is written', async () => {
    const bench = await shapeBench({ x: crosstab(2) });
    const rows = [
      [null, '2024/25', null, '2025/26'],
      ['Category', 'Feb', 'Mar', 'Apr'],
      ['Hacking', 1, 2, 3],
    ];
    assert.equal(
      outcomeOf(await bench.book('X_1.xlsx', [{ name: 'S', rows, merges: ['B1:C1'] }])),
      'loaded',
    );
    assert.deepEqual(lines(await bench.facts('fraud'), 'month', 'reports'), [
      '2025-02-01 | 1',
      '2025-03-01 | 2',
      '2025-04-01 | 3',
    ]);
  });

  test('quarters stand at their first month, and one of no said year is asked about at its head', async () => {
    const rows = (head: string) => [
      {
        name: 'S',
        rows: [
          ['Category', 'Q2 2025/26', head],
          ['Hacking', 1, 2],
        ],
      },
    ];
    const bench = await shapeBench({ x: crosstab(1) });
    assert.equal(outcomeOf(await bench.book('X_1.xlsx', rows('Oct to Dec 2025'))), 'loaded');
    assert.deepEqual(lines(await bench.facts('fraud'), 'month', 'reports'), [
      '2025-07-01 | 1',
      '2025-10-01 | 2',
    ]);
    assert.deepEqual(said(await bench.book('X_2.xlsx', rows('Q3 2025'))), ['S115 C1']);
    const declared = await shapeBench({ x: crosstab(1, ', calendar: calendar') });
    assert.equal(outcomeOf(await declared.book('X_3.xlsx', rows('Q1 2026'))), 'loaded');
    assert.deepEqual(lines(await declared.facts('fraud'), 'month'), ['2025-07-01', '2026-01-01']);
  });

  test('categories in groups that are written once are filled down', async () => {
    const bench = await shapeBench({
      x: `
method: automated
recognise: { name: "X_*.xlsx", columns: [Group, Kind] }
read: { shape: crosstab, header: { starts-at: Kind }, levels: [Group], across: { heading: Month, values: Number }, totals: { down: [{ row: Sum, of: above }] } }
period: { column: month }
replaces: snapshot
loads: { returned: { month: Month, item: Kind, approved_by: Group, number: Number } }
`,
    });
    const rows = [
      ['Group', 'Kind', 'Oct-25', 'Nov-25'],
      ['North', 'Visits', 1, 2],
      [null, 'Calls', 3, 4],
      [null, 'Sum', 4, 6],
      ['South', 'Visits', 5, 6],
    ];
    assert.equal(outcomeOf(await bench.book('X_1.xlsx', [{ name: 'S', rows }])), 'loaded');
    const facts = await bench.facts('returned');
    assert.deepEqual(
      lines(
        facts.filter((f) => f.month === '2025-11-01'),
        'approved_by',
        'item',
        'number',
      ),
      ['North | Visits | 2', 'North | Calls | 4', 'South | Visits | 6'],
    );
    assert.equal(facts.find((f) => f.cells.number === 'D3')?.cells.approved_by, 'A2');
  });
});

describe('a crosstab that came as a CSV', () => {
  test('is read like one of a workbook', async () => {
    const bench = await shapeBench({
      x: `
method: automated
recognise: { name: "X_*.csv", columns: [Category] }
read: { shape: crosstab, header: { starts-at: Category }, across: { heading: Month, values: Reports }, totals: { across: Total } }
period: { column: month }
replaces: { period: month }
loads: { fraud: { month: Month, category: Category, reports: Reports } }
`,
    });
    const text = 'Export\nCategory,Oct-25,Nov-25,Total\n"Courier fraud","1,000",2,1002\n';
    assert.equal(outcomeOf(await bench.file('X_1.csv', text)), 'loaded');
    const facts = await bench.facts('fraud');
    assert.deepEqual(lines(facts, 'month', 'reports'), ['2025-10-01 | 1000', '2025-11-01 | 2']);
    assert.equal(facts[0]?.cells.reports, 'B3');
  });
});
