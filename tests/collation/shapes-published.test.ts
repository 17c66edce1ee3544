import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lines, outcomeOf, said, shapeBench } from './shape-bench.ts';

describe('layouts of the published files', () => {
  test('recorded crime: a sheet a financial year, year and quarter in two columns, central bodies left out', async () => {
    const bench = await shapeBench({
      pfa: `
method: automated
published: true
recognise: { name: "prc-pfa-*.xlsx", columns: [Financial Year, Financial Quarter, Force Name] }
read: { sheet: '^20\\d\\d[-_]\\d\\d$', each-sheet: true, header: { starts-at: Financial Year }, leave-out: { Force Name: [Action Fraud, CIFAS] } }
period: { column: quarter, complete: quarter }
replaces: snapshot
loads: { cube: { quarter: { columns: [Financial Quarter, Financial Year], as: "Q{1} {2}" }, responder: Force Name, people: Number of Offences, force: { is: F1 } } }
variants: [{ until: 2021-12-31, columns: { Number of Offences: Offence Count } }]
`,
    });
    const sheet = (name: string, year: string) => ({
      name,
      rows: [
        ['Financial Year', 'Financial Quarter', 'Force Name', 'Number of Offences'],
        [year, 1, 'Ours Police', 5],
        [year, 4, 'Ours Police', 7],
        [year, 4, 'Action Fraud', 900],
      ],
    });
    const result = await bench.book('prc-pfa-1.xlsx', [
      sheet('2018_19', '2018/19'),
      sheet('2019-20', '2019/20'),
    ]);
    assert.equal(outcomeOf(result), 'loaded');
    assert.deepEqual(lines(await bench.facts('cube'), 'quarter', 'people'), [
      '2018-04-01 | 5',
      '2019-01-01 | 7',
      '2019-04-01 | 5',
      '2020-01-01 | 7',
    ]);
    assert.deepEqual(
      result.problems.map((p) => `${p.code} ${p.severity}`),
      ['C125 note', 'C125 note'],
    );
    assert.equal(Object.keys(await bench.months('cube')).length, 24);
  });

  test('stop and search: an instant with its zone is the day it has in London', async () => {
    const bench = await shapeBench({
      search: `
method: automated
published: true
recognise: { name: "*-stop-and-search.csv", columns: [Type, Date] }
read: { header: { starts-at: Type } }
period: { file-name: '(?<year>\\d{4})-(?<month>\\d{2})', column: found_on }
replaces: nothing
loads: { item: { item_ref: Ref, found_on: Date, kind: Type } }
`,
    });
    const text =
      'Type,Date,Ref\nPerson,2025-03-30T23:30:00+00:00,1\nPerson,2025-01-31T23:30:00+00:00,2\nVehicle,2025-03-01T00:00:00Z,3\n';
    assert.equal(outcomeOf(await bench.file('2025-03-ours-stop-and-search.csv', text)), 'loaded');
    assert.deepEqual(lines(await bench.facts('item'), 'item_ref', 'found_on').sort(), [
      '1 | 2025-03-31',
      '2 | 2025-01-31',
      '3 | 2025-03-01',
    ]);
  });

  test('rolling years: a day at the end of the year counts for its month', async () => {
    const bench = await shapeBench({
      rolling: `
method: automated
recognise: { name: "rolling.csv", columns: [12 months ending, PFA] }
read: { header: { starts-at: 12 months ending } }
period: { column: quarter, complete: year }
replaces: snapshot
loads: { cube: { quarter: { column: 12 months ending, format: dd/mm/yyyy }, responder: PFA, people: Number } }
`,
    });
    assert.equal(
      outcomeOf(
        await bench.file(
          'rolling.csv',
          '12 months ending,PFA,Number\n31/03/2007,Ours,12\n31/12/2006,Ours,11\n',
        ),
      ),
      'loaded',
    );
    assert.deepEqual(lines(await bench.facts('cube'), 'quarter', 'people'), [
      '2007-03-01 | 12',
      '2006-12-01 | 11',
    ]);
  });

  test('population by single years: the ages run across, their total is checked', async () => {
    const bench = await shapeBench({
      population: `
method: automated
recognise: { name: "mye-*.xlsx", columns: [Code, All ages] }
read: { shape: crosstab, header: { starts-at: Code, footnotes: strip }, left: [Code, Name], across: { heading: Age, values: Persons, of: names, except: Density }, totals: { across: All ages }, declared: [Name], skip: '^(Source|Note)' }
period: { file-name: 'mye-(?<year>\\d{4})', calendar: calendar, complete: year }
replaces: snapshot
loads: { cube: { quarter: { period: end }, responder: Code, age: Age, people: Persons } }
`,
    });
    const rows = (total: number) => [
      ['Mid-year estimates'],
      ['Code', 'Name', 'All ages [note 1]', '0', '1', '90+', 'Density'],
      ['E1', 'North', total, 3, 4, 1, 2.5],
      ['Source: ONS'],
    ];
    assert.equal(
      outcomeOf(await bench.book('mye-2024.xlsx', [{ name: 'MYE', rows: rows(8) }])),
      'loaded',
    );
    assert.deepEqual(lines(await bench.facts('cube'), 'quarter', 'responder', 'age', 'people'), [
      '2024-12-01 | E1 | 0 | 3',
      '2024-12-01 | E1 | 1 | 4',
      '2024-12-01 | E1 | 90+ | 1',
    ]);
    assert.deepEqual(said(await bench.book('mye-2023.xlsx', [{ name: 'MYE', rows: rows(9) }])), [
      'C123 C3',
    ]);
  });

  test('decisions: only the quarters of a table that also holds a total for each year', async () => {
    const bench = await shapeBench({
      decisions: `
method: automated
recognise: { name: "decisions.csv", columns: [Year, Quarter] }
read: { header: { starts-at: Year }, only: { Quarter: [Q1, Q2, Q3, Q4] } }
period: { column: quarter, calendar: calendar, complete: quarter }
replaces: snapshot
loads: { cube: { quarter: { columns: [Quarter, Year], as: "{1} {2}" }, responder: { is: UK }, people: Total } }
`,
    });
    const result = await bench.file(
      'decisions.csv',
      'Year,Quarter,Total\n2022,Q1,5\n2022,Q2,6\n2022,Total,11\n',
    );
    assert.equal(outcomeOf(result), 'loaded');
    assert.deepEqual(lines(await bench.facts('cube'), 'quarter', 'people'), [
      '2022-01-01 | 5',
      '2022-04-01 | 6',
    ]);
  });
});
