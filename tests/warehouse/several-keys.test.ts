import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { grantRows } from '../../src/access/index.ts';
import type {
  Aggregate,
  Plan,
  Predicate,
  TableSchema,
  Warehouse,
} from '../../src/warehouse/index.ts';
import { valueIn } from '../support/outcome.ts';
import { load, memoryWarehouse } from '../support/warehouse.ts';

const groups: TableSchema = {
  dataset: 'group',
  kind: 'register',
  key: ['ref'],
  date: null,
  columns: [
    { name: 'ref', type: 'text', class: 'record' },
    { name: 'status', type: 'code', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
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
    { name: 'targets', type: 'codes', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
  ],
  cells: [],
};
const october = { id: 'oct', start: '2025-10-01', end: '2025-10-31' };
const november = { id: 'nov', start: '2025-11-01', end: '2025-11-30' };
const quarter = { id: 'quarter', start: '2025-10-01', end: '2025-12-31' };
const active: Predicate = { kind: 'in', column: 'status', codes: ['active'] };
const aggregate = (
  count: Aggregate['count'],
  where: Predicate[] = [],
  over: number | null = null,
): Aggregate => ({ count, where, on: null, over, spread: null });
const plan = (schema: TableSchema, a: Aggregate): Plan => ({
  schema,
  asAt: null,
  periods: [october, november, quarter],
  place: { forces: [{ code: 'S', from: null, to: null }], areas: null },
  area: null,
  category: null,
  prefer: [],
  aggregates: [a],
});
const targets = { kind: 'distinct', column: 'targets' } as const;
const whoIsActive: Predicate = {
  kind: 'key-in',
  column: 'targets',
  negated: false,
  of: { schema: groups, count: { kind: 'present' }, on: null, where: [active], over: null },
};

describe('a cell that names several groups', () => {
  let warehouse: Warehouse;
  before(async () => {
    warehouse = await memoryWarehouse([groups, hits]);
    for (const stateOn of ['2025-09-30', '2025-10-31', '2025-11-30', '2025-12-31'])
      await load(warehouse, {
        schema: groups,
        stateOn,
        rows: ['a', 'b', 'c', 'gone', 'theirs'].map((ref) => ({
          ref,
          status: ref === 'gone' ? 'archived' : 'active',
          force: ref === 'theirs' ? 'W' : 'S',
        })),
      });
    await load(warehouse, {
      schema: hits,
      months: { first: '2025-10', last: '2025-12' },
      rows: [
        { on: '2025-10-03', targets: ['a'], force: 'S' },
        { on: '2025-10-09', targets: ['a', 'b'], force: 'S' },
        { on: '2025-11-05', targets: ['b', 'gone'], force: 'S' },
        { on: '2025-12-10', targets: ['theirs'], force: 'S' },
      ],
    });
  });
  after(() => warehouse.close());

  const values = async (schema: TableSchema, a: Aggregate) =>
    Object.fromEntries((await warehouse.run(plan(schema, a))).map((r) => [r.period, r.values[0]]));

  test('trap 25 R67: counts each of them once, and the row once', async () => {
    assert.deepEqual(await values(hits, aggregate(targets)), { oct: 2, nov: 2, quarter: 4 });
    assert.deepEqual(await values(hits, aggregate({ kind: 'rows' })), {
      oct: 2,
      nov: 1,
      quarter: 4,
    });
  });
  test('of those on our register, counts neither the one that stands beside them nor another force’s', async () => {
    assert.deepEqual(await values(hits, aggregate(targets, [whoIsActive])), {
      oct: 2,
      nov: 1,
      quarter: 2,
    });
    const others = aggregate(targets, [{ ...whoIsActive, negated: true }]);
    assert.deepEqual(await values(hits, others), { oct: 0, nov: 1, quarter: 2 });
    const rows = aggregate({ kind: 'rows' }, [whoIsActive]);
    assert.deepEqual(await values(hits, rows), { oct: 2, nov: 1, quarter: 3 });
  });
  test('finds each of them from the register', async () => {
    const touched: Predicate = {
      kind: 'key-in',
      column: 'ref',
      negated: false,
      of: { schema: hits, count: targets, on: null, where: [], over: null },
    };
    assert.deepEqual(await values(groups, aggregate({ kind: 'stock' }, [active, touched])), {
      oct: 2,
      nov: 1,
      quarter: 2,
    });
  });
  test('lets each come and go by itself in a look-back', async () => {
    const entered = aggregate({ kind: 'entered', column: 'targets' }, [whoIsActive], 1);
    const left = aggregate({ kind: 'left', column: 'targets' }, [whoIsActive], 1);
    assert.deepEqual(await values(hits, entered), { nov: 0, quarter: 0 });
    assert.deepEqual(await values(hits, left), { nov: 1, quarter: 2 });
  });
  test('adds up in the rows behind the point', async () => {
    const grant = valueIn(
      await grantRows(
        { name: 'test', roles: ['analyst'], themes: [] },
        {
          thing: { theme: 't' },
          about: { measure: 'm', period: 'quarter', area: 'S', category: null, asAt: null },
          reason: null,
          framework: { reasons: [] },
        },
        async () => 1,
      ),
    );
    const asked = { ...plan(hits, aggregate(targets, [whoIsActive])), periods: [quarter] };
    const found = await warehouse.rows(
      { plan: asked, area: null, category: null },
      ['on', 'targets'],
      { from: 0, limit: 10 },
      grant,
    );
    assert.equal(found.total, 3);
    assert.equal(found.addsUpTo, 2);
    assert.deepEqual(
      found.rows.map((r) => r.values.targets),
      ['a', 'a; b', 'b; gone'],
    );
  });
});
