import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { bench as filesBench, styles, workbook } from '../files/made.ts';
import { lines, outcomeOf, said, shapeBench } from './shape-bench.ts';

const day = (text: string) => ({ day: text });

const list = (loads: string, more = '') => `
method: automated
recognise: { name: "L_*", columns: [Ref, Found] }
read: { header: { starts-at: Ref } }
period: { column: found_on }
replaces: { period: month }
set-aside: { stop-above: 60% }
loads: { item: { item_ref: Ref, found_on: { column: Found, format: dd/mm/yyyy hh:mm }, ${loads} } }
${more}
`;

describe('words in number cells', () => {
  const source = list(
    'persons: Persons, value_gbp: Value, weight_kg: Weight',
    `markers: { nil: zero, none: zero, n/a: not-applicable, "-": missing, "[c]": suppressed, "*": suppressed, "<5": suppressed, TBC: refused, '/^\\d+ \\(.*\\)$/': refused, '/^approx/': refused }`,
  );
  const with_ = (persons: string | number) => [
    {
      name: 'S',
      rows: [
        ['Ref', 'Found', 'Persons', 'Value', 'Weight'],
        ['A1', '03/04/2025', persons, 1, 1],
      ],
    },
  ];
  const declared: readonly [string, string][] = [
    ['nil', '0'],
    ['None', '0'],
    ['n/a', ''],
    ['-', ''],
    ['[c]', ''],
    ['<5', ''],
  ];
  test('mean nought, nothing, or that it is withheld, as the source declares', async () => {
    const bench = await shapeBench({ source });
    for (const [i, [word, stored]] of declared.entries()) {
      assert.equal(outcomeOf(await bench.book(`L_${i}.xlsx`, with_(word))), 'loaded', word);
      assert.deepEqual(lines(await bench.facts('item'), 'persons'), [stored], word);
    }
    const marks = await bench.warehouse.engine.all(
      'select means, count(*)::int as n from mark group by 1 order by 1',
    );
    assert.deepEqual(marks, [
      { means: 'not-applicable', n: 1 },
      { means: 'suppressed', n: 2 },
    ]);
  });

  test('are refused at their cell where the source says so, or says nothing', async () => {
    const bench = await shapeBench({ source });
    const wanted: readonly [string | number, string][] = [
      ['TBC', 'C111 C2'],
      ['2 (1 child)', 'C111 C2'],
      ['approx 40', 'C111 C2'],
      ['several', 'C101 C2'],
      ['about 3', 'C101 C2'],
      [2.5, 'C101 C2'],
    ];
    for (const [word, problem] of wanted)
      assert.deepEqual(said(await bench.book('L_1.xlsx', with_(word))), [problem], String(word));
    assert.equal((await bench.facts('item')).length, 0);
  });
});

describe('several references in one cell', () => {
  test('are told apart by each separator that the dataset declares', async () => {
    const bench = await shapeBench({ source: list('groups: OCGs') });
    const rows = [
      ['Ref', 'Found', 'OCGs'],
      ['A1', '03/04/2025', 'OCG1; OCG2'],
      ['A2', '03/04/2025', 'OCG2 and OCG3'],
      ['A3', '03/04/2025', 'OCG4'],
    ];
    assert.equal(outcomeOf(await bench.book('L_1.xlsx', [{ name: 'S', rows }])), 'loaded');
    const codes = await bench.warehouse.engine.all(
      'select row::int as row, code from fact_item_groups order by 1, 2',
    );
    assert.deepEqual(codes, [
      { row: 2, code: 'OCG1' },
      { row: 2, code: 'OCG2' },
      { row: 3, code: 'OCG2' },
      { row: 3, code: 'OCG3' },
      { row: 4, code: 'OCG4' },
    ]);
  });
});

describe('dates', () => {
  test('with a time of day keep their day, and true dates need no format', async () => {
    const bench = await shapeBench({ source: list('kind: Kind') });
    const rows = [
      ['Ref', 'Found', 'Kind'],
      ['A1', '31/03/2025 23:30', 'x'],
      ['A2', day('2025-04-01'), 'y'],
      ['A3', '01/04/2025', 'z'],
    ];
    assert.equal(outcomeOf(await bench.book('L_1.xlsx', [{ name: 'S', rows }])), 'loaded');
    assert.deepEqual(lines(await bench.facts('item'), 'item_ref', 'found_on'), [
      'A1 | 2025-03-31',
      'A2 | 2025-04-01',
      'A3 | 2025-04-01',
    ]);
  });

  test('that could be two days are refused where no format is declared', async () => {
    const bench = await shapeBench({ source: list('closed_on: Closed') });
    const rows = [
      ['Ref', 'Found', 'Closed'],
      ['A1', '03/04/2025', '05/06/2025'],
      ['A2', '03/04/2025', '25/06/2025'],
    ];
    const result = await bench.book('L_1.xlsx', [{ name: 'S', rows }]);
    assert.deepEqual(said(result), ['C116 C2', 'C116 C3']);
    assert.match(result.problems[0]?.message ?? '', /5 June or 6 May/);
    assert.match(result.problems[1]?.message ?? '', /could be 25 June\./);
  });

  test('of a workbook that counts from 1904 are the days it shows', async () => {
    const bench = await shapeBench({ source: list('kind: Kind') });
    const { folder } = filesBench();
    const rows = `<sheetData><row r="1"><c r="A1" t="str"><v>Ref</v></c><c r="B1" t="str"><v>Found</v></c><c r="C1" t="str"><v>Kind</v></c></row><row r="2"><c r="A2" t="str"><v>A1</v></c><c r="B2" s="1"><v>44252</v></c><c r="C2" t="str"><v>x</v></c></row></sheetData>`;
    const path = await workbook(folder, {
      sheets: { S: rows },
      date1904: true,
      styles: styles([14]),
    });
    assert.equal(outcomeOf(await bench.file('L_1.xlsx', readFileSync(path))), 'loaded');
    // 44,252 days after 1 January 1904.
    const wanted = new Date(Date.UTC(1904, 0, 1 + 44_252)).toISOString().slice(0, 10);
    assert.deepEqual(lines(await bench.facts('item'), 'found_on'), [wanted]);
  });
});

describe('text that a spreadsheet would rather have as something else', () => {
  test('MAR7 stays text, and a code that became a date is refused at its cell', async () => {
    const bench = await shapeBench({ source: list('beat: Beat') });
    const rows = (beat: string | { day: string }) => [
      {
        name: 'S',
        rows: [
          ['Ref', 'Found', 'Beat'],
          ['A1', '03/04/2025', beat],
        ],
      },
    ];
    assert.equal(outcomeOf(await bench.book('L_1.xlsx', rows('MAR7'))), 'loaded');
    assert.deepEqual(lines(await bench.facts('item'), 'beat'), ['MAR7']);
    assert.deepEqual(said(await bench.book('L_2.xlsx', rows(day('2025-03-07')))), ['C113 C2']);
  });

  test('a title cut off at thirty characters stands for the one that begins so', async () => {
    const bench = await shapeBench({
      source: list('category: { column: Offence, truncated: 30 }'),
    });
    const cut = 'Hacking of social media and em';
    assert.equal(cut.length, 30);
    const rows = (text: string) => [
      {
        name: 'S',
        rows: [
          ['Ref', 'Found', 'Offence'],
          ['A1', '03/04/2025', text],
        ],
      },
    ];
    assert.equal(outcomeOf(await bench.book('L_1.xlsx', rows(cut))), 'loaded');
    assert.deepEqual(lines(await bench.facts('item'), 'category'), ['cyber']);
    assert.deepEqual(said(await bench.book('L_2.xlsx', rows('Hacking of social media'))), [
      'C103 C2',
    ]);
  });
});

describe('units', () => {
  test('each number is multiplied by the unit named in its row, and a unit nobody knows is refused', async () => {
    const bench = await shapeBench({
      source: list(
        'weight_kg: { column: Weight, unit: { column: Unit, factors: { kg: 1, g: 0.001 } } }, value_gbp: { column: Value, unit: pence }',
      ),
    });
    const rows = (unit: string) => [
      {
        name: 'S',
        rows: [
          ['Ref', 'Found', 'Weight', 'Unit', 'Value'],
          ['A1', '03/04/2025', 2, 'KG', 150],
          ['A2', '03/04/2025', 500, unit, 99],
        ],
      },
    ];
    assert.equal(outcomeOf(await bench.book('L_1.xlsx', rows('g'))), 'loaded');
    assert.deepEqual(lines(await bench.facts('item'), 'weight_kg', 'value_gbp'), [
      '2 | 1.5',
      '0.5 | 0.99',
    ]);
    assert.deepEqual(said(await bench.book('L_2.xlsx', rows('tablets'))), ['C112 C3']);
  });
});

describe('rules between columns', () => {
  const rows = [
    {
      name: 'S',
      rows: [
        ['Ref', 'Found', 'Closed', 'Kind', 'Persons'],
        ['A1', '03/04/2025', day('2025-04-05'), 'gun', 1],
        ['A2', '03/04/2025', day('2025-04-02'), 'gun', 2],
        ['A3', '03/04/2025', null, 'knife', 3],
      ],
    },
  ];
  const loads = 'closed_on: Closed, kind: Kind, persons: Persons';

  test('of the dataset set a row aside with its cell, and an empty side breaks none', async () => {
    const bench = await shapeBench({ source: list(loads) });
    const result = await bench.book('L_1.xlsx', rows);
    assert.equal(outcomeOf(result), 'loaded');
    assert.deepEqual(said(result), ['C115 C3']);
    assert.match(
      result.problems[0]?.message ?? '',
      /“2025-04-02” beside “03\/04\/2025” breaks the rule “closed_on not-before found_on”/,
    );
    assert.equal(result.setAside, 1);
    assert.deepEqual(lines(await bench.facts('item'), 'item_ref'), ['A1', 'A3']);
  });

  test('of a source stop the file, or are said and kept; a condition names the rows that are asked', async () => {
    const rules = (fault: string) =>
      `rules: [{ holds: persons at-most 2, when: { kind: [knife] }, fault: ${fault} }, { holds: closed_on present, when: { kind: [gun] } }]`;
    const stopped = await shapeBench({ source: list(loads, rules('stop')) });
    assert.deepEqual(said(await stopped.book('L_1.xlsx', rows)), ['C115 C3', 'C115 E4']);
    const kept = await shapeBench({ source: list(loads, rules('keep')) });
    const result = await kept.book('L_1.xlsx', rows);
    assert.equal(outcomeOf(result), 'loaded');
    assert.deepEqual(lines(await kept.facts('item'), 'item_ref'), ['A1', 'A3']);
    assert.equal(result.problems.find((p) => p.where.cell === 'E4')?.severity, 'note');
  });
});

describe('dates that a spreadsheet of another country has read', () => {
  const rows = (found: readonly (string | { day: string })[]) => [
    { name: 'S', rows: [['Ref', 'Found', 'Kind'], ...found.map((f, i) => [`A${i}`, f, 'x'])] },
  ];
  test('are asked about where days and months were plainly changed over', async () => {
    const bench = await shapeBench({ source: list('kind: Kind') });
    // 3 April, 5 June, 1 to 3 February and 4 March, read month first; days above the twelfth stay text.
    const turned = [
      '2025-03-04',
      '2025-05-06',
      '2025-01-02',
      '2025-02-02',
      '2025-03-02',
      '2025-04-03',
    ];
    const left = ['13/04/2025', '25/06/2025', '31/05/2025', '14/02/2025'];
    const result = await bench.book('L_1.xlsx', rows([...turned.map(day), ...left]));
    assert.deepEqual(said(result), ['C126 B2']);
    const fine = ['2025-03-24', ...turned.slice(1)];
    assert.equal(
      outcomeOf(await bench.book('L_2.xlsx', rows([...fine.map(day), ...left]))),
      'loaded',
    );
  });
});
