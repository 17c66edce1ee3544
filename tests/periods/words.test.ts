import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { periodInWords, type YearOf } from '../../src/periods/index.ts';

const read = (text: string, year: YearOf = null): string => {
  const reading = periodInWords(text, year);
  return reading === null ? 'none' : reading.kind === 'period' ? reading.period.id : reading.kind;
};

describe('a period is read as files write it', () => {
  const spellings: readonly [string, string][] = [
    ['Q3 2025/26', '2025-Q3'],
    ['Q3 25-26', '2025-Q3'],
    ['2025/26 Q4', '2025-Q4'],
    ['QTR 3 2025/26', '2025-Q3'],
    ['Oct-Dec 2025', '2025-Q3'],
    ['Oct to Dec 25', '2025-Q3'],
    ['October – December 2025', '2025-Q3'],
    ['Jan to Mar 2026', '2025-Q4'],
    ['January to March 2025/26', '2025-Q4'],
    ['Quarter 4 2025 - October to December', '2025-Q3'],
    ['Quarter 2 2025: April to June', '2025-Q1'],
    ['12 months ending 31/12/2025', '2025-12/R12'],
    ['YE Dec 25', '2025-12/R12'],
    ['Year ending March 2025', '2025-03/R12'],
    ['Dec-25', '2025-12'],
    ['Sept 2025', '2025-09'],
    ['December 2025', '2025-12'],
    ["Dec '25", '2025-12'],
    ['Jan 2025/26', '2026-01'],
    ['2025-12-01', '2025-12'],
    ['2025-12', '2025-12'],
    ['12/2025', '2025-12'],
    ['H1 2025/26', '2025-H1'],
    ['April to September 2025', '2025-H1'],
    ['Apr-Dec 2025', '2025-12/YTD'],
    ['Nov 2025 to Jan 2026', '2026-01/R3'],
    ['2019-20', 'FY2019'],
    ['2018_19', 'FY2018'],
    ['2025/26', 'FY2025'],
    ['FY2025', 'FY2025'],
    ['2025-Q3', '2025-Q3'],
  ];
  for (const [written, id] of spellings)
    test(`“${written}” is ${id}`, () => assert.equal(read(written), id));

  test('a quarter of a bare year is ambiguous until its calendar is declared', () => {
    for (const text of ['Q3', '2025 Q3', 'Q3 2025']) assert.equal(read(text), 'ambiguous');
    assert.equal(read('2025 Q3', 'financial'), '2025-Q3');
    assert.equal(read('2025 Q3', 'calendar'), '2025-Q2');
    assert.equal(read('2025 Q1', 'calendar'), '2024-Q4');
  });

  test('a bare year is of the declared kind', () => {
    assert.equal(read('2025'), 'ambiguous');
    assert.equal(read('2025', 'financial'), 'FY2025');
    assert.equal(read('2025', 'calendar'), 'CY2025');
  });

  test('what is no period is none', () => {
    for (const text of [
      'Total',
      'Category',
      'Marketing 25',
      'Decision 2025',
      '31/12/2025',
      '',
      '2025/27',
      'Q5 2025/26',
      'May',
      'Dec-Oct',
      '45',
    ])
      assert.equal(read(text), 'none', text);
  });
});
