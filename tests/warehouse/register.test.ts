import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  Aggregate,
  AggregateCount,
  MovementKind,
  Plan,
  PlanPeriod,
  Predicate,
  RegisterRoles,
  TableSchema,
  Warehouse,
} from '../../src/warehouse/index.ts';
import { load, memoryWarehouse, type TestRow } from '../support/warehouse.ts';

const groups: TableSchema = {
  dataset: 'group',
  kind: 'register',
  key: ['ref'],
  date: null,
  columns: [
    { name: 'ref', type: 'text', class: 'record' },
    { name: 'status', type: 'code', class: 'open' },
    { name: 'tier', type: 'code', class: 'open' },
    { name: 'score', type: 'score', class: 'open' },
    { name: 'model', type: 'text', class: 'open' },
    { name: 'scored_on', type: 'date', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
    { name: 'merged_into', type: 'text', class: 'record' },
    { name: 'split_from', type: 'text', class: 'record' },
    { name: 'charged', type: 'integer', class: 'open' },
    { name: 'closed_on', type: 'date', class: 'open' },
  ],
  cells: [],
};
const hits: TableSchema = {
  dataset: 'hit',
  kind: 'events',
  key: [],
  date: 'on',
  columns: [
    { name: 'on', type: 'date', class: 'open' },
    { name: 'target', type: 'text', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
  ],
  cells: [],
};
const roles: RegisterRoles = {
  status: { column: 'status', active: ['active', 'emerging'], merged: ['merged'] },
  mergedInto: 'merged_into',
  splitFrom: 'split_from',
  owner: ['force'],
  score: { column: 'score', model: 'model', scoredOn: 'scored_on' },
  tier: { column: 'tier', order: ['1', '2', '3'] },
};
const period = (id: string, start: string, end: string): PlanPeriod => ({ id, start, end });
const october = period('oct', '2025-10-01', '2025-10-31');
const november = period('nov', '2025-11-01', '2025-11-30');
const december = period('dec', '2025-12-01', '2025-12-31');
const quarter = period('quarter', '2025-10-01', '2025-12-31');

const of = (ref: string, more: TestRow = {}): TestRow => ({
  ref,
  status: 'active',
  tier: '2',
  force: 'S',
  ...more,
});
const scored = (ref: string, score: number, on: string, model = 'v2') =>
  of(ref, { score: String(score), scored_on: on, model });

/** What the register held at the end of each month; the state of October was taken on 3 November. */
const states: Record<string, TestRow[]> = {
  '2025-09-30': [
    of('stays', { charged: 2, area: 'D1' }),
    of('archived', { tier: '1' }),
    of('merges'),
    of('vanishes', { charged: 1 }),
    of('moves'),
    of('back', { status: 'archived' }),
    scored('risen', 40, '2025-01-01'),
    scored('remodelled', 40, '2025-01-01', 'v1'),
    scored('retyped', 40, '2025-01-01'),
  ],
  '2025-11-03': [
    of('stays', { charged: 2, tier: '1', area: 'D2' }),
    of('archived', { status: 'archived', tier: '1' }),
    of('merges', { status: 'merged', merged_into: 'stays' }),
    of('vanishes', { charged: 4 }),
    of('moves'),
    of('back', { status: 'archived' }),
    of('fresh', { charged: 3, status: 'emerging' }),
    scored('risen', 55, '2025-10-09'),
    scored('remodelled', 60, '2025-10-09', 'v2'),
    scored('retyped', 45, '2025-01-01'),
  ],
  '2025-11-30': [
    of('stays', { charged: 5, closed_on: '2025-11-12', area: 'D2' }),
    of('moves', { force: 'W' }),
    of('back'),
    of('fresh', { charged: 3 }),
    scored('risen', 50, '2025-11-20'),
    scored('remodelled', 60, '2025-10-09', 'v2'),
    scored('retyped', 45, '2025-01-01'),
  ],
  '2025-12-31': [
    of('stays', { charged: 5, closed_on: '2025-11-12', area: 'D2' }),
    of('back'),
    of('fresh', { charged: 3 }),
    of('twin a', { split_from: 'fresh' }),
    of('twin b', { split_from: 'fresh' }),
    scored('risen', 50, '2025-11-20'),
    scored('remodelled', 60, '2025-10-09', 'v2'),
    scored('retyped', 45, '2025-01-01'),
  ],
};

const active: Predicate = { kind: 'in', column: 'status', codes: ['active', 'emerging'] };
const aggregate = (
  count: AggregateCount,
  where: Predicate[] = [],
  more: Partial<Aggregate> = {},
): Aggregate => ({ count, where, on: null, over: null, spread: null, ...more });
const movement = (kind: MovementKind) => aggregate({ kind: 'movement', movement: kind, roles });
const plan = (aggregates: Aggregate[], more: Partial<Plan> = {}): Plan => ({
  schema: groups,
  asAt: null,
  periods: [october, november, december, quarter],
  place: { forces: [{ code: 'S', from: null, to: null }], areas: null },
  area: null,
  category: null,
  prefer: [],
  aggregates,
  ...more,
});

describe('a plan over a register', () => {
  let warehouse: Warehouse;
  before(async () => {
    warehouse = await memoryWarehouse([groups, hits]);
    for (const [stateOn, rows] of Object.entries(states))
      await load(warehouse, { schema: groups, stateOn, rows });
    await load(warehouse, {
      schema: hits,
      months: { first: '2025-10', last: '2025-12' },
      rows: [{ on: '2025-10-20', target: 'stays', force: 'S' }],
    });
  });
  after(() => warehouse.close());

  const values = async (a: Aggregate, more: Partial<Plan> = {}) =>
    Object.fromEntries(
      (await warehouse.run(plan([a], more))).map((r) => [
        [r.period, r.area, r.category].filter((x) => x !== null).join(' '),
        r.values[0],
      ]),
    );

  test('a stock is the last snapshot within five days of the period’s end', async () => {
    assert.deepEqual(await values(aggregate({ kind: 'stock' }, [active])), {
      oct: 7,
      nov: 6,
      dec: 8,
      quarter: 8,
    });
    const far = period('x', '2025-12-01', '2025-12-10');
    assert.deepEqual(await values(aggregate({ kind: 'stock' }), { periods: [far] }), {});
  });
  test('present is whoever was there at any time, the opening day included', async () => {
    assert.deepEqual(await values(aggregate({ kind: 'present' }, [active])), {
      oct: 9,
      nov: 8,
      dec: 8,
      quarter: 12,
    });
  });
  test('every movement is counted once, in the month whose end shows it', async () => {
    const found = async (kind: MovementKind) => values(movement(kind));
    assert.deepEqual(await found('new'), { oct: 1, dec: 2, quarter: 3 });
    assert.deepEqual(await found('archived'), { oct: 1, quarter: 1 }, 'a merger is no archiving');
    assert.deepEqual(await found('merged'), { oct: 1, quarter: 1 });
    assert.deepEqual(await found('reactivated'), { nov: 1, quarter: 1 });
    assert.deepEqual(
      await found('vanished'),
      { nov: 1, quarter: 1 },
      'gone without being archived; what another force has is not ours to lose',
    );
    assert.deepEqual(await found('transferred'), { nov: 1, quarter: 1 });
    assert.deepEqual(
      await found('split'),
      { dec: 1, quarter: 1 },
      'the group that split counts once',
    );
    assert.deepEqual(
      await found('score-risen'),
      { oct: 1, quarter: 1 },
      'not across models, not without a new scoring',
    );
    assert.deepEqual(await found('score-fallen'), { nov: 1, quarter: 1 });
    assert.deepEqual(await found('tier-risen'), { oct: 1, quarter: 1 });
    assert.deepEqual(await found('tier-fallen'), { nov: 1, quarter: 1 });
  });
  test('a movement keeps the conditions of what moved', async () => {
    const tier1: Predicate = { kind: 'in', column: 'tier', codes: ['1'] };
    const moved = aggregate({ kind: 'movement', movement: 'archived', roles }, [tier1]);
    assert.deepEqual(await values(moved, { periods: [october] }), { oct: 1 });
  });
  test('a running total rises between snapshots, what is new brings all of its own', async () => {
    assert.deepEqual(await values(aggregate({ kind: 'increase', column: 'charged' })), {
      oct: 6,
      nov: 3,
      dec: 0,
      quarter: 9,
    });
  });
  test('counted on a date, each key counts once by its last state', async () => {
    assert.deepEqual(await values(aggregate({ kind: 'rows' }, [], { on: 'closed_on' })), {
      nov: 1,
      quarter: 1,
    });
    assert.deepEqual(
      await values(aggregate({ kind: 'rows' }, [active], { on: 'first_seen' }), {
        periods: [november, december],
      }),
      { nov: 1, dec: 2 },
    );
  });
  test('ages run from the day first seen to the period’s end', async () => {
    const age = aggregate({ kind: 'median-days', from: 'first_seen', to: 'period-end' }, [active]);
    assert.deepEqual(await values(age, { periods: [november] }), { nov: 61 });
  });
  test('those that entered and left a selection, from snapshot to snapshot', async () => {
    const entered = await values(aggregate({ kind: 'entered', column: null }, [active]));
    const left = await values(aggregate({ kind: 'left', column: null }, [active]));
    assert.deepEqual(entered, { oct: 1, nov: 1, dec: 2, quarter: 4 });
    assert.deepEqual(left, { oct: 2, nov: 2, dec: 0, quarter: 4 });
    const stock = await values(aggregate({ kind: 'stock' }, [active]));
    assert.equal(Number(stock.quarter), 8 + (entered.quarter ?? 0) - (left.quarter ?? 0));
    const byArea = await values(aggregate({ kind: 'entered', column: null }, [active]), {
      area: { column: 'area', through: null, bands: [] },
      periods: [october],
    });
    assert.deepEqual(
      byArea,
      { 'oct D2': 1, 'oct unknown': 1 },
      'a move between places enters one and leaves the other',
    );
  });
  test('a selection that looks back moves as its window does', async () => {
    const untouched: Predicate = {
      kind: 'key-in',
      column: 'ref',
      negated: true,
      of: {
        schema: hits,
        count: { kind: 'distinct', column: 'target' },
        on: null,
        where: [],
        over: 2,
      },
    };
    const where = [active, untouched];
    assert.deepEqual(await values(aggregate({ kind: 'stock' }, where)), {
      oct: 6,
      nov: 5,
      dec: 8,
      quarter: 8,
    });
    assert.deepEqual(
      await values(aggregate({ kind: 'entered', column: null }, where), { periods: [december] }),
      { dec: 3 },
    );
  });
  test('a month whose snapshot is missing has no stock, and movements stand where they are first seen', async () => {
    const other = await memoryWarehouse([groups]);
    try {
      for (const day of ['2025-09-30', '2025-11-30', '2025-12-31'])
        await load(other, { schema: groups, stateOn: day, rows: states[day] ?? [] });
      const found = await other.run(plan([aggregate({ kind: 'stock' }), movement('vanished')]));
      const byPeriod = new Map(found.map((r) => [r.period, r.values]));
      assert.equal(byPeriod.get('oct')?.[0] ?? null, null);
      assert.deepEqual(byPeriod.get('nov'), [6, 3]);
    } finally {
      other.close();
    }
  });
});
