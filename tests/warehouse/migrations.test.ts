import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import {
  openWarehouse,
  recount,
  type TableSchema,
  type Warehouse,
  WrongVersion,
  warehouseVersion,
} from '../../src/warehouse/index.ts';
import { load } from '../support/warehouse.ts';

const schema = (more: Partial<TableSchema> = {}): TableSchema => ({
  dataset: 'crime',
  kind: 'events',
  key: [],
  date: 'on',
  columns: [
    { name: 'on', type: 'date', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
  ],
  cells: ['force'],
  ...more,
});
const withOffence = schema({
  columns: [
    { name: 'offence', type: 'code', class: 'open' },
    ...schema().columns,
    { name: 'themes', type: 'codes', class: 'open' },
  ],
  cells: ['force', 'offence'],
});

describe('a warehouse of yesterday', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'socpf-warehouse-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = (schemas: TableSchema[]) =>
    openWarehouse({ path: join(folder, 'w.duckdb'), temp: '', allowed: [] }, schemas);
  const rowsBy = async (warehouse: Warehouse, s: TableSchema, column: string) =>
    Object.fromEntries(
      (
        await warehouse.run({
          schema: s,
          asAt: null,
          periods: [{ id: 'm', start: '2025-01-01', end: '2025-01-31' }],
          place: { forces: null, areas: null },
          area: null,
          category: { column, through: null, bands: [] },
          prefer: [],
          aggregates: [{ count: { kind: 'rows' }, on: null, where: [], over: null, spread: null }],
        })
      ).map((r) => [r.category, r.values[0]]),
    );

  test('takes a new column, new cells and a new dataset without losing or doubting a row', async () => {
    const first = await open([schema()]);
    await load(first, {
      schema: schema(),
      months: { first: '2025-01', last: '2025-01' },
      rows: [{ on: '2025-01-02', force: 'S' }],
    });
    first.close();
    const other = schema({ dataset: 'other' });
    const second = await open([withOffence, other]);
    await load(second, {
      schema: withOffence,
      source: 'b',
      months: { first: '2025-01', last: '2025-01' },
      rows: [{ offence: '45', on: '2025-01-03', force: 'S', themes: ['x'] }],
    });
    assert.deepEqual(await rowsBy(second, withOffence, 'offence'), { '45': 1, unknown: 1 });
    assert.deepEqual(await recount(second.engine, [withOffence, other]), []);
    second.close();
    const third = await open([schema(), other]);
    assert.deepEqual(await rowsBy(third, schema(), 'force'), { S: 2 });
    await load(third, {
      schema: schema(),
      source: 'c',
      months: { first: '2025-01', last: '2025-01' },
      rows: [{ on: '2025-01-04', force: 'S' }],
    });
    assert.deepEqual(await recount(third.engine, [schema(), other]), []);
    third.close();
  });
  test('keeps its doubts: a row edited by hand is still found after a new column', async () => {
    const first = await open([schema()]);
    await load(first, {
      schema: schema(),
      months: { first: '2025-01', last: '2025-01' },
      rows: [{ on: '2025-01-02', force: 'S' }],
    });
    await first.engine.run(`update fact_crime set force = 'W'`);
    first.close();
    const second = await open([withOffence]);
    const wrong = await recount(second.engine, [withOffence]);
    assert.ok(
      wrong.some((d) => d.what === 'slice'),
      JSON.stringify(wrong),
    );
    second.close();
  });
  test('is refused when its tables are newer than this release, and stays as it was', async () => {
    const first = await open([schema()]);
    await first.engine.run(
      `update meta set value = '${warehouseVersion + 1}' where key = 'version'`,
    );
    first.close();
    await assert.rejects(open([withOffence]), WrongVersion);
    await assert.rejects(open([schema()]), WrongVersion, 'the refusal lets go of the file');
  });
  test('is refused when a column has become another type', async () => {
    (await open([schema()])).close();
    const changed = schema({
      columns: schema().columns.map((c) =>
        c.name === 'force' ? { ...c, type: 'integer' as const } : c,
      ),
    });
    await assert.rejects(open([changed]), WrongVersion);
    (await open([schema()])).close();
  });
});
