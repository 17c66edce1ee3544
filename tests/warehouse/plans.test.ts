import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  Aggregate,
  AggregateCount,
  NestedSelection,
  Plan,
  PlanPeriod,
  Predicate,
  TableSchema,
  Warehouse,
} from '../../src/warehouse/index.ts';
import { load, memoryWarehouse } from '../support/warehouse.ts';

const crime: TableSchema = {
  dataset: 'crime',
  kind: 'events',
  key: ['ref'],
  date: 'recorded_on',
  columns: [
    { name: 'ref', type: 'text', class: 'record' },
    { name: 'recorded_on', type: 'date', class: 'open' },
    { name: 'committed_on', type: 'date', class: 'record' },
    { name: 'offence', type: 'code', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
    { name: 'value_gbp', type: 'money', class: 'open' },
    { name: 'firearm', type: 'boolean', class: 'open' },
    { name: 'themes', type: 'codes', class: 'open' },
    { name: 'age', type: 'integer', class: 'open' },
    { name: 'victim', type: 'text', class: 'personal' },
    { name: 'from_on', type: 'date', class: 'open' },
    { name: 'to_on', type: 'date', class: 'open' },
  ],
  cells: ['force', 'area', 'offence', 'firearm'],
};
const hit: TableSchema = {
  dataset: 'hit',
  kind: 'events',
  key: [],
  date: 'on',
  columns: [
    { name: 'on', type: 'date', class: 'open' },
    { name: 'target', type: 'text', class: 'open' },
    { name: 'level', type: 'code', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
  ],
  cells: [],
};

const period = (id: string, start: string, end: string): PlanPeriod => ({ id, start, end });
const january = period('2025-01', '2025-01-01', '2025-01-31');
const february = period('2025-02', '2025-02-01', '2025-02-28');
const quarter = period('2024-Q4', '2025-01-01', '2025-03-31');
const firstHalf = period('half', '2025-01-01', '2025-01-15');

const aggregate = (
  count: AggregateCount,
  where: Predicate[] = [],
  more: Partial<Aggregate> = {},
): Aggregate => ({ count, where, on: null, over: null, spread: null, ...more });
const rows = (where: Predicate[] = []) => aggregate({ kind: 'rows' }, where);
const plan = (aggregates: Aggregate[], more: Partial<Plan> = {}): Plan => ({
  schema: crime,
  asAt: null,
  periods: [january],
  place: { forces: null, areas: null },
  area: null,
  category: null,
  prefer: [],
  aggregates,
  ...more,
});

describe('a plan over events', () => {
  let warehouse: Warehouse;
  before(async () => {
    warehouse = await memoryWarehouse([crime, hit]);
    await load(warehouse, {
      schema: crime,
      months: { first: '2025-01', last: '2025-03' },
      rows: [
        // biome-ignore format: a table is read by its columns
        { ref: 'A', recorded_on: '2025-01-01', committed_on: '2024-12-20', offence: '45', force: 'S', area: 'E1', value_gbp: '10.10', firearm: false, themes: ['drugs', 'guns'], age: 19, from_on: '2025-01-30', to_on: '2025-02-02', victim: 'x' },
        // biome-ignore format: a table is read by its columns
        { ref: 'B', recorded_on: '2025-01-31', committed_on: '2025-01-31', offence: '48', force: 'S', area: 'E2', value_gbp: '0.20', firearm: true, themes: ['drugs'], age: 20, from_on: '2025-02-01', to_on: '2025-02-10' },
        // biome-ignore format: a table is read by its columns
        { ref: 'B', recorded_on: '2025-02-01', committed_on: '2025-01-02', offence: '48', force: 'S', area: 'unknown', value_gbp: null, firearm: null, themes: [], age: 44, from_on: '2025-03-01', to_on: null },
        // biome-ignore format: a table is read by its columns
        { ref: 'C', recorded_on: '2025-02-10', committed_on: null, offence: null, force: 'W', area: null, value_gbp: '5', firearm: false, themes: ['guns'], age: null },
      ],
    });
    await load(warehouse, {
      schema: hit,
      months: { first: '2024-01', last: '2025-03' },
      rows: [
        { on: '2024-02-15', target: 'B', level: 'major', force: 'S' },
        { on: '2025-01-20', target: 'A', level: 'minor', force: 'S' },
        { on: '2025-02-20', target: 'A', level: 'major', force: 'S' },
      ],
    });
  });
  after(() => warehouse.close());

  const values = async (p: Plan) =>
    Object.fromEntries(
      (await warehouse.run(p)).map((r) => [
        [r.period, r.area, r.category].filter((x) => x !== null).join(' '),
        r.values,
      ]),
    );
  const counts = async (where: Predicate[], periods = [quarter]) =>
    Object.values(await values(plan([rows(where)], { periods })))[0]?.[0] ?? 0;

  test('counts rows in overlapping periods, of which a day belongs to each', async () => {
    assert.deepEqual(
      await values(plan([rows()], { periods: [january, february, quarter, firstHalf] })),
      { '2025-01': [2], '2025-02': [2], '2024-Q4': [4], half: [1] },
    );
  });
  test('answers any number of aggregates in one statement', async () => {
    assert.deepEqual(
      await values(
        plan(
          [
            rows(),
            aggregate({ kind: 'distinct', column: 'ref' }),
            aggregate({ kind: 'sum', column: 'value_gbp' }),
            aggregate({ kind: 'median', column: 'age' }),
            aggregate({ kind: 'median-days', from: 'committed_on', to: 'recorded_on' }),
            aggregate({ kind: 'median-days', from: 'committed_on', to: 'period-end' }),
            rows([{ kind: 'in', column: 'offence', codes: ['48'] }]),
            aggregate({ kind: 'distinct', column: 'themes' }),
          ],
          { periods: [quarter] },
        ),
      ),
      { '2024-Q4': [4, 3, 15.3, 20, 12, 88, 2, 2] },
    );
  });
  test('distinct things in a quarter are not the sum of its months', async () => {
    const distinct = aggregate({ kind: 'distinct', column: 'ref' });
    const found = await values(plan([distinct], { periods: [january, february, quarter] }));
    assert.deepEqual(found, { '2025-01': [2], '2025-02': [2], '2024-Q4': [3] });
  });
  test('a month without rows speaks no number', async () => {
    assert.deepEqual(
      await values(plan([rows()], { periods: [period('m', '2025-03-01', '2025-03-31')] })),
      {},
    );
  });
  test('each condition keeps the rows it says', async () => {
    assert.equal(await counts([{ kind: 'in', column: 'offence', codes: ['45', '48'] }]), 3);
    assert.equal(
      await counts([{ kind: 'not-in', column: 'offence', codes: ['45'] }]),
      3,
      'a row without the column stays',
    );
    assert.equal(await counts([{ kind: 'in', column: 'firearm', codes: ['true'] }]), 1);
    assert.equal(await counts([{ kind: 'not-in', column: 'firearm', codes: ['true'] }]), 3);
    assert.equal(await counts([{ kind: 'in', column: 'themes', codes: ['guns'] }]), 2);
    assert.equal(
      await counts([{ kind: 'in', column: 'themes', codes: ['guns', 'drugs'] }]),
      3,
      'a row with both counts once',
    );
    assert.equal(await counts([{ kind: 'not-in', column: 'themes', codes: ['drugs'] }]), 2);
    assert.equal(await counts([{ kind: 'present', column: 'value_gbp', present: true }]), 3);
    assert.equal(await counts([{ kind: 'present', column: 'value_gbp', present: false }]), 1);
    assert.equal(await counts([{ kind: 'present', column: 'themes', present: true }]), 3);
    assert.equal(await counts([{ kind: 'in', column: 'age', codes: ['19', '44'] }]), 2);
    assert.equal(await counts([{ kind: 'range', column: 'age', from: 20, below: 44 }]), 1);
    assert.equal(
      await counts([
        { kind: 'range', column: 'committed_on', from: '2025-01-02', below: '2025-02-01' },
      ]),
      2,
    );
    assert.equal(await counts([{ kind: 'contains', column: 'offence', text: '8' }]), 2);
    assert.equal(
      await counts([
        {
          kind: 'days-from',
          column: 'recorded_on',
          from: 'committed_on',
          atMost: 12,
          moreThan: null,
        },
      ]),
      2,
    );
    assert.equal(
      await counts([
        {
          kind: 'days-from',
          column: 'recorded_on',
          from: 'committed_on',
          atMost: null,
          moreThan: 12,
        },
      ]),
      1,
    );
    assert.equal(
      await counts([{ kind: 'before', column: 'committed_on', monthsBeforeEnd: 3 }]),
      1,
      'before 31 December 2024',
    );
    assert.equal(
      await counts([
        {
          kind: 'any',
          of: [
            [{ kind: 'in', column: 'offence', codes: ['45'] }],
            [
              { kind: 'in', column: 'firearm', codes: ['true'] },
              { kind: 'present', column: 'age', present: true },
            ],
          ],
        },
      ]),
      2,
    );
    assert.equal(await counts([{ kind: 'in', column: 'offence', codes: [] }]), 0);
  });
  test('a selection of keys is taken in the window that ends where the period ends', async () => {
    const touched = (over: number | null, more: Predicate[] = []): NestedSelection => ({
      schema: hit,
      count: { kind: 'distinct', column: 'target' },
      on: null,
      where: more,
      over,
    });
    const keyIn = (over: number | null, negated = false): Predicate => ({
      kind: 'key-in',
      column: 'ref',
      of: touched(over),
      negated,
    });
    assert.equal(await counts([keyIn(null)], [january]), 1, 'only A was touched in January');
    assert.equal(await counts([keyIn(12)], [january]), 2, 'B was touched in the year to January');
    assert.equal(await counts([keyIn(12)], [february]), 0, 'B no longer in the year to February');
    assert.equal(await counts([keyIn(12, true)], [february]), 2);
    assert.equal(
      await counts(
        [
          {
            kind: 'key-in',
            column: 'ref',
            negated: false,
            of: touched(12, [{ kind: 'in', column: 'level', codes: ['major'] }]),
          },
        ],
        [january],
      ),
      1,
    );
  });
  test('a look-back counts the months before its period too', async () => {
    const found = await warehouse.run(
      plan(
        [
          aggregate({ kind: 'distinct', column: 'target' }, [], { over: 12 }),
          rows(),
          aggregate({ kind: 'rows' }, [], { over: 13 }),
        ],
        { schema: hit, periods: [january, february] },
      ),
    );
    assert.deepEqual(found.map((r) => [r.period, r.values]).sort(), [
      ['2025-01', [2, 1, 2]],
      ['2025-02', [1, 1, 3]],
    ]);
  });
  test('a quantity is shared out over its days, what has no end counts on its first', async () => {
    const spread = aggregate({ kind: 'rows' }, [], { spread: ['from_on', 'to_on'] });
    assert.deepEqual(await values(plan([spread], { periods: [january, february, quarter] })), {
      '2025-01': [0.5],
      '2025-02': [1.5],
      '2024-Q4': [3],
    });
  });
  test('a force is its own rows, a place the rows under it, a region its members while they are', async () => {
    const place = (forces: Plan['place']['forces'], areas: string[] | null = null) =>
      values(plan([rows()], { periods: [quarter], place: { forces, areas } }));
    const always = (code: string) => ({ code, from: null, to: null });
    assert.deepEqual(await place([always('S')]), { '2024-Q4': [3] });
    assert.deepEqual(await place([always('S')], ['E1', 'E9']), { '2024-Q4': [1] });
    assert.deepEqual(await place([always('S')], ['unknown']), { '2024-Q4': [1] });
    assert.deepEqual(await place(null, ['unknown']), { '2024-Q4': [2] }, 'no area is unknown too');
    assert.deepEqual(
      await place([
        { code: 'S', from: '2025-02-01', to: null },
        { code: 'W', from: null, to: '2025-02-10' },
      ]),
      { '2024-Q4': [1] },
    );
  });
  test('groups by area through a mapping, by category, by code of several, by band', async () => {
    const area = {
      column: 'area',
      through: new Map([
        ['E1', 'D1'],
        ['E2', 'D1'],
      ]),
      bands: [],
    };
    const p = (more: Partial<Plan>) => values(plan([rows()], { periods: [quarter], ...more }));
    assert.deepEqual(await p({ area }), { '2024-Q4 D1': [2], '2024-Q4 unknown': [2] });
    assert.deepEqual(await p({ category: { column: 'offence', through: null, bands: [] } }), {
      '2024-Q4 45': [1],
      '2024-Q4 48': [2],
      '2024-Q4 unknown': [1],
    });
    assert.deepEqual(await p({ category: { column: 'themes', through: null, bands: [] } }), {
      '2024-Q4 drugs': [2],
      '2024-Q4 guns': [2],
      '2024-Q4 unknown': [1],
    });
    assert.deepEqual(await p({ category: { column: 'age', through: null, bands: [20, 45] } }), {
      '2024-Q4 under 20': [1],
      '2024-Q4 20 to 45': [2],
      '2024-Q4 unknown': [1],
    });
    assert.deepEqual(await p({ area, category: { column: 'firearm', through: null, bands: [] } }), {
      '2024-Q4 D1 false': [1],
      '2024-Q4 D1 true': [1],
      '2024-Q4 unknown unknown': [1],
      '2024-Q4 unknown false': [1],
    });
  });
  test('text in a definition is never read as SQL', async () => {
    const nasty = `'; drop table fact_crime; --`;
    for (const p of [
      plan([rows([{ kind: 'in', column: 'offence', codes: [nasty] }])]),
      plan([rows([{ kind: 'contains', column: 'offence', text: nasty }])]),
      plan([rows()], {
        periods: [{ ...january, id: nasty }],
        place: { forces: [{ code: nasty, from: null, to: null }], areas: [nasty] },
      }),
      plan([rows()], { area: { column: 'area', through: new Map([[nasty, nasty]]), bands: [] } }),
      plan([rows()], { prefer: [nasty] }),
    ])
      await warehouse.run(p);
    await assert.rejects(
      warehouse.run(
        plan([rows([{ kind: 'present', column: '"; drop table fact_crime; --', present: true }])]),
      ),
    );
    assert.equal(await counts([]), 4);
  });
  test('days of events are given one for each, oldest first', async () => {
    const query = {
      plan: plan([rows([{ kind: 'in', column: 'offence', codes: ['48'] }])], {
        periods: [quarter],
      }),
      area: null,
      category: null,
    };
    assert.deepEqual([...(await warehouse.days(query))], [[null, ['2025-01-31', '2025-02-01']]]);
  });
});
