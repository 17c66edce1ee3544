import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadFramework } from '../../src/framework/index.ts';
import { answer, type MeasureQuery, tableOf } from '../../src/measures/index.ts';
import { period } from '../../src/periods/index.ts';
import type { Warehouse } from '../../src/warehouse/index.ts';
import { valueIn } from '../support/outcome.ts';
import { load, memoryWarehouse, type TestRow } from '../support/warehouse.ts';
import { withFramework } from '../support/written-framework.ts';

/** Two forces; crimes, a register that dates its own keys, counts that someone else made, our own records. */
const files = {
  'framework.yaml': `
framework: values
title: Values
force: ours
marking: OFFICIAL
calendar: { financial-year-starts: april, timezone: Europe/London }
baselines: {}
outcomes: []
`,
  'areas/areas.yaml': `
areas:
  - { code: R, id: region, title: Region, kind: region }
  - { code: F1, id: ours, title: Ours, kind: force, in: [R] }
  - { code: F2, id: theirs, title: Theirs, kind: force, in: [R] }
  - { code: D1, id: north, title: North, kind: district, in: [F1] }
  - { code: D2, id: south, title: South, kind: district, in: [F1] }
  - { code: W1, id: w1, title: Ward 1, kind: ward, in: [D1] }
  - { code: unknown, id: unknown, title: Not recorded, kind: unknown }
`,
  'vocabularies/kinds.yaml': `
vocabulary: kinds
title: Kinds
codes: { all: All, fraud: Fraud, cyber: Cyber }
`,
  'datasets/crime.yaml': `
dataset: crime
kind: events
grain: one row for each crime
date: given_on
counts: { state: [live] }
columns:
  given_on: { type: date, required: true }
  back_on: { type: date }
  state: { type: code }
  knife: { type: boolean }
  force: { type: code }
  area: { type: code, vocabulary: areas }
`,
  'datasets/line.yaml': `
dataset: line
kind: register
grain: one row for each line
columns:
  line_ref: { type: text, key: true }
  first_seen: { type: date }
  closed_on: { type: date }
  force: { type: code }
`,
  'datasets/counted.yaml': `
dataset: counted
kind: observations
grain: one row for each month and kind
date: month
columns:
  month: { type: month, required: true }
  kind: { type: code, vocabulary: kinds, total: all }
  number: { type: integer }
  force: { type: code }
cells: [force, kind]
`,
  'datasets/people.yaml': `
dataset: people
kind: observations
grain: one row for each area and year
date: mid_year
columns:
  mid_year: { type: month, required: true }
  persons: { type: integer }
  vehicles: { type: integer }
  force: { type: code }
  area: { type: code, vocabulary: areas }
`,
  'themes/t.yaml': `
theme: t
title: Theme
question: What?
owner: us
lead: t.north
measures:
  - { id: t.north, title: In the north, role: threat, unit: crimes, value: { of: crime, count: rows, area: [north] } }
  - { id: t.ratio, title: North against south, role: threat, unit: ratio, value: { of: crime, count: rows, area: [north] }, per: { of: people, column: persons, scale: 1000 }, against-areas: [south] }
  - { id: t.named, title: In a named area, role: threat, unit: crimes, value: { of: crime, count: rows, where: { area: [north] } } }
  - { id: t.open, title: Not yet back, role: threat, unit: crimes, value: { of: crime, count: rows, over: 12 months, where: { any: [{ back_on: { present: false } }, { back_on: { after: period-end } }] } } }
  - { id: t.dead, title: Whatever their state, role: threat, unit: crimes, value: { of: crime, count: rows, where: { any: [{ state: [dead] }, { knife: [true] }] } } }
  - { id: t.state, title: State at the end, role: threat, unit: things, value: { of: counted, count: stock number } }
  - { id: t.kinds, title: By kind, role: threat, unit: things, value: { of: counted, count: sum number }, by: kind }
  - { id: t.age, title: Days to close, role: threat, unit: days, value: { of: line, count: "median days(first_seen, closed_on)", on: closed_on } }
  - { id: t.cars, title: Rate by vehicles, role: threat, unit: per 1000, value: { of: crime, count: rows }, per: { of: people, column: vehicles, scale: 1000 } }
  - { id: t.regional, title: Rate of the region, role: threat, unit: per 1000, value: { of: crime, count: rows, area: region }, per: { of: people, column: persons, scale: 1000 } }
  - { id: t.restated, title: Restated, role: activity, unit: "%", part: { of: printed, count: rows, where: { value_now: { percent-from: value, more-than: 2 } } }, whole: { of: printed, count: rows } }
`,
};

const framework = valueIn(withFramework(files, loadFramework));
const schemaOf = (id: string) => {
  const dataset = framework.datasets.get(id);
  assert.ok(dataset, id);
  return tableOf(dataset);
};

describe('what a value says of place and time', () => {
  let warehouse: Warehouse;
  const crime = (given_on: string, area: string, more: TestRow = {}): TestRow => ({
    given_on,
    area,
    state: 'live',
    force: 'F1',
    knife: false,
    back_on: null,
    ...more,
  });
  before(async () => {
    warehouse = await memoryWarehouse([...framework.datasets.values()].map(tableOf));
    await load(warehouse, {
      schema: schemaOf('crime'),
      months: { first: '2024-01', last: '2025-06' },
      rows: [
        crime('2025-01-05', 'D1', { back_on: '2025-01-31' }),
        crime('2025-01-06', 'W1', { back_on: '2025-02-01' }),
        crime('2025-02-07', 'W1', { knife: true }),
        crime('2025-01-08', 'D2', { state: 'dead' }),
        crime('2025-02-09', 'D2'),
        crime('2025-01-10', 'F2', { force: 'F2' }),
      ],
    });
    await load(warehouse, {
      schema: schemaOf('counted'),
      months: { first: '2025-01', last: '2025-03' },
      rows: ['2025-01-01', '2025-02-01', '2025-03-01'].flatMap((month, i) => [
        { month, kind: 'all', number: 10 + i, force: 'F1' },
        { month, kind: 'fraud', number: 7, force: 'F1' },
        { month, kind: 'cyber', number: 3 + i, force: 'F1' },
      ]),
    });
    await load(warehouse, {
      schema: schemaOf('line'),
      stateOn: '2025-01-31',
      rows: [
        { line_ref: 'a', first_seen: '2025-01-01', closed_on: '2025-01-11', force: 'F1' },
        { line_ref: 'b', first_seen: '2024-12-02', closed_on: '2025-01-01', force: 'F1' },
        { line_ref: 'c', first_seen: '2024-12-02', closed_on: null, force: 'F1' },
      ],
    });
    await load(warehouse, {
      schema: schemaOf('people'),
      months: { first: '2023-01', last: '2024-12' },
      rows: [
        { mid_year: '2023-06-01', area: 'D1', persons: 1000, vehicles: null, force: 'F1' },
        { mid_year: '2023-06-01', area: 'D2', persons: 500, vehicles: null, force: 'F1' },
        { mid_year: '2023-06-01', area: 'F2', persons: 2500, vehicles: null, force: 'F2' },
        // Vehicles are counted at another time of year than people.
        { mid_year: '2023-12-01', area: 'D1', persons: null, vehicles: 400, force: 'F1' },
      ],
    });
    await load(warehouse, {
      schema: schemaOf('printed'),
      months: { first: '2025-01', last: '2025-01' },
      rows: [
        [100, 102],
        [100, 102.1],
        [100, 97],
        [0, 1],
        [0, 0],
      ].map(([value = 0, value_now = 0], i) => ({
        edition: 'e1',
        measure: `m${i}`,
        printed_on: '2025-01-20',
        value,
        value_now,
        by_hand: false,
        force: 'F1',
      })),
    });
  });
  after(() => warehouse.close());

  const points = async (
    id: string,
    periods: readonly string[],
    more: Partial<MeasureQuery> = {},
  ) => {
    const measure = framework.measures.get(id);
    assert.ok(measure, id);
    const query = { measure, periods: periods.map(period), area: null, split: null, asAt: null };
    return answer({ ...query, ...more }, framework, warehouse);
  };
  const values = async (...asked: Parameters<typeof points>) =>
    (await points(...asked)).map((p) => p.value);

  test('a value of some areas counts those alone, whichever area is asked', async () => {
    assert.deepEqual(await values('t.north', ['2025-01', '2025-02']), [2, 1]);
    assert.deepEqual(await values('t.north', ['2025-01'], { area: 'south' }), [0]);
    assert.deepEqual(await values('t.north', ['2025-01'], { area: 'W1' }), [1]);
    assert.deepEqual(await values('t.named', ['2025-01', '2025-02']), [2, 1], 'as a condition');
  });

  test('held against other areas each side has its own people', async () => {
    const [point] = await points('t.ratio', ['2025-02']);
    assert.deepEqual([point?.numerator, point?.denominator], [1, 2], '1 of 1,000, and 1 of 500');
    assert.equal(point?.value, 0.5);
  });

  test('a rate takes the newest count of the column that it divides by', async () => {
    assert.deepEqual(await values('t.cars', ['2025-02']), [(2 / 400) * 1000]);
  });

  test('a rate of the region divides by the people of the region', async () => {
    const [point] = await points('t.regional', ['2025-01']);
    assert.deepEqual([point?.numerator, point?.denominator], [3, 4000]);
  });

  test('what lies after the end of the period is not there yet', async () => {
    assert.deepEqual(await values('t.open', ['2025-01', '2025-02']), [1, 2]);
  });

  test('a column named inside `any` is named, so what its dataset says of it no longer holds', async () => {
    assert.deepEqual(await values('t.dead', ['2025-01', '2025-02']), [1, 1]);
  });

  test('a state that someone else counted is that of the last month, and its moves are not known', async () => {
    const found = await points('t.state', ['2025-01', '2025-02', '2024-Q4']);
    assert.deepEqual(
      found.map((p) => p.value),
      [10, 11, 12],
    );
    assert.ok(found.every((p) => p.moves === null));
  });

  test('an official total is read alone, and its members are when split by them', async () => {
    assert.deepEqual(await values('t.kinds', ['2024-Q4']), [33]);
    const split = await points('t.kinds', ['2024-Q4'], { split: 'kind' });
    assert.deepEqual(
      split.map((p) => [p.group, p.value]),
      [
        ['cyber', 12],
        ['fraud', 21],
      ],
    );
  });

  test('a register that says when a key was first seen is believed before its snapshots', async () => {
    assert.deepEqual(await values('t.age', ['2025-01']), [20], 'of 10 and 30 days');
  });

  test('a percentage from another number, of which nought is exceeded by anything', async () => {
    const [point] = await points('t.restated', ['2025-01']);
    assert.deepEqual(
      [point?.numerator, point?.denominator],
      [3, 5],
      '2.1%, 3% and one from nought',
    );
  });
});
