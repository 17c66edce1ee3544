import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  type Aggregate,
  mintGrant,
  type Plan,
  type TableSchema,
  type Warehouse,
} from '../../src/warehouse/index.ts';
import { load, memoryWarehouse } from '../support/warehouse.ts';

const schema: TableSchema = {
  dataset: 'crime',
  kind: 'events',
  key: ['ref'],
  date: 'on',
  columns: [
    { name: 'ref', type: 'text', class: 'record' },
    { name: 'on', type: 'date', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
    { name: 'value', type: 'money', class: 'open' },
    { name: 'themes', type: 'codes', class: 'open' },
    { name: 'victim', type: 'text', class: 'personal' },
  ],
  cells: ['force', 'area'],
};

describe('the rows behind a point', () => {
  let warehouse: Warehouse;
  before(async () => {
    warehouse = await memoryWarehouse([schema]);
    await load(warehouse, {
      schema,
      months: { first: '2025-01', last: '2025-02' },
      arrivedAt: '2025-03-30T23:30:00Z',
      rows: [
        {
          ref: 'A',
          on: '2025-01-05',
          force: 'S',
          area: 'E1',
          value: '1.10',
          victim: 'Someone',
          themes: ['x', 'y'],
        },
        { ref: 'B', on: '2025-01-06', force: 'S', area: 'E2', value: '2.20', themes: ['y'] },
        { ref: 'B', on: '2025-02-06', force: 'S', area: 'E2', value: null, themes: [] },
      ],
    });
    await load(warehouse, {
      schema,
      months: { first: '2025-02', last: '2025-02' },
      arrivedAt: '2025-07-01T22:59:59Z',
      rows: [{ ref: 'C', on: '2025-02-07', force: 'S', area: 'E1', value: '3.00', themes: ['y'] }],
    });
  });
  after(() => warehouse.close());

  const aggregate = (count: Aggregate['count']): Aggregate => ({
    count,
    on: null,
    where: [],
    over: null,
    spread: null,
  });
  const plan = (count: Aggregate['count'], more: Partial<Plan> = {}): Plan => ({
    schema,
    asAt: null,
    periods: [{ id: 'q', start: '2025-01-01', end: '2025-03-31' }],
    place: { forces: null, areas: null },
    area: null,
    category: null,
    prefer: [],
    aggregates: [aggregate(count)],
    ...more,
  });
  const columns = schema.columns.map((c) => c.name);
  const ask = (
    p: Plan,
    more: {
      area?: string;
      category?: string;
      from?: number;
      limit?: number;
      personal?: boolean;
    } = {},
  ) =>
    warehouse.rows(
      { plan: p, area: more.area ?? null, category: more.category ?? null },
      columns,
      { from: more.from ?? 0, limit: more.limit ?? null },
      mintGrant('her', 1, more.personal ? ['open', 'record', 'personal'] : undefined),
    );

  test('each stands with its load, sheet and row, and its values', async () => {
    const { rows, total } = await ask(plan({ kind: 'rows' }));
    assert.equal(total, 3);
    assert.deepEqual(rows[0], {
      load: 1,
      sheet: 1,
      row: 2,
      values: { ref: 'A', on: '2025-01-05', force: 'S', area: 'E1', value: 1.1, themes: 'x; y' },
    });
    assert.deepEqual(
      rows.map((r) => [r.load, r.row]),
      [
        [1, 2],
        [1, 3],
        [2, 2],
      ],
      'the superseded February is not among them',
    );
  });
  test('personal columns need leave of their own', async () => {
    const [shown] = (await ask(plan({ kind: 'rows' }), { personal: true })).rows;
    assert.equal(shown?.values.victim, 'Someone');
    const [hidden] = (await ask(plan({ kind: 'rows' }))).rows;
    assert.ok(hidden && !('victim' in hidden.values));
  });
  test('they add up to what was counted, however few are shown', async () => {
    for (const [count, expected] of [
      [{ kind: 'rows' }, 3],
      [{ kind: 'distinct', column: 'ref' }, 3],
      [{ kind: 'distinct', column: 'themes' }, 2],
      [{ kind: 'sum', column: 'value' }, 6.3],
      [{ kind: 'median', column: 'value' }, 2.2],
    ] as const) {
      const p = plan(count);
      const [point] = await warehouse.run(p);
      const evidence = await ask(p, { limit: 1 });
      assert.equal(evidence.rows.length, 1);
      assert.ok(
        Math.abs((evidence.addsUpTo ?? 0) - expected) < 1e-9,
        `${count.kind}: ${evidence.addsUpTo}`,
      );
      assert.ok(Math.abs((point?.values[0] ?? 0) - expected) < 1e-9);
    }
  });
  test('a group is opened by the filters that made it', async () => {
    const area = { column: 'area', through: new Map([['E1', 'D1']]), bands: [] };
    assert.equal((await ask(plan({ kind: 'rows' }, { area }), { area: 'D1' })).total, 2);
    const category = { column: 'themes', through: null, bands: [] };
    assert.equal((await ask(plan({ kind: 'rows' }, { category }), { category: 'y' })).total, 3);
  });
  test('known on a day is what had arrived when that day ended in London', async () => {
    assert.equal(
      await warehouse.loadAt('2025-03-30'),
      0,
      '23:30 UTC is already the 31st in summer time',
    );
    assert.equal(await warehouse.loadAt('2025-03-31'), 1);
    assert.equal(await warehouse.loadAt('2025-06-30'), 1);
    assert.equal(
      await warehouse.loadAt('2025-07-01'),
      2,
      '22:59:59 UTC is one second before the day ends',
    );
    const before = await ask(plan({ kind: 'rows' }, { asAt: 1 }));
    assert.deepEqual(
      before.rows.map((r) => [r.load, r.row]),
      [
        [1, 2],
        [1, 3],
        [1, 4],
      ],
    );
    assert.equal((await ask(plan({ kind: 'rows' }, { asAt: 0 }))).total, 0);
  });
  test('no room but access makes the leave to read rows', () => {
    let root = dirname(fileURLToPath(import.meta.url));
    while (!existsSync(join(root, 'package.json'))) root = dirname(root);
    const makers = readdirSync(join(root, 'src'), { recursive: true })
      .map((name) => String(name).replaceAll('\\', '/'))
      .filter(
        (name) =>
          /\.tsx?$/.test(name) &&
          /\bmintGrant\b/.test(readFileSync(join(root, 'src', name), 'utf8')),
      )
      .filter((name) => !name.startsWith('access/'));
    assert.deepEqual(makers.sort(), ['warehouse/grant.ts', 'warehouse/index.ts']);
  });
});
