import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lines, outcomeOf, said, shapeBench } from './shape-bench.ts';

const police = (keep: boolean) => `
method: automated
recognise: { name: "NRM_*.xlsx", says: Table 11 }
replaces: { period: quarter }
period: { file-name: "_(?<words>Q\\\\d_\\\\d{4})", calendar: calendar }
read: { shape: outline, sheet: ^Table_11$, header: { starts-at: First responder, footnotes: strip }, levels: [First responder, Exploitation type, Age], across: { heading: Nationality, values: People, of: names }, totals: { across: Total, keep: ${keep} } }
loads: { cube: { responder: First responder, exploitation: Exploitation type, age: Age, nationality: Nationality, people: People, quarter: { period: start } } }
`;

/** Two responders; the total of each group opens it, and blanks mean "as above". */
const table = (wrong = 0) => ({
  name: 'Table_11',
  rows: [
    ['Table 11: referrals by first responder [note 1]'],
    ['First responder [note 2]', 'Exploitation type', 'Age', 'Albanian', 'UK', 'Total [note 3]'],
    ['Avon', null, null, 3, 4 + wrong, 7 + wrong],
    [null, 'Criminal', null, 1, 4, 5],
    [null, null, 'Adult', 1, 1, 2],
    [null, null, 'Child', null, 3, 3],
    [null, 'Labour', null, 2, null, 2],
    [null, null, 'Adult', 2, null, 2],
    ['Bedford', null, null, 1, null, 1],
    [null, 'Criminal', null, 1, null, 1],
    [null, null, 'Child', 1, null, 1],
  ],
});

describe('an outline of groups that their totals open', () => {
  test('loads the members alone, so that no one is counted twice', async () => {
    const bench = await shapeBench({ police: police(false) });
    assert.equal(outcomeOf(await bench.book('NRM_Q4_2023.xlsx', [table()])), 'loaded');
    const facts = await bench.facts('cube');
    assert.deepEqual(
      lines(facts, 'quarter', 'responder', 'exploitation', 'age', 'nationality', 'people'),
      [
        '2023-10-01 | Avon | Criminal | Adult | Albanian | 1',
        '2023-10-01 | Avon | Criminal | Adult | UK | 1',
        '2023-10-01 | Avon | Criminal | Child | UK | 3',
        '2023-10-01 | Avon | Labour | Adult | Albanian | 2',
        '2023-10-01 | Bedford | Criminal | Child | Albanian | 1',
      ],
    );
    assert.deepEqual(facts[2]?.cells, {
      responder: 'A3',
      exploitation: 'B4',
      age: 'C6',
      nationality: 'E2',
      people: 'E6',
    });
    assert.equal(
      facts.reduce((sum, f) => sum + Number(f.people), 0),
      8,
    );
  });

  test('keeps totals as declared members where the source says so', async () => {
    const bench = await shapeBench({ police: police(true) });
    assert.equal(outcomeOf(await bench.book('NRM_Q4_2023.xlsx', [table()])), 'loaded');
    const facts = await bench.facts('cube');
    const whole = facts.filter(
      (f) => f.exploitation === 'Total' && f.age === 'Total' && f.nationality === 'Total',
    );
    assert.deepEqual(lines(whole, 'responder', 'people'), ['Avon | 7', 'Bedford | 1']);
    assert.equal(whole[0]?.cells.people, 'F3');
  });

  test('refuses a total that its group does not make, at the total’s cell', async () => {
    const bench = await shapeBench({ police: police(false) });
    assert.deepEqual(said(await bench.book('NRM_Q4_2023.xlsx', [table(1)])), ['C123 E3']);
  });

  test('a calendar quarter lands in the financial quarter of the same months', async () => {
    const bench = await shapeBench({ police: police(false) });
    await bench.book('NRM_Q1_2023.xlsx', [table()]);
    assert.deepEqual(await bench.months('cube'), {
      '2023-01': true,
      '2023-02': true,
      '2023-03': true,
    });
  });

  test('an ordinary table is filled down too', async () => {
    const grouped = `
method: automated
recognise: { name: "G_*.xlsx", columns: [Ref] }
replaces: snapshot
read: { shape: outline, header: { starts-at: Kind }, levels: [Kind], totals: { word: Sum } }
period: { column: found_on }
loads: { item: { item_ref: Ref, found_on: Found, kind: Kind, persons: Persons } }
`;
    const bench = await shapeBench({ grouped });
    const rows = [
      ['Kind', 'Ref', 'Found', 'Persons'],
      ['Gun', 'A1', '2025-04-01', 1],
      [null, 'A2', '2025-04-02', 2],
      ['Knife', 'A3', '2025-04-03', 3],
    ];
    assert.equal(outcomeOf(await bench.book('G_1.xlsx', [{ name: 'S', rows }])), 'loaded');
    const facts = await bench.facts('item');
    assert.deepEqual(lines(facts, 'item_ref', 'kind'), ['A1 | Gun', 'A2 | Gun', 'A3 | Knife']);
    assert.equal(facts[1]?.cells.kind, 'A2');
  });
});
