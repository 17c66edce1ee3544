import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lines, outcomeOf, said, shapeBench } from './shape-bench.ts';

const day = (text: string) => ({ day: text });

describe('one file into several datasets', () => {
  const tracker = `
method: template
recognise: { name: "Tracker_*.xlsx", columns: [Ref, Found] }
replaces: snapshot
parts:
  - read: { sheet: '^20\\d\\d$', each-sheet: true, header: { starts-at: Ref } }
    period: { column: found_on, complete: quarter }
    loads: { item: { item_ref: Ref, found_on: { column: Found, format: dd/mm/yyyy }, persons: Persons } }
  - read: { sheet: ^OIC$, header: { starts-at: Case } }
    period: { column: seen_on, complete: quarter }
    may-be-absent: true
    loads: { encounter: { case_ref: Case, seen_on: { column: Seen, format: dd/mm/yyyy }, persons: Persons } }
markers: { nil: zero }
`;
  const year = (
    name: string,
    rows: (string | number | null | { day: string })[][],
    hidden = false,
  ) => ({
    name,
    hidden,
    rows: [[`MSHT tracker ${name}`], ['Ref', 'Found', 'Persons'], ...rows],
  });
  const oic = {
    name: 'OIC',
    rows: [
      ['Case', 'Seen', 'Persons'],
      ['C1', '09/07/2025', 3],
    ],
  };

  test('a sheet a year and a sheet of encounters beside them; a hidden sheet is left alone', async () => {
    const bench = await shapeBench({ tracker });
    const result = await bench.book('Tracker_1.xlsx', [
      year('2023', [['A0', '02/03/2023', 1]], true),
      year('2024', [
        ['A1', '03/04/2024', 1],
        ['A2', day('2024-12-24'), 'nil'],
      ]),
      year('2025', [['B1', '05/06/2025', 2]]),
      oic,
    ]);
    assert.equal(outcomeOf(result), 'loaded');
    const items = await bench.facts('item');
    assert.deepEqual(lines(items, 'sheet', 'item_ref', 'found_on', 'persons'), [
      '2024 | A1 | 2024-04-03 | 1',
      '2024 | A2 | 2024-12-24 | 0',
      '2025 | B1 | 2025-06-05 | 2',
    ]);
    assert.deepEqual(items[2]?.cells, { item_ref: 'A3', found_on: 'B3', persons: 'C3' });
    assert.deepEqual(lines(await bench.facts('encounter'), 'case_ref', 'seen_on'), [
      'C1 | 2025-07-09',
    ]);
    assert.equal(result.rows, 4);
  });

  test('sent again with a row edited and one gone, it replaces all that it said before', async () => {
    const bench = await shapeBench({ tracker });
    await bench.book('Tracker_1.xlsx', [
      year('2024', [
        ['A1', '03/04/2024', 1],
        ['A2', '04/05/2024', 1],
      ]),
      year('2025', [['B1', '05/06/2025', 2]]),
      oic,
    ]);
    const again = await bench.book('Tracker_2.xlsx', [
      year('2024', [['A1', '03/04/2024', 7]]),
      year('2025', [['B1', '05/06/2025', 2]]),
    ]);
    assert.equal(outcomeOf(again), 'loaded');
    assert.deepEqual(lines(await bench.facts('item'), 'item_ref', 'persons'), ['A1 | 7', 'B1 | 2']);
    assert.deepEqual(again.restated, [{ month: '2024-05', before: 1, after: 0 }]);
  });

  test('the sheet that must be there is missed by name', async () => {
    const bench = await shapeBench({ tracker });
    assert.deepEqual(said(await bench.book('Tracker_1.xlsx', [oic])), ['S101']);
  });
});

describe('two blocks on one sheet', () => {
  const rocu = `
method: template
recognise: { name: "ROCU_*.xlsx", columns: [Request No, Force] }
arrives: { every: quarter, due: 10 days after }
replaces: { period: quarter }
period: { cell: "label:Period" }
parts:
  - read: { header: { starts-at: Request No }, ends-at: blank row }
    period: { column: found_on, cell: "label:Period" }
    loads: { item: { item_ref: Request No, found_on: { column: Date In, format: dd/mm/yyyy }, kind: Capability } }
  - read: { under: Activity in force area, header: { starts-at: Theme }, skip: '^Total' }
    loads: { returned: { item: Theme, number: Arrests, month: { period: start }, approved_by: { cell: "label:Approved by" } } }
    checks: [{ total: sum number, cell: "footer:Total" }]
`;
  const sheet = (total = 7) => ({
    name: 'Tasking',
    rows: [
      ['Period:', 'Q3 2025/26'],
      ['Approved by: Head of unit'],
      ['Request No', 'Force', 'Date In', 'Capability'],
      ['R1', 'Ours Police', '02/10/2025', 'Surveillance'],
      ['R2', 'Ours Police', '30/12/2025', 'Cyber'],
      [],
      ['Activity in force area'],
      ['Theme', 'Arrests'],
      ['Drugs', 4],
      ['Firearms', 3],
      ['Total', total],
    ],
  });

  test('each is read from its own header, and the file speaks for its quarter', async () => {
    const bench = await shapeBench({ rocu });
    assert.equal(outcomeOf(await bench.book('ROCU_1.xlsx', [sheet()])), 'loaded');
    const requests = await bench.facts('item');
    assert.deepEqual(lines(requests, 'item_ref', 'found_on', 'kind'), [
      'R1 | 2025-10-02 | Surveillance',
      'R2 | 2025-12-30 | Cyber',
    ]);
    assert.equal(requests[1]?.cells.kind, 'D5');
    const activity = await bench.facts('returned');
    assert.deepEqual(lines(activity, 'month', 'item', 'number', 'approved_by'), [
      '2025-10-01 | Drugs | 4 | Head of unit',
      '2025-10-01 | Firearms | 3 | Head of unit',
    ]);
    assert.deepEqual(activity[1]?.cells, { item: 'A10', number: 'B10', approved_by: 'A2' });
    assert.deepEqual(await bench.months('item'), {
      '2025-10': true,
      '2025-11': true,
      '2025-12': true,
    });
  });

  test('a total of the second block that its rows do not make is refused at its cell', async () => {
    const bench = await shapeBench({ rocu });
    assert.deepEqual(said(await bench.book('ROCU_1.xlsx', [sheet(8)])), ['C123 B11']);
  });

  test('a row dated outside the quarter of the file is refused at its cell', async () => {
    const bench = await shapeBench({ rocu });
    const late = sheet();
    late.rows[4] = ['R2', 'Ours Police', '02/01/2026', 'Cyber'];
    const result = await bench.book('ROCU_1.xlsx', [late]);
    assert.deepEqual(said(result), ['C114 C5']);
    assert.match(result.problems[0]?.message ?? '', /1 October 2025 to 31 December 2025/);
  });

  test('a quarter sent again replaces that quarter and no other', async () => {
    const bench = await shapeBench({ rocu });
    await bench.book('ROCU_1.xlsx', [sheet()]);
    const next = sheet();
    next.rows[0] = ['Period:', 'January to March 2026'];
    next.rows[3] = ['R3', 'Ours Police', '05/01/2026', 'Cyber'];
    next.rows[4] = ['R4', 'Ours Police', '06/01/2026', 'Cyber'];
    assert.equal(outcomeOf(await bench.book('ROCU_2.xlsx', [next])), 'loaded');
    const again = sheet();
    again.rows[3] = ['R1', 'Ours Police', '02/10/2025', 'Technical'];
    again.rows.splice(4, 1);
    assert.equal(outcomeOf(await bench.book('ROCU_1.xlsx', [again])), 'loaded');
    assert.deepEqual(lines(await bench.facts('item'), 'item_ref', 'kind').sort(), [
      'R1 | Technical',
      'R3 | Cyber',
      'R4 | Cyber',
    ]);
  });

  test('a period that could be of two years, or is none, is asked about at its cell', async () => {
    const bench = await shapeBench({ rocu });
    for (const words of ['Q3 2025', 'last quarter']) {
      const vague = sheet();
      vague.rows[0] = ['Period:', words];
      const result = await bench.book('ROCU_1.xlsx', [vague]);
      assert.deepEqual([...new Set(said(result))], ['S115 B1']);
    }
  });

  test('a block that nobody finds is missed by the words above it', async () => {
    const bench = await shapeBench({ rocu });
    const cut = sheet();
    cut.rows.splice(6, 5);
    assert.deepEqual(said(await bench.book('ROCU_1.xlsx', [cut])), ['S110']);
  });
});

describe('a header of several rows', () => {
  const decisions = `
method: automated
recognise: { name: "*.xlsx", columns: [Ref] }
replaces: snapshot
read: { header: { starts-at: Ref, rows: 2, footnotes: strip }, ends-at: Note }
period: { column: found_on }
loads: { item: { item_ref: Ref, found_on: Found, persons: Adult / Positive, kind: Child / Positive, value_gbp: Value } }
`;
  const rows = (top: (string | null)[]) => [
    ['Table 3: decisions'],
    top,
    ['Ref', 'Found [note 1]', 'Positive', 'Negative', 'Positive', 'Negative', 'Value²'],
    ['A1', day('2025-06-05'), 1, 2, 3, 4, '£1,000'],
    ['Note 1: provisional'],
  ];

  test('merged group heads tell columns of one name apart, and footnotes are taken off', async () => {
    const bench = await shapeBench({ decisions });
    const merged = {
      name: 'T',
      rows: rows([null, null, 'Adult', null, 'Child', null]),
      merges: ['C2:D2', 'E2:F2'],
    };
    assert.equal(outcomeOf(await bench.book('a.xlsx', [merged])), 'loaded');
    const [fact] = await bench.facts('item');
    assert.equal(fact?.persons, 1);
    assert.equal(fact?.kind, '3');
    assert.equal(fact?.value_gbp, 1000);
    assert.equal(fact?.cells.kind, 'E4');
  });

  test('group heads that are not merged stand over the blanks at their right', async () => {
    const bench = await shapeBench({ decisions });
    assert.equal(
      outcomeOf(
        await bench.book('a.xlsx', [
          { name: 'T', rows: rows([null, null, 'Adult', null, 'Child', null]) },
        ]),
      ),
      'loaded',
    );
    assert.equal((await bench.facts('item'))[0]?.kind, '3');
  });

  test('a heading that stands twice is asked about with the names that tell them apart', async () => {
    const bench = await shapeBench({
      decisions: decisions.replace('Adult / Positive', 'Positive'),
    });
    const merged = {
      name: 'T',
      rows: rows([null, null, 'Adult', null, 'Child', null]),
      merges: ['C2:D2', 'E2:F2'],
    };
    const result = await bench.book('a.xlsx', [merged]);
    assert.deepEqual(said(result), ['S109']);
    assert.match(result.problems[0]?.mend ?? '', /Adult \/ Positive or Child \/ Positive/);
  });

  test('a heading merged downwards counts with the row it ends in', async () => {
    const bench = await shapeBench({ decisions });
    const down = rows(['Ref', null, 'Adult', null, 'Child', null]);
    const [, , low] = down;
    if (low) low[0] = null;
    const merged = { name: 'T', rows: down, merges: ['A2:A3', 'C2:D2', 'E2:F2'] };
    assert.equal(outcomeOf(await bench.book('a.xlsx', [merged])), 'loaded');
    assert.equal((await bench.facts('item'))[0]?.item_ref, 'A1');
  });
});

describe('a file that is laid out as it was before', () => {
  const drifting = `
method: automated
recognise: { name: "*.csv", columns: [Ref, Found On] }
read: { header: { starts-at: Ref } }
period: { column: found_on }
replaces: { period: month }
loads: { item: { item_ref: Ref, found_on: { column: Found On, format: dd/mm/yyyy } } }
variants:
  - { until: 2025-03-31, columns: { Found On: Date Found } }
  - { until: 2023-03-31, read: { header: { starts-at: Item } }, columns: { Found On: Date, Ref: Item } }
`;
  test('R74: is read by the variant its headings fit, the dated one first', async () => {
    const bench = await shapeBench({ drifting });
    const load = (name: string, text: string, at: string) => bench.file(name, text, at);
    assert.equal(
      outcomeOf(await load('a.csv', 'Ref,Date Found\nA1,03/04/2024\n', '2024-05-01T09:00:00Z')),
      'loaded',
    );
    assert.equal(
      outcomeOf(await load('b.csv', 'Ref,Found On\nB1,03/04/2025\n', '2025-05-01T09:00:00Z')),
      'loaded',
    );
    // An old file that comes late has the old headings.
    assert.equal(
      outcomeOf(await load('c.csv', 'Item,Date\nC1,03/04/2022\n', '2025-06-01T09:00:00Z')),
      'loaded',
    );
    assert.deepEqual(lines(await bench.facts('item'), 'item_ref', 'found_on'), [
      'A1 | 2024-04-03',
      'B1 | 2025-04-03',
      'C1 | 2022-04-03',
    ]);
    assert.deepEqual(
      said(await load('d.csv', 'Ref,Found\nD1,03/04/2025\n', '2025-06-01T09:00:00Z')),
      ['S103'],
    );
  });
});

describe('a sheet a period', () => {
  test('each speaks for the quarter in its name, whose first day its counts stand at', async () => {
    const bench = await shapeBench({
      quarters: `
method: template
recognise: { name: "Q_*.xlsx", columns: [Item, Number] }
read: { sheet: '^Q\\d ', each-sheet: true, header: { starts-at: Item } }
period: { sheet: '^(?<words>Q\\d \\d{4}-\\d{2})' }
replaces: { period: quarter }
cumulative: no
loads: { returned: { month: { period: start }, item: Item, number: Number, approved_by: { sheet: '\\((.+)\\)' } } }
`,
    });
    const sheet = (name: string, n: number) => ({
      name,
      rows: [
        ['Item', 'Number'],
        ['Visits', n],
      ],
    });
    const result = await bench.book('Q_1.xlsx', [
      sheet('Q1 2025-26 (draft)', 4),
      sheet('Notes', 9),
      sheet('Q2 2025-26', 5),
    ]);
    assert.equal(outcomeOf(result), 'loaded');
    assert.deepEqual(
      lines(await bench.facts('returned'), 'sheet', 'month', 'number', 'approved_by'),
      ['Q1 2025-26 (draft) | 2025-04-01 | 4 | draft', 'Q2 2025-26 | 2025-07-01 | 5 | '],
    );
    assert.deepEqual(Object.keys(await bench.months('returned')), [
      '2025-04',
      '2025-05',
      '2025-06',
      '2025-07',
      '2025-08',
      '2025-09',
    ]);
  });

  test('a hidden sheet is read where the source names hidden ones', async () => {
    const bench = await shapeBench({
      hidden: `
method: automated
recognise: { name: "H_*.xlsx", columns: [Ref] }
read: { sheet: ^Data$, hidden: true, header: { starts-at: Ref } }
period: { column: found_on }
replaces: snapshot
loads: { item: { item_ref: Ref, found_on: Found } }
`,
    });
    const data = {
      name: 'Data',
      hidden: true,
      rows: [
        ['Ref', 'Found'],
        ['A1', '2025-04-01'],
      ],
    };
    assert.equal(
      outcomeOf(await bench.book('H_1.xlsx', [{ name: 'Front', rows: [['Ref']] }, data])),
      'loaded',
    );
    assert.equal((await bench.facts('item')).length, 1);
  });
});
