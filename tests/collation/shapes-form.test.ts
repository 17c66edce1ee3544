import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lines, outcomeOf, said, shapeBench } from './shape-bench.ts';

const nabis = `
method: template
recognise: { name: "NABIS_*.xlsx", says: Ballistics return }
replaces: { period: quarter }
period: { cell: "label:Reporting period" }
markers: { nil: zero, not yet examined: missing }
cumulative: no
parts:
  - read: { shape: form, labels: [Discharges confirmed, Firearms recovered], items: { heading: Item, values: Number }, across: { heading: Month, values: Number }, totals: { across: Total } }
    loads: { returned: { month: Month, item: Item, number: Number } }
  - read: { header: { starts-at: Item Ref } }
    period: { cell: "label:Reporting period", column: found_on }
    loads: { item: { item_ref: Item Ref, found_on: { column: Found On, format: dd/mm/yyyy }, kind: Kind } }
    checks:
      - { total: rows, of: item, where: { kind: [discharge] }, by: found_on, cell: "label:Discharges confirmed" }
      - { total: rows, of: item, where: { kind: [recovery] }, by: found_on, cell: "label:Firearms recovered" }
`;
const sheet = (november: number | string = 1) => ({
  name: 'Return',
  rows: [
    ['Ballistics return'],
    ['Reporting period', 'Oct to Dec 2025'],
    [],
    [null, 'Oct-25', 'Nov-25', 'Dec-25', 'Total'],
    ['Discharges confirmed:', 1, november, 'nil', 1 + (Number(november) || 0)],
    ['Notes: two scenes'],
    ['Firearms recovered', null, 1, null, 1],
    [],
    ['Item Ref', 'Found On', 'Kind'],
    ['I1', '03/10/2025', 'discharge'],
    ['I2', '09/11/2025', 'discharge'],
    ['I3', '10/11/2025', 'recovery'],
  ],
});

describe('a form of labelled totals above its list', () => {
  test('loads the labels by month, and the list beside them', async () => {
    const bench = await shapeBench({ nabis });
    assert.equal(outcomeOf(await bench.book('NABIS_1.xlsx', [sheet()])), 'loaded');
    const facts = await bench.facts('returned');
    assert.deepEqual(lines(facts, 'month', 'item', 'number'), [
      '2025-10-01 | Discharges confirmed | 1',
      '2025-11-01 | Discharges confirmed | 1',
      '2025-12-01 | Discharges confirmed | 0',
      '2025-10-01 | Firearms recovered | ',
      '2025-11-01 | Firearms recovered | 1',
      '2025-12-01 | Firearms recovered | ',
    ]);
    assert.deepEqual(facts[1]?.cells, { month: 'C4', item: 'A5', number: 'C5' });
    assert.equal((await bench.facts('item')).length, 3);
  });

  test('a month whose total the list does not make is refused at the form’s cell', async () => {
    const bench = await shapeBench({ nabis });
    const result = await bench.book('NABIS_1.xlsx', [sheet(2)]);
    assert.deepEqual(said(result), ['C123 C5']);
    assert.match(
      result.problems[0]?.message ?? '',
      /“Discharges confirmed, Nov-25” is 2 here.*makes 1/,
    );
  });

  test('a label that changed is missed, with the one it may have become', async () => {
    const bench = await shapeBench({ nabis });
    const renamed = sheet();
    renamed.rows[6] = ['Firearm recovered', null, 1, null, 1];
    const result = await bench.book('NABIS_1.xlsx', [renamed]);
    assert.equal(said(result)[0], 'S114');
    assert.match(result.problems[0]?.mend ?? '', /Firearm recovered/);
  });
});

describe('a form of single values', () => {
  const partner = (items: string) => `
method: template
recognise: { name: "Partner_*.xlsx", says: Partner return }
replaces: { period: quarter }
period: { cell: "label:Quarter" }
read: { shape: form, labels: [Meetings held, Referrals made] ${items} }
`;
  const rows = [
    ['Partner return'],
    ['Quarter: Q3 2025/26'],
    ['Meetings held', null, 4],
    ['Referrals made'],
    [7],
  ];

  test('becomes one row a label, each at the cell of its value', async () => {
    const bench = await shapeBench({
      partner: `${partner(', items: { heading: Item, values: Number }')}loads: { returned: { month: { period: start }, item: Item, number: Number } }`,
    });
    assert.equal(outcomeOf(await bench.book('Partner_1.xlsx', [{ name: 'F', rows }])), 'loaded');
    const facts = await bench.facts('returned');
    assert.deepEqual(lines(facts, 'item', 'number'), ['Meetings held | 4', 'Referrals made | 7']);
    assert.deepEqual(
      facts.map((f) => f.cells),
      [
        { item: 'A3', number: 'C3' },
        { item: 'A4', number: 'A5' },
      ],
    );
  });

  test('or one row whose headings are the labels', async () => {
    const bench = await shapeBench({
      partner: `${partner('')}loads: { returned: { month: { period: start }, item: { is: Meetings }, number: Meetings held, approved_by: Referrals made } }`,
    });
    assert.equal(outcomeOf(await bench.book('Partner_1.xlsx', [{ name: 'F', rows }])), 'loaded');
    const [fact] = await bench.facts('returned');
    assert.deepEqual(
      [fact?.number, fact?.approved_by, fact?.cells.number, fact?.cells.approved_by],
      [4, '7', 'C3', 'A5'],
    );
  });
});
